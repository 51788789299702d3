"""`decide`, as an operator uses it: records, exit codes, bad input, drafts, and sealed files that were touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tasks.running import SHIPPED, Program

ALL = ["account", "order_no", "paid_at", "amount", "channel", "reason", "proof"]
KEYS = {
    "case", "verdict", "refund", "range", "clauses", "missing", "route", "review_due", "measures", "notes",
    "presumed", "lines", "policy", "explanation",
}  # fmt: skip


def case(**changes: object) -> dict[str, Any]:
    """A mistaken top-up that is paid back, with changes by dotted name (`payment__paid`); None leaves a fact out."""
    tables: dict[str, dict[str, Any]] = {
        "case": {
            "id": "C-1",
            "reason": "mistaken_topup",
            "received_at": "2026-07-09T10:00:00+08:00",
            "materials": ALL,
        },
        "order": {"id": "A-1", "kind": "cash_topup"},
        "payment": {"paid_at": "2026-07-05T20:10:00+08:00", "paid": "98.00 CNY", "expected": "98.00"},
        "credit": {"granted": "100", "used": "0", "credited": True},
    }
    for name, value in changes.items():
        table, _, key = name.partition("__")
        tables.setdefault(table, {})[key] = value
        if value is None:
            del tables[table][key]
    return tables


def decided(refundry: Program, data: dict[str, Any], *options: str) -> dict[str, Any]:
    ran = refundry("decide", "-", "--format", "json", *options, stdin=json.dumps(data))
    assert ran.code == 0, ran.err
    found: dict[str, Any] = ran.json
    return found


def test_a_record_has_the_keys_of_the_contract(refundry: Program) -> None:
    record = decided(refundry, case())
    assert record.keys() >= KEYS
    assert (record["verdict"], record["refund"], record["range"]) == ("refund", "98.00 CNY", None)
    assert record["clauses"] == ["2.3"]
    assert record["route"] == "original"
    assert record["review_due"] == "2026-07-20"
    label = "Paid, for the share of quota not used"
    assert record["lines"] == [{"label": label, "clause": "4", "amount": "98.00 CNY"}]
    assert record["policy"]["id"] == "youyun-refund"
    assert record["policy"]["digest"].startswith("sha256:")
    assert record["explanation"] is None
    assert record["presumed"] == sorted(record["presumed"])
    assert "law.forbids" in record["presumed"]


def test_several_cases_give_an_array_in_their_order(refundry: Program) -> None:
    names = [refundry.write(f"{name}.json", json.dumps(case(case__id=name))) for name in ("b", "a")]
    records = refundry("decide", *names, "--format", "json").json
    assert [record["case"] for record in records] == ["b", "a"]


def test_a_json_array_holds_several_cases(refundry: Program) -> None:
    ran = refundry("decide", "-", "--format", "json", stdin=json.dumps([case(), case(case__id="C-2")]))
    assert [record["case"] for record in ran.json] == ["C-1", "C-2"]


def test_toml_and_json_of_one_case_give_one_record(refundry: Program) -> None:
    toml = refundry.write(
        "case.toml",
        f"""
        [case]
        id = "C-1"
        reason = "mistaken_topup"
        received_at = 2026-07-09T10:00:00+08:00
        materials = {ALL}
        [order]
        id = "A-1"
        kind = "cash_topup"
        [payment]
        paid_at = 2026-07-05T12:10:00Z
        paid = 98.00
        expected = "98.00 CNY"
        [credit]
        granted = 100
        used = "0"
        credited = true
        """,
    )
    assert refundry("decide", toml, "--format", "json").json == decided(refundry, case())


@pytest.mark.parametrize(
    ("paid_at", "received_at", "clauses"),
    [
        ("2026-07-05T00:00:00+08:00", "2026-07-12T23:59:59.999999999+08:00", ["2.3"]),
        ("2026-07-05T23:59:59.999999999+08:00", "2026-07-12T15:59:59.999999999Z", ["2.3"]),
        ("2026-07-05T00:00:00+08:00", "2026-07-13T00:00:00+08:00", ["3.7"]),
        ("2026-07-04T16:00:00Z", "2026-07-12T16:00:00Z", ["3.7"]),
        ("2026-07-05T23:00:00+14:00", "2026-07-12T05:00:00-11:00", ["3.7"]),
    ],
)
def test_the_seventh_day_ends_at_midnight_in_shanghai(
    refundry: Program, paid_at: str, received_at: str, clauses: list[str]
) -> None:
    record = decided(refundry, case(payment__paid_at=paid_at, case__received_at=received_at))
    assert record["clauses"] == clauses


@pytest.mark.parametrize(
    ("paid_at", "verdict"),
    [
        ("2026-07-02T23:59:59.999999999+08:00", "no_version"),
        ("2026-07-03T00:00:00+08:00", "refund"),
        ("2026-07-02T16:00:00Z", "refund"),
        ("2026-07-03T05:59:59+14:00", "no_version"),
    ],
)
def test_the_first_version_governs_from_its_first_midnight(
    refundry: Program, paid_at: str, verdict: str
) -> None:
    record = decided(refundry, case(payment__paid_at=paid_at))
    assert record["verdict"] == verdict
    assert (record["policy"] is None) == (verdict == "no_version")


def test_without_the_payment_date_a_case_waits_for_it_alone(refundry: Program) -> None:
    record = decided(refundry, case(payment__paid_at=None, credit__used=None))
    assert (record["verdict"], record["missing"], record["policy"]) == ("pending", ["payment.paid_at"], None)


def test_facts_that_matter_are_named_with_the_materials(refundry: Program) -> None:
    record = decided(refundry, case(credit__used=None, case__materials=ALL[:-1]))
    assert record["missing"] == ["case.materials.proof", "credit.used"]
    assert (record["verdict"], record["clauses"], record["review_due"]) == ("pending", [], None)


def test_no_presumptions_leaves_out_facts_unknown(refundry: Program) -> None:
    record = decided(refundry, case(), "--no-presumptions")
    assert record["verdict"] == "pending"
    assert "law.forbids" in record["missing"]
    assert record["presumed"] == []


def test_explains_in_both_languages(refundry: Program) -> None:
    late = case(case__received_at="2026-07-16T10:00:00+08:00")
    english = decided(refundry, late, "--explain")["explanation"]
    chinese = decided(refundry, late, "--explain", "--lang", "zh")["explanation"]
    assert "4 days late" in json.dumps(english)
    assert "4 天" in json.dumps(chinese, ensure_ascii=False)
    shown = refundry("decide", "-", "--explain", stdin=json.dumps(late))
    assert "4 days late" in shown.out


@pytest.mark.parametrize("words", [("--lang", "zh", "decide", "-"), ("decide", "-", "--lang", "zh")])
def test_shared_options_may_stand_before_or_behind_the_command(
    refundry: Program, words: tuple[str, ...]
) -> None:
    assert "退款 98.00 CNY" in refundry(*words, stdin=json.dumps(case())).out


def test_every_mistake_of_a_case_is_named_at_once(refundry: Program) -> None:
    wrong = {
        "payment__paid": "-1",
        "payment__piad": "3",
        "case__reason": "mistaken_topp",
        "case__received_at": "today",
    }
    bad = case(**wrong, credit__used="101")
    ran = refundry("decide", "-", stdin=json.dumps(bad))
    assert (ran.code, ran.out) == (3, "")
    for path in ("payment.paid", "payment.piad", "case.reason", "case.received_at"):
        assert path in ran.err
    assert "did you mean `mistaken_topup`?" in ran.err


def test_readable_cases_are_decided_beside_unreadable_ones(refundry: Program) -> None:
    good = refundry.write("good.json", json.dumps(case()))
    bad = refundry.write("bad.json", '{"case": {"id": "C-1", "id": "C-2"}}')
    ran = refundry("decide", bad, good, "missing.json", "--format", "json")
    assert (ran.code, [record["case"] for record in ran.json]) == (3, ["C-1"])
    assert "bad.json" in ran.err
    assert "missing.json" in ran.err


@pytest.mark.parametrize(
    "text", ["", "[", "{}" * 3, '{"case": NaN}', "[" * 100_000, "\x00", '"\\ud800"', "nul"]
)
def test_what_is_no_case_is_refused_with_words(refundry: Program, text: str) -> None:
    ran = refundry("decide", "-", stdin=text)
    assert ran.code == 3
    assert ran.err.startswith("error[RF")


@pytest.mark.parametrize("suffix", ["refund", "facts", "source.toml", "program.json", "texts.json"])
def test_a_byte_changed_in_a_sealed_file_stops_the_decision(
    refundry: Program, policies: Path, suffix: str
) -> None:
    path = policies / "youyun-refund" / f"2026-07-03.{suffix}"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    for command in (("decide", "-"), ("versions",), ("check",)):
        ran = refundry(*command, "--policies", str(policies), stdin=json.dumps(case()))
        assert ran.code in {1, 3}
        assert path.name in ran.err


def test_a_changed_calendar_stops_the_decision_and_an_added_year_does_not(
    refundry: Program, policies: Path
) -> None:
    folder = policies / "calendars" / "mainland-china"
    year = (folder / "2026.toml").read_text("utf-8")
    (folder / "2027.toml").write_text(
        'calendar = "mainland-china"\nyear = 2027\nweekend = ["saturday", "sunday"]\noff = [2027-01-01]\nwork = []\n',
        "utf-8",
    )
    options = ("--policies", str(policies))
    late = case(payment__paid_at="2026-12-24T10:00:00+08:00", case__received_at="2026-12-28T10:00:00+08:00")
    assert decided(refundry, late, *options)["review_due"] == "2027-01-07"
    (folder / "2026.toml").write_text(year + "\n", "utf-8")
    ran = refundry("decide", "-", *options, stdin=json.dumps(case()))
    assert ran.code == 3
    assert "2026.toml" in ran.err


def test_beyond_the_calendar_there_is_a_note_and_no_date(refundry: Program) -> None:
    late = case(payment__paid_at="2026-12-24T10:00:00+08:00", case__received_at="2026-12-28T10:00:00+08:00")
    record = decided(refundry, late)
    assert record["review_due"] is None
    assert "2027-01-04" in record["notes"][0]


def test_a_draft_decides_on_request_and_says_so(refundry: Program, policies: Path) -> None:
    folder = policies / "youyun-refund"
    for suffix in ("refund", "facts"):
        text = (folder / f"2026-07-03.{suffix}").read_text("utf-8")
        text = text.replace("2026-07-03", "2027-01-01").replace(
            "within 7 calendar days", "within 14 calendar days"
        )
        (folder / f"2027-01-01.{suffix}").write_text(text, "utf-8")
    late = case(case__received_at="2026-07-16T10:00:00+08:00")
    options = ("--policies", str(policies))
    assert decided(refundry, late, *options)["verdict"] == "refused"
    record = decided(refundry, late, *options, "--draft", "2027-01-01")
    assert (record["verdict"], record["policy"]["version"], record["policy"]["draft"]) == (
        "refund",
        "2027-01-01",
        True,
    )


def test_a_damaged_cache_is_made_anew(refundry: Program) -> None:
    before = decided(refundry, case())
    (kept,) = (refundry.folder / "cache" / "modules").iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert decided(refundry, case()) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("decide",), 2),
        (("decide", "-", "--policy", "nobody"), 2),
        (("decide", "-", "--policies", "nowhere"), 2),
        (("nonsense",), 2),
        (("decide", "--help"), 0),
    ],
)
def test_wrong_usage_ends_with_two(refundry: Program, words: tuple[str, ...], code: int) -> None:
    ran = refundry(*words, stdin="{}")
    assert ran.code == code


def test_the_shipped_policies_are_found_from_anywhere(refundry: Program) -> None:
    assert not (refundry.folder / "policies").exists()
    assert decided(refundry, case())["policy"]["id"] == SHIPPED.joinpath("youyun-refund").name


def test_the_shape_of_the_json_follows_what_was_asked(refundry: Program) -> None:
    assert refundry("decide", "-", "--format", "json", stdin="[]").json == []
    assert isinstance(refundry("decide", "-", "--format", "json", stdin=json.dumps([case()])).json, list)
    assert refundry("decide", "-", "-", stdin=json.dumps(case())).code == 2


def test_a_draft_must_be_one(refundry: Program) -> None:
    for version in ("2026-07-03", "1999-01-01"):
        assert refundry("decide", "-", "--draft", version, stdin=json.dumps(case())).code == 2


def test_letters_that_the_terminal_lacks_are_spelled_out(refundry: Program) -> None:
    program = [sys.executable, "-m", "engine.tasks.start", "check", "--lang", "zh"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(SHIPPED.parent)}
    ran = subprocess.run(program, env=environment, capture_output=True, check=False, cwd=refundry.folder)
    assert ran.returncode == 0, ran.stderr
    assert b"\\u" in ran.stdout
