"""What every reading needs: money as fractions, local days, months, and moments around the ends of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Case = dict[str, Any]
"""A case as a file would have it: nested tables."""
Record = dict[str, Any]
"""The keys of a decision record that a reading is sure of."""

CENT = Fraction(1, 100)


def told(case: Case, name: str, otherwise: Any = None) -> Any:  # noqa: ANN401 - a fact of any type
    """A fact of a case by its dotted name."""
    table: Any = case
    for part in name.split("."):
        if not isinstance(table, dict) or part not in table:
            return otherwise
        table = table[part]
    return table


def money(case: Case, name: str) -> Fraction:
    """A sum of a case; none is zero."""
    return Fraction(told(case, name, "0"))


def written(sum_: Fraction, unit: str) -> str:
    """A sum as a record has it."""
    cents = sum_ / CENT
    assert cents.denominator == 1, sum_
    whole, rest = divmod(abs(int(cents)), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d} {unit}"


def down(value: Fraction, to: Fraction = CENT) -> Fraction:
    """Rounded down to a multiple."""
    return floor(value / to) * to


def up(value: Fraction, to: Fraction = CENT) -> Fraction:
    """Rounded up to a multiple."""
    return ceil(value / to) * to


def half_up(value: Fraction, to: Fraction = CENT) -> Fraction:
    """Rounded to the nearest multiple, a half up."""
    return floor(value / to + Fraction(1, 2)) * to


def paid(left: Fraction, unit: str, clause: str, refused: str) -> Record:
    """A refund under a clause; where nothing is left, a refusal under another."""
    if left <= 0:
        return refusal(refused)
    return {"verdict": "refund", "refund": written(left, unit), "clauses": [clause]}


def refusal(*clauses: str) -> Record:
    """A refusal under these clauses, in the order of the text."""
    return {"verdict": "refused", "refund": None, "clauses": list(clauses)}


def local_day(moment: datetime, zone: str) -> date:
    """The day of a moment in a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def later(day: date, days: int) -> date:
    """Some days later, or earlier."""
    return day + timedelta(days=days)


def months_later(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def at(day: date, clock: str, zone: str) -> datetime:
    """A moment by the clock of a zone; of a time that comes twice the first."""
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC)


DAYS = (
    date(2026, 1, 31),
    date(2026, 2, 27),
    date(2026, 2, 28),
    date(2026, 3, 28),
    date(2026, 3, 29),
    date(2026, 4, 30),
    date(2026, 8, 31),
    date(2026, 10, 24),
    date(2026, 10, 25),
    date(2026, 12, 31),
    date(2028, 1, 31),
    date(2028, 2, 29),
)
"""Ends of months, and days on which clocks are changed."""


def some_day(roll: Random) -> date:
    """Half of the time one of the days that are easily got wrong, else any day of 2026 and 2027."""
    return roll.choice(DAYS) if roll.random() < 0.5 else later(date(2026, 1, 1), roll.randrange(730))


def some_moment(roll: Random, day: date, zone: str) -> datetime:
    """The first or last second of a day where it is, or one in between."""
    return at(day, roll.choice(("00:00:00", "23:59:59", "12:00:00")), zone)


def some_sum(roll: Random, most: int = 20_000) -> str:
    """A sum up to this many cents, often a round or an odd one."""
    cents = roll.choice((0, 1, 99, 100, 3333, 9999, 10_000, roll.randrange(most + 1)))
    return f"{min(cents, most) // 100}.{min(cents, most) % 100:02d}"


def near(roll: Random, edges: Iterable[int], least: int = 0) -> int:
    """A whole number at one of these edges, just below it or just above it, from either side of the edge."""
    return max(least, roll.choice(tuple(edges)) + roll.choice((-2, -1, -1, 0, 0, 1, 1, 2)))


def soon_after(roll: Random, moment: datetime, otherwise: datetime) -> datetime:
    """Now and then the moment itself or the second after it, before which nothing can be; mostly another one."""
    return moment + timedelta(seconds=roll.choice((0, 1))) if roll.random() < 0.1 else max(moment, otherwise)


def yes(roll: Random, chance: float = 0.5) -> bool:
    """A yes with this chance."""
    return roll.random() < chance
