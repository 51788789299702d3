"""A batch gives for every row what `decide` gives for it alone, from each form of table into each other."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.tasks.ticking import ticking
from tests.batch.tables import Case, Record, read_records, write_csv, write_jsonl, write_parquet
from tests.second_reading.generate import cases, incomplete_cases
from tests.tasks.running import Program

WRITERS: dict[str, Callable[[Path, list[Case]], None]] = {
    ".jsonl": write_jsonl,
    ".csv": write_csv,
    ".parquet": write_parquet,
}
DRAWN: list[Case] = [*chain(cases(120, 5), incomplete_cases(40, 6))]
PLAIN = (
    DRAWN[::4]
    if os.environ.get("REFUNDRY_BATCH")
    else [DRAWN[at] for at in (12, 28, 32, 48, 72, 88, 92, 124)]
)
"""Cases for `--no-presumptions`, where everything that is left out is searched for: every day those soon settled."""


@pytest.fixture
def decided(refundry: Program) -> list[Record]:
    """The records that `decide` gives."""
    text = json.dumps(DRAWN)
    return list(refundry("decide", "-", "--format", "json", stdin=text).json)


@pytest.mark.parametrize("into", WRITERS)
@pytest.mark.parametrize("form", WRITERS)
def test_every_row_is_decided_as_alone(
    form: str, into: str, refundry: Program, decided: list[Record]
) -> None:
    WRITERS[form](refundry.folder / f"in{form}", DRAWN)
    ran = refundry("batch", f"in{form}", "--out", f"out{into}")
    assert ran.code == 0, ran.err
    assert read_records(refundry.folder / f"out{into}") == decided
    assert [path.name for path in refundry.folder.glob(".out*")] == []


@pytest.mark.parametrize("option", [["--explain"], ["--no-presumptions"], ["--explain", "--lang", "zh"]])
@pytest.mark.parametrize("into", WRITERS)
def test_options_of_decide_mean_the_same(option: list[str], into: str, refundry: Program) -> None:
    drawn = PLAIN if option == ["--no-presumptions"] else DRAWN[::8]
    alone = refundry("decide", "-", "--format", "json", *option, stdin=json.dumps(drawn)).json
    write_parquet(refundry.folder / "in.parquet", drawn)
    assert refundry("batch", "in.parquet", "--out", f"out{into}", *option).code == 0
    assert read_records(refundry.folder / f"out{into}") == alone


def test_rows_that_cannot_be_read_are_invalid_and_the_others_decided(refundry: Program) -> None:
    good = json.dumps(DRAWN[0])
    lines = [good, "{", '{"payment": {"payd": "1.00"}}', "", "[{}]", json.dumps({"x": ["a"] * 300_000}), good]
    refundry.write("in.jsonl", "\n".join(lines))
    ran = refundry("batch", "in.jsonl", "--out", "out.jsonl")
    found = read_records(refundry.folder / "out.jsonl")
    assert ran.code == 3
    assert "4 rows could not be read" in ran.err
    assert [each["verdict"] == "invalid" for each in found] == [False, True, True, True, True, False]
    assert [each["errors"][0]["code"] for each in found[1:5]] == ["RF506", "RF501", "RF502", "RF507"]
    assert found[2]["errors"][0]["help"] == "did you mean `payment.paid`?"
    assert found[0] == found[5]


def test_a_set_of_very_many_words_is_invalid(refundry: Program) -> None:
    case = {"case": {"materials": ["proof"] * 100_000}}
    for form, write in WRITERS.items():
        write(refundry.folder / f"in{form}", [DRAWN[0], case, DRAWN[1]])
        assert refundry("batch", f"in{form}", "--out", "out.jsonl").code == 3
        first, second, third = read_records(refundry.folder / "out.jsonl")
        assert "at most 100 are read" in str(second["errors"]) or "RF507" in str(second["errors"])
        assert "invalid" not in (first["verdict"], third["verdict"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_other_encodings_with_other_names_and_codes(encoding: str, refundry: Program) -> None:
    refundry.write(
        "map.toml",
        """
        ignore = ["备注"]
        [columns]
        "案件" = "case.id"
        [columns."付款时间"]
        fact = "payment.paid_at"
        format = "%Y/%m/%d %H:%M"
        zone = "Asia/Shanghai"
        [columns."原因"]
        fact = "case.reason"
        values = { "误充值" = "mistaken_topup" }
        [columns."实付（分）"]
        fact = "payment.paid"
        unit = "0.01"
        [columns."材料"]
        fact = "case.materials"
        separator = "、"
        values = { "凭证" = "proof", "账号" = "account" }
        [columns."拒付"]
        fact = "case.chargeback_first"
        values = { "是" = "true", "否" = "false" }
        """,
    )
    text = "案件,付款时间,原因,实付（分）,材料,拒付,备注\r\nC-1,2026/07/05 20:10,误充值,10050,凭证、账号,否,“x”\r\n"
    (refundry.folder / "in.csv").write_bytes(text.encode(encoding))
    ran = refundry("batch", "in.csv", "--out", "out.jsonl", "--columns", "map.toml")
    assert ran.code == 0, ran.err
    same: dict[str, Any] = {
        "case": {
            "id": "C-1",
            "reason": "mistaken_topup",
            "materials": ["proof", "account"],
            "chargeback_first": False,
        },
        "payment": {"paid_at": "2026-07-05T20:10:00+08:00", "paid": "100.50"},
    }
    alone = refundry("decide", "-", "--format", "json", stdin=json.dumps(same)).json
    assert read_records(refundry.folder / "out.jsonl") == [alone]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("in.csv", "payment.payd\n1\n", "did you mean `payment.paid`?"),
        ("in.csv", "", "has no header"),
        ("in.csv", "case.id,case.id\nx,y\n", "both tell `case.id`"),
        ("in.parquet", "no parquet", "cannot be read"),
        ("in.xlsx", "", "is no table of cases"),
        ("gone.csv", None, "there is no file"),
    ],
)
def test_a_table_that_cannot_be_read_is_said_and_nothing_is_written(
    name: str, text: str | None, says: str, refundry: Program
) -> None:
    if text is not None:
        refundry.write(name, text)
    refundry.write("out.jsonl", "before")
    ran = refundry("batch", name, "--out", "out.jsonl")
    assert ran.code in {2, 3}
    assert says in ran.err
    assert (refundry.folder / "out.jsonl").read_text("utf-8") == "before"
    assert sorted(path.name for path in refundry.folder.iterdir() if "partial" in path.name) == []


def test_a_column_of_the_wrong_type_is_named(refundry: Program) -> None:
    write_parquet(refundry.folder / "in.parquet", DRAWN[:3], {"payment.paid": "DOUBLE"})
    ran = refundry("batch", "in.parquet", "--out", "out.parquet")
    assert ran.code == 3
    assert "`payment.paid`" in ran.err
    assert "DOUBLE" in ran.err


def test_rows_of_a_csv_with_too_many_cells_are_invalid(refundry: Program) -> None:
    refundry.write("in.csv", 'case.id,account.id\nC-1,A\nC-2\n"C-3"x,A\nC-4,"A"\n')
    ran = refundry("batch", "in.csv", "--out", "out.jsonl", "--format", "json")
    assert ran.code == 3
    assert ran.json["verdicts"] == {"invalid": 2, "pending": 2}
    assert [each["verdict"] for each in read_records(refundry.folder / "out.jsonl")] == [
        "pending",
        "invalid",
        "invalid",
        "pending",
    ]


def test_what_a_killed_run_left_is_taken_away(refundry: Program) -> None:
    refundry.write("in.jsonl", json.dumps(DRAWN[0]))
    left = refundry.folder / ".out.jsonl.partial-x"
    left.mkdir()
    (left / "lock").touch()
    assert refundry("batch", "in.jsonl", "--out", "out.jsonl").code == 0
    assert not left.exists()


def test_typed_columns_say_the_same_as_text(refundry: Program, tmp_path: Path) -> None:
    types = {
        "payment.paid": "DECIMAL(18,4)",
        "payment.expected": "DECIMAL(18,2)",
        "credit.granted": "DECIMAL(38,6)",
        "payment.paid_at": "TIMESTAMPTZ",
        "case.received_at": "TIMESTAMPTZ",
    }
    write_parquet(tmp_path / "typed.parquet", DRAWN, types)
    write_parquet(tmp_path / "text.parquet", DRAWN)
    for name in ("typed", "text"):
        assert refundry("batch", f"{name}.parquet", "--out", f"{name}.jsonl").code == 0
    assert read_records(tmp_path / "typed.jsonl") == read_records(tmp_path / "text.jsonl")


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few rows go through SQL too."""
    monkeypatch.setattr("engine.tasks.batch_parquet.FEW", 0)


