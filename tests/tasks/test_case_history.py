"""Cases completed by the history of their account, alone and in batches."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from engine.ir.from_json import from_json
from engine.tasks.case_history import WholeHistory
from tests.batch.tables import write_jsonl, write_parquet
from tests.tasks.running import Program

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "history"


@pytest.fixture
def refundry(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Program:
    return Program(monkeypatch, capsys, tmp_path)


def case(**credit: str) -> str:
    told = json.loads((EXAMPLE / "cases.jsonl").read_text("utf-8").splitlines()[1])
    told["credit"] |= credit
    return json.dumps(told)


def test_a_case_is_decided_by_the_history_of_its_account(refundry: Program) -> None:
    (refundry.folder / "case.json").write_text(case(), "utf-8")
    history = ("--history", str(EXAMPLE / "events.csv"), "--format", "json")
    assert refundry("decide", "case.json", "--format", "json").json["verdict"] == "pending"
    found = refundry("decide", "case.json", *history).json
    assert (found["refund"], "credit.gift_used" in found["presumed"]) == ("42.00 CNY", False)
    ready = {"granted": "50", "used": "0", "gift_used": "8.00 USD"}
    (refundry.folder / "case.json").write_text(case(**ready), "utf-8")
    assert refundry("decide", "case.json", "--format", "json").json == found
    assert refundry("decide", "case.json", *history).json == found


def test_quota_told_twice_must_be_the_same(refundry: Program) -> None:
    (refundry.folder / "case.json").write_text(case(used="1", gift_used="9"), "utf-8")
    found = refundry("decide", "case.json", "--history", str(EXAMPLE / "events.csv"))
    assert found.code == 3
    assert "`credit.used` is `1` in the case, and `0.000000 USD` by the history" in found.err
    assert "`credit.gift_used` is `9` in the case, and `8.000000 USD` by the history" in found.err


def test_a_table_is_decided_by_the_history_as_its_lines_are(
    refundry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it has so many rows that SQL would decide it: SQL knows nothing of the history."""
    monkeypatch.setattr("engine.tasks.batch_parquet.FEW", 0)
    told = [json.loads(line) for line in (EXAMPLE / "cases.jsonl").read_text("utf-8").splitlines()]
    write_jsonl(refundry.folder / "cases.jsonl", told)
    write_parquet(refundry.folder / "cases.parquet", told)
    for name, out in (("cases.jsonl", "lines.jsonl"), ("cases.parquet", "rows.jsonl")):
        ended = refundry("batch", name, "--out", out, "--history", str(EXAMPLE / "events.csv"))
        assert ended.code == 0, ended.err
    rows, lines = ((refundry.folder / out).read_text("utf-8") for out in ("rows.jsonl", "lines.jsonl"))
    assert rows == lines


def test_other_processes_are_handed_the_history_worked_through(
    refundry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [json.loads(line) for line in (EXAMPLE / "cases.jsonl").read_text("utf-8").splitlines()]
    write_jsonl(refundry.folder / "cases.jsonl", told * 2)
    history = ("--history", str(EXAMPLE / "events.csv"))
    refundry("batch", "cases.jsonl", "--out", "here.jsonl", *history)
    for name, value in (("_FEW", 1), ("AT_ONCE", 2), ("os.cpu_count", lambda: 2)):
        monkeypatch.setattr(f"engine.tasks.batch_rows.{name}", value)
    ended = refundry("batch", "cases.jsonl", "--out", "there.jsonl", *history)
    assert ended.code == 0, ended.err
    here, there = ((refundry.folder / out).read_text("utf-8") for out in ("here.jsonl", "there.jsonl"))
    assert there == here


def test_a_history_worked_through_needs_its_file_no_more(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_bytes((EXAMPLE / "events.csv").read_bytes())
    program = from_json((ROOT / "policies" / "youyun-refund" / "2026-07-03.program.json").read_bytes())
    history = WholeHistory((str(events),), None)
    history.work([program])
    events.unlink()
    other = pickle.loads(pickle.dumps(history))  # noqa: S301 - our own
    data = {"account": {"id": "u2"}, "order": {"id": "T-2"}}
    completed, messages = other.completed(program, data, "case.json", None)
    assert messages == ()
    assert completed["credit"] == {
        "granted": "50.000000 USD",
        "used": "0.000000 USD",
        "gift_used": "8.000000 USD",
    }


def test_an_order_that_the_history_does_not_have_is_warned_of(refundry: Program) -> None:
    (refundry.folder / "case.json").write_text(case(granted="50", used="0").replace("T-2", "T-9"), "utf-8")
    found = refundry("decide", "case.json", "--history", str(EXAMPLE / "events.csv"), "--format", "json")
    assert (found.code, found.json["refund"]) == (0, "50.00 CNY")
    assert "the history has no lot of the order `T-9`" in found.err


def test_a_batch_is_decided_by_the_history_as_each_case_is(refundry: Program) -> None:
    history = ("--history", str(EXAMPLE / "events.csv"))
    lines = (EXAMPLE / "cases.jsonl").read_text("utf-8").splitlines()
    told = [*lines, lines[0].replace("T-1", "T-9"), case(used="1")]
    (refundry.folder / "cases.jsonl").write_text("".join(f"{each}\n" for each in told), "utf-8")
    refundry("batch", "cases.jsonl", "--out", "out.jsonl", *history)
    found = [json.loads(line) for line in (refundry.folder / "out.jsonl").read_text("utf-8").splitlines()]
    for line, record in zip(told[:-1], found, strict=False):
        (refundry.folder / "case.json").write_text(line, "utf-8")
        assert refundry("decide", "case.json", *history, "--format", "json").json == record
    assert found[-1]["verdict"] == "invalid"
