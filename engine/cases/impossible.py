"""What is said of a case that no real case can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.cases.case import Case
from engine.cases.unknown import NOT_GIVEN, Unknown
from engine.cases.written import cut, written
from engine.ir import tree as ir
from engine.ir.walk import facts_read


def impossible_because(
    name: str, case: Case, given: Collection[int], program: ir.Program, words: Mapping[str, str]
) -> tuple[str, str]:
    """The first fact of an impossible combination that is given, and a sentence on what makes it impossible."""
    test = next(each.test for each in program.impossible if each.name == name)
    place_of = {fact.name: place for place, fact in enumerate(program.facts)}
    places = [place_of[fact] for fact in facts_read(test, program)]
    said = [f"{cut(program.facts[place].name)} is {_said(place, case, program)}" for place in places]
    at = next((program.facts[place].name for place in places if place in given), "")
    what = words.get(f"impossible.{name}", f"`{name}` is an impossible combination")
    return at, f"{what}: {' and '.join(said)}"


def _said(place: int, case: Case, program: ir.Program) -> str:
    value, fact = case.facts[place], program.facts[place]
    if isinstance(value, Unknown):
        return "unknown"
    if value is NOT_GIVEN:
        return "not given"
    presumed = ", as presumed" if fact.name in case.presumed else ""
    return f"{cut(written(value, fact.type, program.zone))}{presumed}"
