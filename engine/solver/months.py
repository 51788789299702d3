"""Months as the calendar has them: how a date is moved by them, and how many lie between two dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from engine.solver.space import Application, Space
from engine.solver.terms import (
    Test,
    Whole,
    added,
    at_most,
    both,
    chosen,
    equal,
    follows,
    is_between,
    scaled,
    taken,
)  # fmt: skip
from engine.values.span import add_months, month_around, months_between

_SHORTEST, _LONGEST = 28, 31
_BESIDE = 6
_CYCLE = 1_461
_CYCLES = tuple(
    (date(first, 3, 1).toordinal(), date(last, 2, 28).toordinal())
    for first, last in ((1900, 2100), (2100, 2200))
)
"""From a first of March on, a year with 29 February being each fourth until the last day."""


def moved(start: Whole, count: Whole, rule: str, space: Space) -> Application:
    """A date moved by months, forwards or back."""
    out = space.fresh("months")
    short, long = scaled(count, _SHORTEST), scaled(count, _LONGEST)
    is_on = at_most(0, count)
    low, high = chosen(is_on, short, long), chosen(is_on, long, short)
    space.claims += [at_most(added(start, added(low, -3)), out), at_most(out, added(start, added(high, 3)))]
    space.rises(("months", rule), (start, count), out)

    def within(first: int, last: int, by: int) -> Test:
        """All days of a month are moved alike, up to the last that the other month has."""
        moved = [add_months(at, by, rule) for at in (first, last)]
        straight = added(start, moved[0] - first)
        wanted = chosen(at_most(straight, moved[1]), straight, moved[1])
        return follows(both(equal(count, by), is_between(first, start, last)), equal(out, wanted))

    def lemma(values: tuple[int, ...]) -> Test:
        return both(*(within(*each, values[1]) for each in _months_around(values[0])))

    def actual(values: tuple[int, ...]) -> int:
        return add_months(values[0], values[1], rule)

    table = partial(_by_cycles, start, out, count, rule) if isinstance(count, int) else None
    return Application((start, count), out, False, actual, lemma, table=table)


def _by_cycles(start: Whole, out: Whole, count: int, rule: str) -> Test:
    """Every day of two centuries and the one after, moved by months: four years are as the four before them."""
    return both(*(_in_cycles(start, out, count, rule, *each) for each in _CYCLES))


def _in_cycles(start: Whole, out: Whole, count: int, rule: str, first: int, last: int) -> Test:
    """The same from one day on up to another, as far as the other end lies between them, too."""
    rest = taken(start, first)
    base = scaled(rest / _CYCLE if not isinstance(rest, int) else rest // _CYCLE, _CYCLE)
    rest = taken(rest, base)
    middle = first + 20 * _CYCLE
    moves: list[Test] = []
    low = middle
    while low < middle + _CYCLE:
        _, high = month_around(low)
        end, top = (add_months(each, count, rule) for each in (low, high))
        straight = added(start, end - low)
        most = added(base, top - middle + first)
        wanted = straight if top - end == high - low else chosen(at_most(straight, most), straight, most)
        moves.append(follows(is_between(low - middle, rest, high - middle), equal(out, wanted)))
        low = high + 1
    near, far = (add_months(each, -count, "clamp") for each in (first, last))
    within = max(first, near + _LONGEST), min(last, far - _LONGEST)
    return follows(is_between(within[0], start, within[1]), both(*moves))


def _months_around(day: int) -> Iterator[tuple[int, int]]:
    """The month of a day and those beside it, a year of them: where one is asked for, others will be."""
    month = month_around(day)
    before = after = month
    yield month
    for _ in range(_BESIDE):
        before, after = month_around(before[0] - 1), month_around(after[1] + 1)
        yield from (before, after)


def between(first: Whole, last: Whole, rule: str, space: Space) -> Application:
    """The whole months from one date to another."""
    out = space.fresh("between")
    days = taken(last, first)
    space.claims += [
        follows(at_most(0, days), both(at_most(0, out), at_most(scaled(out, _SHORTEST), days))),
        follows(at_most(0, days), at_most(days, scaled(added(out, 1), _LONGEST))),
        follows(at_most(days, 0), both(at_most(out, 0), at_most(days, scaled(out, _SHORTEST)))),
        follows(at_most(days, 0), at_most(scaled(taken(out, 1), _LONGEST), days)),
    ]

    def lemma(values: tuple[int, ...]) -> Test:
        """Between two months it is one of two numbers, by the day on which the later month is full."""
        is_forth = values[0] <= values[1]
        early, late = (first, last) if is_forth else (last, first)
        (low, high), (start, end) = month_around(min(values)), month_around(max(values))
        most = months_between(low, end, rule)
        until = added(early, add_months(low, most, rule) - low)
        top = add_months(high, most, rule)
        full = chosen(at_most(until, top), until, top)
        size = chosen(at_most(full, late), most, most - 1)
        there = both(at_most(low, early), at_most(early, high), at_most(start, late), at_most(late, end))
        return follows(both(there, at_most(early, late)), equal(out, size if is_forth else taken(0, size)))

    return Application(
        (first, last), out, False, lambda values: months_between(values[0], values[1], rule), lemma
    )
