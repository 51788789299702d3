"""Moments: instants and local dates as whole numbers, and the local days and times of zones.

An instant is the count of nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted; a day is the
proleptic Gregorian ordinal, day 1 being 0001-01-01. Zones are names of the IANA time zone database.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from engine.values.unreadable import Reason, Unreadable
from engine.values.zone import clock_start, offset, zone_of

SECOND = 1_000_000_000
"""Nanoseconds in a second."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years, as written, that a moment or a date may lie in."""

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
"""The first and the last date that can be written, as ordinals."""

_DAY_SECONDS = 86_400
DAY = _DAY_SECONDS * SECOND
"""Nanoseconds in a day whose clocks do not change."""
NANOSECONDS = {"hours": 3_600 * SECOND, "minutes": 60 * SECOND}
"""Nanoseconds in each unit that clocks and stopwatches count."""
_FURTHEST_OFFSET = DAY - 60 * SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = _EPOCH.toordinal()
"""The ordinal of 1970-01-01."""
FIRST_INSTANT = (FIRST_DAY - EPOCH_DAY) * DAY - _FURTHEST_OFFSET
LAST_INSTANT = (LAST_DAY + 1 - EPOCH_DAY) * DAY - 1 + _FURTHEST_OFFSET
"""The first and the last instant that can be written: the years are those of the clock, whatever its offset."""
_FRACTION_DIGITS = 9

_SEPARATORS = frozenset("Tt ")
_DIGITS = "0123456789"

# looking two digits up both converts them to seconds and refuses a 24th hour or a 60th minute
_HOURS = {f"{n:02}": n * 3600 for n in range(24)}
_MINUTES = {f"{n:02}": n * 60 for n in range(60)}
_SECONDS = {f"{n:02}": n for n in range(60)}


def to_instant(text: str) -> int:
    """Read a moment such as `2026-07-05T20:10:00+08:00` (RFC 3339, offset required) in nanoseconds.

    A space may stand for the T, and t and z may be lower case; up to nine decimals of a second.
    Raises Unreadable `shape`, `offset`, `precision`, `range`, `day`, `time` or `leap`.
    """
    if text[10:11] not in _SEPARATORS or text[13:14] != ":" or text[16:17] != ":":
        raise Unreadable(reason="shape")
    seconds = (_known_day(text[:10]) - EPOCH_DAY) * _DAY_SECONDS
    try:
        seconds += _HOURS[text[11:13]] + _MINUTES[text[14:16]] + _SECONDS[text[17:19]]
    except KeyError:
        raise Unreadable(reason=_clock_fault(text[11:19])) from None
    rest = text[19:]
    if rest[:1] != ".":
        return (seconds - _offset_seconds(rest)) * SECOND
    offset = rest[1:].lstrip(_DIGITS)
    fraction = rest[1 : len(rest) - len(offset)]
    return (seconds - _offset_seconds(offset)) * SECOND + _nanoseconds(fraction)


def from_datetime(value: datetime) -> int:
    """Take over a date and time with an offset, as TOML has them, in nanoseconds.

    Raises Unreadable `offset` where it has none, `range` for a year outside 1900 to 2199.
    """
    ahead = value.utcoffset()
    if ahead is None:
        raise Unreadable(reason="offset")
    _check_year(value.year)
    since = value.replace(tzinfo=UTC) - ahead - _EPOCH
    return (since.days * _DAY_SECONDS + since.seconds) * SECOND + since.microseconds * 1000


def instant_text(instant: int, zone: str) -> str:
    """Write an instant as RFC 3339 in the zone's local time, with no more decimals than it has.

    UTC is written `Z`, and so is a moment at which the zone's offset was no whole number of minutes,
    which RFC 3339 cannot write. Raises OverflowError outside the years 1 to 9999.
    """
    seconds, fraction = divmod(instant, SECOND)
    minutes, odd_seconds = divmod(_ahead(instant, zone), 60)
    if odd_seconds:
        minutes = 0
    day, second = divmod(seconds + minutes * 60, _DAY_SECONDS)
    minute, second = divmod(second, 60)
    decimals = f".{fraction:09}".rstrip("0") if fraction else ""
    return f"{_date_text(day)}T{_clock_text(minute)}:{second:02}{decimals}{_offset_text(minutes)}"


