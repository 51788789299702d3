"""What a fact can still be: the values that a case may give it, whole or cut down to a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.cases.unknown import Unknown
from engine.ir import tree as ir
from engine.values.moment import FIRST_DAY, FIRST_INSTANT, LAST_DAY, LAST_INSTANT
from engine.values.money import WHOLE_DIGITS


class Range(NamedTuple):
    """The whole numbers from `low` to `high`, both counted."""

    low: int
    high: int


class Words(NamedTuple):
    """One of these values: yes and no, the words of a choice, texts."""

    values: frozenset[object]


class Bags(NamedTuple):
    """The sets that hold all of `must` and nothing but `may`."""

    must: frozenset[str]
    may: frozenset[str]


class Maybe(NamedTuple):
    """A value, or none at all: a fact that may be left out for good."""

    held: Domain


class Absent(NamedTuple):
    """Left out for good; what a reading would make of a value that is not there is left open."""

    held: Domain


Domain = Range | Words | Bags | Maybe | Absent
Box = tuple[object, ...]
"""For each fact of a program its value, or the domain of what it can be."""


def bounds(fact: ir.FactDeclaration) -> Range:
    """The least and the greatest value that a case may give a number, a date or an instant (contract, section 2)."""
    match fact.type.kind:
        case "instant":
            low, high = FIRST_INSTANT, LAST_INSTANT
        case "date":
            low, high = FIRST_DAY, LAST_DAY
        case _:
            high = 10 ** (WHOLE_DIGITS + fact.type.decimals) - 1
            low = -high
    low = low if fact.least is None else max(low, fact.least)
    return Range(low, high if fact.greatest is None else min(high, fact.greatest))


def domain_of(fact: ir.FactDeclaration, value: object, texts: Sequence[object]) -> object:
    """The value of a fact, or its domain where the case does not tell it; `texts` are those that could matter."""
    if value is not None and not isinstance(value, Unknown):
        return value
    held: Domain
    match fact.type.kind:
        case "yes_no":
            held = Words(frozenset((False, True)))
        case "choice":
            held = Words(frozenset(fact.type.options))
        case "text":
            held = Words(frozenset(texts))
        case "set":
            held = Bags(frozenset(), frozenset(fact.type.options))
        case _:
            held = bounds(fact)
    if value is None:
        return Absent(held)
    return Maybe(held) if fact.presumed == "not_given" else held


def halves(domain: object, at: int | None = None) -> tuple[object, ...]:
    """Two parts of a domain, cut before `at` or in the middle; nothing where it is a single value."""
    match domain:
        case Range(low, high) if low < high:
            cut = (low + high) // 2 + 1 if at is None else at
            return _range(low, cut - 1), _range(cut, high)
        case Words(values) if len(values) > 1:
            return tuple(sorted(values, key=str))
        case Bags(must, may) if must != may:
            word = min(may - must)
            return _bags(must | {word}, may), _bags(must, may - {word})
        case Maybe(held):
            return Absent(held), single(held)
        case _:
            return ()


def single(domain: object) -> object:
    """The one value of a domain that has no other, else the domain."""
    match domain:
        case Range(low, high) if low == high:
            return low
        case Words(values) if len(values) == 1:
            return next(iter(values))
        case Bags(must, may) if must == may:
            return must
        case _:
            return domain


def _range(low: int, high: int) -> object:
    return single(Range(low, high))


def _bags(must: frozenset[str], may: frozenset[str]) -> object:
    return single(Bags(must, may))
