"""Case tests: what is expected is compared, what is unreadable is said, and what was never tried is listed."""

import json
from datetime import date
from pathlib import Path

import pytest

from engine.ir.outcome import Outcome
from engine.reference.from_ir import Reference
from engine.tasks.case_tests import Ran, run
from engine.tasks.coverage import Point
from engine.tasks.new import new
from engine.tasks.stop import Stop
from engine.tasks.tested import print_tested

DAY = "2026-03-02"
SHIPPED = Path(__file__).parents[2] / "policies" / "youyun-refund"
TOLD = """
[facts]
order.paid_at = 2026-03-02T10:00:00+08:00
order.delivered_at = 2026-03-04T10:00:00+08:00
return.asked_at = 2026-03-05T10:00:00+08:00
return.reason = "changed_mind"
order.price = "100.00 CNY"
item.unused = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new(str(tmp_path), "book-returns", None, date.fromisoformat(DAY))
    return tmp_path / "book-returns"


def ran(folder: Path, cases: str) -> Ran:
    (folder / f"{DAY}.cases.toml").write_text(cases, "utf-8")
    return run([str(folder)], None, "en")


def mistakes(folder: Path, cases: str) -> list[tuple[str, str]]:
    found = ran(folder, cases)
    assert found.exit_code == 3
    assert found.unreadable
    return [(each.code, getattr(each.where, "path", "")) for each in found.messages]


def test_the_shipped_policy_is_as_reasoned_and_every_test_of_it_was_seen_both_ways() -> None:
    found = run([str(SHIPPED)], None, "en")
    (version,) = found.versions
    assert version.failed == ()
    assert version.coverage.percent == 100
    assert version.coverage.never_reached == ()
    assert len(version.cases) >= 60
    points = {each.point: each.held + each.failed for each in version.coverage.seen}
    line, ending = (Point("amount", "unused_balance", what, 1) for what in ("line", "ending"))
    assert 0 < points[ending] < points[line]  # it is asked only where nothing is left
    assert (found.messages, found.exit_code) == ((), 0)


def test_a_record_that_is_not_as_expected_is_a_finding(folder: Path) -> None:
    case = (
        '[[case]]\nname = "too much"\nexpect = { refund = "99.00 CNY", range = "none", clauses = ["1.1"] }\n'
    )
    found = ran(folder, TOLD + case)
    (failed,) = found.versions[0].failed
    assert failed.differences == (("refund", "99.00 CNY", "100.00 CNY"),)
    assert found.exit_code == 1
    text = print_tested(found, "text", "en").result
    assert '  too much\n    refund: expected "99.00 CNY", got "100.00 CNY"' in text
    assert "  clauses that no case reaches: 1.2, 2.1" in text
    assert text.startswith("book-returns 2026-03-02: 1 case test; 1 not as expected\n")


@pytest.mark.parametrize(
    "expect",
    [
        'expect.refund = "none"',
        'expect.range = "100.00 CNY"',
        'expect.clauses = ["1.1", "1.2"]',
        "expect.review_due = 2026-03-11",
        'expect.lines = [{ clause = "3.1", amount = "1.00 CNY" }]',
        'expect.policy.version = "2026-03-01"',
        'expect.presumed = ["order.refunded_before"]',
        'expect.verdict = "refused"',
    ],
)
def test_each_kind_of_value_is_compared(folder: Path, expect: str) -> None:
    found = ran(folder, f'{TOLD}[[case]]\nname = "a"\n{expect}\n')
    assert len(found.versions[0].failed) == 1


def test_what_is_expected_may_leave_out_and_order_lists_at_will(folder: Path) -> None:
    expect = """
[[case]]
name = "a"
expect.presumed = ["order.refunded_before", "item.made_to_order"]
expect.review_due = 2026-03-10
expect.lines = [{ amount = "100.00 CNY" }]
expect.range = "none"
expect.policy = { id = "book-returns", version = "2026-03-02" }
"""
    assert ran(folder, TOLD + expect).exit_code == 0


def test_a_case_can_leave_out_what_all_share_and_do_without_presumptions(folder: Path) -> None:
    cases = """
[[case]]
name = "left out"
without = ["item.unused"]
expect = { verdict = "pending", missing = ["item.unused"] }

[[case]]
name = "nothing presumed"
presume = false
expect = { verdict = "pending", missing = ["item.made_to_order", "order.refunded_before"], presumed = [] }
"""
    assert ran(folder, TOLD + cases).exit_code == 0


def test_before_it_governs_there_is_no_version_and_without_the_event_nobody_can_tell(folder: Path) -> None:
    cases = """
