"""Unknown facts by brute force over their completions (rule 9).

Yes/no facts and choices are tried in full. Amounts and instants are tried at
the values where an answer can turn. That these are enough: every amount the
policy pays moves one way only with each sum and quota, so its ends (zero or
the bound another fact sets, and a value larger than anything given) show
whether it moves at all. It leaps only at "something was used", at paid =
expected, at used = granted and at the end of day 7, all of which are tried
with one unit on either side; the large value too, so that of two unknown sums
either can be the greater.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import product
from math import prod
from typing import NamedTuple

from .complete import WINDOW_DAYS, Answer, Reading, decide
from .facts import (
    BEARING,
    CHOICES,
    MONEY,
    QUOTA,
    SHANGHAI,
    YES_NO,
    Facts,
    Impossible,
    local_date,
    possible,
)

BUDGET = 200_000
Values = tuple[object, ...]


class TooMany(Exception):  # noqa: N818
    """There are more completions than brute force should try."""


class Completions(NamedTuple):
    """The unknown facts that can bear on the answer, and every reading tried."""

    names: tuple[str, ...]
    readings: dict[Values, Reading]


def _large(known: Facts) -> int:
    """A sum that no deduction, share or refund made of known sums can reach."""
    sums = [known.get(name) or 0 for name in (*MONEY, *QUOTA)]
    return 10**12 * (1 + max(sums)) ** 2


def _sums(known: Facts, names: Iterable[str], least: int) -> list[int]:
    """Zero, one and two units, known sums and a large one, a unit either side."""
    given = {known.get(name) or 0 for name in names} | {_large(known)}
    around = {value + step for value in given for step in (-1, 0, 1)}
    return sorted(value for value in around | {0, 1, 2} if value >= least)


def _instants(known: Facts) -> list[datetime]:
    """The payment, the end of day 7, completion, and a second either side."""
    paid: datetime = known["payment.paid_at"]
    after = local_date(paid) + timedelta(days=WINDOW_DAYS + 1)
    day_8 = datetime.combine(after, time(), SHANGHAI).astimezone(paid.tzinfo)
    edges = {paid, day_8, day_8 - timedelta(microseconds=1)}
    if "case.complete_at" in known:
        edges.add(known["case.complete_at"])
    second = timedelta(seconds=1)
    tried = {edge + step for edge in edges for step in (-second, 0 * second, second)}
    return sorted(tried | {paid + timedelta(days=400)})


def candidates(name: str, known: Facts) -> list[object]:
    """The values tried for one unknown fact."""
    if name in CHOICES:
        return list(CHOICES[name])
    if name in YES_NO:
        return [False, True]
    if name in MONEY:
        none_named = [None] if name == "confirmation.amount" else []
        return [*none_named, *_sums(known, MONEY, 0)]
    if name in QUOTA:
        least = 1 if name == "credit.granted" else 0
        return [*_sums(known, QUOTA, least)]
    return [*_instants(known)]


def completions(known: Facts) -> Completions:
    """Every possible completion tried, with its reading (rule 9)."""
    names = tuple(name for name in BEARING if name not in known)
    domains = [candidates(name, known) for name in names]
    size = prod(len(domain) for domain in domains)
    if size > BUDGET:
        raise TooMany(f"{size} completions of {', '.join(names)}")
    facts = dict(known)
    readings: dict[Values, Reading] = {}
    for values in product(*domains):
        facts.update(zip(names, values, strict=True))
        if possible(facts):
            readings[values] = decide(facts)
    if not readings:
        raise Impossible("the facts given exclude one another")
    return Completions(names, readings)


def _moves(axis: int, readings: dict[Values, Reading]) -> bool:
    """Whether two completions that differ in this fact alone answer differently."""
    seen: dict[Values, Answer] = {}
    for values, reading in readings.items():
        others = values[:axis] + values[axis + 1 :]
        if seen.setdefault(others, reading.answer) != reading.answer:
            return True
    return False


def mattering(tried: Completions) -> list[str]:
    """The unknown facts that matter (rule 9)."""
    return [name for axis, name in enumerate(tried.names) if _moves(axis, tried.readings)]
