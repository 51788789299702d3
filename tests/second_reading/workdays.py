"""Business days in mainland China (rule 7).

The year 2026 is as the State Council's notice sets it; no other year is known.
"""

from __future__ import annotations

from datetime import date, timedelta

KNOWN_YEARS = frozenset({2026})
REVIEW_DAYS = 7


def _days(month: int, first: int, last: int) -> frozenset[date]:
    return frozenset(date(2026, month, day) for day in range(first, last + 1))


DAYS_OFF = frozenset().union(
    _days(1, 1, 3),  # New Year
    _days(2, 15, 23),  # Spring Festival
    _days(4, 4, 6),  # Qingming
    _days(5, 1, 5),  # Labour Day
    _days(6, 19, 21),  # Dragon Boat
    _days(9, 25, 27),  # Mid-Autumn
    _days(10, 1, 7),  # National Day
)
WORKED_WEEKENDS = frozenset(
    {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
)


def is_business_day(day: date) -> bool:
    """Weekdays but public holidays, and the weekends made up for (rule 7)."""
    if day in WORKED_WEEKENDS:
        return True
    return day.weekday() < 5 and day not in DAYS_OFF


def review_due(start: date) -> date | None:
    """The 7th business day after `start`, or None where a year is not known."""
    day, counted = start, 0
    while counted < REVIEW_DAYS:
        day += timedelta(days=1)
        if day.year not in KNOWN_YEARS:
            return None
        counted += is_business_day(day)
    return day
