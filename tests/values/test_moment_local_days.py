"""Local days in every zone, before, at and after the changes of its clocks, against `datetime`."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.values import zone as zone_rules
from engine.values.moment import (
    SECOND,
    day_start,
    instant_text,
    local_day,
    local_days,
    to_instant,
)
from engine.values.unreadable import Unreadable
from engine.values.zone import zone_names
from tests.values.zone_changes import Change, changes, rule_for_later

DAY = 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = int((datetime(1900, 1, 2, tzinfo=UTC) - EPOCH).total_seconds())
LAST = int((datetime(2199, 12, 30, tzinfo=UTC) - EPOCH).total_seconds())

# The days left out where a zone moved to the other side of the date line.
LEFT_OUT = {
    ("Pacific/Apia", "2011-12-30"),
    ("Pacific/Fakaofo", "2011-12-30"),
    ("Pacific/Enderbury", "1994-12-31"),
    ("Pacific/Kanton", "1994-12-31"),
    ("Pacific/Kiritimati", "1994-12-31"),
    ("Pacific/Kwajalein", "1993-08-21"),
    ("Kwajalein", "1993-08-21"),
}

zones = st.sampled_from(zone_names())


def plain_day(instant: int, zone: str) -> int:
    """The local day in the plain way."""
    return (EPOCH + timedelta(seconds=instant // SECOND)).astimezone(ZoneInfo(zone)).toordinal()


def on(day: int) -> str:
    return date.fromordinal(day).isoformat()


@cache
def changes_of_ours(zone: str) -> list[Change]:
    """The changes of a zone that lie well inside the years that moments may have."""
    return [change for change in changes(zone) if FIRST + DAY < change.at < LAST - DAY]


@st.composite
def moments(draw: st.DrawFn) -> tuple[int, str]:
    """An instant and a zone, three times in four near a change of the zone's clocks."""
    zone = draw(zones)
    near = changes_of_ours(zone)
    if near and draw(st.integers(0, 3)) > 0:
        change = draw(st.sampled_from(near))
        seconds = change.at + draw(st.integers(-2 * DAY, 2 * DAY) | st.integers(-2, 2))
    else:
        seconds = draw(st.integers(FIRST, LAST))
    return seconds * SECOND + draw(st.sampled_from([0, 1, SECOND // 2, SECOND - 1])), zone


@settings(max_examples=500)
@given(moments())
def test_local_day_is_that_of_datetime(moment: tuple[int, str]) -> None:
    instant, zone = moment
    assert local_day(instant, zone) == plain_day(instant, zone)


def test_local_day_at_every_change_of_every_zone() -> None:
    for zone in zone_names():
        for change in changes_of_ours(zone):
            for second in [change.at, *midnights_around(change)]:
                for instant in (second * SECOND - 1, second * SECOND):
                    assert local_day(instant, zone) == plain_day(instant, zone), instant_text(instant, zone)


def midnights_around(change: Change) -> list[int]:
    """The last and the next midnight by the clocks as they were before a change, and as they are after."""
    next_ones = [change.at + (-change.at - ahead) % DAY for ahead in (change.before, change.after)]
    return [*next_ones, *(midnight - DAY for midnight in next_ones)]


def test_no_zone_changes_its_offset_twice_within_a_day() -> None:
    """What `local_day` rests upon."""
    nearest = min(
        later.at - earlier.at for zone in zone_names() for earlier, later in pairwise(changes(zone))
    )
    assert nearest > 2 * DAY


def test_nor_does_the_rule_for_later_years() -> None:
    start = datetime(2100, 1, 1, tzinfo=UTC)
    for zone in {rule_for_later(name): name for name in zone_names()}.values():
        seen = [(start + timedelta(hours=n)).astimezone(ZoneInfo(zone)).utcoffset() for n in range(9_000)]
        changed = [hour for hour, (before, after) in enumerate(pairwise(seen)) if before != after]
        assert all(later - earlier > 48 for earlier, later in pairwise(changed)), zone


@settings(max_examples=500)
@given(moments(), st.integers(0, 40 * DAY * SECOND) | st.integers(0, 3 * DAY * SECOND), st.floats(0, 1))
def test_local_days_leave_no_instant_between_out(moment: tuple[int, str], length: int, share: float) -> None:
    instant, zone = moment
    low, high = local_days(instant, instant + length, zone)
    assert low <= local_day(instant + int(length * share), zone) <= high


def test_local_days_where_clocks_go_back_over_midnight() -> None:
    """In São Paulo it was the day before again; in Havana midnight came twice."""
    for zone, back in (
        ("America/Sao_Paulo", "2018-02-18T02:00:00Z"),
        ("America/Havana", "2025-11-02T05:00:00Z"),
    ):
        at = to_instant(back)
        low, high = local_days(at - 1, at, zone)
        assert low <= min(local_day(at - 1, zone), local_day(at, zone))
        assert high >= max(local_day(at - 1, zone), local_day(at, zone))


@given(moments(), st.integers(-2, 2), st.integers(1, 2 * DAY * SECOND) | st.integers(1, 2))
def test_day_start_is_the_first_instant_of_the_day(moment: tuple[int, str], ahead: int, earlier: int) -> None:
    zone = moment[1]
    day = local_day(*moment) + ahead
    start = day_start(day, zone)
    left_out = (zone, on(day)) in LEFT_OUT
    assert plain_day(start, zone) == day + left_out
    assert plain_day(start - 1, zone) == day - 1 - ((zone, on(day - 1)) in LEFT_OUT)
    assert plain_day(start - earlier, zone) < day


@given(zones, st.integers(1, DAY), st.integers(0, DAY), st.data())
def test_the_very_second_of_a_change_is_found(zone: str, back: int, ahead: int, data: st.DataObject) -> None:
    known = changes_of_ours(zone)
    if known:
        at, before, _ = data.draw(st.sampled_from(known))
        assert zone_rules._change(at - back, at + ahead, before, zone) == at


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Asia/Shanghai", "2026-07-05", "2026-07-05T00:00:00+08:00"),
        ("UTC", "1970-01-01", "1970-01-01T00:00:00Z"),
        # midnight is skipped
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00"),
        ("Africa/Cairo", "2023-04-28", "2023-04-28T01:00:00+03:00"),
        ("Asia/Beirut", "2022-03-27", "2022-03-27T01:00:00+03:00"),
        ("America/Toronto", "1919-03-31", "1919-03-31T00:30:00-04:00"),
        # midnight comes twice
        ("America/Havana", "2025-11-02", "2025-11-02T00:00:00-04:00"),
        ("America/St_Johns", "2010-11-07", "2010-11-07T00:00:00-02:30"),
        ("Atlantic/Azores", "2025-10-26", "2025-10-26T00:00:00Z"),
        # the clocks are put back at midnight, so that it comes once, an hour late
        ("America/Sao_Paulo", "2018-02-18", "2018-02-18T00:00:00-03:00"),
        ("Africa/Cairo", "2023-10-27", "2023-10-27T00:00:00+02:00"),
        # the date line was crossed
        ("Pacific/Apia", "2011-12-29", "2011-12-29T00:00:00-10:00"),
        ("Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00"),
        ("Pacific/Apia", "2011-12-31", "2011-12-31T00:00:00+14:00"),
        ("Pacific/Kwajalein", "1969-09-30", "1969-09-30T00:00:00+11:00"),
        ("Pacific/Kwajalein", "1969-10-01", "1969-10-01T00:00:00-12:00"),
        # an offset of 44 minutes and a half ended at midnight
        ("Africa/Monrovia", "1972-01-07", "1972-01-07T00:44:30Z"),
    ],
)
def test_day_start_where_midnight_is_no_plain_thing(zone: str, day: str, start: str) -> None:
    ordinal = date.fromisoformat(day).toordinal()
    assert day_start(ordinal, zone) == to_instant(start)


@pytest.mark.parametrize("name", ["", "Asia", "Nowhere/Land", "../UTC", "localtime", "Asia/\0"])
def test_unknown_zone(name: str) -> None:
    for ask in (local_day, day_start, instant_text):
        with pytest.raises(Unreadable, match="zone"):
            ask(739_000, name)
