"""Unknown facts (rule 9): an answer stands where no completion changes it; else the facts that matter are named.

A fact matters if two possible completions of all unknown facts differ in it alone and give different answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from typing import Any, NamedTuple

from engine.cases.unknown import Needed, Unknown
from engine.evaluator.candidates import Candidates, Evaluate
from engine.evaluator.enclosure import OpenListError
from engine.evaluator.proof import Proof, Spent
from engine.evaluator.runtime import EMPTY, Answer
from engine.ir import tree as ir
from engine.ir.outcome import BeyondCalendarError

EVERY = 20_000
"""How many readings it may take to try every completion; beyond that the search goes by samples."""
FIRST_SAMPLES, SAMPLES = 12, 400
"""How many samples the search begins with, and how many kinds of them it looks at."""
BUDGET = 100_000
"""How many readings of the program a case may cost before the search gives up proving what does not matter."""

_FEW = {"yes_no", "choice"}
"""Kinds of fact of which every value is tried that some test tells from the others."""

Case = tuple[Any, ...]


class Settled(NamedTuple):
    """What is certain of a case with unknown facts: an answer for each completion, and the facts that matter.

    `exhausted` says that there were too many completions to try: others than the facts named may matter too.
    `unshown` are those of the facts named of which it could not be shown whether they matter.
    """

    completions: tuple[tuple[Case, Answer], ...]
    matters: tuple[str, ...]
    exhausted: bool = False
    unshown: tuple[str, ...] = ()


class Search:
    """A search through the completions of one case, reading a fact only when the program asks for it."""

    def __init__(
        self,
        program: ir.Program,
        module: Mapping[str, Any],
        outcome: Callable[[Case], Answer],
        tests: Sequence[Callable[[Case], bool]],
        evaluate: Evaluate,
    ) -> None:
        """Take a program and its functions; `tests` are its impossible combinations, one function each."""
        self._program = program
        self._order = tuple(fact.name for fact in program.facts)
        self._names = {name: place for place, name in enumerate(self._order)}
        self._outcome = outcome
        self._impossible = module["impossible"]
        self._tests = tests
        self._candidates = Candidates(program, evaluate)
        self._proof = Proof(program, module["CALENDARS"], self._candidates, self._run, self._possible)
        self._left = BUDGET

    def settle(self, case: Case) -> Settled:
        """All kinds of completion of a case, and the facts on which its answer depends."""
        self._left = EVERY
        self._proof.has_guessed = False
        branches: dict[int, list[Case]] = {}
        found: list[tuple[Case, Answer]] = []
        try:
            if not self._possible((case,)):
                return Settled((), ())
            found.extend(self._leaves(case, branches))
        except Spent:
            return self._sampled(case, branches)
        matters, unshown = set[int](), frozenset[int]()
        if any(self._program.facts[place].fields for place in branches):
            return self._for_lists(case, found, branches)
        are_told_apart = all(self._program.facts[place].type.kind in _FEW for place in branches)
        if len({answer[:3] for _, answer in found}) > 1:
            matters, is_done = self._witnessed(branches)
            are_told_apart = are_told_apart and is_done
        are_told_apart = are_told_apart and not self._proof.has_guessed
        if not are_told_apart:  # not every value was tried: what was not found must be shown
            self._left = BUDGET
            try:
                proved = self._proof.of(case, matters, branches)
            except OpenListError:
                return self._for_lists(case, found, branches)
            matters, unshown = matters | proved.matters | proved.open, proved.open
        if not matters and len({answer[:3] for _, answer in found}) > 1:
            matters = set(
                branches
            )  # impossible combinations lie between the answers: no fact alone makes the difference
        return Settled(tuple(found), self._named(matters), unshown=self._named(unshown))

    def _for_lists(
        self, case: Case, found: list[tuple[Case, Answer]], branches: dict[int, list[Case]]
    ) -> Settled:
        """A case that may ask for a list of which nothing is known: it waits for that, and for what surely matters."""
        lists = {place for place in self._unknown(case) if self._program.facts[place].fields}
        matters, _ = self._witnessed(branches)
        named = self._named(matters | lists)
        return Settled(tuple(found), named, exhausted=True, unshown=self._named(lists))

    def _unknown(self, case: Case) -> list[int]:
        return [place for place, value in enumerate(case) if isinstance(value, Unknown)]

    def _named(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted(self._order[place] for place in places))

    def _sampled(self, case: Case, branches: Iterable[int]) -> Settled:
        """The facts that samples show to matter, where there are too many completions to try them all.

        From a few samples on, each fact of each is changed alone. A change of the answer shows that the fact matters;
        an answer of a new kind, or one that read other facts, is a further sample.
        """
        self._left = BUDGET
        unknown = sorted({*branches, *self._unknown(case)})
        samples: dict[object, tuple[Case, Answer]] = {}
        matters: set[int] = set()
        with suppress(Spent):
            self._sample(case, unknown, samples, matters)
        return Settled(tuple(samples.values()), self._named(matters or unknown), exhausted=True)

    def _sample(
        self,
        case: Case,
        unknown: Sequence[int],
        samples: dict[object, tuple[Case, Answer]],
        matters: set[int],
    ) -> None:
        """Add samples of every kind that is found, and the facts that they show to matter."""
        waiting = [self._walk(case, number) for number in range(FIRST_SAMPLES)]
        while waiting and len(samples) < SAMPLES:
            leaf, answer = waiting.pop(0)
            kind = (
                answer[0],
                answer[3],
                answer[2] > 0,
                tuple(isinstance(leaf[place], Unknown) for place in unknown),
            )
            if answer is _IMPOSSIBLE or kind in samples or not self._possible((leaf,)):
                continue
            samples[kind] = leaf, answer
            for place in unknown:
                if not isinstance(leaf[place], Unknown):
                    waiting += self._changed(leaf, answer, place, matters, len(samples))

    def _changed(
        self, leaf: Case, answer: Answer, place: int, matters: set[int], number: int
    ) -> list[tuple[Case, Answer]]:
        """The samples that come of one by changing one fact; where the answer changes too, the fact is noted."""
        found = []
        for value in self._candidates.of(place, leaf):
            then, other = self._walk(_with(leaf, place, value), number)
            if other is _IMPOSSIBLE:
                continue
            found.append((then, other))
            if place not in matters and other[:3] != answer[:3]:
                alike = tuple(
                    new if isinstance(old, Unknown) else old for old, new in zip(leaf, then, strict=True)
                )
                if self._possible((alike, then)):
                    matters.add(place)
        return found

    def _walk(self, case: Case, number: int) -> tuple[Case, Answer]:
        """One sample: a value is picked for each fact that is asked for, up to an answer."""
        for step in range(len(case) + 1):
            if self._impossible(case):
                return case, _IMPOSSIBLE
            answer, place = self._run(case)
            if answer is not None:
                return case, answer
            values = self._candidates.of(place, case)
            case = _with(case, place, values[_pick(number, step, len(values))])
        raise AssertionError(case)

    def first(self, case: Case, wanted: Callable[[Answer], bool]) -> Case | None:
        """A completion whose answer is wanted; None where none was found within the budget."""
        self._left = BUDGET // 10
        try:
            return next((leaf for leaf, answer in self._leaves(case, {}) if wanted(answer)), None)
        except Spent:
            return None

    def _witnessed(self, branches: dict[int, list[Case]]) -> tuple[set[int], bool]:
        """The facts of which two candidates give different answers, and whether the budget reached for all of them."""
        matters, is_done = set(), True
        for place, prefixes in branches.items():
            self._left = BUDGET
            try:
                if any(self._differs_in(prefix, place) for prefix in prefixes):
                    matters.add(place)
            except Spent:
                is_done = False
        return matters, is_done

    def _leaves(self, case: Case, branches: dict[int, list[Case]]) -> Iterator[tuple[Case, Answer]]:
        """Each way in which the facts that the program asks for can be completed, with the answer it gives."""
        if self._impossible(case):
            return
        answer, place = self._run(case)
        if answer is None:
            branches.setdefault(place, []).append(case)
            for value in self._candidates.of(place, case):
                yield from self._leaves(_with(case, place, value), branches)
        elif self._possible((case,)):
            yield case, answer

    def _differs_in(self, case: Case, place: int) -> bool:
        """Whether two completions that differ in this fact alone give different answers."""
        values = self._candidates.of(place, case)
        pairs = [(first, then) for index, first in enumerate(values) for then in values[index + 1 :]]
        pairs.sort(key=lambda pair: -abs(values.index(pair[0]) - values.index(pair[1])))
        return any(self._differ(_with(case, place, first), _with(case, place, then)) for first, then in pairs)

    def _differ(self, first: Case, then: Case) -> bool:
        """Whether two cases that differ in one fact can be completed alike to different answers."""
        if self._impossible(first) or self._impossible(then):
            return False
        (one, needed), (other, needed_too) = self._run(first), self._run(then)
        if one is None or other is None:
            place = needed if one is None else needed_too
            values = self._worth_trying(place, (first, then))
            return any(
                self._differ(_with(first, place, value), _with(then, place, value)) for value in values
            )
        return one[:3] != other[:3] and self._possible((first, then))

    def _worth_trying(self, place: int, cases: tuple[Case, ...]) -> list[object]:
        """The values worth trying for a fact under any of the cases."""
        return list(dict.fromkeys(value for each in cases for value in self._candidates.of(place, each)))

    def _possible(self, cases: tuple[Case, ...]) -> bool:
        """Whether some completion of the facts still unknown, the same for all cases, is possible for each.

        As at the door, a test that needs what is left out for good, or a day that no calendar has, does not count.
        """
        self._left -= 1
        if self._left < 0:
            raise Spent
        place = -1
        for test, case in product(self._tests, cases):
            try:
                if test(case):
                    return False
            except Needed as needed:
                if case[self._names[needed.name]] is not None:
                    place = self._names[needed.name]
                    break
            except BeyondCalendarError:
                continue
        if place < 0:
            return True
        values = self._worth_trying(place, cases)
        found = any(self._possible(tuple(_with(each, place, value) for each in cases)) for value in values)
        self._proof.has_guessed |= not found  # none of the values tried is possible: another may be
        return found

    def _run(self, case: Case) -> tuple[Answer | None, int]:
        """The answer to a case, or the place of the fact that it needs first."""
        self._left -= 1
        if self._left < 0:
            raise Spent
        try:
            return self._outcome(case), -1
        except Needed as needed:
            return None, self._names[needed.name]
        except BeyondCalendarError as why:
            return ("pending", 0, 0, (), EMPTY, "", why.calendar, ()), -1


_IMPOSSIBLE: Answer = ("", 0, 0, (), frozenset(), "", "", ())


def _pick(number: int, step: int, count: int) -> int:
    """One of `count` places, spread as chance would but the same every time."""
    return ((number + 1) * 2_654_435_761 + step * 40_503 * (number + 7)) // 65_536 % count


def _with(case: Case, place: int, value: object) -> Case:
    return (*case[:place], value, *case[place + 1 :])
