"""The facts of two versions as variables: what a case may tell of each, and what silence means in either version."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from engine.cases.limits import LARGEST_LIST
from engine.cases.presumption import borrowed, presumed_value, scale
from engine.ir import tree as ir
from engine.solver.bounds import lies
from engine.solver.quotients import Ratio
from engine.solver.space import Space
from engine.solver.terms import (
    Test,
    at_most,
    both,
    chosen,
    either,
    equal,
    exactly_one,
    negation,
    scaled,
)
from engine.values.moment import FIRST_DAY, FIRST_INSTANT, LAST_DAY, LAST_INSTANT
from engine.values.money import WHOLE_DIGITS

Words = Mapping[str, Test]
"""A choice or a set: for each word whether it is the one, or is in it."""

Held = "Test | Ratio | Words"


@attrs.frozen
class Known:
    """What one version reads of a fact: its value, whether it is left out for good, and whether it is not known."""

    held: Test | Ratio | Words
    is_none: Test = False
    is_unknown: Test = False


@attrs.frozen
class Asked:
    """A fact of one or both versions: a variable of what is told, and whether it is told at all."""

    name: str
    declarations: tuple[ir.FactDeclaration | None, ir.FactDeclaration | None]
    held: Test | Ratio | Words
    texts: Space
    is_told: Test = True
    may_be_unknown: bool = False

    @property
    def kind(self) -> str:
        """The kind of its type."""
        return next(each.type.kind for each in self.declarations if each is not None)

    @property
    def options(self) -> tuple[str, ...]:
        """The words that it has in either version."""
        words = [word for each in self.declarations if each is not None for word in each.type.options]
        return tuple(dict.fromkeys(words))


def asked(
    name: str,
    old: ir.FactDeclaration | None,
    new: ir.FactDeclaration | None,
    space: Space,
    *,
    may_be_unknown: bool = False,
) -> Asked:
    """The variable of a fact, with what every value that can be told at all has in common."""
    declared = [each for each in (old, new) if each is not None]
    is_told: Test = True
    presumptions = {each.presumed for each in declared}
    if may_be_unknown or "not_given" in presumptions or len(presumptions) > 1:
        is_told = space.yes_no(f"told {name}")
    return Asked(name, (old, new), _variable(name, declared, space), space, is_told, may_be_unknown)


def _variable(name: str, declared: list[ir.FactDeclaration], space: Space) -> Test | Ratio | Words:
    match declared[0].type.kind:
        case "yes_no":
            return space.yes_no(name)
        case "choice" | "set" as kind:
            words = dict.fromkeys(word for each in declared for word in each.type.options)
            held = {word: space.yes_no(f"{name} {word}") for word in words}
            if kind == "choice":
                space.claims.append(exactly_one(list(held.values())))
            return held
        case "text":
            number = space.whole(name)
            space.claims.append(at_most(0, number))
            return Ratio(number)
        case _:
            number = space.whole(name)
            ranges = [bounds(each) for each in declared]
            low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
            space.claims += [at_most(low, number), at_most(number, high)]
            lies(number, (low, high), space)
            return Ratio(number)


def bounds(fact: ir.FactDeclaration) -> tuple[int, int]:
    """The least and the greatest value that a case may give a number, a date or an instant."""
    match fact.type.kind:
        case "instant":
            low, high = FIRST_INSTANT, LAST_INSTANT
        case "date":
            low, high = FIRST_DAY, LAST_DAY
        case "list":
            return 0, LARGEST_LIST
        case _:
            high = 10 ** (WHOLE_DIGITS + fact.type.decimals) - 1
            low = -high
    return low if fact.least is None else fact.least, high if fact.greatest is None else fact.greatest


def fits(fact: Asked, declaration: ir.FactDeclaration) -> Test:
    """Whether what is told of a fact can be told to the version that declares it so."""
    held = fact.held
    if isinstance(held, Mapping):
        foreign = [test for word, test in held.items() if word not in declaration.type.options]
        return negation(either(*foreign))
    if isinstance(held, Ratio) and declaration.type.is_ordered:
        low, high = bounds(declaration)
        others = [bounds(each) for each in fact.declarations if each is not None]
        lower = True if low == min(each for each, _ in others) else at_most(low, held.over)
        upper = True if high == max(each for _, each in others) else at_most(held.over, high)
        return both(lower, upper)
    return True


def read_by(program: ir.Program, facts: Mapping[str, Asked]) -> dict[str, Known]:
    """What a version knows of each of its facts, presumptions in place.

    Where only one of the versions presumes something, the other searches: it stands for any value then.
    """
    found = {fact.name: _known(fact, facts[fact.name]) for fact in program.facts}
    for place, other in borrowed(program):
        fact, source = program.facts[place], program.facts[other]
        is_told, like = facts[fact.name].is_told, found[source.name]
        if is_told is not True and like.is_none is False:
            times = scale(source.type, fact.type)
            unknown = both(negation(is_told), like.is_unknown)
            held = _picked(is_told, found[fact.name].held, _scaled(like.held, times))
            found[fact.name] = Known(held, is_unknown=unknown)
    return found


def _known(fact: ir.FactDeclaration, asked_: Asked) -> Known:
    if asked_.is_told is True:
        return Known(asked_.held)
    match fact.presumed:
        case ir.Literal() as literal:
            return Known(
                _picked(asked_.is_told, asked_.held, constant(presumed_value(literal, fact.type), asked_))
            )
        case "not_given":
            return Known(asked_.held, is_none=negation(asked_.is_told))
        case _:
            return Known(asked_.held, is_unknown=asked_.may_be_unknown and negation(asked_.is_told))


def constant(value: object, fact: Asked) -> Test | Ratio | Words:
    """A value as its fact holds it."""
    match value:
        case bool():
            return value
        case frozenset():
            return {word: word in value for word in fact.options}
        case tuple():
            return Ratio(len(value))
        case str() if fact.kind == "text":
            return Ratio(fact.texts.text(value))
        case str():
            return {word: word == value for word in fact.options}
        case int():
            return Ratio(value)
        case _:
            raise TypeError(value)


def _picked(test: Test, then: Test | Ratio | Words, otherwise: Test | Ratio | Words) -> Test | Ratio | Words:
    match then:
        case Ratio(over) if isinstance(otherwise, Ratio):
            return Ratio(chosen(test, over, otherwise.over))
        case Mapping() if isinstance(otherwise, Mapping):
            return {word: chosen(test, then[word], otherwise.get(word, False)) for word in then}
        case _:
            return chosen(test, then, otherwise)


def _scaled(held: Test | Ratio | Words, times: int) -> Test | Ratio | Words:
    return Ratio(scaled(held.over, times)) if isinstance(held, Ratio) else held


def holds_value(fact: Asked, value: object) -> Test:
    """The variable of a fact has this value."""
    held, wanted = fact.held, constant(value, fact)
    match held:
        case Ratio(over) if isinstance(wanted, Ratio):
            return equal(over, wanted.over)
        case Mapping() if isinstance(wanted, Mapping):
            return both(*(test if wanted[word] else negation(test) for word, test in held.items()))
        case _:
            return held if wanted else negation(held)
