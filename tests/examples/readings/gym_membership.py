"""Gravel Lane gym: memberships and packs of classes, read from the text."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from .hosting_credits import working_day
from .plain import (
    Case,
    Record,
    down,
    later,
    money,
    months_later,
    near,
    paid,
    refusal,
    some_day,
    some_sum,
    told,
    written,
    yes,
)


def read(case: Case) -> Record:
    """What the text says of a case."""
    notice, signed = case["notice"]["given_on"], case["contract"]["signed_on"]
    if case["case"]["what"] == "pack":
        return _pack(case, notice, signed)
    if notice <= working_day(signed, 5):
        return _billed(money(case, "member.paid") - 8 * told(case, "member.visits", 0), "1.1")
    reason = told(case, "member.reason", "wish")
    closed = reason == "closed" and told(case, "gym.days_closed", 0) > 14
    end = notice if closed else _end_of_month(months_later(notice, 1))
    fee, until = money(case, "member.fee"), case["member"]["paid_until"]
    left = down(fee * max((until - end).days, 0) / 30) - down(fee * max((end - until).days, 0) / 30)
    excused = (reason == "ill" and "certificate" in told(case, "member.proof", [])) or (
        reason == "moved" and told(case, "member.kilometres", 0) > 25
    )
    if not closed and not excused:
        left -= down(fee * _months_begun(end, _shortest(case)) * Fraction(60, 100))
    return _billed(left, "1.5" if closed else "1.2")


def _pack(case: Case, notice: date, signed: date) -> Record:
    if notice > months_later(signed, 6):
        return refusal("3.1")
    taken: int = case["pack"]["taken"]
    each = 10 if taken <= 4 else 9 if taken <= 9 else 8
    record = paid(money(case, "pack.price") - each * taken, "GBP", "3.1", "3.3")
    return record | ({"payee": "payer"} if record["verdict"] == "refund" else {})


def _billed(left: Fraction, clause: str) -> Record:
    if left < 0:
        return refusal(clause) | {"owed": {"by": "member", "amount": written(-left, "GBP")}}
    return paid(left, "GBP", clause, "2.3")


def _end_of_month(day: date) -> date:
    return later(months_later(day.replace(day=1), 1), -1)


def _shortest(case: Case) -> date:
    """The end of the shortest time."""
    member = case["member"]
    return later(months_later(member["starts_on"], member["shortest"]), member.get("days_paused", 0))


def _months_begun(end: date, shortest: date) -> int:
    months = 0
    while months_later(end, months) < shortest:
        months += 1
    return months


def draw(roll: Random) -> Case:
    """A case near the fifth working day, the end of the shortest time, day 14, and the tiers of classes."""
    signed = min(some_day(roll), date(2027, 11, 1))
    starts = later(signed, roll.choice((0, 1, 20)))
    shortest, paused = roll.choice((0, 3, 12, 24)), roll.choice((0, 0, 1, 30))
    ends = later(months_later(starts, shortest), paused)
    notice = roll.choice(
        (later(signed, near(roll, (5, 7, 9))), later(months_later(ends, -roll.choice((1, 2, 4))), -1))
    )
    if yes(roll, 0.3):
        notice = later(ends, roll.choice((-31, -30, -1, 0, 1)))
    what = "pack" if yes(roll, 0.25) else "membership"
    if what == "pack":
        notice = roll.choice(
            (later(months_later(signed, 6), roll.choice((-1, 0, 1))), signed, later(signed, 1))
        )
    notice = max(notice, signed)
    return {
        "case": {"what": what},
        "notice": {"given_on": notice},
        "contract": {"signed_on": signed},
        "member": {
            "starts_on": starts,
            "shortest": shortest,
            "days_paused": paused,
            "fee": some_sum(roll, 6000),
            "paid": some_sum(roll, 9000),
            "paid_until": later(_end_of_month(notice), roll.choice((-1, 0, 1, 30, 61))),
            "visits": roll.choice((0, 1, 3)),
            "reason": roll.choice(("wish", "ill", "moved", "closed")),
            "proof": ["certificate"] if yes(roll) else [],
            "kilometres": near(roll, (25,)),
        },
        "gym": {"days_closed": near(roll, (14,))},
        "pack": {"price": some_sum(roll, 12_000), "taken": near(roll, (5, 10, 1))},
    }
