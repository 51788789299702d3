"""A comparison holds against cases drawn at random: none differs where it says equal.

`REFUNDRY_PROGRAMS=N` draws N programs, each with one thing changed, instead of a few.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cases.unknown import Unknown
from engine.decisions.reading import reading
from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.lists import entry_fact, key_of
from engine.solver.compared import compared
from engine.solver.parts import parts_of
from engine.solver.tree import Patience
from tests.agree.test_readings import calendars
from tests.ir.programs import fact_values, programs
from tests.solver.mutants import mutants

PROGRAMS = int(os.environ.get("REFUNDRY_PROGRAMS", "10"))
CASES = 12 if PROGRAMS < 100 else 60
_MIXED = 2_654_435_761
FEW = Patience(classes=3, attempts=6)


@st.composite
def told(draw: st.DrawFn, program: ir.Program) -> dict[str, object]:
    """A case of a program, of which now and then a fact is left out."""
    found: dict[str, object] = {}
    for fact in program.facts:
        if draw(st.integers(0, 7)):
            value = draw(fact_values(fact))
            if fact.fields:
                value = tuple(draw(entry(fact, at, held)) for at, held in enumerate(value))
            found[fact.name] = frozenset(value) if fact.type.kind == "set" else value
    return found


@st.composite
def entry(draw: st.DrawFn, fact: ir.FactDeclaration, at: int, held: tuple[object, ...]) -> tuple[object, ...]:
    """An entry of a list, of which now and then a field is unknown."""
    return tuple(
        value
        if each.presumed is not None or draw(st.integers(0, 9))
        else Unknown(entry_fact(fact, at, key_of(each)))
        for each, value in zip(fact.fields, held, strict=True)
    )


@given(st.data())
@settings(
    max_examples=PROGRAMS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
def test_no_case_differs_where_two_programs_are_equal(data: st.DataObject) -> None:
    program = data.draw(programs())
    others = list(mutants(program))
    if not others:
        return
    other = others[data.draw(st.integers(0, 2**30)) * _MIXED % len(others)]
    if check(other):
        return
    old, new = reading(program, calendars()), reading(other, calendars())
    found = compared(old, new, FEW)
    for move in found.moves:
        case = dict(move.told)
        assert (old.decide(case), new.decide(case)) == (move.before, move.after)
    for _ in range(CASES if found.is_equal else 0):
        case = data.draw(told(program))
        assert parts_of(old.decide(case), new.decide(case)) == ()
