"""Clocks of zones and counts of business days, told bit by bit: where no clock changes, and day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import permutations

from engine.solver.space import Application, Space
from engine.solver.terms import (
    Test,
    Whole,
    added,
    at_most,
    below,
    both,
    either,
    equal,
    follows,
    negation,
    scaled,
    taken,
)
from engine.values.calendar import Calendar
from engine.values.moment import DAY, EPOCH_DAY, NANOSECONDS, SECOND, clock_shift, time_on
from engine.values.zone import offset, steady

STEADY_DAYS = 800
"""How many days to either side a zone is looked at for clocks that do not change."""
_APART = 2 * DAY
"""More than any clock was ever put forward or back, or is ahead of another."""


def time_of(start: Whole, minutes: int, zone: str, space: Space) -> Whole:
    """The instant at which clocks of a zone show so many minutes past midnight of a date."""
    if isinstance(start, int):
        return time_on(start, minutes, zone)

    def made() -> Application:
        out = space.fresh("time")
        written = added(scaled(taken(start, EPOCH_DAY), DAY), minutes * NANOSECONDS["minutes"])
        space.claims += [at_most(taken(written, _APART), out), at_most(out, added(written, _APART))]
        for (kind, *_), other in space.applications.items():
            if kind == ("time", minutes, zone):
                pairs = permutations(((start, out), (other.inputs[0], other.output)))
                space.claims += [
                    follows(at_most(one, then), at_most(its, its_then))
                    for (one, its), (then, its_then) in pairs
                ]

        def lemma(values: tuple[int, ...]) -> Test:
            here = time_on(values[0], minutes, zone)
            first, last, ahead = _around(here, zone)
            if not first <= here <= last:
                return follows(equal(start, values[0]), equal(out, here))
            moment = taken(written, ahead)
            return follows(both(at_most(first, moment), at_most(moment, last)), equal(out, moment))

        return Application((start,), out, False, lambda values: time_on(values[0], minutes, zone), lemma)

    return space.applied(("time", minutes, zone), (start,), made).output


def by_clocks(start: Whole, by: Whole, zone: str, space: Space) -> Whole:
    """An instant at which the clocks of a zone have gone on by so many nanoseconds."""
    if isinstance(start, int) and isinstance(by, int):
        return clock_shift(start, by, zone)

    def made() -> Application:
        out = space.fresh("clock")
        straight = added(start, by)
        space.claims += [at_most(taken(straight, _APART), out), at_most(out, added(straight, _APART))]
        space.claims.append(follows(equal(by, 0), equal(out, start)))

        def lemma(values: tuple[int, ...]) -> Test:
            first, last, _ = _around(values[0], zone)
            if not (first <= values[0] <= last and first <= sum(values) <= last):
                inputs = both(equal(start, values[0]), equal(by, values[1]))
                return follows(inputs, equal(out, clock_shift(values[0], values[1], zone)))
            ends = [both(at_most(first, each), at_most(each, last)) for each in (start, straight)]
            return follows(both(*ends), equal(out, straight))

        def actual(values: tuple[int, ...]) -> int:
            return clock_shift(values[0], values[1], zone)

        return Application((start, by), out, False, actual, lemma)

    return space.applied(("clock", zone), (start, by), made).output


def shown(instant: Whole, zone: str, space: Space) -> Whole:
    """What the clocks of a zone show at an instant, as if it were nanoseconds since 1970."""
    if isinstance(instant, int):
        return instant + offset(instant // SECOND, zone) * SECOND

    def made() -> Application:
        out = space.fresh("shown")
        space.claims += [at_most(taken(instant, _APART), out), at_most(out, added(instant, _APART))]

        def lemma(values: tuple[int, ...]) -> Test:
            first, last, ahead = steady(values[0], zone, STEADY_DAYS)
            is_there = both(at_most(first, instant), at_most(instant, last))
            return follows(is_there, equal(out, added(instant, ahead)))

        def actual(values: tuple[int, ...]) -> int:
            return values[0] + offset(values[0] // SECOND, zone) * SECOND

        return Application((instant,), out, False, actual, lemma)

    return space.applied(("shown", zone), (instant,), made).output


def _around(instant: int, zone: str) -> tuple[int, int, int]:
    """A stretch around an instant with no change of clocks in it or near its ends, and how far they are ahead."""
    first, last, ahead = steady(instant, zone, STEADY_DAYS)
    return first + _APART, last - _APART, ahead


def business_between(
    first: Whole, last: Whole, rule: str, calendars: Mapping[str, Calendar], space: Space
) -> tuple[Whole, Test]:
    """The business days after one date up to another, and whether a day among them is not known."""
    calendar = calendars[rule]
    if isinstance(first, int) and isinstance(last, int):
        day = calendar.between(first, last).day
        return day or 0, day is None

    def made() -> Application:
        out = space.fresh("between")
        fails = space.yes_no(f"beyond {rule} {out}")
        days = taken(last, first)
        space.claims += [
            follows(at_most(0, days), both(at_most(0, out), at_most(out, days))),
            follows(at_most(days, 0), both(at_most(out, 0), at_most(days, out))),
            follows(equal(days, 0), negation(fails)),
            *_unknown(first, last, fails, calendar),
        ]

        def lemma(values: tuple[int, ...]) -> Test:
            ends = [_run(calendar, value) for value in values]
            inside = [
                both(at_most(low, held), at_most(held, high))
                for (low, high, _), held in zip(ends, (first, last), strict=True)
            ]
            return follows(both(*inside), _counted(calendar, (first, last), values, out, fails, ends))

        return Application((first, last), out, fails, lambda values: calendar.between(*values).day, lemma)

    made_of = space.applied(("business days", rule), (first, last), made)
    return made_of.output, made_of.fails


def _unknown(first: Whole, last: Whole, fails: Test, calendar: Calendar) -> list[Test]:
    """Nothing can be counted where a day comes before the first year that is known, or after the last."""
    if not calendar.years:
        return []
    start, end = (date(year, 1, 1).toordinal() for year in (calendar.years[0], calendar.years[-1] + 1))
    return [
        follows(both(below(low, high), either(at_most(end, high), below(low, start - 1))), fails)
        for low, high in ((first, last), (last, first))
    ]


_Run = tuple[int, int, int]
"""The first and the last day of a stretch of days of one kind, and how many of them each day is: 1 or 0."""


def _run(calendar: Calendar, day: int) -> _Run:
    """The days around one that are business days as it is, or are not; a day that is not known stands alone."""
    kind = calendar.is_business_day(day)
    low = high = day
    if kind is None:
        return low, high, 0
    while calendar.is_business_day(low - 1) is kind:
        low -= 1
    while calendar.is_business_day(high + 1) is kind:
        high += 1
    return low, high, int(kind)


def _counted(
    calendar: Calendar,
    held: tuple[Whole, Whole],
    values: tuple[int, ...],
    out: Whole,
    fails: Test,
    ends: list[_Run],
) -> Test:
    """What is counted from a day of one stretch to a day of another: it grows and shrinks with their days."""
    count = calendar.between(*values).day
    if count is None:
        same = both(*(equal(each, value) for each, value in zip(held, values, strict=True)))
        return either(negation(same), fails)
    moved = [
        scaled(taken(each, value), slope)
        for each, value, (_, _, slope) in zip(held, values, ends, strict=True)
    ]
    return both(negation(fails), equal(out, added(taken(moved[1], moved[0]), count)))
