"""Times by the clock: around every change of every zone, against the rules as `datetime` reads them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.calendar import Calendar
from engine.values.moment import SECOND, clock_shift, clock_span, day_start, time_on, to_day, to_instant
from engine.values.zone import clock_start, offset, zone_names
from tests.values.zone_changes import changes

DAY = 86_400
ZONES = [zone for zone in zone_names() if changes(zone)]
SOME = st.sampled_from(ZONES)
SECONDS = st.integers(-(10**9), 4 * 10**9)


@given(SOME, st.data(), st.integers(-DAY, DAY))
def test_a_time_is_first_shown_where_no_second_before_shows_it_or_more(
    zone: str, data: st.DataObject, away: int
) -> None:
    change = data.draw(st.sampled_from(changes(zone)))
    shown = change.at + change.before + away
    start = clock_start(shown, zone)
    assert start + offset(start, zone) >= shown
    assert start - 1 + offset(start - 1, zone) < shown


@given(SOME, st.integers(-20_000, 60_000), st.integers(0, 1439))
def test_a_time_on_a_day_is_what_datetime_makes_of_it(zone: str, day: int, minutes: int) -> None:
    clock = datetime(1970, 1, 1) + timedelta(days=day, minutes=minutes)  # noqa: DTZ001 - what a clock shows
    there = clock.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if there.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == clock:
        ordinal = clock.toordinal()
        assert time_on(ordinal, clock.hour * 60 + clock.minute, zone) == int(there.timestamp()) * SECOND


@given(SOME, SECONDS, st.integers(0, SECOND - 1), st.integers(-1000, 1000))
def test_clocks_show_the_same_time_some_hours_later(zone: str, second: int, rest: int, hours: int) -> None:
    start = second * SECOND + rest
    end = clock_shift(start, hours * 3600 * SECOND, zone)
    assert abs(end - start - hours * 3600 * SECOND) <= DAY * SECOND * 2
    if hours:
        assert clock_span(start, end, zone) >= hours * 3600 * SECOND
        assert clock_span(start, end - SECOND, zone) < hours * 3600 * SECOND or end == start


@given(SOME, SECONDS, SECONDS)
def test_without_a_change_clocks_are_a_stopwatch(zone: str, one: int, other: int) -> None:
    if offset(one, zone) == offset(other, zone):
        assert clock_span(one * SECOND, other * SECOND, zone) == (other - one) * SECOND


@pytest.mark.parametrize(
    ("start", "hours", "zone", "end"),
    [
        ("2026-03-28T02:30:00+01:00", 24, "Europe/Paris", "2026-03-29T03:00:00+02:00"),
        ("2026-10-24T02:30:00+02:00", 24, "Europe/Paris", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30:00+01:00", 24, "Europe/Paris", "2026-10-26T02:30:00+01:00"),
        ("2026-10-26T02:30:00+01:00", -24, "Europe/Paris", "2026-10-25T02:30:00+02:00"),
        ("2026-03-08T01:59:59-05:00", 1, "America/New_York", "2026-03-08T03:00:00-04:00"),
        ("2028-02-28T12:00:00+08:00", 24, "Asia/Shanghai", "2028-02-29T12:00:00+08:00"),
        ("2026-10-03T12:15:00+10:30", 24, "Australia/Lord_Howe", "2026-10-04T12:15:00+11:00"),
        ("2011-12-29T12:00:00-10:00", 24, "Pacific/Apia", "2011-12-31T00:00:00+14:00"),
    ],
)
def test_hours_by_the_clock(start: str, hours: int, zone: str, end: str) -> None:
    assert clock_shift(to_instant(start), hours * 3600 * SECOND, zone) == to_instant(end)


def test_midnight_is_the_start_of_a_day() -> None:
    for zone in ("Asia/Beirut", "Pacific/Apia", "Asia/Shanghai"):
        for text in ("2022-03-27", "2011-12-30", "2026-07-05"):
            assert time_on(to_day(text), 0, zone) == day_start(to_day(text), zone)


WEEKS = Calendar.from_years(
    "weeks", frozenset({5, 6}), {year: (frozenset(), frozenset()) for year in (2025, 2026)}
)
DAYS = st.integers(to_day("2025-01-02"), to_day("2026-12-31"))


@given(DAYS, DAYS)
def test_business_days_between_are_those_counted_one_by_one(one: int, other: int) -> None:
    first, last = sorted((one, other))
    counted = sum(bool(WEEKS.is_business_day(day)) for day in range(first + 1, last + 1))
    assert WEEKS.between(first, last).day == counted
    assert WEEKS.between(last, first).day == -counted


def test_business_days_between_are_not_known_past_the_calendar() -> None:
    first, last = to_day("2026-12-30"), to_day("2027-01-04")
    assert WEEKS.between(first, last) == (None, to_day("2027-01-01"))
    assert WEEKS.between(last, last) == (0, 0)
    assert WEEKS.between(to_day("2024-12-30"), to_day("2025-01-04")) == (None, to_day("2024-12-31"))


def test_every_zone_with_changes_is_drawn() -> None:
    assert len(ZONES) > 300
    assert all(earlier.at < later.at for zone in ZONES[:20] for earlier, later in pairwise(changes(zone)))
