"""How each clause of a program fares, by the plain interpreter: slow, and told from its words alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.cases.unknown import Needed
from engine.ir import tree as ir
from engine.ir.outcome import BeyondCalendarError
from engine.reference.from_ir import Reference
from engine.reference.values import Readings, test


def states(reference: Reference, facts: Mapping[str, Any]) -> dict[str, str]:
    """The state of each clause that answers, for a case in which nothing is unknown and that is not pending.

    A test that cannot be read (a fact left out for good, a year without a calendar) is neither so nor not so.
    """
    readings = reference.readings(facts)
    program = reference.program
    answering = [clause for clause in program.clauses if not clause.on]
    speaks = {clause.name: certain(clause.scope, readings) for clause in answering}
    return {clause.name: _state(clause, speaks, readings, program) for clause in answering}


def certain(node: ir.Expression, readings: Readings) -> bool | None:
    """Whether a test holds, part by part: one part that settles it is enough."""
    match node:
        case ir.Not(inner):
            found = certain(inner, readings)
            return None if found is None else not found
        case ir.All(tests):
            every = [certain(each, readings) for each in tests]
            return False if False in every else None if None in every else True
        case ir.Any(tests):
            some = [certain(each, readings) for each in tests]
            return True if True in some else None if None in some else False
        case ir.Term(name):
            return certain(readings.terms[name], readings)
        case _:
            try:
                return test(node, readings)
            except (Needed, BeyondCalendarError):
                return None


def _state(clause: ir.Clause, speaks: dict[str, bool | None], readings: Readings, program: ir.Program) -> str:
    if speaks[clause.name] is False:
        return "does_not_apply"
    before = [first for first, then in program.precedence if then == clause.name]
    if any(speaks[name] for name in before):
        return "silenced"
    if speaks[clause.name] is None:
        return "not_judged"
    needs = [certain(need.test, readings) for need in clause.needs]
    if False in needs:
        return "failed"
    if None in needs:
        return "not_judged"
    return "met" if any(speaks[name] is None for name in before) else "decisive"
