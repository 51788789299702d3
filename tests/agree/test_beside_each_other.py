"""Clauses beside each other, where one only improves or one says what is owed: both readings say the same."""

from __future__ import annotations

import pytest

from engine.decisions.reading import reading
from engine.reference.from_ir import Reference
from tests.agree.test_readings import calendars
from tests.solver.garage import garage

TOLD = {
    "case.asked_at": 1_772_000_000 * 10**9,
    "car.sold_at": 1_772_000_000 * 10**9,
    "car.price": 10_000,
    "car.reason": "regret",
    "car.repairs": ((15_000, True), (5_000, True)),
}
SILENCED = ("section 1 ", "precedence\n  clause 1.2 before clause 1.1\n\nsection 1 ")
ALL_REFUSED = ("section 2 ", 'clause 1.3 "None" / "不退"\n  refuses\n\nsection 2 ')


@pytest.mark.parametrize(
    ("change", "told", "expected"),
    [
        (SILENCED, {}, ("refund", 10_000, ("1.2",), "")),
        (SILENCED, {"car.repairs": ((15_000, True),)}, ("refused", -5_000, ("1.1",), "customer")),
        (ALL_REFUSED, {"car.repairs": ((15_000, True),)}, ("refused", -5_000, ("1.1", "1.3"), "customer")),
        (ALL_REFUSED, {}, ("refund", 10_000, ("1.2",), "")),
    ],
    ids=["it comes first", "it is silent", "two refuse, one is owed", "it improves two refusals"],
)
def test_both_readings(
    change: tuple[str, str], told: dict[str, object], expected: tuple[object, ...]
) -> None:
    program = garage(change)
    case = TOLD | told
    found = reading(program, calendars()).decide(case)
    assert (found.verdict, found.high, found.clauses, found.owed_by) == expected
    outcome = Reference(program, calendars()).outcome(case)
    assert (outcome.verdict, outcome.high, outcome.clauses) == expected[:3]
