"""Where the two sides of a comparison meet as one fact grows: exact for a straight line, by halving for any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from engine.evaluator.domains import Range

Gap = Callable[[int], Fraction | None]
"""How far the left side is above the right one at a value of the fact; None where that is not known."""


def turns(gap: Gap, within: Range, known: int) -> Iterator[int]:
    """The first values of each stretch in which the gap is below zero, zero, above zero, or not known.

    Every turn is found of a gap that only rises or only falls and is known all around `known`.
    """
    low, high = within
    if gap(known) is None:
        return
    if gap(low) is None:
        low = _first(lambda at: gap(at) is not None, low, known)
        yield low
    if gap(high) is None:
        high = _first(lambda at: gap(at) is None, known, high) - 1
        yield high + 1
    first, last = gap(low), gap(high)
    if first is None or last is None or first == last:
        return
    sign = 1 if last > first else -1
    for least in (0, 1):  # where it comes up to zero, and where it goes past it

        def has_come(at: int, least: int = least) -> bool:
            held = gap(at)
            return held is not None and (sign * held > 0 if least else held * sign >= 0)

        if not has_come(low) and has_come(high):
            yield _along_a_line(has_come, low, high, first, last) or _first(has_come, low, high)


def _along_a_line(
    has_come: Callable[[int], bool], low: int, high: int, first: Fraction, last: Fraction
) -> int | None:
    """The first value at which the gap has come so far if it grows evenly from `first` to `last`; None if not there."""
    root = low - first * (high - low) / (last - first)
    near = root.numerator // root.denominator
    return next((at for at in (near, near + 1) if has_come(at) and not has_come(at - 1)), None)


def _first(has_come: Callable[[int], bool], low: int, high: int) -> int:
    """The first value for which a test holds that fails at `low` and holds at `high`, by halving."""
    while high - low > 1:
        middle = (low + high) // 2
        if has_come(middle):
            high = middle
        else:
            low = middle
    return high
