"""What silence means: the values that facts have when a case leaves them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.cases.case import Case
from engine.cases.unknown import NOT_GIVEN, Unknown
from engine.ir import tree as ir
from engine.ir.types import Type


def completed(given: Mapping[int, object], program: ir.Program, *, presume: bool) -> Case:
    """The case with these facts, by their places; each fact left out is presumed, or unknown."""
    return completion(program, presume=presume)(given)


def completion(program: ir.Program, *, presume: bool) -> Callable[[Mapping[int, object]], Case]:
    """What `completed` does, made ready for many cases of one program."""
    facts = program.facts
    known = {place: _silence(fact) for place, fact in enumerate(facts) if presume and _speaks(fact)}
    silent = [known[place] if place in known else Unknown(fact.name) for place, fact in enumerate(facts)]
    like = borrowed(program) if presume else []

    def case(given: Mapping[int, object]) -> Case:
        values = [given.get(place, value) for place, value in enumerate(silent)]
        presumed = [facts[place].name for place in known if place not in given]
        for place, other in like:
            value = values[other]
            if place not in given and value is not NOT_GIVEN and not isinstance(value, Unknown):
                values[place] = _like(value, facts[other].type, facts[place].type)
                presumed.append(facts[place].name)
        return Case(tuple(values), tuple(sorted(presumed)))

    return case


def _speaks(fact: ir.FactDeclaration) -> bool:
    """Whether silence about a fact has a meaning of its own, and not that of another fact."""
    return isinstance(fact.presumed, ir.Literal) or fact.presumed == "not_given"


def _silence(fact: ir.FactDeclaration) -> object:
    return presumed_value(fact.presumed, fact.type) if isinstance(fact.presumed, ir.Literal) else NOT_GIVEN


def presumed_value(literal: ir.Literal, type_: Type) -> object:
    """The value of a presumption written in the policy, as a case holds it."""
    if type_.kind == "list":
        return ()
    if isinstance(literal.value, tuple):
        return frozenset(literal.value)
    return _like(literal.value, literal.type, type_)


def borrowed(program: ir.Program) -> list[tuple[int, int]]:
    """The places of facts presumed to be like another, each with the place of that other, which comes first.

    Facts that are presumed to be like each other in a circle are left out: nothing can be presumed of them.
    """
    places = {fact.name: place for place, fact in enumerate(program.facts)}
    waiting = {
        place: places[fact.presumed.name]
        for place, fact in enumerate(program.facts)
        if isinstance(fact.presumed, ir.Fact)
    }
    ordered: list[tuple[int, int]] = []
    while ready := [(place, other) for place, other in waiting.items() if other not in waiting]:
        ordered += ready
        for place, _ in ready:
            del waiting[place]
    return ordered


def scale(source: Type, target: Type) -> int:
    """What a value of one type is multiplied by to be held as another; ValueError where decimals are lost."""
    if not target.is_numeric:
        return 1
    if source.decimals > target.decimals:
        raise ValueError(f"{source.decimals} decimals do not fit into {target.decimals}")
    return int(10 ** (target.decimals - source.decimals))


def _like(value: object, source: Type, target: Type) -> object:
    times = scale(source, target)
    return value * times if times != 1 and isinstance(value, int) else value