@pytest.mark.usefixtures("together")
@pytest.mark.parametrize(
    ("option", "into"),
    [*(([], into) for into in WRITERS), (["--no-presumptions"], ".jsonl"), (["--lang", "zh"], ".csv")],
)
def test_sql_and_the_evaluator_fill_one_table(option: list[str], into: str, refundry: Program) -> None:
    bad = {"case": {"id": "bad"}, "payment": {"paid": "-1.00"}}
    cases = PLAIN if option == ["--no-presumptions"] else DRAWN
    half = len(cases) // 2
    drawn = [*cases[:half], bad, *cases[half:]]
    write_parquet(refundry.folder / "in.parquet", drawn)
    ran = refundry("batch", "in.parquet", "--out", f"out{into}", "--format", "json", *option)
    found = read_records(refundry.folder / f"out{into}")
    alone = refundry("decide", "-", "--format", "json", *option, stdin=json.dumps(cases)).json
    assert ran.code == 3
    assert ran.json["by_sql"] > len(DRAWN) // 4 or option == ["--no-presumptions"]
    assert found.pop(half)["verdict"] == "invalid"
    assert found == alone


@pytest.mark.usefixtures("together")
def test_each_row_is_decided_by_its_version(refundry: Program, policies: Path) -> None:
    refundry.on("2026-07-20")
    assert refundry("new", "youyun-refund", "2026-10-01", "--policies", str(policies)).code == 0
    (policies / "youyun-refund" / "2026-10-01.cases.toml").unlink()  # they are paid for before it governs
    assert refundry("seal", "youyun-refund", "2026-10-01", "--policies", str(policies)).code == 0
    write_parquet(refundry.folder / "in.parquet", DRAWN)
    ran = refundry(
        "batch", "in.parquet", "--out", "out.parquet", "--format", "json", "--policies", str(policies)
    )
    alone = refundry(
        "decide", "-", "--format", "json", "--policies", str(policies), stdin=json.dumps(DRAWN)
    ).json
    found = read_records(refundry.folder / "out.parquet")
    assert ran.json["by_sql"] > len(DRAWN) // 4
    assert len({each["policy"] and each["policy"]["version"] for each in found}) == 3
    assert found == alone


