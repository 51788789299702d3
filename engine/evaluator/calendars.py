"""Business days for generated source."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.cases.unknown import Needed
from engine.ir.outcome import BeyondCalendarError
from engine.values.calendar import Calendar

MOST_KEPT = 4096
"""How many days are remembered: many cases have the same deadline."""


def business_days(calendars: Mapping[str, Calendar]) -> Callable[[int, int, str], int]:
    """A function that counts business days by the calendars given."""
    found: dict[tuple[int, int, str], int] = {}

    def business_day(start: int, count: int, name: str) -> int:
        key = (start, count, name)
        if key in found:
            return found[key]
        shifted = calendars[name].shift(start, count)
        if shifted.day is None:
            raise BeyondCalendarError(name, shifted.bound)
        if len(found) >= MOST_KEPT:
            found.clear()
        found[key] = shifted.day
        return shifted.day

    return business_day


def business_span(calendars: Mapping[str, Calendar]) -> Callable[[int, int, str], int]:
    """A function that counts the business days between two days by the calendars given."""

    def business_between(first: int, last: int, name: str) -> int:
        counted = calendars[name].between(first, last)
        if counted.day is None:
            raise BeyondCalendarError(name, counted.bound)
        return counted.day

    return business_between


def open_end(why: Exception) -> tuple[str, str, int]:
    """Why a deadline has no day yet: a fact that is not known, or a year whose calendar is not."""
    if isinstance(why, Needed):
        return "needs", why.name, 0
    if isinstance(why, BeyondCalendarError):
        return "beyond", why.calendar, why.bound
    raise why
