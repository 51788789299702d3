"""Which edges of comparisons and which choices a row of cases has met: where one letter of a policy decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from engine.cases.unknown import Needed
from engine.explain.kinds import Kinds
from engine.ir import tree as ir
from engine.ir.lists import Records
from engine.ir.outcome import BeyondCalendarError
from engine.ir.walk import amount_expressions, clause_expressions, parts_of_case
from engine.reference.values import Readings, value
from engine.values.moment import SECOND

SIDES = ("below", "at", "above")
OTHER = ""
"""Stands for any word that a test does not name."""
Tested = ir.Compare | ir.Member | ir.Includes


class Place(NamedTuple):
    """The clause, amount or term in which a comparison stands."""

    kind: str
    name: str


class Edge(NamedTuple):
    """A comparison, and how many cases had its left side just below, exactly at and just above its right side.

    Just is one smallest unit, one day, or up to a second. A side is None where no possible case has it.
    """

    place: Place
    node: ir.Compare
    text: str
    below: int | None
    at: int | None
    above: int | None

    @property
    def sides(self) -> Mapping[str, int | None]:
        """The three sides by name."""
        return {"below": self.below, "at": self.at, "above": self.above}

    @property
    def gaps(self) -> tuple[str, ...]:
        """The sides that no case had, though one could."""
        return tuple(side for side, count in self.sides.items() if count == 0)


class Choice(NamedTuple):
    """A test that names words, and how many cases had each of them; the empty word stands for all others."""

    place: Place
    node: Tested
    text: str
    words: Mapping[str, int]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The words that no case had."""
        return tuple(word for word, count in self.words.items() if not count)


class Edges:
    """Counts what cases meet; a comparison is asked wherever a test with it is read, its terms opened."""

    def __init__(self, program: ir.Program) -> None:
        """Find every comparison and every test of words in a program, clauses before amounts and terms."""
        self._terms = {term.name: term.meaning for term in program.terms}
        self._kinds = kinds = Kinds(program)
        self._facts = {fact.name: fact for fact in program.facts}
        self._never = {each.test for each in program.impossible}
        self._compares: dict[tuple[Place, ir.Compare], Counter[str]] = {}
        self._words: dict[tuple[Place, Tested], Counter[str]] = {}
        records = Records.of(program.facts, program.terms)
        for place, node in _roots(program):
            for part in () if records.free(node) else parts_of_case(node):
                if isinstance(part, ir.Compare) and kinds.of(part.left).is_ordered:
                    self._compares.setdefault((place, part), Counter())
                elif isinstance(part, ir.Compare | ir.Member | ir.Includes) and named(part, kinds):
                    self._words.setdefault((place, part), Counter(dict.fromkeys(named(part, kinds), 0)))

    def meet(self, place: Place, node: ir.Expression, readings: Readings) -> None:
        """Count what a case meets in an expression that is read for it."""
        for part in parts_of_case(node):
            if isinstance(part, ir.Term):
                self.meet(Place("term", part.name), self._terms[part.name], readings)
            elif isinstance(part, ir.Compare) and (place, part) in self._compares:
                side = side_of(part, readings, just(part, self._kinds))
                if side:
                    self._compares[place, part][side] += 1
            elif isinstance(part, ir.Compare | ir.Member | ir.Includes) and (place, part) in self._words:
                self._words[place, part].update(_met(part, self._words[place, part], readings))

    def edges(self, words: Callable[[ir.Expression], str]) -> tuple[Edge, ...]:
        """Every comparison with what was met; `words` says a test in words."""
        return tuple(
            Edge(place, node, words(node), *(self._count(node, side, seen) for side in SIDES))
            for (place, node), seen in self._compares.items()
        )

    def choices(self, words: Callable[[ir.Expression], str]) -> tuple[Choice, ...]:
        """Every test of words with what was met."""
        return tuple(
            Choice(place, node, words(node), dict(seen)) for (place, node), seen in self._words.items()
        )

    def _count(self, node: ir.Compare, side: str, seen: Counter[str]) -> int | None:
        if seen[side] or not self._cannot(node, side):
            return seen[side]
        return None

    def _cannot(self, node: ir.Compare, side: str) -> bool:
        """Whether it can be seen at a glance that no possible case has its left side there."""
        if side == "at":
            return False
        one, other = _BEYOND[side]
        if {ir.Compare(one, node.left, node.right), ir.Compare(other, node.right, node.left)} & self._never:
            return True
        match node.left, node.right:
            case ir.Fact(name), ir.Literal(int() as edge):
                fact = self._facts[name]
                if side == "below":
                    return fact.least is not None and fact.least >= edge
                return fact.greatest is not None and fact.greatest <= edge
            case _:
                return False


_BEYOND: Mapping[str, tuple[ir.Operator, ir.Operator]] = {"below": ("lt", "gt"), "above": ("gt", "lt")}
"""The comparison of an impossible combination that has the left side there, and the same said the other way round."""


def side_of(node: ir.Compare, readings: Readings, just: int) -> str | None:
    """The side of its edge on which a comparison stands for a case; None where further off than `just`, or unknown."""
    try:
        left, right = value(node.left, readings), value(node.right, readings)
    except (Needed, BeyondCalendarError):
        return None
    if not isinstance(left, int | Fraction) or not isinstance(right, int | Fraction):
        return None
    gap = Fraction(left) - Fraction(right)
    if gap == 0:
        return "at"
    return None if abs(gap) > just else "above" if gap > 0 else "below"


def named(node: Tested, kinds: Kinds) -> tuple[str, ...]:
    """The words that a test names, and the empty one for the others; none where it is about something else."""
    match node:
        case ir.Compare(_, _, ir.Literal(str() as word, type_)) if type_.kind == "choice":
            return word, OTHER
        case ir.Member(inner, options) if kinds.of(inner).kind == "choice":
            return (*options, OTHER) if set(options) != set(kinds.of(inner).options) else options
        case ir.Includes(_, options):
            return (*options, OTHER)
        case _:
            return ()


def _met(node: Tested, words: Mapping[str, int], readings: Readings) -> tuple[str, ...]:
    try:
        held = value(node.left if isinstance(node, ir.Compare) else node.value, readings)
    except (Needed, BeyondCalendarError):
        return ()
    found = held if isinstance(held, frozenset) else {held}
    return tuple(word for word in words if word in found) or tuple(word for word in words if word == OTHER)


def just(node: ir.Compare, kinds: Kinds) -> int:
    """How near to its edge a comparison is just beside it: a second for instants, else one smallest unit."""
    return SECOND if kinds.of(node.left).kind == "instant" else 1


def _roots(program: ir.Program) -> Iterator[tuple[Place, ir.Expression]]:
    for clause in program.clauses:
        yield from ((Place("clause", clause.name), node) for node in clause_expressions(clause))
    for amount in program.amounts:
        yield from ((Place("amount", amount.name), node) for node in amount_expressions(amount))
    yield from ((Place("term", term.name), term.meaning) for term in program.terms)
