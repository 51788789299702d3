"""Dates and spans: linear where they are, and told bit by bit where a zone, a calendar or the months decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby, pairwise, permutations

from engine.solver.clocks import STEADY_DAYS, business_between, by_clocks, shown, time_of
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
    is_same,
    negation,
    scaled,
    taken,
)  # fmt: skip
from engine.values.calendar import Calendar
from engine.values.moment import DAY, EPOCH_DAY, FIRST_INSTANT, LAST_INSTANT, NANOSECONDS, local_day
from engine.values.span import add_months, month_around, months_between
from engine.values.zone import Stretch, steady, stretches

_SHORTEST, _LONGEST = 28, 31
_BESIDE = 6


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
                _between_two(FIRST_INSTANT, instant, LAST_INSTANT),
                both(
                    at_most(since, added(instant, max(ahead))),
                    below(added(instant, min(ahead)), added(since, DAY)),
                ),
            )
        )

        def within(there: Stretch) -> Test:
            local = added(instant, there.ahead)
            is_that = both(at_most(since, local), below(local, added(since, DAY)))
            return follows(_between_two(there.first, instant, there.last), is_that)

        def lemma(values: tuple[int, ...]) -> Test:
            there = [each for each in known if each.first <= values[0] <= each.last]
            return within(there[0] if there else steady(values[0], zone, STEADY_DAYS))

        space.claims.append(lemma((near,)))
        space.claims += _in_order(instant, out, zone, space, known)
        return Application(
            (instant,), out, False, lambda values: local_day(values[0], zone), lemma,
            table=lambda: both(*map(within, known)),
        )  # fmt: skip

    return space.applied(("day", zone), (instant,), made).output


def _between_two(first: int, held: Whole, last: int) -> Test:
    return both(at_most(first, held), at_most(held, last))


def _in_order(instant: Whole, out: Whole, zone: str, space: Space, known: Sequence[Stretch]) -> list[Test]:
    """A later instant has no earlier date, once clocks no longer go back over midnight."""
    first = FIRST_INSTANT
    for before, after in pairwise(known):
        turn = after.first
        if (turn - 1 + before.ahead) // DAY > (turn + after.ahead) // DAY:
            first = turn
    claims = []
    for key, other in space.applications.items():
        if isinstance(key, tuple) and key[0] == ("day", zone):
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
            made = space.applied(("months", rule), (start, count), lambda: _months(start, count, rule, space))
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


def _months(start: Whole, count: Whole, rule: str, space: Space) -> Application:
    out = space.fresh("months")
    short, long = scaled(count, _SHORTEST), scaled(count, _LONGEST)
    is_on = at_most(0, count)
    low, high = chosen(is_on, short, long), chosen(is_on, long, short)
    space.claims += [at_most(added(start, added(low, -3)), out), at_most(out, added(start, added(high, 3)))]

    def within(first: int, last: int, by: int) -> Test:
        """All days of a month are moved alike, up to the last that the other month has."""
        moved = [add_months(at, by, rule) for at in (first, last)]
        straight = added(start, moved[0] - first)
        wanted = chosen(at_most(straight, moved[1]), straight, moved[1])
        return follows(both(equal(count, by), _between_two(first, start, last)), equal(out, wanted))

    def lemma(values: tuple[int, ...]) -> Test:
        return both(*(within(*each, values[1]) for each in _months_around(values[0])))

    def actual(values: tuple[int, ...]) -> int:
        return add_months(values[0], values[1], rule)

    return Application((start, count), out, False, actual, lemma)


def _months_around(day: int) -> Iterator[tuple[int, int]]:
    """The month of a day and those beside it, a year of them: where one is asked for, others will be."""
    month = month_around(day)
    before = after = month
    yield month
    for _ in range(_BESIDE):
        before, after = month_around(before[0] - 1), month_around(after[1] + 1)
        yield from (before, after)


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
        if isinstance(key, tuple) and key[0] == ("business", rule) and is_same(other.inputs[1], count):
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
        return follows(_between_two(days[0], start, days[-1]), known)

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
    return [*beyond, follows(_between_two(low, start, high), negation(fails))]


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
            made = space.applied(("between", rule), (first, last), lambda: _between(first, last, rule, space))
            return made.output, False
        case "business_days":
            return business_between(first, last, rule, calendars, space)
        case _:
            ends = [shown(each, rule, space) for each in (first, last)] if rule else [first, last]
            between, size = taken(ends[1], ends[0]), NANOSECONDS[unit]
            return between // size if isinstance(between, int) else between / size, False


def _between(first: Whole, last: Whole, rule: str, space: Space) -> Application:
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