def local_day(instant: int, zone: str) -> int:
    """Return the date that the clocks and calendars of the zone show at that instant, as an ordinal.

    Raises Unreadable `zone`.
    """
    turn = _TURNS[zone][instant // DAY]
    if turn is None:
        return EPOCH_DAY + (instant + offset(instant // SECOND, zone) * SECOND) // DAY
    return turn[0] + 1 if instant >= turn[1] else turn[0]


def local_days(first: int, last: int, zone: str) -> tuple[int, int]:
    """Return two dates between which the local dates of all instants from `first` to `last` lie, both counted.

    They are the local dates of the two, but one day wider where clocks may go back over a midnight near them.
    """
    low, high = local_day(first, zone), local_day(last, zone)
    if first == last:
        return low, high
    turns = _TURNS[zone]
    early, late = first // DAY, last // DAY
    return (
        low - (turns[early] is None or turns[early + 1] is None),
        high + (turns[late] is None or turns[late - 1] is None),
    )


@lru_cache(maxsize=8192)
def day_start(day: int, zone: str) -> int:
    """Return the first instant, in nanoseconds, at which the zone's local date is that day.

    Where midnight comes twice it is the first; where the clocks skip midnight it is the moment they
    do; of a day that never was (Samoa left out 2011-12-30) it is the first instant after it.
    Raises Unreadable `zone`, ValueError outside the years 1 to 9999.
    """
    return clock_start((day - EPOCH_DAY) * _DAY_SECONDS, zone) * SECOND


def time_on(day: int, minutes: int, zone: str) -> int:
    """Return the first instant at which the zone's clocks show so many minutes past midnight of that day, or more.

    A time that the clocks skip is the moment they do. Raises Unreadable `zone`.
    """
    return first_shown((day - EPOCH_DAY) * DAY + minutes * NANOSECONDS["minutes"], zone)


def first_shown(shown: int, zone: str) -> int:
    """Return the first instant at which the zone's clocks show a time, or more, as if it were nanoseconds since 1970.

    A time that the clocks skip is the moment they do. Raises Unreadable `zone`.
    """
    seconds, fraction = divmod(shown, SECOND)
    start = clock_start(seconds, zone)
    return start * SECOND + (fraction if start + offset(start, zone) == seconds else 0)


def clock_shift(instant: int, by: int, zone: str) -> int:
    """Return the first instant at which the zone's clocks have gone on, or back, by so many nanoseconds.

    So 24 hours later they show the same time again, whatever they did that night. Raises Unreadable `zone`.
    """
    return first_shown(shown_at(instant, zone) + by, zone) if by else instant


def clock_span(first: int, last: int, zone: str) -> int:
    """Return by how many nanoseconds the zone's clocks go on between two instants; raises Unreadable `zone`."""
    return shown_at(last, zone) - shown_at(first, zone)


def shown_at(instant: int, zone: str) -> int:
    """What the zone's clocks show, as if it were nanoseconds since 1970."""
    return instant + offset(instant // SECOND, zone) * SECOND


def to_day(text: str) -> int:
    """Read a date `YYYY-MM-DD` (the full-date of RFC 3339) as an ordinal.

    Raises Unreadable `shape`, `range` or `day`.
    """
    if text[4:5] != "-" or text[7:8] != "-" or not _are_digits(text[:4] + text[5:7] + text[8:], 8):
        raise Unreadable(reason="shape")
    _check_year(int(text[:4]))
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        raise Unreadable(reason="day") from None


def from_date(value: date) -> int:
    """Take over a date, as TOML has them, as an ordinal; raises Unreadable `range`."""
    _check_year(value.year)
    return value.toordinal()


def day_text(day: int) -> str:
    """Write a day as `YYYY-MM-DD`; raises ValueError outside the years 1 to 9999."""
    return date.fromordinal(day).isoformat()


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(reason="range")


_known_day = lru_cache(maxsize=4096)(to_day)


def _are_digits(text: str, count: int) -> bool:
    """Whether this is so many of the digits 0 to 9, and no other script's."""
    return len(text) == count and text.isascii() and text.isdigit()


def _clock_fault(clock: str) -> Reason:
    """Say why `clock` is no time of day such as `20:10:00`."""
    if not _are_digits(clock[:2] + clock[3:5] + clock[6:], 6):
        return "shape"
    return "leap" if clock.endswith("60") else "time"


@lru_cache(maxsize=4096)
def _offset_seconds(text: str) -> int:
    """Read `Z` or `+08:00` as seconds ahead of UTC."""
    if text in {"Z", "z"}:
        return 0
    if not text:
        raise Unreadable(reason="offset")
    if text[0] not in "+-" or text[3:4] != ":" or not _are_digits(text[1:3] + text[4:], 4):
        raise Unreadable(reason="shape")
    try:
        size = _HOURS[text[1:3]] + _MINUTES[text[4:]]
    except KeyError:
        raise Unreadable(reason="offset") from None
    return -size if text[0] == "-" else size


def _nanoseconds(fraction: str) -> int:
    """Read the decimals of a second."""
    if not fraction:
        raise Unreadable(reason="shape")
    if len(fraction) > _FRACTION_DIGITS:
        raise Unreadable(reason="precision")
    return int(fraction.ljust(_FRACTION_DIGITS, "0"))


@lru_cache(maxsize=4096)
def _date_text(day: int) -> str:
    """Write the date that is so many days after 1970-01-01."""
    return (_EPOCH + timedelta(days=day)).date().isoformat()


@lru_cache(maxsize=4096)
def _clock_text(minute: int) -> str:
    """Write a minute of the day as `20:10`."""
    return f"{minute // 60:02}:{minute % 60:02}"


@lru_cache(maxsize=4096)
def _offset_text(minutes: int) -> str:
    """Write how far ahead of UTC clocks are, as `Z` or `+08:00`."""
    if minutes == 0:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{_clock_text(abs(minutes))}"


def _ahead(instant: int, zone: str) -> int:
    """How many seconds clocks are ahead of UTC at an instant; quick on a day on which they do not change."""
    turn = _TURNS[zone][instant // DAY]
    if turn is None:
        return offset(instant // SECOND, zone)
    return (turn[0] + 1 - EPOCH_DAY) * _DAY_SECONDS - turn[1] // SECOND


class _TurnsOf(dict[int, tuple[int, int] | None]):
    """For each UTC day: the local day it begins with, and the instant at which the next one begins.

    None where the zone's clocks change in it. No zone changes its offset twice within a day (the tests
    hold every zone to it), so that the same offset at both ends is the offset in between.
    """

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, utc_day: int) -> tuple[int, int] | None:
        first = utc_day * _DAY_SECONDS
        ahead = offset(first, self._zone)
        turn = None
        if ahead == offset(first + _DAY_SECONDS, self._zone):
            end = utc_day + (ahead >= 0)
            turn = (EPOCH_DAY + end - 1, end * DAY - ahead * SECOND)
        self[utc_day] = turn
        return turn


class _Turns(dict[str, _TurnsOf]):
    """The turns of each zone asked for; a plain lookup is what makes `local_day` quick."""

    def __missing__(self, zone: str) -> _TurnsOf:
        zone_of(zone)
        turns = self[zone] = _TurnsOf(zone)
        return turns


_TURNS = _Turns()
