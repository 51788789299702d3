"""Clocks of zones and counts of business days, told bit by bit: where no clock changes, and day by day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from operator import itemgetter

from engine.solver.space import Application, Space
from engine.solver.terms import (
    Test,
    Whole,
    added,
    at_most,
    below,
    both,
    chosen,
    either,
    equal,
    follows,
    negation,
    scaled,
    taken,
)
from engine.values.calendar import Calendar
from engine.values.moment import (
    DAY,
    EPOCH_DAY,
    FIRST_INSTANT,
    LAST_INSTANT,
    NANOSECONDS,
    first_shown,
    shown_at,
)
from engine.values.zone import Stretch, steady, stretches

_STEADY_DAYS = 800
"""How many days to either side a zone is looked at for clocks that do not change."""
_APART = 2 * DAY
"""More than any clock was ever put forward or back, or is ahead of another."""


def time_of(start: Whole, minutes: int, zone: str, space: Space) -> Whole:
    """The instant at which clocks of a zone show so many minutes past midnight of a date."""
    midnight = scaled(taken(start, EPOCH_DAY), DAY)
    return _first_shown(added(midnight, minutes * NANOSECONDS["minutes"]), zone, space)


def by_clocks(start: Whole, by: Whole, zone: str, space: Space) -> Whole:
    """An instant at which the clocks of a zone have gone on by so many nanoseconds."""
    end = _first_shown(added(shown(start, zone, space), by), zone, space)
    return chosen(equal(by, 0), start, end)


def shown(instant: Whole, zone: str, space: Space) -> Whole:
    """What the clocks of a zone show at an instant, as if it were nanoseconds since 1970."""
    if isinstance(instant, int):
        return shown_at(instant, zone)

    def made() -> Application:
        out = space.fresh("shown")
        space.claims += _near(instant, out)

        def within(there: Stretch) -> Test:
            is_there = both(at_most(there.first, instant), at_most(instant, there.last))
            return follows(is_there, equal(out, added(instant, there.ahead)))

        return Application(
            (instant,), out, False, lambda values: shown_at(values[0], zone),
            lambda values: within(stretch_of(values[0], zone)),
            table=lambda: both(*map(within, _stretches(zone))),
        )  # fmt: skip

    return space.applied(("shown", zone), (instant,), made).output


def _first_shown(time: Whole, zone: str, space: Space) -> Whole:
    """The first instant at which clocks of a zone show a time, or the moment at which they skip it."""
    if isinstance(time, int):
        return first_shown(time, zone)

    def made() -> Application:
        out = space.fresh("first shown")
        space.claims += _near(time, out)
        space.rises(("first shown", zone), (time,), out)

        def lemma(values: tuple[int, ...]) -> Test:
            here = first_shown(values[0], zone)
            for before, there in _one_after_another(zone):
                if there.first <= here <= there.last:
                    return _between_changes(time, out, before, there)
            return follows(equal(time, values[0]), equal(out, here))

        return Application(
            (time,), out, False, lambda values: first_shown(values[0], zone), lemma,
            table=lambda: both(*(_between_changes(time, out, *pair) for pair in _one_after_another(zone))),
        )  # fmt: skip

    return space.applied(("first shown", zone), (time,), made).output


def _between_changes(time: Whole, out: Whole, before: Stretch, there: Stretch) -> Test:
    """When clocks first show a time between two of their changes, and one skipped at the first of them."""
    first, last, seen = there.first + there.ahead, there.last + there.ahead, before.last + before.ahead
    is_there = both(at_most(max(first, seen + 1), time), at_most(time, last))
    is_skipped = both(below(seen, time), below(time, first))
    return both(
        follows(is_there, equal(out, taken(time, there.ahead))), follows(is_skipped, equal(out, there.first))
    )


def _near(instant: Whole, out: Whole) -> list[Test]:
    return [at_most(taken(instant, _APART), out), at_most(out, added(instant, _APART))]


def _stretches(zone: str) -> tuple[Stretch, ...]:
    return stretches(zone, FIRST_INSTANT, LAST_INSTANT)


def _one_after_another(zone: str) -> Iterator[tuple[Stretch, Stretch]]:
    """Each stretch after the one before it; in the days before the first moment of a case no clock changes."""
    known = _stretches(zone)
    return pairwise((Stretch(FIRST_INSTANT - 1, FIRST_INSTANT - 1, known[0].ahead), *known))


def stretch_of(instant: int, zone: str) -> Stretch:
    """The stretch around an instant in which no clock changes; beyond all that a case can tell, a part of it."""
    known = _stretches(zone)
    at = bisect_right(known, instant, key=itemgetter(0)) - 1
    return known[at] if at >= 0 and instant <= LAST_INSTANT else steady(instant, zone, _STEADY_DAYS)


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
