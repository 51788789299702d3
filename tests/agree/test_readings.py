"""The reference interpreter and the compiled program say the same of every case of every program."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cases.presumption import completed
from engine.cases.unknown import Needed
from engine.evaluator.from_ir import compiled, load
from engine.ir import tree as ir
from engine.ir.outcome import VERDICTS, BeyondCalendarError, Outcome
from engine.reference.amounts import lines
from engine.reference.from_ir import Reference
from engine.values.calendar import Calendar
from engine.values.calendar_from_toml import calendar_from_tables
from tests.ir.expressions import CALENDAR
from tests.ir.programs import fact_values, programs

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "calendars" / CALENDAR
UNSETTLED = (Needed, BeyondCalendarError)


@cache
def calendars() -> dict[str, Calendar]:
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return {CALENDAR: calendar_from_tables(tables)}


@st.composite
def complete_cases(draw: st.DrawFn, program: ir.Program) -> tuple[Any, ...]:
    """Every fact told, but those that a policy presumes to be left out for good."""
    told: dict[int, object] = {}
    for place, fact in enumerate(program.facts):
        if fact.presumed != "not_given" or draw(st.booleans()):
            value = draw(fact_values(fact))
            told[place] = frozenset(value) if fact.type.kind == "set" else value
    return completed(told, program, presume=True).facts


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_both_readings_answer_alike(data: st.DataObject) -> None:
    program = data.draw(programs())
    reference, module = Reference(program, calendars()), load(compiled(program), calendars())
    for _ in range(4):
        case = data.draw(complete_cases(program))
        told = {fact.name: value for fact, value in zip(program.facts, case, strict=True)}
        expected = _tried(partial(reference.outcome, told))
        got = _tried(partial(_compiled, module, case))
        if expected is None:
            continue  # the compiled program reads less, so it may be sure where the reference is not
        assert got == expected
        _compare_what_comes_on_top(reference, module, told, case)


def _compiled(module: dict[str, Any], case: tuple[Any, ...]) -> Outcome:
    return Outcome._make(_with_rest(module["outcome"](case)))


def _with_rest(answer: tuple[Any, ...]) -> tuple[Any, ...]:
    verdict, low, high, clauses, measures, amount, party, conflict = answer
    return verdict, low, high, clauses, measures, amount, (), None, party, conflict


def _tried(read: Callable[[], Outcome]) -> Outcome | None:
    try:
        return read()
    except UNSETTLED:
        return None


def _compare_what_comes_on_top(
    reference: Reference, module: dict[str, Any], told: dict[str, Any], case: tuple[Any, ...]
) -> None:
    readings = reference.readings(told)
    assert module["impossible"](case) == reference.impossible(told)
    for verdict in VERDICTS:
        assert set(module["measures"](case, verdict)) == reference.measures(told, verdict)
        assert module["lacking"](case, verdict) == reference.lacking(told, verdict)
    for amount in reference.program.amounts:
        bill = _bill(partial(lines, amount, readings))
        assert _bill(partial(module["LINES"][amount.name], case)) == bill


def _bill(read: Callable[[], object]) -> object:
    try:
        return read()
    except UNSETTLED:
        return None
