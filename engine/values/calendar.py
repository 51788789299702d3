"""Calendars: which days are business days, for the years whose official calendar is known."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Self

_REST, _WORK, _UNKNOWN = range(3)
_MEANING = (False, True, None)
_WEEK = range(7)


class Shifted(NamedTuple):
    """Where a count of business days ends.

    `day` is None where a day passed over or counted lies in a year not known. `bound` then is the
    nearest day it can turn out to be, taking every day from there on for a business day: counting
    forward the end is not before it, counting back not after it. Where `day` is known they are the same.
    """

    day: int | None
    bound: int


class Calendar:
    """The business days of one country, for the years that are known, and for no other."""

    __slots__ = ("_first", "_marks", "name", "years")

    def __init__(self, name: str, years: tuple[int, ...], first: int, marks: bytes) -> None:
        """Take one mark for each day from `first` on; `from_years` makes them."""
        self.name = name
        self.years = years
        self._first = first
        self._marks = marks

    @classmethod
    def from_years(
        cls,
        name: str,
        weekend: frozenset[int],
        years: Mapping[int, tuple[frozenset[int], frozenset[int]]],
    ) -> Self:
        """Build a calendar from the days off and the make-up working days of each year known.

        `weekend` holds days of the week, Monday being 0; days are ordinals. A day in neither set is a
        business day unless it is of the weekend. Raises ValueError for a day of another year, a day in
        both sets, or a day of the week that is none.
        """
        if not weekend <= set(_WEEK):
            message = f"a day of the week is 0 to 6, not {sorted(weekend)}"
            raise ValueError(message)
        known = tuple(sorted(years))
        if not known:
            return cls(name, known, 1, b"")
        marks = b"".join(
            _marks_of(year, weekend, *years[year]) if year in years else _unknown(year)
            for year in range(known[0], known[-1] + 1)
        )
        return cls(name, known, _bounds(known[0])[0], marks)

    def to_tuple(self) -> tuple[str, tuple[int, ...], int, bytes]:
        """Give what a calendar is made of, for keeping: `Calendar(*parts)` makes the same again."""
        return self.name, self.years, self._first, self._marks

    def is_business_day(self, day: int) -> bool | None:
        """Whether that day is a business day; None where its year is not known."""
        at = day - self._first
        return _MEANING[self._marks[at]] if 0 <= at < len(self._marks) else None

    def shift(self, day: int, count: int) -> Shifted:
        """Return the business day that comes `count` business days after `day`, which is not counted.

        A negative count goes back in the same way; with a count of 0 it is the day itself, business day
        or not.
        """
        step = 1 if count > 0 else -1
        left = abs(count)
        marks, at, end = self._marks, day - self._first, len(self._marks)
        while left:
            at += step
            mark = marks[at] if 0 <= at < end else _UNKNOWN
            if mark == _UNKNOWN:
                return Shifted(None, self._first + at + step * (left - 1))
            left -= mark  # a day of work is marked 1, a day of rest 0
        return Shifted(self._first + at, self._first + at)

    def between(self, first: int, last: int) -> Shifted:
        """Count the business days after one day up to another, which is counted; below zero where `last` is earlier.

        `day` of what is returned is that count, None where a day lies in a year not known; `bound` then is that day.
        """
        if last < first:
            day, bound = self.between(last, first)
            return Shifted(day if day is None else -day, bound if day is None else -bound)
        low, high, end = first + 1 - self._first, last + 1 - self._first, len(self._marks)
        if low < high and (low < 0 or high > end or _UNKNOWN in self._marks[low:high]):
            gap = self._marks.find(_UNKNOWN, max(low, 0), high)
            return Shifted(None, self._first + (low if low < 0 else end if gap < 0 else gap))
        count = self._marks[low:high].count(_WORK) if low < high else 0
        return Shifted(count, count)


def _bounds(year: int) -> tuple[int, int]:
    """Return the first day of a year, and how many it has."""
    first = date(year, 1, 1).toordinal()
    return first, date(year, 12, 31).toordinal() - first + 1


def _unknown(year: int) -> bytes:
    return bytes([_UNKNOWN]) * _bounds(year)[1]


def _marks_of(year: int, weekend: frozenset[int], off: frozenset[int], work: frozenset[int]) -> bytes:
    """Mark each day of one year as a day of rest or of work."""
    first, length = _bounds(year)
    _check(year, range(first, first + length), off, work)
    week = bytes(_REST if day in weekend else _WORK for day in _WEEK)
    monday_first = (first - 1) % len(_WEEK)
    marks = bytearray((week * 54)[monday_first : monday_first + length])
    for days, mark in ((off, _REST), (work, _WORK)):
        for day in days:
            marks[day - first] = mark
    return bytes(marks)


def _check(year: int, days: range, off: frozenset[int], work: frozenset[int]) -> None:
    """Refuse a day of another year, and one that is said to be both."""
    for day in sorted(off | work):
        written = date.fromordinal(day).isoformat()
        if day not in days:
            message = f"`{written}` is not a day of {year}"
            raise ValueError(message)
        if day in off and day in work:
            message = f"`{written}` is both a day off and a working day"
            raise ValueError(message)
