"""Time zones: the names that every machine understands alike, the rules behind each, and what their clocks show."""

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from engine.values.unreadable import Unreadable

_SECOND = 1_000_000_000
_DAY_SECONDS = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# these mean something else on each machine, or nothing
_NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})


def is_zone(name: str) -> bool:
    """Whether this is, letter for letter, the name of a time zone that every machine understands alike."""
    return name in _zones()


def zone_names() -> list[str]:
    """Return all names that `is_zone` accepts, sorted; the first call reads the time zone database."""
    return sorted(_zones())


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - _NO_ZONES)


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the rules of a zone; raises Unreadable `zone`."""
    if name in _NO_ZONES:
        raise Unreadable(reason="zone")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; malformed; a folder of zones
        raise Unreadable(reason="zone") from None


def offset(seconds: int, zone: str) -> int:
    """How many seconds the zone's clocks are ahead of UTC at that second since 1970."""
    utc = _EPOCH + timedelta(seconds=seconds)
    return _whole_seconds(utc.astimezone(zone_of(zone)).replace(tzinfo=UTC) - utc)


def clock_start(shown: int, zone: str) -> int:
    """Return the first second since 1970 at which clocks show `shown` seconds since their own 1970, or more.

    What they show twice is the first of the two; what they skip is the moment they do.
    Raises Unreadable `zone`, ValueError outside the years 1 to 9999.
    """
    before = _offset_when(shown, zone)
    start = shown - before
    after = offset(start, zone)
    return start if after == before else _change(shown - after, start, before, zone)


@lru_cache(maxsize=256)
def steady(instant: int, zone: str, days: int) -> tuple[int, int, int]:
    """Return a stretch around an instant in which the zone's clocks do not change: its ends and their offset.

    The stretch holds both of its ends, the offset is in nanoseconds ahead of UTC. It reaches at most so many days to
    either side, and need not be all of the stretch. Raises Unreadable `zone`.
    """
    second = instant // _SECOND
    ahead = offset(second, zone)
    first = last = second
    for _ in range(days):
        if offset(first - _DAY_SECONDS, zone) != ahead:
            break
        first -= _DAY_SECONDS
    for _ in range(days):
        if offset(last + _DAY_SECONDS, zone) != ahead:
            break
        last += _DAY_SECONDS
    return first * _SECOND, last * _SECOND + _SECOND - 1, ahead * _SECOND


@lru_cache(maxsize=64)
def never_goes_back(zone: str, first: int, last: int) -> bool:
    """Return whether a later instant never has an earlier local date in a zone, for all instants between two.

    That fails where clocks go back over midnight. No zone changes its offset twice within a week (the tests hold every
    zone to it), so that a look a week is enough. Raises Unreadable `zone`.
    """
    week = 7 * _DAY_SECONDS
    before, ahead = first // _SECOND, offset(first // _SECOND, zone)
    while before * _SECOND <= last:
        then = before + week
        next_ahead = offset(then, zone)
        if next_ahead < ahead:
            turn = _change(before, then, ahead, zone)
            if (turn - 1 + ahead) // _DAY_SECONDS > (turn + next_ahead) // _DAY_SECONDS:
                return False
        before, ahead = then, next_ahead
    return True


def _offset_when(shown: int, zone: str) -> int:
    """How many seconds clocks are ahead of UTC when they show this; in doubt before they change."""
    clock = _EPOCH + timedelta(seconds=shown)
    return _whole_seconds(clock - clock.replace(tzinfo=zone_of(zone)))


def _whole_seconds(span: timedelta) -> int:
    return span.days * _DAY_SECONDS + span.seconds


def _change(last: int, first: int, before: int, zone: str) -> int:
    """Find the second at which the offset `before` ends: after `last`, at `first` at the latest."""
    while first - last > 1:
        middle = (last + first) // 2
        if offset(middle, zone) == before:
            last = middle
        else:
            first = middle
    return first