@pytest.mark.parametrize("form", [".csv", ".parquet"])
def test_a_table_is_confirmed_as_its_lines_are(form: str, refundry: Program) -> None:
    drawn = [case for case in DRAWN[:12] if "id" in case["case"]]
    receipts = []
    for ending in (".jsonl", form):
        WRITERS[ending](refundry.folder / f"in{ending}", drawn)
        ran = refundry("confirm", f"in{ending}", "--by", "Li Lei", "--format", "json")
        receipts.append([each["decision"] for each in _receipts(ran.out)])
    assert receipts[0]
    assert receipts[0] == receipts[1]


def _receipts(text: str) -> list[Record]:
    """Receipts as `confirm` prints them, one JSON value after another."""
    found: list[Record] = []
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        found += value if isinstance(value, list) else [value]
        at += len(text[at:]) - len(text[at:].lstrip())
    return found


def test_a_long_query_says_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(said, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", said)
    monkeypatch.setattr("engine.tasks.ticking._SECONDS", 0.01)
    connection = duckdb.connect()
    with ticking(connection):
        connection.execute("SELECT count(DISTINCT hash(range)) FROM range(2_000_000)").fetchall()
    assert re.fullmatch(r"( *\d+%\r)+", said.getvalue())


@pytest.mark.usefixtures("together")
def test_sums_that_are_too_large_for_sql_end_no_run(refundry: Program) -> None:
    """Each fact is small enough to be read by SQL, and a running total is not."""
    most = "9999999999999.00"
    drawn: list[Case] = []
    for case in DRAWN[:60]:
        payment = {**case["payment"], "channel_fee": most, "promotion": most}
        credit = {**case.get("credit", {}), "gift_used": "1"}
        drawn.append({**case, "payment": payment, "credit": credit, "costs": {"third_party": most}})
    write_parquet(refundry.folder / "in.parquet", drawn)
    write_jsonl(refundry.folder / "in.jsonl", drawn)
    found = []
    for form, is_said in ((".parquet", True), (".jsonl", False)):
        ran = refundry("batch", f"in{form}", "--out", "out.jsonl")
        assert ("of them one by one" in ran.out) == is_said
        found.append(read_records(refundry.folder / "out.jsonl"))
    assert found[0] == found[1]
    assert len([each for each in found[0] if each["verdict"] == "refused"]) > 10
