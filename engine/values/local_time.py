"""Times written as an operator's clock shows them, read as instants."""

from __future__ import annotations

from datetime import datetime

from engine.values.moment import from_datetime
from engine.values.zone import zone_of


def from_local(text: str, form: str, zone: str) -> int:
    """Read a time written in a form of `strptime`, by the clocks of a zone where it names no offset, in nanoseconds.

    A time that the clocks showed twice is the first of the two. Raises ValueError where it has another form,
    Unreadable `range` for a year outside 1900 to 2199.
    """
    return from_clock(datetime.strptime(text, form), zone)  # noqa: DTZ007 - the zone follows


def from_clock(shown: datetime, zone: str) -> int:
    """Take over what a clock of a zone showed; `from_datetime` where it says its offset itself."""
    return from_datetime(shown if shown.tzinfo else shown.replace(tzinfo=zone_of(zone)))
