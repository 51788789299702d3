"""`lots`: every kind of file and order, and all that can be wrong with them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import duckdb
import pytest

from engine.lots.account import consumed
from engine.lots.tree import Account, Event
from engine.lots.turns import ORDERS, Order
from engine.tasks.histories import Histories
from tests.tasks.running import Program

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "history"
NAMES = ("account", "at", "kind", "quota", "order", "lot", "call", "expires_at", "paid")
ENDS = 100


@pytest.fixture
def refundry(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Program:
    return Program(monkeypatch, capsys, tmp_path)


def moment(at: int) -> str:
    return f"2026-07-01T00:{at // 60:02}:{at % 60:02}Z"


def history(die: Random) -> Iterator[tuple[str, ...]]:
    """Events of accounts with few and many lots, none at all, returns with and without a name, and expiries."""
    for account in range(60):
        called: list[tuple[str, int]] = []
        lots: list[str] = []
        most = die.choice((0, 2, 3, 40))
        nameless = account % 3 == 0
        for row in range(die.randrange(1, 90)):
            at = row // 2
            kind = die.choice(("credit", "call", "call", "call", "call", "return", "expiry"))
            told = dict.fromkeys(NAMES, "") | {"account": f"u{account}", "at": moment(at)}
            if kind == "credit" and len(lots) < most:
                lots.append(f"lot-{row}")
                expires = moment(at + die.randrange(1, 60)) if die.random() < 0.4 else ""
                told |= {"kind": die.choice(("top_up", "gift")), "quota": f"{die.randrange(1, 50)}.000001"}
                told |= {"lot": lots[-1], "order": die.choice(("", "A", "B")), "expires_at": expires}
            elif kind == "return" and called:
                call, quota = called.pop(die.randrange(len(called)))
                told |= {
                    "kind": "return",
                    "quota": str(die.randrange(1, quota + 1)),
                    "call": "" if nameless else call,
                }
            elif kind == "expiry" and lots:
                told |= {"kind": "expiry", "lot": die.choice(lots), "quota": die.choice(("", "3"))}
            else:
                quota = die.randrange(1, 12)
                called.append((f"c{row}", quota))
                told |= {"kind": "call", "quota": str(quota), "call": f"c{row}"}
            yield tuple(told[name] for name in NAMES)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One history in the three kinds of files, its rows in no order."""
    folder = tmp_path_factory.mktemp("history")
    die = Random(20260703)
    rows = list(history(die))
    die.shuffle(rows)
    with (folder / "events.csv").open("w", newline="") as file:
        csv.writer(file).writerows([NAMES, *rows])
    told = ({name: cell for name, cell in zip(NAMES, row, strict=True) if cell} for row in rows)
    (folder / "events.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in told), "utf-8")
    table = f"read_csv('{folder / 'events.csv'}', all_varchar = true)"
    typed = 'SELECT * REPLACE ("at"::TIMESTAMPTZ AS "at", quota::DECIMAL(20, 9) AS quota)'
    duckdb.execute(f"COPY ({typed} FROM {table}) TO '{folder / 'events.parquet'}' (FORMAT parquet)")
    return folder


def lots_of(path: Path, order: Order, *, short: bool = True) -> dict[str, list[tuple[object, ...]]]:
    with Histories([str(path)], None, "USD", 6) as histories:
        last = histories.totals.last
        if short:
            return {name: rows(consumed(told, order, last)) for name, told in histories.accounts(order)}
        names = [f"u{number}" for number in range(60)]
        histories.keep(names)
        return {name: rows(consumed(list[Event](histories.account(name)), order, last)) for name in names}


def rows(account: Account) -> list[tuple[object, ...]]:
    assert account.faults == ()
    lots = [(lot.credit.lot, lot.used, lot.returned, lot.expired, lot.unused) for lot in account.lots]
    return [*lots, ("owed", account.owed, account.called, account.returned)]


@pytest.mark.parametrize("name", ORDERS)
def test_calls_summed_up_are_as_good_as_each_by_itself(events: Path, name: str) -> None:
    whole = lots_of(events / "events.csv", ORDERS[name], short=False)
    assert len(whole) == 60
    assert lots_of(events / "events.csv", ORDERS[name]) == whole


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_every_kind_of_file_says_the_same(events: Path, ending: str) -> None:
    order = ORDERS["gift_first"]
    assert lots_of(events / f"events.{ending}", order) == lots_of(events / "events.csv", order)


def test_files_of_one_history_may_be_several(refundry: Program) -> None:
    head, *told = (EXAMPLE / "events.csv").read_text("utf-8").splitlines(keepends=True)
    for name, part in (("a.csv", told[::2]), ("b.csv", told[1::2])):
        (refundry.folder / name).write_text(head + "".join(part), "utf-8")
    both = refundry("lots", "a.csv", "b.csv", "--format", "json").json
    assert (
        both["accounts"] == refundry("lots", str(EXAMPLE / "events.csv"), "--format", "json").json["accounts"]
    )


def test_the_example_and_what_other_orders_would_decide(refundry: Program) -> None:
    cases = str(EXAMPLE / "cases.jsonl")
    found = refundry("lots", str(EXAMPLE / "events.csv"), "--cases", cases, "--format", "json").json
    assert found["consumption"]["open_point"] == "gift_order"
    assert [order for each in found["accounts"] for order in each["orders"]][:2] == [
        {"order.id": "T-1", "credit.granted": "100.000000 USD", "credit.used": "15.000000 USD",
         "credit.gift_used": "20.000000 USD"},
        {"order.id": "T-2", "credit.granted": "50.000000 USD", "credit.used": "0.000000 USD",
         "credit.gift_used": "8.000000 USD"},
    ]  # fmt: skip
    (differs,) = found["differences"]
    assert (differs["case"], differs["refund"]) == ("C-2", "42.00 CNY")
    assert {name: other["verdict"] for name, other in differs["others"].items()} == dict.fromkeys(
        ("paid_first", "oldest_first", "soonest_expiring_first", "in_proportion"), "refused"
    )


def test_a_moment_ends_the_history(refundry: Program) -> None:
    until = ("--until", "2026-07-05T10:00:00+08:00")
    found = refundry("lots", str(EXAMPLE / "events.csv"), *until, "--format", "json").json
    assert found["totals"]["used"] == "60.500000"
    assert found["totals"]["returned"] == "0.000000"


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_lots_and_orders_are_written(refundry: Program, ending: str) -> None:
    out, orders = f"lots.{ending}", f"orders.{ending}"
    refundry("lots", str(EXAMPLE / "events.csv"), "--out", out, "--orders", orders)
    lots = duckdb.execute(
        f"SELECT lot, used::DECIMAL(18, 6) FROM '{refundry.folder / out}' ORDER BY account, lot"
    ).fetchall()
    assert [(lot, float(used)) for lot, used in lots] == [
        ("T-1", 25.0), ("check-in", 4.0), ("welcome", 20.0), ("T-2", 0.0), ("bonus", 8.0), ("T-3", 5.0), ("T-4", 2.5),
    ]  # fmt: skip
    names = [row[0] for row in duckdb.execute(f"DESCRIBE FROM '{refundry.folder / orders}'").fetchall()]
    assert names == ["account.id", "order.id", "credit.granted", "credit.used", "credit.gift_used"]


MAP = """\
[columns]
user_id = "account"
created_at = { fact = "at", format = "seconds" }
type = { fact = "kind", values = { "1" = "top_up", "2" = "call", "4" = "gift", "6" = "return" } }
quota = { fact = "quota", unit = "0.000002" }
trade_no = "order"
request_id = "call"
"""


def test_columns_codes_and_units_of_an_operator(refundry: Program) -> None:
    (refundry.folder / "map.toml").write_text(MAP, "utf-8")
    table = [
        "user_id,created_at,type,quota,trade_no,request_id",
        "7,1783000000,1,50000000,T-1,", "7,1783000001,4,500000,,", "7,1783000009,2,750001,,r1", "7,1783000009,6,1,,r1",
    ]  # fmt: skip
    (refundry.folder / "log.csv").write_text("\n".join(table) + "\n", "utf-8")
    found = refundry("lots", "log.csv", "--columns", "map.toml", "--format", "json").json
    (account,) = found["accounts"]
    assert [(lot["lot"], lot["granted"], lot["unused"]) for lot in account["lots"]] == [
        ("T-1", "100.000000", "99.500000"),
        ("gift-2", "1.000000", "0.000000"),
    ]


def test_every_bad_row_is_named_with_its_line(refundry: Program) -> None:
    table = [
        "account,at,kind,quota,lot,expires_at,paid", "u1,2026-07-03,call,1,,,",
        "u2,2026-07-03T00:00:00Z,call,1.0000001,,,", "",
        "u3,2026-07-03T00:00:00Z,redemption,5,,2026-07-02T00:00:00Z,", ",2026-07-03T00:00:00Z,call,-1,,,",
        "u4,2026-07-03T00:00:00Z,expiry,,,,", "u5,2026-07-03T00:00:00Z,gift,2,,,yes",
        "u6,2026-07-03T00:00:00Z,call,2,,,", "u7,2026-07-03T00:00:00Z,call,1,,2026-07-02T00:00:00Z,",
        "u8,2026-07-03T00:00:00Z,call,1,,,perhaps",
    ]  # fmt: skip
    (refundry.folder / "events.csv").write_text("\n".join(table) + "\n", "utf-8")
    found = refundry("lots", "events.csv", "--format", "json")
    assert found.code == 3
    said = [line for line in found.err.splitlines() if " --> " in line]
    assert sorted(said) == [
        " --> events.csv:10: expires_at", " --> events.csv:11: paid",
        " --> events.csv:2: at", " --> events.csv:3: quota", " --> events.csv:5: expires_at", " --> events.csv:5: paid",
        " --> events.csv:6: account", " --> events.csv:6: quota", " --> events.csv:7: lot", " --> events.csv:8: paid",
    ]  # fmt: skip
    assert [each["account"] for each in found.json["accounts"]] == ["u6"]
    assert found.json["left_out"] == 7


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.jsonl", '{"account": "u"\n[1]\n'), ("a.csv", "account,at,kind,quota\nu,x,y,1\nu,x,y,1,2\n")],
)
def test_lines_that_are_none_are_said_without_a_traceback(refundry: Program, name: str, text: str) -> None:
    (refundry.folder / name).write_text(text, "utf-8")
    found = refundry("lots", name)
    assert found.code == 3
    assert f" --> {name}:" in found.err


def test_a_truncated_or_inexact_parquet_file_is_said(refundry: Program) -> None:
    (refundry.folder / "torn.parquet").write_bytes(b"PAR1 and then nothing")
    assert refundry("lots", "torn.parquet").code == 3
    floats = """SELECT 'u' AS account, now() AS "at", 'call' AS kind, 1.5::DOUBLE AS quota"""
    duckdb.execute(f"COPY ({floats}) TO '{refundry.folder / 'floats.parquet'}' (FORMAT parquet)")
    assert "binary floats" in refundry("lots", "floats.parquet").err
