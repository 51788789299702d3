"""The decision record of a case, from the reference alone; unknown yes/no facts and choices are tried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.cases.unknown import Needed, Unknown
from engine.ir import tree as ir
from engine.ir.outcome import Outcome
from engine.ir.types import DATE
from engine.reference import values
from engine.reference.amounts import lines
from engine.reference.from_ir import Reference
from engine.values.money import to_text

from .desk import read_case, shown

Facts = dict[str, object]


def record(reference: Reference, tables: Mapping[str, Any]) -> dict[str, object]:
    """The keys of a decision record that a case test may expect."""
    facts, presumed = read_case(reference.program, tables)
    assert not reference.impossible(facts), "no real case is like this"
    leaves = list(_leaves(reference, facts))
    matters = {name for name in _asked(facts, leaves) if _differs(reference, facts, leaves, name)}
    lacking = {name for leaf, found in leaves for name in reference.lacking(leaf, found.verdict)}
    found = leaves[0][1]
    if matters or lacking:
        found = Outcome("pending")
    elif len({outcome.clauses for _, outcome in leaves}) > 1:
        raise NotImplementedError("clauses that differ while the answer does not")
    return _written(reference, facts, found) | {"missing": sorted(matters | lacking), "presumed": presumed}


def _leaves(reference: Reference, facts: Facts) -> Iterator[tuple[Facts, Outcome]]:
    """Each way to complete the facts that are asked for, with its outcome."""
    try:
        if not reference.impossible(facts):
            yield facts, reference.outcome(facts)
    except Needed as needed:
        for value in _values(reference.program, needed.name):
            yield from _leaves(reference, facts | {needed.name: value})


def _values(program: ir.Program, name: str) -> list[object]:
    type_ = next(fact.type for fact in program.facts if fact.name == name)
    values_of: dict[str, list[object]] = {"yes_no": [False, True], "choice": list(type_.options)}
    return values_of[type_.kind]


def _asked(facts: Facts, leaves: list[tuple[Facts, Outcome]]) -> set[str]:
    return {name for leaf, _ in leaves for name in leaf if leaf[name] is not facts[name]}


def _differs(reference: Reference, facts: Facts, leaves: list[tuple[Facts, Outcome]], name: str) -> bool:
    """Whether two completions that differ in this fact alone have different answers."""
    for leaf, found in leaves:
        for value in _values(reference.program, name):
            if not isinstance(facts[name], Unknown):
                continue
            others = _leaves(reference, leaf | {name: value})
            if any(other.answer != found.answer for _, other in others):
                return True
    return False


def _written(reference: Reference, facts: Facts, found: Outcome) -> dict[str, object]:
    program = reference.program
    unit, decimals = next((amount.type.unit, amount.type.decimals) for amount in program.amounts)

    def money(sum_: int) -> str:
        return f"{to_text(sum_, decimals)} {unit}"

    pays = found.verdict in {"refund", "discretion"}
    deadlines = _deadlines(reference, facts, found)
    readings = reference.readings(facts)
    bill = lines(reference.amounts[found.amount], readings) if pays else []
    return {
        "verdict": found.verdict,
        "refund": money(found.high) if found.verdict == "refund" else None,
        "range": [money(found.low), money(found.high)] if found.verdict == "discretion" else None,
        "clauses": list(found.clauses),
        "measures": sorted(found.measures | reference.measures(facts, found.verdict)),
        "route": _route(program, found),
        "review_due": deadlines.get("review"),
        "deadlines": deadlines,
        "decided_by": found.party or None,
        "lines": [{"clause": line.clause, "amount": money(line.amount)} for line in bill],
    }


def _deadlines(reference: Reference, facts: Facts, found: Outcome) -> dict[str, str | None]:
    days: dict[str, str | None] = {}
    for clause, effect in reference._on(found.verdict):
        if isinstance(effect, ir.Due) and values.test(clause.scope, reference.readings(facts)):
            days[effect.name] = _day(reference, facts, effect)
    return days


def _day(reference: Reference, facts: Facts, due: ir.Due) -> str | None:
    try:
        day = values.value(due.day, reference.readings(facts))
    except Exception as why:
        if type(why).__name__ not in {"BeyondCalendarError", "Needed"}:
            raise
        return None
    return shown(day, DATE, reference.program.zone)


def _route(program: ir.Program, found: Outcome) -> str | None:
    routes = [
        effect.route
        for clause in program.clauses
        for effect in clause.effects
        if isinstance(effect, ir.Routes) and found.verdict in clause.on
    ]
    return routes[0] if routes else None
