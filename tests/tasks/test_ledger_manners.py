"""How `confirm` and `ledger` speak: a receipt in a few lines, wrong usage, where a ledger is named."""

from __future__ import annotations

import json
import re

import pytest

from tests.tasks.running import Program, Ran
from tests.tasks.test_decide import case

BY = ("--by", "Li Lei")


@pytest.fixture(autouse=True)
def own_data(refundry: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    del refundry  # which sets a folder of its own before
    monkeypatch.setenv("REFUNDRY_DATA", "data")
    monkeypatch.delenv("REFUNDRY_LEDGER", raising=False)


def confirm(refundry: Program, *words: str, **changes: object) -> Ran:
    return refundry("confirm", "-", *BY, *words, stdin=json.dumps(case(**changes)))


def test_a_receipt_is_a_few_lines(refundry: Program) -> None:
    first = confirm(refundry)
    assert re.fullmatch(
        r"case C-1 of order A-1\n"
        r"  decided: refund \(under 2.3\)\n"
        r"    98.00 CNY  .*\n"
        r"  to pay back: 98.00 CNY\n"
        r"  policy: youyun-refund 2026-07-03\n"
        r"  confirmed: entry 1, at \S+Z by Li Lei\n"
        r"  receipt as JSON: refundry ledger receipt C-1\n",
        first.out,
    ), first.out
    assert first.err == "ledger: sqlite:///data/ledger.sqlite\n"
    assert confirm(refundry).out == first.out.replace("confirmed:", "confirmed already:")
    assert refundry("ledger", "receipt", "C-1", "--format", "text").out == first.out
    assert confirm(refundry, "--lang", "zh").out.startswith("案件 C-1，订单 A-1\n  决定：退款")


def test_several_cases_are_a_line_each_and_are_counted(refundry: Program) -> None:
    rows = [case(case__id=f"C-{number}", order__id=f"A-{number}") for number in range(2)]
    refundry.write("cases.jsonl", f"{json.dumps(rows[0])}\n{{\n\n{json.dumps(rows[1])}\n")
    ran = refundry("confirm", "cases.jsonl", *BY)
    assert ran.code == 3
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["C-0", "C-1"]
    assert "cases.jsonl:2" in ran.err
    assert "confirmed: 2, confirmed already: 0" in ran.err
    again = refundry("confirm", "cases.jsonl", *BY, "--lang", "zh")
    assert "已确认：0，此前已确认：2" in again.err
    assert re.search("记录 2）$", again.out, re.MULTILINE)


def test_rows_that_are_too_long_or_no_tables_are_named_by_line_and_the_others_confirmed(
    refundry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.tasks.rows.LARGEST_CASE", 2_000)
    rows = [json.dumps(case(case__id=f"C-{number}", order__id=f"A-{number}")) for number in range(2)]
    refundry.write("cases.jsonl", "\n".join((rows[0], "x" * 9_000, '"words"', "[7]", rows[1])))
    ran = refundry("confirm", "cases.jsonl", *BY)
    assert (ran.code, [line.split(":")[0] for line in ran.out.splitlines()]) == (3, ["C-0", "C-1"])
    assert re.findall(r"^error\[(\w+)\].*\n --> cases.jsonl:(\d)", ran.err, re.MULTILINE) == [
        ("RF507", "2"), ("RF502", "3"), ("RF502", "4"),
    ]  # fmt: skip


def test_a_name_that_would_turn_the_line_round_is_shown_as_it_is_written(refundry: Program) -> None:
    said = [
        confirm(refundry, case__id="C-\u202e1").out, confirm(refundry, "--format", "json", case__id="C-2").out,
        refundry("ledger", "list").out, refundry("ledger", "show", "1").out,
        refundry("decide", "-", stdin=json.dumps(case(case__id="C-\u202e1"))).out,
    ]  # fmt: skip
    assert [("\u202e" in each, "C-\\u202e1" in each) for each in said] == [
        (False, True), (False, False), (False, True), (False, True), (False, True),
    ]  # fmt: skip


def test_a_file_that_is_too_long_for_a_checkpoint_is_none(refundry: Program) -> None:
    confirm(refundry)
    kept = refundry("ledger", "checkpoint").out
    refundry.write("kept.txt", kept + kept.splitlines(keepends=True)[-1] * 1_000)
    ran = refundry("ledger", "verify", "--checkpoint", "kept.txt")
    assert (ran.code, "it has more than 64000 bytes" in ran.err) == (3, True)


def test_nothing_to_confirm_is_an_empty_array(refundry: Program) -> None:
    refundry.write("none.json", "[]")
    assert refundry("confirm", "none.json", *BY, "--format", "json").json == []
    refundry.write("none.jsonl", "\n")
    assert refundry("confirm", "none.jsonl", *BY, "--format", "json").out == ""


def test_an_amount_is_for_one_case_wherever_the_second_stands(refundry: Program) -> None:
    both = [case(case__id=name, order__id=name, case__reason="billing_error") for name in ("C-1", "C-2")]
    refundry.write("rows.jsonl", "\n".join(map(json.dumps, both)))
    refundry.write("array.json", json.dumps(both))
    for names in (["rows.jsonl"], ["array.json"], ["rows.jsonl", "array.json"]):
        ran = refundry("confirm", *names, *BY, "--amount", "5.00")
        assert (ran.code, ran.out) == (2, "")
        assert "RF806" in ran.err
    assert refundry("ledger", "list").code == 3  # nothing was written


def test_the_ledger_may_be_named_in_any_place(refundry: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    here = ("--ledger", "sqlite:///here.sqlite")
    assert confirm(refundry, *here).code == 0
    for words in ((*here, "ledger", "list"), ("ledger", *here, "list"), ("ledger", "list", *here)):
        ran = refundry(*words)
        assert "C-1" in ran.out
        assert ran.err == "ledger: sqlite:///here.sqlite\n"
    assert refundry("ledger", "--lang", "zh", "list", *here).err == "账本：sqlite:///here.sqlite\n"
    monkeypatch.setenv("REFUNDRY_LEDGER", "sqlite:///here.sqlite")
    assert refundry("ledger", "verify").code == 0
    assert refundry("ledger", "verify", "--ledger", "sqlite:///there.sqlite").code == 3


def test_an_act_has_no_receipt(refundry: Program) -> None:
    confirm(refundry)
    ran = refundry("ledger", "receipt", "0")
    assert (ran.code, ran.out) == (2, "")
    assert "RF808" in ran.err


@pytest.mark.parametrize("words", [("erase", "U-1"), ("signer", "KEY"), ("supersede", "-")])
def test_whoever_acts_says_why(refundry: Program, words: tuple[str, ...]) -> None:
    confirm(refundry)
    ran = refundry("ledger", *words, *BY, "--because", " ", stdin=json.dumps(case(order__id="A-9")))
    assert (ran.code, ran.out) == (2, "")
    assert "no reason is given" in ran.err
    assert refundry("ledger", "verify").out.startswith(
        "sqlite:///data/ledger.sqlite: 2 entries, 1 outcome derived"
    )


def test_a_checkpoint_of_another_ledger_is_a_finding(refundry: Program) -> None:
    confirm(refundry)
    there = ("--ledger", "sqlite:///there.sqlite")
    confirm(refundry, *there)
    refundry.write("kept.txt", refundry("ledger", "checkpoint").out)
    assert refundry("ledger", "verify", "--checkpoint", "kept.txt").code == 0
    ran = refundry("ledger", "verify", "--checkpoint", "kept.txt", *there)
    assert ran.code == 1
    assert "`kept.txt` is a checkpoint of another ledger" in ran.err
    assert ran.out.endswith("held against 1 checkpoint kept elsewhere; 1 finding.\n")


@pytest.mark.parametrize("size", ["9" * 5000, "1e3", "-1"])
def test_a_number_that_is_none_is_said(refundry: Program, size: str) -> None:
    confirm(refundry)
    kept = refundry("ledger", "checkpoint").out.split("\n", 2)
    refundry.write("kept.txt", f"{kept[0]}\n{size}\n{kept[2]}")
    assert "RF810" in refundry("ledger", "verify", "--checkpoint", "kept.txt").err
    assert "RF810" in refundry("ledger", "proof", "--", size).err
    assert "RF808" in refundry("ledger", "show", "--", size).err


@pytest.mark.parametrize("key", ["nowhere.pem", "no.pem"])
def test_a_key_that_cannot_be_used_is_said_shortly(
    refundry: Program, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refundry.write("no.pem", "hello")
    monkeypatch.setenv("REFUNDRY_SIGNING_KEY", key)
    ran = confirm(refundry)
    assert ran.code == 3
    assert "RF809" in ran.err
    assert not re.search("Errno|http", ran.err)
