"""Heron Mutual: when an insurance ends early, read from its text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

from .plain import (
    Case,
    Record,
    half_up,
    later,
    local_day,
    money,
    months_later,
    paid,
    refusal,
    some_day,
    some_moment,
    some_sum,
    soon_after,
    told,
    up,
    written,
    yes,
)

ZONE = "Europe/Vienna"


def read(case: Case) -> Record:
    """What the text says of a case."""
    notice, first = local_day(case["notice"]["given_at"], ZONE), case["cover"]["starts_on"]
    premium, so_far = money(case, "premium.year"), money(case, "premium.paid")
    again = months_later(first, 12)
    days = ((again if again.day < first.day else later(again, -1)) - first).days + 1
    covered = min(max((notice - first).days + 1, 0), days)
    for_days = half_up(premium * covered / days)
    if told(case, "risk.untruth", False):
        ends = ["0.00 EUR", written(max(so_far - for_days, Fraction(0)), "EUR")]
        return {"verdict": "discretion", "range": ends, "clauses": ["1.6"], "decided_by": "insurer"}
    if case["notice"]["by"] == "insurer":
        return _settled(case, so_far - for_days, "1.4", notice)
    if told(case, "claim.paid", False):
        return _settled(case, so_far - premium, "1.5", notice)
    if case["notice"]["given_at"] >= case["papers"]["arrived_at"] and notice <= _last_day(case):
        return _settled(case, so_far - for_days, "1.1", notice)
    if told(case, "notice.thing_gone", False):
        return _settled(case, so_far - for_days, "1.4", notice)
    months = 0
    while months_later(first, months) <= notice:
        months += 1
    share = 20 if months <= 1 else 40 if months <= 3 else 70 if months <= 6 else 100
    kept = min(max(up(premium * share / 100), Fraction(25)), premium)
    return _settled(case, so_far - kept, "1.3", notice)


def _last_day(case: Case) -> date:
    """The last day on which the customer can withdraw."""
    life, country = case["cover"]["kind"] == "life", told(case, "customer.country", "home")
    days = 30 if life or country == "norland" else 14
    return later(local_day(case["papers"]["arrived_at"], ZONE), 60 if life and country == "isles" else days)


def _settled(case: Case, left: Fraction, clause: str, notice: date) -> Record:
    if left < 0:
        return refusal(clause) | {"owed": {"by": "customer", "amount": written(-left, "EUR")}}
    record = paid(left, "EUR", clause, "2.4")
    if record["verdict"] == "refund":
        record["deadlines"] = {"payment": later(notice, 30).isoformat()}
        record["payee"] = "bank" if told(case, "premium.lent", False) else "customer"
    return record


def draw(roll: Random) -> Case:
    """A case near the days in which one can withdraw, the months begun, and the days of the year."""
    first = some_day(roll)
    arrived: datetime = some_moment(roll, later(first, roll.choice((-80, -10, 0, 5))), ZONE)
    days = roll.choice((14, 30, 60)) + roll.choice((-1, 0, 1))
    day = later(local_day(arrived, ZONE), days)
    if yes(roll, 0.6):
        day = later(months_later(first, roll.choice((1, 2, 3, 4, 5, 6, 7, 12))), roll.choice((-1, 0, 1)))
    premium = roll.choice(("365.00", "366.00", "100.00", "24.99", some_sum(roll, 90_000)))
    given = soon_after(roll, arrived, some_moment(roll, day, ZONE)) - timedelta(seconds=int(yes(roll, 0.05)))
    return {
        "notice": {
            "given_at": given,
            "by": "insurer" if yes(roll, 0.2) else "customer",
            "thing_gone": yes(roll, 0.2),
        },
        "cover": {
            "kind": roll.choice(("life", "home", "car")),
            "signed_on": later(first, -20),
            "starts_on": first,
        },
        "customer": {"country": roll.choice(("home", "norland", "isles"))},
        "papers": {"arrived_at": arrived},
        "premium": {
            "year": premium,
            "paid": roll.choice((premium, premium, some_sum(roll, 30_000))),
            "lent": yes(roll, 0.3),
        },
        "claim": {"paid": yes(roll, 0.15)},
        "risk": {"untruth": yes(roll, 0.1)},
    }
