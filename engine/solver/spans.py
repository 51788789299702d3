"""The least and the most money that the cases of a class gain or lose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from engine.solver.found import Case, Finder, GaveUpError
from engine.solver.terms import Test, Whole, at_most
from engine.solver.tree import Span

NO_LIMIT = 10**12
"""A sum, in the smallest unit, above which there is taken to be no limit: no order of a shop is as large."""

Gain = Callable[[Case], int | None]
"""What a case gains, None where it is not of the class."""


@attrs.frozen
class Sought:
    """A class of cases, what they gain as a term and when decided, and what is hoped for of them."""

    class_: Sequence[Test]
    term: Whole
    gain: Gain
    hopes: Sequence[Test]
    finder: Finder

    def some(self, low: int, high: int) -> int | None:
        """The gain of some case that gains between two sums; None where it is proved that there is none."""

        def accept(case: Case) -> bool:
            found = self.gain(case)
            return found is not None and low <= found <= high

        tests = [*self.class_, at_most(low, self.term), at_most(self.term, high)]
        case = self.finder.first(tests, accept, self.hopes)
        return None if case is None else self.gain(case)


def span(sought: Sought, known: int) -> Span | None:
    """Least and most that cases of a class gain, where `known` is the gain of one; None where none gains anything."""
    try:
        first = known if known > 0 else sought.some(1, NO_LIMIT)
    except GaveUpError:
        return None
    if first is None:
        return None
    least, is_least = _least(sought, first)
    most, is_most = _most(sought, first)
    return Span(least, most, is_least and is_most)


def _least(sought: Sought, known: int) -> tuple[int, bool]:
    low = 1
    try:
        while low < known:
            middle = 1 if low == 1 else (low + known) // 2
            found = sought.some(low, middle)
            low, known = (middle + 1, known) if found is None else (low, found)
    except GaveUpError:
        return known, False
    return known, True


def _most(sought: Sought, known: int) -> tuple[int | None, bool]:
    try:
        if sought.some(NO_LIMIT, NO_LIMIT * 10**9) is not None:
            return None, True
        high = NO_LIMIT - 1
        while known < high:
            middle = min((known + high + 1) // 2, known * 4 + 1)
            found = sought.some(middle, high)
            high, known = (middle - 1, known) if found is None else (high, found)
    except GaveUpError:
        return known, False
    return known, True
