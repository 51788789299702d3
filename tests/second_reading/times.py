"""The instants of generated cases, and the ways they are written (rules 1, 4, 7)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import NamedTuple

from .facts import SHANGHAI, local_date
from .strata import Knobs

SHIFTS = {
    "-1s": timedelta(seconds=-1),
    "-1us": timedelta(microseconds=-1),
    "0": timedelta(),
    "+1us": timedelta(microseconds=1),
    "+1s": timedelta(seconds=1),
}
OFFSETS = (
    timedelta(hours=8),
    timedelta(hours=8),
    timedelta(),
    timedelta(),
    timedelta(hours=-5),
    timedelta(hours=5, minutes=30),
    timedelta(hours=14),
)
SPANS = {
    "ordinary": (date(2026, 7, 3), date(2026, 12, 31)),
    "holiday": (date(2026, 9, 8), date(2026, 10, 12)),
    "year_end": (date(2026, 12, 10), date(2027, 1, 4)),
    "before": (date(2025, 1, 1), date(2026, 7, 2)),
}
FIRST_DAY = date(2026, 7, 3)


class Times(NamedTuple):
    """When a case was paid, received and (where given) complete."""

    paid: datetime
    received: datetime
    complete: datetime | None


def midnight(day: date) -> datetime:
    """The first instant of a day in Asia/Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)


def _time_of_day(rng: Random) -> timedelta:
    """Mostly any second; now and then an edge of the day or part of a second."""
    seconds = rng.choice((0, 1, 86_399, rng.randrange(86_400), rng.randrange(86_400)))
    fraction = rng.choice((0, 0, 0, 0, 1, 500_000, 999_999, rng.randrange(1_000_000)))
    return timedelta(seconds=seconds, microseconds=fraction)


def _paid(rng: Random, knobs: Knobs) -> datetime:
    if knobs["when"] == "version":
        return midnight(FIRST_DAY) + SHIFTS[knobs["edge"]]
    first, last = SPANS[knobs["when"]]
    day = first + timedelta(days=rng.randint(0, (last - first).days))
    return midnight(day) + _time_of_day(rng)


def _received(rng: Random, knobs: Knobs, paid: datetime) -> datetime:
    day_0 = local_date(paid)
    match knobs["window"]:
        case "at_once":
            return paid
        case "edge":
            return midnight(day_0 + timedelta(days=8)) + SHIFTS[knobs["edge"]]
        case "within":
            days = rng.choice((0, 3, 7, rng.randint(0, 7)))
        case "late":
            days = rng.choice((8, 9))
        case _:
            days = rng.randint(8, 60)
    return max(paid, midnight(day_0 + timedelta(days=days)) + _time_of_day(rng))


def _complete(rng: Random, knobs: Knobs, received: datetime) -> datetime | None:
    if knobs["complete"] == "absent":
        return None
    if knobs["complete"] == "equal":
        return received
    if knobs["complete"] == "second":
        return received + timedelta(seconds=1)
    later = local_date(received) + timedelta(days=rng.randint(0, 12))
    return max(received, midnight(later) + _time_of_day(rng))


def draw_times(rng: Random, knobs: Knobs) -> Times:
    """The instants of one case, in possible order."""
    paid = _paid(rng, knobs)
    received = _received(rng, knobs, paid)
    return Times(paid, received, _complete(rng, knobs, received))


def written(rng: Random, instant: datetime) -> str:
    """The instant in RFC 3339: some offset, with or without a fraction."""
    there = instant.astimezone(timezone(rng.choice(OFFSETS)))
    text = there.strftime("%Y-%m-%dT%H:%M:%S")
    if there.microsecond:
        text += f".{there.microsecond:06d}".rstrip("0")
    elif rng.random() < 0.15:
        text += rng.choice((".0", ".000", ".000000"))
    if not there.utcoffset():
        return text + rng.choice(("Z", "+00:00"))
    offset = there.strftime("%z")
    return f"{text}{offset[:3]}:{offset[3:]}"
