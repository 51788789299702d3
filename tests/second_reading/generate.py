"""Seeded random cases for holding two readings of the policy against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from random import Random

from .build import RawCase, build
from .strata import STRATA, WEIGHTS, Knobs

STATED: dict[str, dict[str, object]] = {
    "case": {"chargeback_first": False, "complexity": [], "materials": []},
    "account": {"restriction": "none"},
    "payment": {"channel_fee": "0.00", "promotion": "0.00", "refunded_before": "0.00"},
    "credit": {"gift_used": "0"},
    "invoice": {"state": "none", "tax": "0.00"},
    "costs": {"third_party": "0.00"},
    "law": {"requires": False, "forbids": False},
    "confirmation": {"written": False},
}
WITHOUT_DEFAULT = (
    "case.reason",
    "case.received_at",
    "order.kind",
    "payment.paid_at",
    "payment.expected",
    "payment.paid",
    "payment.duplicate",
    "credit.granted",
    "credit.used",
    "credit.credited",
    "credit.reissuable",
    "outage.long_term",
    "outage.attributable",
)
WITH_DEFAULT = (
    *(f"{table}.{name}" for table, facts in STATED.items() for name in facts),
    "case.complete_at",
    "confirmation.amount",
)
RARELY_LEFT_OUT = "payment.paid_at"


def _draw(rng: Random, pinned: Knobs) -> Knobs:
    """A value for every knob: the pinned one, or one drawn by its weights."""
    drawn = {knob: rng.choices(list(weights), list(weights.values()))[0] for knob, weights in WEIGHTS.items()}
    return drawn | pinned


def cases(count: int, seed: int) -> Iterator[RawCase]:
    """Complete cases: every fact is stated or has its default.

    The strata take turns, in an order shuffled by the seed.
    """
    rng = Random(seed)
    order = rng.sample(STRATA, len(STRATA))
    for number, pinned in enumerate(islice(cycle(order), count)):
        yield build(rng, _draw(rng, pinned), f"{seed}-{number:06d}")


def _state_defaults(rng: Random, case: RawCase) -> None:
    """Say what would be presumed, so that nothing is left to a default."""
    for table, facts in STATED.items():
        case[table] = facts | case.get(table, {})
    case["case"].setdefault("complete_at", case["case"]["received_at"])
    case["confirmation"].setdefault("amount", f"{rng.randint(0, 200)}.00")


def _leave_out(rng: Random, case: RawCase, pool: tuple[str, ...]) -> None:
    """One to four facts of the pool, the date of payment only now and then."""
    left_out = rng.sample(pool, rng.randint(1, 4))
    if RARELY_LEFT_OUT in left_out[1:]:
        left_out.remove(RARELY_LEFT_OUT)
    for path in left_out:
        table, name = path.split(".")
        del case[table][name]
        if not case[table]:
            del case[table]


def incomplete_cases(count: int, seed: int, *, presume: bool = True) -> Iterator[RawCase]:
    """Cases with one to four facts left out, to be read under rule 9.

    Under `presume` those are facts that have no default. Otherwise every
    default is stated first, and any fact may be left out.
    """
    rng = Random(seed)
    pool = WITHOUT_DEFAULT if presume else WITHOUT_DEFAULT + WITH_DEFAULT
    for case in cases(count, seed):
        if not presume:
            _state_defaults(rng, case)
        _leave_out(rng, case, pool)
        yield case
