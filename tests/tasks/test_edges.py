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


def faults(folder: Path) -> dict[str, Fault]:
    more = run([str(folder)], None, "en", Wanted(mutants=True)).versions[0].more
    assert more.faults
    return {f"{fault.where}: {fault.what}": fault for fault in more.faults}


def test_a_fault_at_the_edge_of_a_window_is_noticed_by_the_case_on_its_last_day(folder: Path) -> None:
    found = faults(folder)
    window = "Return asked for is within 14 calendar days after Delivered"
    shorter = found[f"clause 1.1, need 2: “{window}” becomes “{window.replace('14', '13')}”"]
    longer = found[f"clause 1.1, need 2: “{window}” becomes “{window.replace('14', '15')}”"]
    assert (shorter.outcome, longer.outcome) == ("noticed", "noticed")
    assert shorter.by.startswith("Unused, and asked for in the last second")
    assert longer.by.startswith("Asked for in the first second of day 15")


def test_a_need_that_no_case_test_fails_can_be_left_out_unnoticed(folder: Path) -> None:
    found = faults(folder)["clause 1.1, need 1: “Unused: yes” is left out"]
    assert found.outcome in {"unnoticed", "open"}  # open without the solver


def test_what_is_printed_names_each_fault_that_goes_unnoticed(folder: Path) -> None:
    found = run([str(folder)], None, "zh", Wanted(mutants=True, suggestions=True))
    text = print_tested(found, "text", "zh").result
    more = found.versions[0].more
    assert more.faults
    assert all(fault.what in text for fault in more.faults if fault.outcome != "noticed")
    whole = json.loads(print_tested(found, "json", "en").result)["versions"][0]
    assert whole["mutants"]["noticed"] == sum(fault.outcome == "noticed" for fault in more.faults)
    assert whole["suggested"]["count"] == text.count("UNCONFIRMED") or whole["suggested"]["file"]
    assert {"below", "at", "above"} <= set(whole["coverage"]["edges"][0])