[[case]]
name = "early"
facts.order.paid_at = 2026-03-01T23:59:59+08:00
expect = { verdict = "no_version", policy = "none" }

[[case]]
name = "undated"
without = ["order.paid_at"]
expect = { verdict = "pending", missing = ["order.paid_at"], policy = "none" }
"""
    found = ran(folder, TOLD + cases)
    assert found.exit_code == 0
    assert found.versions[0].coverage.sides_seen == 0


def test_two_readings_that_disagree_are_a_failure_of_ours(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reference, "outcome", lambda *_: Outcome("refused", clauses=("9",)))
    found = ran(folder, f'{TOLD}[[case]]\nname = "a"\nexpect.verdict = "refund"\n')
    (failed,) = found.versions[0].failed
    assert failed.differences == ()
    assert failed.disagreement is not None
    assert found.exit_code == 1
    assert "its two readings disagree" in print_tested(found, "text", "en").result


def test_a_case_no_version_of_which_can_be_told_is_read_by_one_reading_alone(folder: Path) -> None:
    case = '[[case]]\nname = "a"\nwithout = ["order.paid_at"]\nexpect.verdict = "pending"\n'
    assert ran(folder, TOLD + case).versions[0].cases[0].disagreement is None


@pytest.mark.parametrize(
    ("case", "found"),
    [
        ('expect.verdict = "refund"', ("RF502", "case[0]")),
        ('name = "a"', ("RF502", "case[0].expect")),
        ('name = "a"\nexpect.verdict = "refunded"', ("RF511", "case[0].expect.verdict")),
        ('name = "a"\nexpect.refnd = "1"', ("RF201", "case[0].expect.refnd")),
        ('name = "a"\nexpect.verdict = "refund"\nfact = 1', ("RF201", "case[0].fact")),
        ('name = "a"\nexpect.verdict = "refund"\npresume = "no"', ("RF502", "case[0].presume")),
        ('name = "a"\nexpect.verdict = "refund"\nwithout = "x"', ("RF502", "case[0].without")),
        ('name = "a"\nexpect.verdict = "refund"\nwithout = ["x.y"]', ("RF501", "case[0].without[0]")),
        ('name = "a"\nexpect.verdict = "refund"\nfacts.item.used = 1', ("RF501", "case[0].facts.item.used")),
        ('name = "a"\nexpect.verdict = "refund"\nfacts = 1', ("RF502", "case[0].facts")),
    ],
)
def test_a_case_test_that_cannot_be_read_is_named_with_its_path(
    folder: Path, case: str, found: tuple[str, str]
) -> None:
    assert mistakes(folder, f"{TOLD}[[case]]\n{case}\n") == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[test]]\n", ("RF502", "")),
        ("case = 1\n", ("RF502", "")),
        ("case = [1]\n", ("RF502", "case[0]")),
        ("[[case]\n", ("RF506", "")),
        ('facts.item.colour = "red"\n[[case]]\n', ("RF501", "facts.item.colour")),
    ],
)
def test_a_file_that_cannot_be_read_is_said(folder: Path, text: str, found: tuple[str, str]) -> None:
    assert mistakes(folder, text) == [found]


def test_every_mistake_is_collected_and_told_with_its_line(folder: Path) -> None:
    cases = '[[case]]\nname = "a"\nexpect.verdict = "x"\n[[case]]\nname = "b"\n[[case]]\nname = "c"\nexpect.x = 1\n'
    found = ran(folder, cases)
    assert [getattr(each.where, "line", None) for each in found.messages] == [1, 4, 6]


def test_two_case_tests_of_one_name_are_a_mistake(folder: Path) -> None:
    case = '[[case]]\nname = "a"\nexpect.verdict = "refund"\n'
    assert mistakes(folder, TOLD + case * 2) == [("RF206", "case[1]")]


def test_guards_are_watched_where_they_are_asked(folder: Path) -> None:
    path = folder / f"{DAY}.refund"
    text = path.read_text("utf-8").replace(
        "calls for  send_label", "calls for  send_label if item.unused is yes"
    )
    path.write_text(text, "utf-8")
    head = '[[case]]\nname = "{0}"\nfacts.return.reason = "faulty"\n'
    case = head + 'facts.item.unused = {0}\nexpect.route = "original"\n'
    found = ran(folder, TOLD + case.format("true") + case.format("false"))
    (seen,) = (each for each in found.versions[0].coverage.seen if each.point.what == "calls")
    assert (seen.point.name, seen.held, seen.failed) == ("1.2", 1, 1)
    unseen = print_tested(found, "text", "en").result
    lines = [" ".join(line.split()) for line in unseen.splitlines()]
    assert lines[lines.index("clause 1.1") + 2] == "need 1 never never Unused: yes"
    applies = lines[lines.index("clause 1.2") + 1]
    assert applies == "applies 2 never Why it comes back is “faulty, or not what was ordered”"
    assert lines[lines.index("clause 3.2") + 1] == "applies 2 -"


def test_what_cannot_be_read_is_counted(folder: Path) -> None:
    cases = [f'[[case]]\nname = "{name}"\n{rest}\n' for name, rest in (
        ("good", 'expect.verdict = "refund"'), ("nothing expected", ""), ("unknown", "facts.bogus = 1"),
        ("wrong", 'expect.verdict = "refused"'),
    )]  # fmt: skip
    found = ran(folder, TOLD + "".join(cases))
    text = print_tested(found, "text", "en").result
    assert text.startswith(
        "book-returns 2026-03-02: 4 case tests; 1 as expected, 1 not as expected, 2 unreadable\n"
    )
    assert json.loads(print_tested(found, "json", "en").result)["versions"][0]["unreadable"] == 2
    assert found.exit_code == 3
    lines = (folder / f"{DAY}.cases.toml").read_text("utf-8").splitlines()
    heads = [number for number, line in enumerate(lines, 1) if line == "[[case]]"]
    at = {getattr(each.where, "line", None) for each in found.messages}
    assert at == set(heads[1:3])


def test_nothing_is_said_of_a_file_that_is_no_toml(folder: Path) -> None:
    found = ran(folder, "nonsense")
    assert (found.versions, found.exit_code) == ((), 3)


def test_facts_that_no_possible_case_has_are_named(folder: Path) -> None:
    case = (
        '[[case]]\nname = "asked for before it was paid, delivered who knows when"\n'
        'without = ["order.delivered_at"]\nfacts.return.asked_at = 2026-03-01T10:00:00+08:00\n'
        'expect.verdict = "refund"\n'
    )
    found = ran(folder, TOLD + case)
    (message,) = found.messages
    assert (message.code, message.message.partition(": ")[2]) == (
        "RF504",
        "`return.asked_at`, `order.paid_at`",
    )
    assert (found.versions[0].unreadable, found.exit_code) == (1, 3)


def test_the_case_tests_of_a_next_version_say_that_they_are_too_early(folder: Path) -> None:
    new(str(folder.parent), "book-returns", "2027-03-02")
    found = run([str(folder / "2027-03-02.refund")], None, "en")
    assert {case.too_early for case in found.versions[0].cases} == {DAY}
    text = print_tested(found, "text", "en").result
    assert f"the case falls on {DAY}, and this version governs from 2027-03-02 on: move its dates" in text
    assert "expected" not in text.partition("\n")[2]


def test_a_clause_that_another_silences_is_not_seen(folder: Path) -> None:
    case = '[[case]]\nname = "a"\nfacts.item.made_to_order = true\nexpect.clauses = ["2.1"]\n'
    found = ran(folder, TOLD + case)
    assert found.exit_code == 0
    counts = {each.point.name: (each.held, each.failed) for each in found.versions[0].coverage.seen}
    assert (counts["1.1"], counts["2.1"]) == ((0, 0), (1, 0))


def test_a_version_without_case_tests_is_warned_of(folder: Path) -> None:
    (folder / f"{DAY}.cases.toml").unlink()
    found = run([str(folder / f"{DAY}.refund")], None, "en")
    assert [(each.code, each.severity) for each in found.messages] == [("RF609", "warning")]
    assert found.exit_code == 0
    assert print_tested(found, "text", "zh").result == "book-returns 2026-03-02：没有案件测试"


def test_a_policy_that_cannot_be_read_is_not_tested(folder: Path) -> None:
    (folder / f"{DAY}.refund").write_text("nonsense", "utf-8")
    found = run([str(folder)], None, "en")
    assert found.versions == ()
    assert found.exit_code == 3


def test_a_folder_without_policies_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stopped:
        run([str(tmp_path)], None, "en")
    assert stopped.value.exit_code == 2


def test_json_has_cases_and_coverage(folder: Path) -> None:
    found = run([str(folder)], None, "en")
    whole = json.loads(print_tested(found, "json", "en").result)
    (version,) = whole["versions"]
    assert (version["policy"], version["version"], version["passed"], version["failed"]) == (
        "book-returns",
        DAY,
        2,
        0,
    )
    assert version["coverage"]["never_reached"] == ["1.2", "2.1"]
    late = next(
        each for each in version["coverage"]["tests"] if each["test"] == "need" and each["number"] == 2
    )
    assert (late["clause"], late["held"], late["failed"]) == ("1.1", 1, 1)
    assert whole["diagnostics"] == []
