"""Marsh Line: when a train is late, read from its text."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from random import Random

from .plain import (
    Case,
    Record,
    at,
    later,
    local_day,
    money,
    near,
    paid,
    refusal,
    some_day,
    some_moment,
    some_sum,
    told,
    up,
    yes,
)

ZONE = "Europe/London"
PARTS = {"single": 1, "return": 1, "weekly": 10, "monthly": 40, "yearly": 464}


def read(case: Case) -> Record:
    """What the text says of a case."""
    announced = told(case, "train.announced_at")
    if announced is not None and announced < case["ticket"]["bought_at"]:
        return refusal("1.5")
    made = told(case, "journey.made", True)
    minutes, kind = case["journey"]["minutes_late"], case["ticket"]["kind"]
    why = []
    if made and minutes < 15:
        why.append("1.1")
    if not made and not told(case, "train.failed", False):
        why.append("1.3")
    claimed, day = local_day(case["claim"]["made_at"], ZONE), case["journey"]["on"]
    if not day <= claimed <= later(day, 28):
        why.append("1.4")
    if why:
        return refusal(*why)
    price = money(case, "ticket.price")
    journey = price / PARTS[kind]
    if not made:
        return _paid(up(journey), "1.3")
    left = up(journey * _share(kind, minutes), Fraction(5, 100))
    if PARTS[kind] > 1 and _late_in_month(case) >= 2:
        left += 5
    return _paid(min(left, price), "1.1")


def _paid(left: Fraction, clause: str) -> Record:
    record = paid(left if left >= 1 else Fraction(0), "GBP", clause, "2.3")
    if record["verdict"] == "refund":
        record["chosen_by"] = "passenger"
    return record


def _share(kind: str, minutes: int) -> Fraction:
    if kind == "return":
        percent = "12.5" if minutes < 30 else "25" if minutes < 60 else "50" if minutes < 120 else "100"
    else:
        percent = "25" if minutes < 30 else "50" if minutes < 60 else "100"
    return Fraction(percent) / 100


def _late_in_month(case: Case) -> int:
    day = case["journey"]["on"]
    claims = told(case, "passenger.claims", [])
    return sum(
        each["minutes_late"] >= 15 and (each["on"].year, each["on"].month) == (day.year, day.month)
        for each in claims
    )


def draw(roll: Random) -> Case:
    """A case near the bands of minutes, day 28, the turn of months, and the pound."""
    day, kind = some_day(roll), roll.choice(tuple(PARTS))
    claimed: datetime = some_moment(roll, later(day, roll.choice((-1, 0, 1, 27, 28, 28, 29))), ZONE)
    bought = at(later(day, -3), "12:00:00", ZONE)
    first = day.replace(day=1)
    turns = (first, later(first, -1), day, later(day, 1))
    earlier = [
        {"on": roll.choice(turns), "minutes_late": near(roll, (15, 15, 40))}
        for _ in range(roll.choice((0, 1, 2, 3)))
    ]
    train: Case = {"failed": yes(roll)}
    if yes(roll, 0.2):
        train["announced_at"] = bought + timedelta(seconds=roll.choice((-1, 0, 1)))
    return {
        "claim": {"made_at": claimed},
        "ticket": {
            "kind": kind,
            "price": roll.choice(
                ("4.00", "3.99", "1.00", "1.01", "0.99", "7.60", "1.05", some_sum(roll, 200_000))
            ),
            "bought_at": bought,
        },
        "journey": {"on": day, "made": yes(roll, 0.8), "minutes_late": near(roll, (15, 30, 60, 120))},
        "train": train,
        "passenger": {"claims": earlier},
    }
