"""Time zones: the names that every machine understands alike, and the rules behind each."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from engine.values.unreadable import Unreadable

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
