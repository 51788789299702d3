"""A program about lists, and the same one unrolled for the lists of a case: two ways to say what a fold means."""

from __future__ import annotations

from functools import partial
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.unroll import unrolled
from engine.reference.from_ir import Reference
from tests.agree.test_readings import _tried, calendars, complete_cases
from tests.ir.programs import programs


def flat(program: ir.Program, case: tuple[Any, ...]) -> list[Any]:
    """The facts of a case, those of entries one by one."""
    found: list[Any] = []
    for fact, value in zip(program.facts, case, strict=True):
        found += [held for entry in value for held in entry] if fact.fields else [value]
    return found


@given(st.data())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_fold_means_what_its_unrolled_form_means(data: st.DataObject) -> None:
    program = data.draw(programs())
    lists = [fact for fact in program.facts if fact.fields]
    assume(lists)
    case = data.draw(complete_cases(program))
    told = {fact.name: value for fact, value in zip(program.facts, case, strict=True)}
    plain = unrolled(program, {fact.name: len(told[fact.name]) for fact in lists})
    assert check(plain) == []
    names = [fact.name for fact in plain.facts]
    one = _tried(partial(Reference(program, calendars()).outcome, told))
    other = _tried(
        partial(Reference(plain, calendars()).outcome, dict(zip(names, flat(program, case), strict=True)))
    )
    if one is not None and other is not None:  # where a calendar ends, the unrolled one may look further
        assert one == other
