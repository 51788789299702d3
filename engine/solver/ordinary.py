"""The most ordinary case of a class: what is presumed, else a typical value, then small numbers, and few facts told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice

import attrs

from engine.cases.presumption import presumed_value
from engine.ir import tree as ir
from engine.solver.facts import Asked, holds_value
from engine.solver.found import Case, Finder
from engine.solver.question import Question
from engine.solver.quotients import Ratio
from engine.solver.terms import Test, added, at_most, both, equal, is_same, negation, scaled
from engine.values.moment import DAY, EPOCH_DAY

_HUNDRED, _FEW = 100, (1, 10, 50, 200, 1000)
_SIZES = (31, 1_000, 1_000_000)
_NEAR_DAYS = 60


Accept = Callable[[Case], bool]


def _is_near(fact: Asked, asked: Question) -> Test:
    """A moment lies within some months of the ordinary one: of these days z3 is told soon what it must know."""
    if not isinstance(fact.held, Ratio) or fact.kind not in {"instant", "date"}:
        return True
    start, step = _scale(fact, asked)
    far = _NEAR_DAYS * step
    return both(at_most(start - far, fact.held.over), at_most(fact.held.over, start + far))


def _in_order(asked: Question) -> list[Asked]:
    """Moments first, that of the selecting event before the others; then how long lists are."""
    selects = asked.new.reading.program.selected_by

    def rank(fact: Asked) -> tuple[bool, ...]:
        return fact.name != selects, fact.kind not in {"instant", "date"}, fact.kind != "list"

    return sorted(asked.facts.values(), key=rank)


class Ordinary:
    """What is ordinary for the facts of a question, each of them looked at once."""

    def __init__(self, asked: Question) -> None:
        """Take the facts, moments first."""
        self.asked = asked
        self.facts = _in_order(asked)
        self.tests = {
            fact.name: next((wish.test for wish in _wishes(fact, asked)), True) for fact in self.facts
        }

    @cached_property
    def hopes(self) -> tuple[Test, ...]:
        """What an ordinary case says of each fact: that moments are near, then that each is what is ordinary."""
        found = [*(_is_near(fact, self.asked) for fact in self.facts), *self.tests.values()]
        return tuple(test for test in found if not isinstance(test, bool))

    def nearest(
        self,
        case: Case,
        wanted: Sequence[Test],
        finder: Finder,
        accept: Accept,
        will_do: Accept = lambda _: False,
    ) -> Case:
        """A case that is as ordinary as can be found, starting from one that has what is hoped for.

        Where a fact cannot have its ordinary value, another common one is tried, then the nearest small one. Of a case
        that `will_do` says that it is wanted z3 is not asked.
        """
        odd = [fact for fact in self.facts if not self._has(fact, case)]
        kept = [self.tests[fact.name] for fact in self.facts if fact not in odd]
        nearing = _Nearing([*wanted, *kept], finder, self.asked, accept, will_do)
        for fact in odd:
            case = nearing.nearer(fact, case)
            nearing.kept.append(as_told(fact, case))
        return case

    def _has(self, fact: Asked, case: Case) -> bool:
        """Whether a case has what is ordinary for a fact."""
        test, like = self.tests[fact.name], _like(fact)
        if like is not None and fact.name in case and case.get(like) == case[fact.name]:
            return True
        return is_same(test, True) or is_same(test, as_told(fact, case))


@attrs.frozen
class _Wish:
    """What would be ordinary for a fact: a value, the value of another fact, or that nothing is told of it."""

    fact: Asked
    value: object = None
    like: Asked | None = None

    @property
    def test(self) -> Test:
        """That it is so."""
        if self.value is not None:
            return both(self.fact.is_told, holds_value(self.fact, self.value))
        if self.like is None:
            return negation(self.fact.is_told)
        same = equal(self.fact.held.over, self.like.held.over)  # type: ignore[union-attr]
        return both(self.fact.is_told, self.like.is_told, same)

    def granted(self, case: Case) -> Case | None:
        """The same case in which it is so; None where it has no value of the other fact."""
        name = self.fact.name
        if self.like is not None:
            return {**case, name: case[self.like.name]} if self.like.name in case else None
        if self.value is None:
            return {each: value for each, value in case.items() if each != name}
        return {**case, name: self.value}


@attrs.define
class _Nearing:
    """A search for a case that is more ordinary in one fact at a time; what is `kept` stays."""

    kept: list[Test]
    finder: Finder
    asked: Question
    accept: Accept
    will_do: Accept

    def nearer(self, fact: Asked, case: Case) -> Case:
        """A case in which a number has a common value, or the nearest to one; of words the first is the common one."""
        wishes = _wishes(fact, self.asked)
        if fact.kind in {"choice", "yes_no"}:
            wishes = islice(wishes, 1)
        for wish in wishes:
            granted = None if self._is_followed(fact) else wish.granted(case)
            if granted is not None and self.will_do(granted):
                return granted
            found = self.finder.maybe([*self.kept, wish.test], self.accept)
            if found is not None:
                return found
        if not isinstance(fact.held, Ratio) or fact.name not in case or fact.kind == "text":
            return case
        start, step = _scale(fact, self.asked)
        for size in (step, 1):
            for most in _SIZES:
                found = self._within(fact, start, size, most)
                if found is not None:
                    return self._nearest(fact, start, size, found)
        return case

    def _within(self, fact: Asked, start: int, step: int, most: int) -> Case | None:
        """A case in which a number is some whole steps from its start, at most so many, upwards or else downwards."""
        if not isinstance(fact.held, Ratio):
            raise TypeError(fact.name)
        count = self.asked.space.counter(fact.name)
        line = both(fact.is_told, equal(fact.held.over, added(start, scaled(count, step))))
        for low, high in ((0, most), (-most, 0)):
            found = self.finder.maybe(
                [*self.kept, line, at_most(low, count), at_most(count, high)], self.accept
            )
            if found is not None:
                return found
        return None

    def _nearest(self, fact: Asked, start: int, step: int, case: Case) -> Case:
        """The fewest steps for which a case is found: mostly those it has, else by halving."""
        low = middle = -1
        while True:
            value = case[fact.name]
            steps = abs((value - start) // step) if isinstance(value, int) else 0
            if steps - low <= 1:
                return case
            middle = steps - 1 if middle < 0 else (max(low, 0) + steps) // 2
            found = self._within(fact, start, step, middle)
            low, case = (middle, case) if found is None else (low, found)

    def _is_followed(self, fact: Asked) -> bool:
        """Whether another fact is ordinary where it has the value of this one."""
        return any(_like(each) == fact.name for each in self.asked.facts.values())


def as_told(fact: Asked, case: Case) -> Test:
    """A fact is told as a case tells it."""
    if fact.name not in case:
        return negation(fact.is_told)
    return both(fact.is_told, holds_value(fact, case[fact.name]))


def _like(fact: Asked) -> str | None:
    """The fact whose value this one is presumed to have."""
    declaration = fact.declarations[1] or fact.declarations[0]
    like = declaration.presumed if declaration else None
    return like.name if isinstance(like, ir.Fact) else None


def _scale(fact: Asked, asked: Question) -> tuple[int, int]:
    """The ordinary value of a number, and the step in which one counts from there."""
    declaration = fact.declarations[1] or fact.declarations[0]
    match fact.kind:
        case "instant":
            return asked.near, DAY
        case "date":
            return asked.near // DAY + EPOCH_DAY, 1
        case _:
            return 0, 10 ** (declaration.type.decimals if declaration else 0)


def _wishes(fact: Asked, asked: Question) -> Iterator[_Wish]:
    """What would be ordinary for a fact, best first."""
    declaration = fact.declarations[1] or fact.declarations[0]
    if declaration is None:
        raise AssertionError(fact.name)
    match declaration.presumed:
        case "not_given":
            yield _Wish(fact)
        case ir.Literal() as literal if not _asked_of(fact.name, asked):
            yield _Wish(fact, presumed_value(literal, declaration.type))
        case ir.Fact(other) if isinstance(fact.held, Ratio) and asked.facts[other].kind == fact.kind:
            like = asked.facts[other]
            if isinstance(like.held, Ratio):
                yield _Wish(fact, like=like)
        case _:
            pass
    for value in _typical(declaration, fact, asked):
        yield _Wish(fact, value)


def _typical(declaration: ir.FactDeclaration, fact: Asked, asked: Question) -> Iterator[object]:
    match fact.kind:
        case "choice":
            yield from declaration.type.options
        case "set":
            wanted = _asked_of(fact.name, asked)
            yield frozenset(wanted)
            yield frozenset(declaration.type.options)
        case "instant":
            yield asked.near
        case "date":
            yield asked.near // DAY + EPOCH_DAY
        case "yes_no":
            yield True
        case "text":
            return
        case "list":
            yield from (1, 2)
        case _:
            one = 10**declaration.type.decimals
            first = (_HUNDRED, 0) if fact.kind == "money" or (declaration.least or 0) > 0 else (0, _HUNDRED)
            yield from (each * one for each in (*first, *_FEW))
            yield 1


def _asked_of(name: str, asked: Question) -> list[str]:
    """The words of a set that a version asks for."""
    found: list[str] = []
    for side in (asked.old, asked.new):
        for clause in side.reading.program.clauses:
            for effect in clause.effects:
                if isinstance(effect, ir.Asks) and effect.fact == name:
                    found += effect.options
    return found


def fewest(case: Case, keep: Collection[str], states: Callable[[Case], object], order: Sequence[str]) -> Case:
    """The case without the facts that it need not tell: both versions say the same at once without them."""
    wanted = states(case)
    for name in reversed(order):
        if name in case and name not in keep:
            without = {each: value for each, value in case.items() if each != name}
            if states(without) == wanted:
                case = without
    return {name: case[name] for name in order if name in case}
