"""Moments and dates as text, against `datetime`."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.moment import (
    SECOND,
    day_text,
    from_date,
    from_datetime,
    instant_text,
    to_day,
    to_instant,
)
from engine.values.unreadable import REASONS, Unreadable
from engine.values.zone import is_zone, zone_names

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = int((datetime(1900, 1, 2, tzinfo=UTC) - EPOCH).total_seconds()) * SECOND
LAST = int((datetime(2199, 12, 30, tzinfo=UTC) - EPOCH).total_seconds()) * SECOND

offsets = st.integers(-1_439, 1_439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
datetimes = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=offsets)  # noqa: DTZ001
instants = st.integers(FIRST, LAST)


def nanoseconds(value: datetime) -> int:
    return (value - EPOCH) // timedelta(microseconds=1) * 1_000


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00-00:00", 0),
        ("1970-01-01t08:00:00+08:00", 0),
        ("1970-01-01 00:00:00z", 0),
        ("1970-01-01T00:00:00.000000001Z", 1),
        ("1969-12-31T23:59:59.999999999Z", -1),
        ("1970-01-01T00:00:01.5Z", 1_500_000_000),
        ("1970-01-01T23:59:00+23:59", 0),
        ("1969-12-31T00:01:00-23:59", 0),
        ("2026-07-05T20:10:00+08:00", 1_783_253_400 * SECOND),
        ("1900-01-01T00:00:00+08:00", -2_209_017_600 * SECOND),
        ("2199-12-31T23:59:59-08:00", 7_258_147_199 * SECOND),
        ("2024-02-29T00:00:00Z", 1_709_164_800 * SECOND),
    ],
)
def test_reading(text: str, instant: int) -> None:
    assert to_instant(text) == instant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"),
        ("today", "shape"),
        ("2026-07-05", "shape"),
        ("2026-07-05T", "shape"),
        ("2026-07-05T20", "shape"),
        ("2026-07-05T20:10", "shape"),
        ("2026-07-05T20:10Z", "shape"),
        ("2026-07-05T20:10:0Z", "shape"),
        ("2026-07-05_20:10:00Z", "shape"),
        ("2026-7-5T20:10:00Z", "shape"),
        ("26-07-05T20:10:00Z", "shape"),
        ("20260705T201000Z", "shape"),
        ("+2026-07-05T20:10:00Z", "shape"),
        ("2026-07-05T20:10:00.Z", "shape"),
        ("2026-07-05T20:10:00,5Z", "shape"),
        ("2026-07-05T20:10:00 Z", "shape"),
        ("2026-07-05T20:10:00Z ", "shape"),
        ("2026-07-05T20:10:00Z\n", "shape"),
        ("2026-07-05T20:10:00ZZ", "shape"),
        ("2026-07-05T20:10:00Zulu", "shape"),
        ("2026-07-05T20:10:00+0800", "shape"),
        ("2026-07-05T20:10:00+08", "shape"),
        ("2026-07-05T20:10:00+8:00", "shape"),
        ("2026-07-05T20:10:00+08:0", "shape"),
        ("2026-07-05T20:10:00+08.00", "shape"),
        ("2026-07-05T20.10:00Z", "shape"),
        ("2026-07-05T20:10.00Z", "shape"),
        ("2026-07-05T20:10:00+08:00:00", "shape"),
        ("2026-07-05T20:10:00*08:00", "shape"),
        ("2026-07-05T20:10:00+08:0x", "shape"),
        ("2026-07-05T20:10:00−08:00", "shape"),
        ("２026-07-05T20:10:00Z", "shape"),
        ("2026-07-05T２0:10:00Z", "shape"),
        ("2026-07-05T20:10:00.٣Z", "shape"),
        ("2026-07-05T20:10:00+０8:00", "shape"),
        ("2026-07-05T20:-1:00Z", "shape"),
        ("2026-W27-7T20:10:00Z", "shape"),
        ("2026-07-05T20:10:00", "offset"),
        ("2026-07-05T20:10:00.25", "offset"),
        ("2026-07-05T20:10:00+24:00", "offset"),
        ("2026-07-05T20:10:00-08:60", "offset"),
        ("2026-07-05T20:10:00.1234567890Z", "precision"),
        ("1899-12-31T23:59:59Z", "range"),
        ("2200-01-01T00:00:00Z", "range"),
        ("0000-01-01T00:00:00Z", "range"),
        ("2026-02-29T00:00:00Z", "day"),
        ("2026-13-01T00:00:00Z", "day"),
        ("2026-00-10T00:00:00Z", "day"),
        ("2026-07-00T00:00:00Z", "day"),
        ("2026-07-05T24:00:00Z", "time"),
        ("2026-07-05T20:60:00Z", "time"),
        ("2026-07-05T20:10:61Z", "time"),
        ("2016-12-31T23:59:60Z", "leap"),
    ],
)
def test_what_is_no_moment(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        to_instant(text)
    assert caught.value.reason == reason
    assert reason in REASONS


@given(datetimes)
def test_reading_is_that_of_datetime(value: datetime) -> None:
    assert to_instant(value.isoformat()) == nanoseconds(value)
    assert from_datetime(value) == nanoseconds(value)


@given(instants, st.sampled_from(zone_names()))
def test_what_is_written_is_read_back(instant: int, zone: str) -> None:
    assert to_instant(instant_text(instant, zone)) == instant


@given(instants, st.sampled_from(zone_names()))
def test_what_is_written_is_what_datetime_writes(instant: int, zone: str) -> None:
    local = (EPOCH + timedelta(seconds=instant // SECOND)).astimezone(ZoneInfo(zone))
    if (local.utcoffset() or timedelta()) % timedelta(minutes=1):
        local = local.astimezone(UTC)  # RFC 3339 has no seconds in an offset
    fraction = f".{instant % SECOND:09}".rstrip("0") if instant % SECOND else ""
    clock, offset = local.isoformat()[:19], local.isoformat()[19:]
    assert instant_text(instant, zone) == f"{clock}{fraction}{offset}".replace("+00:00", "Z")


@given(st.text("0123456789-:.+TtZz ٣", min_size=18, max_size=27))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        instant = to_instant(text)
    except Unreadable as mistake:
        assert mistake.reason in REASONS  # noqa: PT017 - not every text is a mistake
    else:
        assert to_instant(instant_text(instant, "UTC")) == instant


@pytest.mark.parametrize(
    ("instant", "zone", "text"),
    [
        (0, "UTC", "1970-01-01T00:00:00Z"),
        (0, "Asia/Shanghai", "1970-01-01T08:00:00+08:00"),
        (0, "America/New_York", "1969-12-31T19:00:00-05:00"),
        (0, "America/St_Johns", "1969-12-31T20:30:00-03:30"),
        (0, "Europe/London", "1970-01-01T01:00:00+01:00"),
        (1_500_000_000, "Asia/Kathmandu", "1970-01-01T05:30:01.5+05:30"),
        (-1, "UTC", "1969-12-31T23:59:59.999999999Z"),
        (1_000, "UTC", "1970-01-01T00:00:00.000001Z"),
        # Shanghai was 8:05:43 ahead until 1901, which RFC 3339 cannot say
        (-2_208_988_800 * SECOND, "Asia/Shanghai", "1900-01-01T00:00:00Z"),
    ],
)
def test_writing(instant: int, zone: str, text: str) -> None:
    assert instant_text(instant, zone) == text


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (datetime(2026, 7, 5, 20, 10), "offset"),  # noqa: DTZ001 - the point of the test
        (datetime(1899, 12, 31, tzinfo=UTC), "range"),
        (datetime(2200, 1, 1, tzinfo=UTC), "range"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "range"),
        (datetime(9999, 12, 31, tzinfo=timezone(timedelta(hours=-12))), "range"),
    ],
)
def test_what_is_no_moment_of_ours(value: datetime, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        from_datetime(value)
    assert caught.value.reason == reason


def test_an_offset_may_have_seconds_where_it_is_no_text() -> None:
    odd = timezone(timedelta(hours=8, minutes=5, seconds=43, microseconds=1))
    assert from_datetime(datetime(1970, 1, 1, 8, 5, 43, 1, tzinfo=odd)) == 0


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_days(value: date) -> None:
    assert to_day(value.isoformat()) == from_date(value) == value.toordinal()
    assert day_text(value.toordinal()) == value.isoformat()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"),
        ("2026-7-05", "shape"),
        ("2026-07-5", "shape"),
        ("2026-07-055", "shape"),
        ("20260705", "shape"),
        ("2026-0705", "shape"),
        ("2026/07/05", "shape"),
        ("2026-07/05", "shape"),
        ("2026-07-05T", "shape"),
        ("2026-07-05\n", "shape"),
        ("2026-W27-7", "shape"),
        ("2026-07-0५", "shape"),
        ("-026-07-05", "shape"),
        ("2026-02-30", "day"),
        ("2026-13-01", "day"),
        ("1900-02-29", "day"),
        ("1899-12-31", "range"),
        ("2200-01-01", "range"),
    ],
)
def test_what_is_no_day(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        to_day(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("year", [1899, 2200])
def test_a_date_has_a_year_of_ours(year: int) -> None:
    with pytest.raises(Unreadable, match="range"):
        from_date(date(year, 6, 1))


def test_zones() -> None:
    assert {"UTC", "Asia/Shanghai", "America/Argentina/San_Luis"} <= set(zone_names())
    assert zone_names() == sorted(zone_names())
    assert all(is_zone(name) for name in zone_names())


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Asia",
        "asia/shanghai",
        "Asia/Shanghai ",
        "Beijing",
        "+08:00",
        "localtime",
        "Factory",
        "../UTC",
        "/etc/localtime",
        "Asia/\0",
    ],
)
def test_what_is_no_zone(name: str) -> None:
    assert not is_zone(name)
