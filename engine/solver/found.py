"""The solver asked: a case for which some tests hold, looked through before it is believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

import attrs
import z3

from engine.solver.facts import Asked
from engine.solver.prover import Model, Prover
from engine.solver.quotients import Ratio
from engine.solver.space import Application, Longer, Space
from engine.solver.terms import Test, at_most, below, both, either, equal, follows, negation

_OFTEN = 3
_TOGETHER = 48
"""So many tests are looked for at a time: of more, each case that is found would be held against too many."""
Case = dict[str, object]
Name = tuple[str, ...]


class GaveUpError(Exception):
    """The solver could not settle a question; `code` is that of `GivenUp`."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@attrs.define
class Finder:
    """Looks for cases; what it learns of days, products and calendars stays for the next question."""

    space: Space
    facts: Mapping[str, Asked]
    work: int
    attempts: int
    _prover: Prover = attrs.field(init=False)
    _told: int = 0
    _wrong: Counter[int] = attrs.Factory(Counter)
    _switches: dict[int, tuple[Any, Any]] = attrs.Factory(dict)

    def __attrs_post_init__(self) -> None:
        """Start a solver."""
        self._prover = Prover(self.space.context, self.work)

    def first(
        self, wanted: Sequence[Test], accept: Callable[[Case], bool], hopes: Sequence[Test] = ()
    ) -> Case | None:
        """A case for which all tests hold and which is accepted; None where it is proved that there is none.

        Of what is hoped for as much holds as can, the first before the last. It is looked for where no list is longer
        than those written out; where such lists could be of another kind, the question is given up.
        """
        longer = either(*self.space.longer)
        case = self._first([*wanted, negation(longer)], accept, hopes)
        if case is None and longer is not False:
            self._relate()
            if self._may_be([*wanted, longer]):
                raise GaveUpError("lists")
        return case

    def _relate(self) -> None:
        """Tell z3 which questions about a longer list follow from others, entry by entry."""
        claims = dict(_related(self.space.unrelated))
        self.space.unrelated.clear()
        tests = {name: test for name, (test, _) in claims.items()}
        self.space.claims += [claims[name][1] for name in self.never(tests)]

    def refutes(self, wanted: Sequence[Test]) -> bool:
        """Whether it is proved at once that no case meets some tests, however little is known of functions."""
        self._tell()
        if any(test is False for test in wanted):
            return True
        return self._prover.can_hold([self._switch(test) for test in wanted if test is not True]) is False

    def _may_be(self, wanted: Sequence[Test]) -> bool:
        """Whether it is not proved that no case meets some tests."""
        for _ in range(self.attempts):
            self._tell()
            model = self._model(wanted, [])
            if model is None:
                return False
            lemmas = [each.lemma(values) for each, values in self._mistakes(model)]
            if not lemmas:
                return True
            self.space.claims += lemmas
        raise GaveUpError("time")

    def _first(
        self, wanted: Sequence[Test], accept: Callable[[Case], bool], hopes: Sequence[Test] = ()
    ) -> Case | None:
        if not all(test is not False for test in wanted):
            return None
        hopes = [test for test in hopes if not isinstance(test, bool)]
        passed_over: list[Test] = []
        for _ in range(self.attempts):
            self._tell()
            model = self._model([*wanted, *passed_over], hopes)
            if model is None and passed_over:
                break
            if model is None:
                return None
            case = self._case(model)
            if accept(case):
                return case
            mistakes = self._mistakes(model)
            lessons = [self._lesson(*each) for each in mistakes]
            if not lessons:
                passed_over.append(negation(self._tells(case)))
            self.space.claims += lessons
            grounded = self._grounded([*wanted, *passed_over], model, mistakes, accept)
            if grounded is not None:
                return grounded
        raise GaveUpError("replay" if passed_over else "time")

    def _grounded(
        self,
        wanted: Sequence[Test],
        model: Model,
        mistakes: Sequence[tuple[Application, object]],
        accept: Callable[[Case], bool],
    ) -> Case | None:
        """An accepted case in which one factor of each product stays as a model has it: then nothing is multiplied.

        Where nothing is, what z3 had wrong keeps its first input.
        """
        products = [each for (kind, *_), each in self.space.applications.items() if kind == "product"]
        factors = [each.inputs[0] for each in products or [wrong for wrong, _ in mistakes]]
        if not factors:
            return None
        self._tell()
        try:
            found = self._model([*wanted, both(*(equal(each, model.number(each)) for each in factors))], [])
        except GaveUpError:
            return None
        if found is None:
            return None
        case = self._case(found)
        if accept(case):
            return case
        self.space.claims += [self._lesson(*each) for each in self._mistakes(found)]
        return None

    def _tells(self, case: Case) -> Test:
        """The same facts are told: of others that are left out the terms may know better whether they matter."""
        return both(
            *(fact.is_told if name in case else negation(fact.is_told) for name, fact in self.facts.items())
        )

    def maybe(
        self, wanted: Sequence[Test], accept: Callable[[Case], bool], hopes: Sequence[Test] = ()
    ) -> Case | None:
        """A case for which all tests hold, if one is found easily."""
        try:
            return self.first(wanted, accept, hopes)
        except GaveUpError:
            return None

    def never(self, tests: Mapping[Name, Test]) -> list[Name]:
        """The names of those tests of which it is proved that no case meets them."""
        names = [name for name, test in tests.items() if test is not True]
        return [
            name
            for at in range(0, len(names), _TOGETHER)
            for name in self._never({each: tests[each] for each in names[at : at + _TOGETHER]})
        ]

    def _never(self, left: dict[Name, Test]) -> list[Name]:
        while left:
            self._tell()
            model = self._model([either(*left.values())], [])
            if model is None:
                break
            left = {name: test for name, test in left.items() if not model.holds(test)}
        return list(left)

    def _tell(self) -> None:
        self._prover.add(self.space.claims[self._told :])
        self._told = len(self.space.claims)

    def _model(self, wanted: Sequence[Test], hopes: list[Test]) -> Model | None:
        """A model; a hope that stands in the way of what is wanted, or of one before it, is struck from the list."""
        if any(test is False for test in wanted):
            return None
        must = [self._switch(test) for test in wanted if test is not True]
        may_be_hopeless = bool(hopes)
        if hopes and not self._prover.was_asked:  # of a large policy z3 gets to know what is wanted first
            may_be_hopeless = False
            if self._prover.can_hold(must) is False:
                return None
        while True:
            hoped = [self._switch(test) for test in hopes]
            found = self._prover.can_hold([*must, *hoped])
            if found:
                return self._prover.model()
            core = self._prover.core if found is False else frozenset()
            blamed = [at for at, each in enumerate(hoped) if each.ast.value in core]
            if found is False and not blamed:
                return None
            if not hopes:
                raise GaveUpError("time")
            if may_be_hopeless and not self._prover.is_known:
                may_be_hopeless = False
                if self._prover.can_hold(must) is False:
                    return None
            del hopes[
                blamed[-1] if blamed else slice(len(hopes) // 2, None)
            ]  # half: it is too hard with so many

    def _switch(self, test: Test) -> Any:  # noqa: ANN401
        """A variable that, where it holds, demands a test: what z3 learns stays true when it is not asked for."""
        key = test.ast.value  # type: ignore[union-attr]
        if key not in self._switches:
            switch = self.space.yes_no(f"if!{len(self._switches)}")
            self._prover.add([follows(switch, test)])
            self._switches[key] = switch, test
        return self._switches[key][0]

    def _case(self, model: Model) -> Case:
        """The facts that a model tells, each as a case holds it."""
        texts = {number: text for text, number in self.space.texts.items()}
        return {
            name: _value(fact, model, texts) for name, fact in self.facts.items() if model.holds(fact.is_told)
        }

    def _lesson(self, wrong: Application, values: tuple[int, ...]) -> Test:
        """What z3 is told about an application that a model has wrong; of one that has a table, soon all of it."""
        key = id(wrong)
        self._wrong[key] += 1
        if wrong.table is not None and self._wrong[key] == _OFTEN:
            return wrong.table()
        return wrong.lemma(values)

    def _mistakes(self, model: Model) -> list[tuple[Application, tuple[int, ...]]]:
        """The applications that a model has wrong, with the inputs that they have in it."""
        found = []
        for each in self.space.applications.values():
            values = tuple(model.number(held) for held in each.inputs)
            actual = each.actual(values)
            if model.holds(each.fails) != (actual is None) or (
                actual is not None and model.number(each.output) != actual
            ):
                found.append((each, values))
        return found


def _related(longer: Sequence[Longer]) -> Iterator[tuple[Name, tuple[Test, Test]]]:
    """What would follow for a list from what no entry of it is: each with the test for an entry that is."""
    for at, each in enumerate(longer):
        if each.fails is not False:
            never = follows(each.is_long, negation(each.fails))
            yield ("fails", str(at)), (both(each.is_long, each.one_fails), never)
    for (at, one), (place, other) in permutations(enumerate(longer), 2):
        if one.kind == other.kind:
            are_long = both(one.is_long, other.is_long)
            if isinstance(one.held, bool | z3.BoolRef):
                apart, holds = both(one.one, negation(other.one)), follows(one.held, other.held)
            else:
                apart, holds = below(other.one, one.one), at_most(one.held, other.held)
            yield ("less", str(at), str(place)), (both(are_long, apart), follows(are_long, holds))


def _value(fact: Asked, model: Model, texts: Mapping[int, str]) -> object:
    match fact.held:
        case Ratio(over):
            number = model.number(over)
            return texts.get(number, f"T-{number}") if fact.kind == "text" else number
        case Mapping() as words:
            held = [word for word, test in words.items() if model.holds(test)]
            return frozenset(held) if fact.kind == "set" else held[0]
        case test:
            return model.holds(test)
