"""What an expression can come to in any case of a box, and on which facts that depends.

Nothing that a case of the box has is left out (interval arithmetic, with the sums kept as `forms` keeps them), but
something that no case has may be let in. So what is shown here to make no difference makes none.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from typing import NamedTuple, assert_never

from engine.evaluator.domains import Absent, Bags, Box, Maybe, Range, Words
from engine.evaluator.forms import NOTHING, Atoms, Exact, Number, constant
from engine.evaluator.numbers import Numbers
from engine.ir import tree as ir
from engine.values.calendar import Calendar

_OPERATORS: Mapping[str, Callable[[Exact, Exact], bool]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
}  # fmt: skip
_TRUTH = frozenset((False, True))


class OpenListError(Exception):
    """What is asked for depends on a list of which not even the length is known."""


class Word(NamedTuple):
    """One of these values (a truth, a word, a text); the same atom means the same value in every case."""

    values: frozenset[object]
    atom: int

    @property
    def holds(self) -> bool | None:
        """Of a test: whether it holds; None where that is open."""
        return None if len(self.values) > 1 else True in self.values


class Bag(NamedTuple):
    """A set with all of `must`, and nothing but `may`."""

    must: frozenset[str]
    may: frozenset[str]
    atom: int


Held = Number | Word | Bag


class Enclosure:
    """The values of expressions over one box."""

    def __init__(
        self, program: ir.Program, calendars: Mapping[str, Calendar], atoms: Atoms, box: Box
    ) -> None:
        """Take the box; `atoms` are shared by all boxes of one case."""
        self.box = box
        self.atoms = atoms
        self.open: dict[int, None] = {}
        self.asks_for_absent = False
        self.numbers = Numbers(atoms, calendars)
        self._places = {fact.name: place for place, fact in enumerate(program.facts)}
        self._facts = program.facts
        self._terms = {term.name: term.meaning for term in program.terms}
        self._meanings: dict[str, Held] = {}

    # ---- tests and words --------------------------------------------------------------------------------

    def test(self, node: ir.Expression) -> Word:
        """Whether a test holds; where that is open, it is noted in `open`."""
        found = self._word(node)
        if found.holds is None:
            self.open[found.atom] = None
        return found

    def known(self, value: object) -> Word:
        """A value that is known."""
        return Word(frozenset((value,)), self.atoms.atom(("value", type(value), value), NOTHING))

    def word(self, values: frozenset[object], key: tuple[object, ...], depends: frozenset[int]) -> Word:
        """One of several values, found in the way that the key tells."""
        if len(values) == 1:
            return self.known(next(iter(values)))
        return Word(values, self.atoms.atom(key, depends))

    def truth(self, holds: bool | None, key: tuple[object, ...], depends: frozenset[int]) -> Word:
        """A truth, found in the way that the key tells."""
        return self.word(_TRUTH if holds is None else frozenset((holds,)), key, depends)

    def value(self, node: ir.Expression) -> Held:
        """What any expression comes to."""
        match node:
            case ir.Literal(held) if isinstance(held, tuple):
                return Bag(frozenset(held), frozenset(held), self.known(held).atom)
            case ir.Literal(held) if isinstance(held, bool | str):
                return self.known(held)
            case ir.Fact(name):
                return self._fact(self._places[name])
            case ir.Term(name):
                if name not in self._meanings:
                    self._meanings[name] = self.value(self._terms[name])
                return self._meanings[name]
            case ir.Choose(branches, otherwise):
                return self._choose(branches, otherwise)
            case ir.Not() | ir.All() | ir.Any() | ir.Compare() | ir.Member() | ir.Includes() | ir.Given():
                return self._test(node)
            case _:
                return self._number(node)

    def _word(self, node: ir.Expression) -> Word:
        found = self.value(node)
        if not isinstance(found, Word):
            raise TypeError(node)
        return found

    def _test(self, node: ir.Not | ir.All | ir.Any | ir.Compare | ir.Member | ir.Includes | ir.Given) -> Word:
        match node:
            case ir.Not(inner):
                return self.negated(self.test(inner))
            case ir.All(tests):
                return self._joined(tests, ends=False)
            case ir.Any(tests):
                return self._joined(tests, ends=True)
            case ir.Compare(sign, left, right):
                return self.compared(sign, self.value(left), self.value(right))
            case ir.Member(inner, options):
                return self._among(self._word(inner), frozenset(options))
            case ir.Includes(inner, options, how):
                return self._includes(self.value(inner), frozenset(options), how)
            case ir.Given(name):
                return self._given(self._places[name])
            case _:
                assert_never(node)

    def negated(self, test: Word) -> Word:
        """The opposite of a test."""
        holds = None if test.holds is None else not test.holds
        return self.truth(holds, ("not", test.atom), self.atoms.depends[test.atom])

    def _joined(self, tests: Sequence[ir.Expression], *, ends: bool) -> Word:
        """Several tests, of which one that comes out as `ends` settles it."""
        left: list[int] = []
        for each in tests:
            found = self.test(each)
            if found.holds is ends:
                return self.known(ends)
            if found.holds is None:
                left.append(found.atom)
        return self.truth(None if left else not ends, ("any", ends, *left), self._behind(*left))

    def compared(self, sign: ir.Operator, left: Held, right: Held) -> Word:
        """Two values of one type, compared."""
        if isinstance(left, Number) and isinstance(right, Number):
            if left.low == left.high and right.low == right.high:
                return self.known(_OPERATORS[sign](left.low, right.low))
            gap = self.numbers.sum(((1, left), (-1, right)))
            return self.truth(_holds(sign, gap), (sign, gap.key), self.atoms.behind(gap))
        if not isinstance(left, Word) or not isinstance(right, Word):
            raise TypeError(sign)
        alike: bool | None = None
        if left.atom == right.atom:
            alike = True
        elif not left.values & right.values:
            alike = False
        pair = tuple(sorted((left.atom, right.atom)))
        same = self.truth(alike, ("same", *pair), self._behind(*pair))
        return same if sign == "eq" else self.negated(same)

    def _among(self, found: Word, options: frozenset[str]) -> Word:
        within = found.values & options
        holds = None if within and within != found.values else bool(within)
        return self.truth(holds, ("among", found.atom, options), self._behind(found.atom))

    def _includes(self, bag: Held, options: frozenset[str], how: str) -> Word:
        if not isinstance(bag, Bag):
            raise TypeError(how)
        if how == "all":
            holds = True if options <= bag.must else None if options <= bag.may else False
        else:
            holds = True if options & bag.must else None if options & bag.may else False
        return self.truth(holds, (how, bag.atom, options), self._behind(bag.atom))

    def _given(self, place: int) -> Word:
        held = self.box[place]
        holds = None if isinstance(held, Maybe) else not isinstance(held, Absent)
        return self.truth(holds, ("given", place), frozenset((place,)))

    def _behind(self, *atoms: int) -> frozenset[int]:
        return NOTHING.union(*(self.atoms.depends[atom] for atom in atoms))

    # ---- facts and choices ------------------------------------------------------------------------------

    def _fact(self, place: int) -> Held:
        held = self.box[place]
        if isinstance(held, Absent):
            self.asks_for_absent = True
        while isinstance(held, Maybe | Absent):
            held = held.held
        atom = self.atoms.atom(("fact", place), frozenset((place,)))
        match held:
            case Range(low, high):
                return self.numbers.bounded(atom, low, high)
            case Words(values):
                return Word(values, atom)
            case Bags(must, may):
                return Bag(must, may, atom)
            case frozenset():
                return Bag(held, held, self.known(held).atom)
            case int() if not isinstance(held, bool):
                return constant(held)
            case _:
                return self.known(held)

    def _choose(
        self, branches: Sequence[tuple[ir.Expression, ir.Expression]], otherwise: ir.Expression
    ) -> Held:
        for at, (when, then) in enumerate(branches):
            test = self.test(when)
            if test.holds is None:
                return self.either(test, self.value(then), self._choose(branches[at + 1 :], otherwise))
            if test.holds:
                return self.value(then)
        return self.value(otherwise)

    def either(self, test: Word, then: Held, otherwise: Held) -> Held:
        """One value or another, as a test comes out."""
        if test.holds is not None:
            return then if test.holds else otherwise
        if isinstance(then, Number) and isinstance(otherwise, Number):
            return self.numbers.either(test.atom, then, otherwise)
        if isinstance(then, Number) or isinstance(otherwise, Number) or then.atom == otherwise.atom:
            return then
        key = ("either", test.atom, then.atom, otherwise.atom)
        depends = self._behind(test.atom, then.atom, otherwise.atom)
        if isinstance(then, Bag) and isinstance(otherwise, Bag):
            return Bag(then.must & otherwise.must, then.may | otherwise.may, self.atoms.atom(key, depends))
        if isinstance(then, Word) and isinstance(otherwise, Word):
            return self.word(then.values | otherwise.values, key, depends)
        raise TypeError(test)

    # ---- numbers ----------------------------------------------------------------------------------------

    def number(self, node: ir.Expression) -> Number:
        """What a numeric expression comes to."""
        found = self.value(node)
        if not isinstance(found, Number):
            raise TypeError(node)
        return found

    def _number(self, node: ir.Expression) -> Number:
        match node:
            case ir.Literal(held) if isinstance(held, int):
                return constant(held)
            case ir.Sum(plus, less):
                signed = [(1, each) for each in plus] + [(-1, each) for each in less]
                return self.numbers.sum((sign, self.number(each)) for sign, each in signed)
            case ir.Scale(value, times, over):
                return self.numbers.scaled(*map(self.number, (value, times, over)))
            case ir.Round(inner, unit, mode):
                return self.numbers.rounded(self.number(inner), unit, mode)
            case ir.Extreme(which, values):
                return reduce(partial(self.numbers.extreme, which), map(self.number, values))
            case ir.Day(instant, zone):
                return self.numbers.day(self.number(instant), zone)
            case ir.Shift(start, count, unit, rule):
                by = constant(count) if isinstance(count, int) else self.number(count)
                return self.numbers.shifted(self.number(start), by, unit, rule)
            case ir.Elapsed(unit, first, last, rule):
                return self.numbers.elapsed(self.number(first), self.number(last), unit, rule)
            case ir.Fold(over=name):
                raise OpenListError(name)
            case _:
                raise TypeError(node)


def _holds(sign: str, gap: Number) -> bool | None:
    """Whether a number compares so with zero; None where that is open."""
    match sign:
        case "eq" | "ne":
            if gap.low <= 0 <= gap.high:
                return None if gap.low < gap.high else sign == "eq"
            return sign == "ne"
        case "lt" | "ge":
            below = True if gap.high < 0 else False if gap.low >= 0 else None
            return None if below is None else below is (sign == "lt")
        case _:
            above = True if gap.low > 0 else False if gap.high <= 0 else None
            return None if above is None else above is (sign == "gt")
