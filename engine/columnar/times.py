"""Moments, dates and spans in SQL: instants are nanoseconds since 1970, dates are ordinals."""

from __future__ import annotations

from functools import lru_cache

from engine.columnar.unsupported import UnsupportedError
from engine.values.calendar import Calendar
from engine.values.moment import DAY, EPOCH_DAY, SECOND, day_start, local_day

FIRST_KNOWN, LAST_KNOWN = 733_773, 748_383
"""Local dates are found by SQL from 2010 to 2049; other instants go to the evaluator."""

_ORIGIN = "DATE '0001-01-01'"
_QUARTER = 900 * SECOND


@lru_cache(maxsize=64)
def _stretches(zone: str) -> tuple[tuple[int, int, int | None], ...]:
    """From which instant on which date it is: by an offset ahead of UTC, or on a day of odd length by its ordinal."""
    found: list[tuple[int, int, int | None]] = []
    start = day_start(FIRST_KNOWN, zone)
    for day in range(FIRST_KNOWN, LAST_KNOWN):
        end = day_start(day + 1, zone)
        ahead = (day - EPOCH_DAY) * DAY - start
        if end - start != DAY:
            _check_day(day, start, end, zone)
            found.append((start, 0, day))
        elif not found or found[-1][1:] != (ahead, None):
            found.append((start, ahead, None))
        start = end
    return tuple(found)


def _check_day(day: int, start: int, end: int, zone: str) -> None:
    """Raise UnsupportedError where the clocks go back over a midnight, so that a date comes twice."""
    for instant in range(start, end, _QUARTER):
        if local_day(instant, zone) != day:
            raise UnsupportedError(zone)


def local_date(instant: str, zone: str) -> str:
    """The local date of an instant."""
    first, last = day_start(FIRST_KNOWN, zone), day_start(LAST_KNOWN, zone)
    stretches = [
        (start, f"{EPOCH_DAY} + ({instant} + {ahead}) // {DAY}" if day is None else str(day))
        for start, ahead, day in _stretches(zone)
    ]
    if len(stretches) == 1:
        return f"CASE WHEN {instant} >= {first} AND {instant} < {last} THEN {stretches[0][1]} END"
    branches = " ".join(f"WHEN {instant} >= {start} THEN {found}" for start, found in reversed(stretches))
    return f"CASE WHEN {instant} >= {last} THEN NULL {branches} END"


def business_day(start: str, count: int, calendar: Calendar) -> str:
    """The business day that many after a date; NULL where the calendar does not reach."""
    _, _, first, marks = calendar.to_tuple()
    last = first + len(marks) - 1
    days = [calendar.shift(day, count).day for day in range(first, last + 1)]
    listed = ", ".join("NULL" if day is None else str(day) for day in days)
    return f"CASE WHEN {start} BETWEEN {first} AND {last} THEN ([{listed}])[{start} - {first - 1}] END"


def add_months(day: str, months: int, rule: str) -> str:
    """The same day of the month that many months later."""
    date = f"({_ORIGIN} + ({day} - 1)::INTEGER)"
    moved = f"({date} + INTERVAL ({months}) MONTH)::DATE"
    ordinal = f"(({moved} - {_ORIGIN}) + 1)"
    if rule == "clamp":
        return ordinal
    return f"({ordinal} + CASE WHEN day({moved}) < day({date}) THEN 1 ELSE 0 END)"


def floor(over: str, under: int) -> str:
    """A quotient rounded down, below zero too."""
    return f"(({over} - (({over} % {under}) + {under}) % {under}) // {under})"


def day_text(day: str) -> str:
    """A date as a record has it."""
    return f"({_ORIGIN} + ({day} - 1)::INTEGER)::VARCHAR"
