"""Time zones: the names that every machine understands alike, the rules behind each, and what their clocks show."""

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from engine.values.unreadable import Unreadable

_SECOND = 1_000_000_000
_DAY_SECONDS = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOOK = timedelta(days=3)
# these mean something else on each machine, or nothing
_NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})


class Stretch(NamedTuple):
    """All instants from `first` to `last`, in which a zone's clocks are `ahead` of UTC; all three in nanoseconds."""

    first: int
    last: int
    ahead: int


def is_zone(name: str) -> bool:
    """Whether this is, letter for letter, the name of a time zone that every machine understands alike."""
    return name in _shipped() or name in _zones()


def zone_names() -> list[str]:
    """Return all names that `is_zone` accepts, sorted; the first call reads the time zone database."""
    return sorted(_zones())


@cache
def _shipped() -> frozenset[str]:
    """The names that came with this program: a file, where those of the machine are a walk through all its zones."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("utf-8").split()) - _NO_ZONES


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
def steady(instant: int, zone: str, days: int) -> Stretch:
    """Return a stretch around an instant in which the zone's clocks do not change.

    It reaches at most so many days to either side, and need not be all of the stretch. Raises Unreadable `zone`.
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
    return Stretch(first * _SECOND, last * _SECOND + _SECOND - 1, ahead * _SECOND)


@lru_cache(maxsize=16)
def stretches(zone: str, first: int, last: int) -> tuple[Stretch, ...]:
    """Return all stretches between two instants in which the zone's clocks do not change, one after the other.

    No zone changes its offset twice within three days (the tests hold every zone to it), so that a look each third day
    is enough. Within a week some do: Gaza stops its summer for the last days of Ramadan.
    Raises Unreadable `zone`.
    """
    found: list[Stretch] = []
    rules = zone_of(zone)
    utc, end = (
        (_EPOCH + timedelta(seconds=each // _SECOND)).replace(tzinfo=rules) for each in (first, last)
    )  # what UTC shows, marked as the zone's: so it asks
    ahead, start = rules.fromutc(utc) - utc, first
    while utc <= end:
        then = utc + _LOOK
        following = rules.fromutc(then) - then
        if following != ahead:
            before = _whole_seconds(ahead)
            here, there = (_whole_seconds(each.replace(tzinfo=UTC) - _EPOCH) for each in (utc, then))
            turn = _SECOND * _change(here, there, before, zone)
            found.append(Stretch(start, min(turn - 1, last), before * _SECOND))
            start = turn
        utc, ahead = then, following
    return (*found, Stretch(start, last, _whole_seconds(ahead) * _SECOND)) if start <= last else tuple(found)


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
