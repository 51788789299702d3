"""Calendar months against the plain way to count them."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.span import END_OF_MONTH, add_days, add_months, months_between

days = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.toordinal)
ends = st.sampled_from(END_OF_MONTH)


def plain_months(start: date, months: int, end_of_month: str) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    if start.day <= length:
        return date(year, month + 1, start.day)
    if end_of_month == "clamp":
        return date(year, month + 1, length)
    return date(year + (month == 11), (month + 1) % 12 + 1, 1)


@pytest.mark.parametrize(
    ("start", "months", "clamp", "roll"),
    [
        ("2026-01-31", 1, "2026-02-28", "2026-03-01"),
        ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
        ("2100-01-31", 1, "2100-02-28", "2100-03-01"),
        ("2000-01-30", 1, "2000-02-29", "2000-03-01"),
        ("2026-01-28", 1, "2026-02-28", "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28", "2026-03-01"),
        ("2026-10-31", 1, "2026-11-30", "2026-12-01"),
        ("2026-12-31", 2, "2027-02-28", "2027-03-01"),
        ("2026-11-30", 3, "2027-02-28", "2027-03-01"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29", "2028-02-29"),
        ("2026-05-31", 0, "2026-05-31", "2026-05-31"),
        ("2026-01-15", -1, "2025-12-15", "2025-12-15"),
    ],
)
def test_adding_at_the_end_of_a_month(start: str, months: int, clamp: str, roll: str) -> None:
    day = date.fromisoformat(start).toordinal()
    found = [date.fromordinal(add_months(day, months, end)).isoformat() for end in END_OF_MONTH]
    assert found == [clamp, roll]


@given(days, st.integers(-1_200, 1_200), ends)
def test_adding_is_plain_adding(day: int, months: int, end: str) -> None:
    expected = plain_months(date.fromordinal(day), months, end)
    assert date.fromordinal(add_months(day, months, end)) == expected


@given(days, st.integers(-(10**12), 10**12), ends)
def test_the_calendar_repeats_far_beyond_the_year_9999(day: int, cycles: int, end: str) -> None:
    assert add_months(day, 1 + 4_800 * cycles, end) == add_months(day, 1, end) + 146_097 * cycles


@pytest.mark.parametrize(
    ("first", "last", "clamp", "roll"),
    [
        ("2026-01-31", "2026-02-27", 0, 0),
        ("2026-01-31", "2026-02-28", 1, 0),
        ("2026-01-31", "2026-03-01", 1, 1),
        ("2026-01-31", "2026-03-30", 1, 1),
        ("2026-01-31", "2026-03-31", 2, 2),
        ("2026-07-05", "2026-08-04", 0, 0),
        ("2026-07-05", "2026-08-05", 1, 1),
        ("2026-07-05", "2026-07-05", 0, 0),
        ("2026-07-06", "2026-07-05", 0, 0),
        ("2026-08-05", "2026-07-05", -1, -1),
        ("2024-02-29", "2025-02-28", 12, 11),
    ],
)
def test_months_completed(first: str, last: str, clamp: int, roll: int) -> None:
    begin, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    assert [months_between(begin, end, mode) for mode in END_OF_MONTH] == [clamp, roll]


@given(days, days, ends)
def test_months_completed_are_the_most_that_fit(one: int, other: int, end: str) -> None:
    first, last = sorted([one, other])
    months = months_between(first, last, end)
    assert add_months(first, months, end) <= last < add_months(first, months + 1, end)
    assert months_between(last, first, end) == -months


@given(days, st.integers(-100_000, 100_000))
def test_days(day: int, count: int) -> None:
    assert add_days(day, count) - day == count


@pytest.mark.parametrize("end", ["", "last", "CLAMP"])
def test_unknown_end_of_month(end: str) -> None:
    with pytest.raises(ValueError, match="unknown end of month"):
        add_months(739_000, 1, end)
    with pytest.raises(ValueError, match="unknown end of month"):
        months_between(739_000, 739_100, end)
