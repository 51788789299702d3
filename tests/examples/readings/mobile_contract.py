"""Wren Mobile: ending a contract, read from its text."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from .plain import (
    Case,
    Record,
    down,
    later,
    money,
    months_later,
    paid,
    some_day,
    some_sum,
    told,
    written,
    yes,
)


def read(case: Case) -> Record:
    """What the text says of a case."""
    first, notice = case["contract"]["starts_on"], case["notice"]["arrived_on"]
    fee = money(case, "contract.fee")
    left = money(case, "account.deposit") + money(case, "account.credit") + _rest_of_cycle(first, notice, fee)
    months = max(case["contract"]["months"] - _completed(first, notice), 0)
    instalments = money(case, "device.instalment") * told(case, "device.instalments_left", 0)
    if (notice - first).days <= 14:
        clause = "1.2"
        left -= Fraction(0) if told(case, "device.back", False) else money(case, "device.price")
    elif months == 0:
        clause, left = "1.5", left - instalments
    else:
        clause, left = "1.1", left - instalments - _owed(case, months, fee)
    record = paid(left, "EUR", clause, "2.6")
    if left < 0:
        record |= {"clauses": [clause], "owed": {"by": "customer", "amount": written(-left, "EUR")}}
    if left > 0:
        record["deadlines"] = {"payment": months_later(notice, 1).isoformat()}
    return record


def _completed(first: date, notice: date) -> int:
    """How many months of the contract are completed on the day of the notice."""
    months = 0
    while months_later(first, months + 1) <= notice:
        months += 1
    return months


def _owed(case: Case, months: int, fee: Fraction) -> Fraction:
    reason = told(case, "notice.reason", "wish")
    if reason == "died" or (reason == "network" and told(case, "network.days_down", 0) > 14):
        return Fraction(0)
    share = Fraction(50 if months <= 6 else 60 if months <= 12 else 70, 100)
    owed = down(fee * months * share)
    return min(owed, 3 * fee) if reason == "moved" else owed


def _rest_of_cycle(first: date, notice: date, fee: Fraction) -> Fraction:
    begun = _completed(first, notice)
    begins, ends = months_later(first, begun), later(months_later(first, begun + 1), -1)
    return down(fee * (ends - notice).days / ((ends - begins).days + 1))


def draw(roll: Random) -> Case:
    """A case near the bands of months left, the fourteenth day, and the turns of billing cycles."""
    first, months = some_day(roll), roll.choice((1, 6, 12, 13, 24))
    done = max(0, months - roll.choice((0, 1, 2, 5, 6, 7, 8, 11, 12, 13, 14)))
    notice = later(months_later(first, done), roll.choice((-1, 0, 0, 1, 14)))
    if yes(roll, 0.25):
        notice = later(first, roll.choice((0, 13, 14, 15)))
    return {
        "contract": {"starts_on": first, "months": months, "fee": some_sum(roll, 5000)},
        "notice": {
            "arrived_on": max(first, notice),
            "reason": roll.choice(("wish", "wish", "moved", "died", "network")),
        },
        "network": {"days_down": roll.choice((0, 13, 14, 15))},
        "account": {"deposit": some_sum(roll), "credit": some_sum(roll)},
        "device": {
            "price": some_sum(roll, 60_000),
            "instalment": roll.choice(("0", some_sum(roll, 4000))),
            "instalments_left": roll.choice((0, 1, 12)),
            "back": yes(roll),
        },
    }
