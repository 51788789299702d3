"""Edges, suggestions and faults: what case tests meet, what they would not notice, and the cases that are missing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from engine.tasks.case_tests import Ran, run
from engine.tasks.case_tests_more import Wanted
from engine.tasks.edges import Edge
from engine.tasks.mutated import Fault
from engine.tasks.new import new
from engine.tasks.stop import Stop
from engine.tasks.tested import print_tested

DAY = "2026-03-02"
SHIPPED = Path(__file__).parents[2] / "policies" / "youyun-refund"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new(str(tmp_path), "book-returns", None, date.fromisoformat(DAY))
    return tmp_path / "book-returns"


def edges(found: Ran) -> dict[str, Edge]:
    return {edge.text: edge for edge in found.versions[0].coverage.edges}


def test_the_shipped_policy_is_tried_on_both_sides_of_every_edge_that_a_case_can_have() -> None:
    coverage = run([str(SHIPPED)], None, "en").versions[0].coverage
    gaps = [(edge.place.name, edge.text, edge.gaps) for edge in coverage.edges if edge.gaps]
    assert gaps == [
        ("2.1b", "Amount paid is above Amount due", ("at",)),  # the need before it fails there
        ("2.3", "Application received is no earlier than Payment completed", ("above",)),
    ]
    assert [choice for choice in coverage.choices if choice.gaps] == []


def test_a_window_is_met_at_its_edge_and_just_above_it_and_not_below(folder: Path) -> None:
    found = edges(run([str(folder)], None, "en"))
    end = found["Return asked for is no later than 14 calendar days after Delivered"]
    assert dict(end.sides) == {"below": 0, "at": 1, "above": 1}
    start = found["Return asked for is no earlier than Delivered"]
    assert start.below is None  # an impossible combination


def test_suggested_cases_are_case_tests_that_hold_today_and_leave_fewer_gaps(folder: Path) -> None:
    found = run([str(folder)], None, "en", Wanted(suggestions=True))
    more = found.versions[0].more
    assert more.suggested
    assert more.path
    text = more.path.read_text("utf-8")
    assert text.startswith("# NOT CONFIRMED")
    assert text.count("[[case]]") == more.suggested.cases == text.count('name = "UNCONFIRMED: ')
    assert more.suggested.cases > 0
    assert len(run([str(folder)], None, "en").versions[0].cases) == 2  # not read before somebody moves them
    cases = folder / f"{DAY}.cases.toml"
    own = cases.read_text("utf-8")
    cases.write_text(own + text[text.index("[[case]]") :], "utf-8")
    again = run([str(folder)], None, "en", Wanted(suggestions=False))
    assert again.exit_code == 0
    left = sum(len(edge.gaps) for edge in edges(again).values())
    assert left < sum(len(edge.gaps) for edge in edges(found).values())


def test_nothing_is_written_over(folder: Path) -> None:
    run([str(folder)], None, "en", Wanted(suggestions=True))
    with pytest.raises(Stop) as stopped:
        run([str(folder)], None, "en", Wanted(suggestions=True))
    assert stopped.value.exit_code == 1


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The begun policy with each fault put in, and cases suggested: once for all tests, as it takes a while."""
    root = tmp_path_factory.mktemp("policies")
    new(str(root), "book-returns", None, date.fromisoformat(DAY))
    return run([str(root / "book-returns")], None, "zh", Wanted(suggestions=True, mutants=True))


def faults(found: Ran) -> dict[str, Fault]:
    more = found.versions[0].more
    assert more.faults
    return {f"{fault.where}: {fault.what}": fault for fault in more.faults}


def test_a_fault_at_the_edge_of_a_window_is_noticed_by_the_case_on_its_last_day(tried: Ran) -> None:
    window = "提出退货的时间在送达时间后 {} 个自然日内"
    shorter, longer = (
        faults(tried)[f"条款 1.1，要件 2: “{window.format(14)}”变为“{window.format(days)}”"]
        for days in (13, 15)
    )
    assert (shorter.outcome, longer.outcome) == ("noticed", "noticed")
    assert shorter.by.startswith("Unused, and asked for in the last second")
    assert longer.by.startswith("Asked for in the first second of day 15")


def test_a_fault_that_no_case_test_notices_comes_with_one_that_does(tried: Ran, folder: Path) -> None:
    found = faults(tried)["条款 1.1，要件 1: 漏写“未使用：是”"]
    assert found.outcome == "unnoticed"
    cases = folder / f"{DAY}.cases.toml"
    cases.write_text(f"{cases.read_text('utf-8')}\n{found.case}", "utf-8")
    assert run([str(folder)], None, "en").exit_code == 0  # it holds today
    policy = folder / f"{DAY}.refund"
    need = """  needs  item.unused is yes
         otherwise refused "The item was used." / "商品已使用。"
"""
    text = policy.read_text("utf-8")
    assert need in text
    policy.write_text(text.replace(need, ""), "utf-8")
    (version,) = run([str(folder)], None, "en").versions
    assert [case.name for case in version.failed] == [f"可发现：{found.where}: {found.what}"]


def test_what_changes_no_case_is_proved_to(tried: Ran) -> None:
    assert any(fault.outcome == "equal" for fault in faults(tried).values())
    open_ = {fault.kind for fault in faults(tried).values() if fault.outcome == "open"}
    assert open_ <= {"zone"}  # the days of two zones are hard to hold against each other


def test_what_is_printed_names_each_fault_that_goes_unnoticed(tried: Ran) -> None:
    text = print_tested(tried, "text", "zh").result
    unnoticed = [fault for fault in faults(tried).values() if fault.outcome == "unnoticed"]
    assert unnoticed
    assert all(fault.what in text and fault.case.splitlines()[1] in text for fault in unnoticed)
    whole = json.loads(print_tested(tried, "json", "en").result)["versions"][0]
    assert whole["mutants"]["unnoticed"] == len(unnoticed)
    assert whole["suggested"]["file"].endswith(".unconfirmed.toml")
    assert {"below", "at", "above"} <= set(whole["coverage"]["edges"][0])
