"""`check`, `seal` and `versions`, as somebody uses them who looks after a policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tasks.running import Program
from tests.tasks.test_decide import case, decided


def next_version(policies: Path, name: str, *changes: tuple[str, str]) -> None:
    """Write a later version of the shipped policy, with some of its text replaced."""
    folder = policies / "youyun-refund"
    for suffix in ("refund", "facts"):
        text = (folder / f"2026-07-03.{suffix}").read_text("utf-8").replace("2026-07-03", name)
        for old, new in changes:
            text = text.replace(old, new)
        (folder / f"{name}.{suffix}").write_text(text, "utf-8")


def test_the_shipped_policy_has_no_finding(refundry: Program) -> None:
    ran = refundry("check")
    assert (ran.code, ran.err) == (0, "")
    assert "Does section 3" in ran.out or "Section 3 says usually" in ran.out


def test_open_points_and_findings_come_as_json_and_sarif(refundry: Program) -> None:
    found = refundry("check", "--format", "json").json
    assert found["diagnostics"] == []
    assert {"long_term", "gift_order", "prevailing_language"} <= {
        point["name"] for point in found["open_points"]
    }
    sarif = refundry("check", "--format", "sarif").json
    assert sarif["version"] == "2.1.0"


def test_all_mistakes_are_found_at_once_with_their_places(refundry: Program, policies: Path) -> None:
    next_version(
        policies,
        "2027-01-01",
        ("payment.duplicate is yes", "payment.duplicat is yes"),
        ("needs  credit.used is zero", "needs  credit.used is above 5.00 CNY"),
        ("7 calendar days", "7 days"),
        ("  refuses\n", "  refuse\n"),
    )
    ran = refundry("check", str(policies / "youyun-refund" / "2027-01-01.refund"))
    assert ran.code == 1
    for code in ("RF202", "RF204", "RF211", "RF103"):
        assert f"error[{code}]" in ran.err
    assert "did you mean `payment.duplicate`?" in ran.err
    assert "2027-01-01.refund:" in ran.err


def test_a_new_version_governs_from_its_day_and_leaves_older_payments_alone(
    refundry: Program, policies: Path
) -> None:
    options = ("--policies", str(policies))
    late = case(case__received_at="2026-07-16T10:00:00+08:00")
    before = decided(refundry, late, *options)
    refundry.on("2026-08-01")
    next_version(policies, "2026-08-01", ("within 7 calendar days", "within 14 calendar days"))
    assert refundry("seal", "youyun-refund", "2026-08-01", *options).code == 0
    assert decided(refundry, late, *options) == before
    for paid_at, verdict in (("2026-07-31T23:59:59+08:00", "refused"), ("2026-07-31T16:00:00Z", "refund")):
        later = case(payment__paid_at=paid_at, case__received_at="2026-08-10T10:00:00+08:00")
        assert decided(refundry, later, *options)["verdict"] == verdict


def test_sealing_twice_changes_nothing(refundry: Program, policies: Path) -> None:
    manifest = policies / "youyun-refund" / "versions.toml"
    before = manifest.read_bytes()
    ran = refundry("seal", "youyun-refund", "2026-07-03", "--policies", str(policies))
    assert (ran.code, manifest.read_bytes()) == (0, before)
    assert "sealed before" in ran.out


def test_what_does_not_pass_check_is_not_sealed(refundry: Program, policies: Path) -> None:
    next_version(policies, "2027-01-01", ("payment.duplicate is yes", "payment.duplicat is yes"))
    ran = refundry("seal", "youyun-refund", "2027-01-01", "--policies", str(policies))
    assert ran.code == 1
    assert not (policies / "youyun-refund" / "2027-01-01.program.json").exists()


def test_a_version_that_reaches_back_must_say_why(refundry: Program, policies: Path) -> None:
    published = ("published     2027-01-01", "published     2027-02-01")
    next_version(policies, "2027-01-01", published)
    options = ("--policies", str(policies))
    ran = refundry("seal", "youyun-refund", "2027-01-01", *options)
    assert ran.code == 1
    assert "RF608" in ran.err
    reason = 'published     2027-02-01\n  reaches back  "A court ordered it." / "法院判令。"'
    next_version(policies, "2027-01-01", (published[0], reason))
    assert refundry("seal", "youyun-refund", "2027-01-01", *options).code == 0


@pytest.mark.parametrize(("today", "late"), [("2026-09-01", False), ("2026-09-02", True)])
def test_a_version_sealed_late_is_asked_to_say_why(
    refundry: Program, policies: Path, today: str, late: bool
) -> None:
    options = ("--policies", str(policies))
    refundry.on(today)
    next_version(policies, "2026-09-01")
    ran = refundry("seal", "youyun-refund", "2026-09-01", *options)
    assert (ran.code, "RF608" in ran.err, "2026-07-03" in ran.err) == (0, late, late)


def test_a_version_sealed_late_that_says_why_is_not_asked(refundry: Program, policies: Path) -> None:
    refundry.on("2026-09-02")
    reason = 'governs from  2026-09-01\n  reaches back  "The seal was late." / "封存迟延。"'
    next_version(policies, "2026-09-01", ("governs from  2026-09-01", reason))
    options = ("--policies", str(policies))
    ran = refundry("seal", "youyun-refund", "2026-09-01", *options)
    assert (ran.code, ran.err) == (0, "")
    shown = refundry("versions", *options)
    assert "reaches back: The seal was late." in shown.out
    assert "追溯适用：封存迟延。" in refundry("versions", *options, "--lang", "zh").out
    rows = refundry("versions", *options, "--format", "json").json
    reasons = {"en": "The seal was late.", "zh": "封存迟延。"}
    assert [row["reaches_back"] for row in rows] == [None, reasons]


@pytest.mark.parametrize("name", ["2026-07-03", "2026-08-01"])
def test_two_versions_cannot_govern_from_one_day(refundry: Program, policies: Path, name: str) -> None:
    next_version(policies, "2026-09-01", ("governs from  2026-09-01", f"governs from  {name}"))
    options = ("--policies", str(policies))
    refundry.on("2026-07-31")
    if name == "2026-08-01":
        next_version(policies, "2026-08-01")
        assert refundry("seal", "youyun-refund", "2026-08-01", *options).code == 0
    ran = refundry("seal", "youyun-refund", "2026-09-01", *options)
    assert ran.code == 1


def test_versions_show_what_is_sealed_and_what_is_a_draft(refundry: Program, policies: Path) -> None:
    next_version(policies, "2027-01-01")
    rows = refundry("versions", "youyun-refund", "--policies", str(policies), "--format", "json").json
    assert [(row["version"], row["state"]) for row in rows] == [
        ("2026-07-03", "sealed"),
        ("2027-01-01", "draft"),
    ]
    assert "已封存" in refundry("versions", "--policies", str(policies), "--lang", "zh").out


@pytest.mark.parametrize(
    "words",
    [
        ("seal", "nobody", "2026-01-01"),
        ("seal", "youyun-refund", "1999-01-01"),
        ("versions", "nobody"),
        ("check", "nowhere"),
        ("decide", "-", "--draft", "1999-01-01"),
    ],
)
def test_what_is_not_there_is_named(refundry: Program, words: tuple[str, ...]) -> None:
    ran = refundry(*words, stdin=json.dumps(case()))
    assert ran.code in {2, 3}
    assert ran.err


@pytest.mark.parametrize("damage", ["", "version = 1", "policy = 'x'\n", "[[version]]\nname = 3\n", "\x00"])
def test_a_damaged_list_of_versions_is_explained(refundry: Program, policies: Path, damage: str) -> None:
    (policies / "youyun-refund" / "versions.toml").write_text(damage, "utf-8")
    data: dict[str, Any] = case()
    ran = refundry("decide", "-", "--policies", str(policies), stdin=json.dumps(data))
    assert ran.code in {2, 3}
    assert ran.err.startswith("error[RF60")
