"""Dates and spans: linear where they are, and told bit by bit where a zone, a calendar or the months decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby, pairwise, permutations

from engine.solver.clocks import business_between, by_clocks, shown, stretch_of, time_of
from engine.solver.months import between as months_from
from engine.solver.months import moved
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
    is_between,
    is_same,
    negation,
    scaled,
    taken,
)  # fmt: skip
from engine.values.calendar import Calendar
from engine.values.moment import DAY, EPOCH_DAY, FIRST_INSTANT, LAST_INSTANT, NANOSECONDS, local_day
from engine.values.span import add_months, months_between
from engine.values.zone import Stretch, stretches

_SHORTEST, _LONGEST = 28, 31


def day(instant: Whole, zone: str, space: Space, near: int) -> Whole:
    """The local date of an instant; z3 is told at once of the stretch around `near` in which no clock changes."""
    if isinstance(instant, int):
        return local_day(instant, zone)

    def made() -> Application:
        out = space.fresh("day")
        since = scaled(taken(out, EPOCH_DAY), DAY)
        known = stretches(zone, FIRST_INSTANT, LAST_INSTANT)
        space.claims += [at_most(since, added(instant, DAY)), at_most(instant, added(since, 2 * DAY))]
        ahead = [each.ahead for each in known]
        space.claims.append(
            follows(
                is_between(FIRST_INSTANT, instant, LAST_INSTANT),
                both(
                    at_most(since, added(instant, max(ahead))),
                    below(added(instant, min(ahead)), added(since, DAY)),
                ),
            )
        )

        def within(there: Stretch) -> Test:
            local = added(instant, there.ahead)
            is_that = both(at_most(since, local), below(local, added(since, DAY)))
            return follows(is_between(there.first, instant, there.last), is_that)

        def lemma(values: tuple[int, ...]) -> Test:
            return within(stretch_of(values[0], zone))

        space.claims.append(lemma((near,)))
        space.claims += _in_order(instant, out, zone, space, known)
        return Application(
            (instant,), out, False, lambda values: local_day(values[0], zone), lemma,
            table=lambda: both(*map(within, known)),
        )  # fmt: skip

    return space.applied(("day", zone), (instant,), made).output


def _in_order(instant: Whole, out: Whole, zone: str, space: Space, known: Sequence[Stretch]) -> list[Test]:
    """A later instant has no earlier date, once clocks no longer go back over midnight."""
    first = FIRST_INSTANT
    for before, after in pairwise(known):
        turn = after.first
        if (turn - 1 + before.ahead) // DAY > (turn + after.ahead) // DAY:
            first = turn
    claims = []
    for key, other in space.applications.items():
        if key[0] == ("day", zone):
            pairs = permutations(((instant, out), (other.inputs[0], other.output)))
            for (one, its), (then, its_then) in pairs:
                is_later = both(at_most(first, one), at_most(one, then), at_most(then, LAST_INSTANT))
                claims.append(follows(is_later, at_most(its, its_then)))
    return claims


def shifted(
    start: Whole, count: Whole, unit: str, rule: str, calendars: Mapping[str, Calendar], space: Space
) -> tuple[Whole, Test]:
    """A date or an instant moved by a span, and whether it has no end yet."""
    match unit:
        case "days":
            return added(start, count), False
        case "months" if isinstance(start, int) and isinstance(count, int):
            return add_months(start, count, rule), False
        case "months":
            made = space.applied(("months", rule), (start, count), lambda: moved(start, count, rule, space))
            return made.output, False
        case "business_days":
            calendar = calendars[rule]
            made = space.applied(
                ("business", rule), (start, count), lambda: _business(start, count, rule, calendar, space)
            )
            return made.output, made.fails
        case "time" if isinstance(count, int):
            return time_of(start, count, rule, space), False
        case _ if rule:
            return by_clocks(start, scaled(count, NANOSECONDS[unit]), rule, space), False
        case _:
            return added(start, scaled(count, NANOSECONDS[unit])), False


def _business(start: Whole, count: Whole, rule: str, calendar: Calendar, space: Space) -> Application:
    out = space.fresh("business")
    fails = space.yes_no(f"beyond {rule} {out}")
    space.claims += _ends(start, count, fails, calendar)
    space.claims += [
        follows(equal(count, 0), both(equal(out, start), negation(fails))),
        follows(below(0, count), at_most(added(start, count), out)),
        follows(below(count, 0), at_most(out, added(start, count))),
    ]
    for key, other in space.applications.items():
        if key[0] == ("business", rule) and is_same(other.inputs[1], count):
            pairs = permutations(((start, out, fails), (other.inputs[0], other.output, other.fails)))
            for (one, its, fails_one), (then, its_then, fails_then) in pairs:
                is_later = both(at_most(one, then), negation(either(fails_one, fails_then)))
                space.claims.append(follows(is_later, at_most(its, its_then)))

    def actual(values: tuple[int, ...]) -> int | None:
        return calendar.shift(values[0], values[1]).day

    def lemma(values: tuple[int, ...]) -> Test:
        return follows(equal(count, values[1]), within(values[0] - _LONGEST, values[0] + _LONGEST, values[1]))

    def within(low: int, high: int, counted: int) -> Test:
        """All days between two, those together from which so many days end alike."""
        days = groupby(range(low, high + 1), lambda each: actual((each, counted)))
        return both(*(ends(list(group), end) for end, group in days))

    def ends(days: list[int], end: int | None) -> Test:
        known = fails if end is None else both(equal(out, end), negation(fails))
        return follows(is_between(days[0], start, days[-1]), known)

    table = partial(within, *_range(calendar), count) if isinstance(count, int) else None
    return Application((start, count), out, fails, actual, lemma, table=table)


def _range(calendar: Calendar) -> tuple[int, int]:
    """The first and the last day of the years that a calendar knows; of one that knows none an empty range."""
    if not calendar.years:
        return 1, 0
    first, last = (date(year, 1, 1).toordinal() for year in (calendar.years[0], calendar.years[-1] + 1))
    return first, last - 1


def _ends(start: Whole, count: Whole, fails: Test, calendar: Calendar) -> list[Test]:
    """Where no day is known any more nothing can be counted; between the years known, if none lacks, everything can."""
    if not calendar.years:
        return []
    first, last = _range(calendar)
    if isinstance(count, int):
        return _ends_of(start, count, fails, calendar) if count else []
    is_on, is_back = below(0, count), below(count, 0)
    return [
        follows(both(is_on, either(below(last, added(start, count)), below(start, first - 1))), fails),
        follows(both(is_back, either(below(added(start, count), first), below(last + 1, start))), fails),
    ]


def _ends_of(start: Whole, count: int, fails: Test, calendar: Calendar) -> list[Test]:
    """The same where the count is written out: from the first day to the last from which it ends, nothing fails."""
    first, last = _range(calendar)
    near, far, step = (first - 1, last, 1) if count > 0 else (last + 1, first, -1)
    while calendar.shift(far, count).day is None and (far - near) * step >= 0:
        far -= step
    low, high = sorted((near, far))
    beyond = [follows(below(start, low), fails), follows(below(high, start), fails)]
    if len(calendar.years) <= calendar.years[-1] - calendar.years[0]:
        return beyond
    return [*beyond, follows(is_between(low, start, high), negation(fails))]


def elapsed(
    first: Whole, last: Whole, unit: str, rule: str, calendars: Mapping[str, Calendar], space: Space
) -> tuple[Whole, Test]:
    """The whole days, hours, minutes or months from one moment to another, and whether they are not known yet."""
    match unit:
        case "days":
            return taken(last, first), False
        case "months" if isinstance(first, int) and isinstance(last, int):
            return months_between(first, last, rule), False
        case "months":
            made = space.applied(
                ("between", rule), (first, last), lambda: months_from(first, last, rule, space)
            )
            return made.output, False
        case "business_days":
            return business_between(first, last, rule, calendars, space)
        case _:
            ends = [shown(each, rule, space) for each in (first, last)] if rule else [first, last]
            between, size = taken(ends[1], ends[0]), NANOSECONDS[unit]
            return between // size if isinstance(between, int) else between / size, False
