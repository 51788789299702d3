"""Tern Hosting: credits for downtime, read from its text."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction
from random import Random

from .plain import (
    Case,
    Record,
    down,
    half_up,
    later,
    local_day,
    money,
    paid,
    refusal,
    some_moment,
    some_sum,
    told,
    yes,
)

HOLIDAYS = {
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
    date(2027, 3, 26),
    date(2027, 3, 29),
    date(2027, 5, 3),
    date(2027, 5, 31),
    date(2027, 8, 30),
    date(2027, 12, 27),
    date(2027, 12, 28),
}
STEPS = {"web": (Fraction("99.950"), 10, 25), "database": (Fraction("99.990"), 15, 40)}


def read(case: Case) -> Record:
    """What the text says of a case."""
    barred = [] if case["bill"]["paid"] else ["1.4"]
    barred += ["1.5"] if told(case, "downtime.own_doing", False) else []
    if barred:
        return refusal(*barred)
    first = case["month"]["starts_on"]
    last = date(first.year, first.month, monthrange(first.year, first.month)[1])
    asked = local_day(case["case"]["asked_at"], "UTC")
    if not last <= asked <= later(last, 30):
        return refusal("1.3")
    services = case["account"]["services"]
    credit = sum((_credit(each, case["month"]["minutes"]) for each in services), Fraction(0))
    fees = sum((Fraction(each["fee"]) for each in services), Fraction(0))
    credit = min(credit, down(fees / 2))
    credit = Fraction(0) if credit <= 1 else credit
    record = paid(credit - money(case, "bill.credited_before"), "USD", "1.1", "2.6")
    if record["verdict"] == "refund":
        record["deadlines"] = {"credit": working_day(asked, 5).isoformat()}
        record["route"] = "original" if told(case, "account.closed", False) else "balance"
    return record


def _credit(service: Case, minutes: int) -> Fraction:
    counted = minutes - service.get("maintenance", 0)
    up = max(counted - service["down"], 0)
    uptime = down(Fraction(100 * up, counted), Fraction(1, 1000))
    full, small, large = STEPS[service["kind"]]
    share = 0 if uptime >= full else small if uptime >= 99 else large if uptime >= 95 else 100
    return half_up(Fraction(service["fee"]) * share / 100)


def working_day(day: date, number: int) -> date:
    """The working day that is the so manieth after a day."""
    while number:
        day = later(day, 1)
        number -= day.weekday() < 5 and day not in HOLIDAYS
    return day


def draw(roll: Random) -> Case:
    """A case near the bands of uptime, the cap, the dollar, and the thirtieth day."""
    year, month = roll.choice((2026, 2026, 2027)), roll.randrange(1, 11)
    days = monthrange(year, month)[1]
    last = date(year, month, days)
    asked = some_moment(roll, later(last, roll.choice((-1, 0, 1, 29, 30, 30, 31))), "UTC")
    services = [_service(roll, days * 1440) for _ in range(roll.choice((0, 1, 1, 2, 3)))]
    return {
        "case": {"asked_at": asked},
        "month": {"starts_on": date(year, month, 1), "minutes": days * 1440},
        "bill": {
            "paid": yes(roll, 0.95),
            "credited_before": roll.choice(("0", "0", "0", "1.00", some_sum(roll, 900))),
        },
        "downtime": {"own_doing": yes(roll, 0.05)},
        "account": {"closed": yes(roll), "services": services},
    }


def _service(roll: Random, minutes: int) -> Case:
    maintenance = roll.choice((0, 0, 60, 640))
    counted = minutes - maintenance
    edge = roll.choice((Fraction("99.95"), Fraction("99.99"), Fraction(99), Fraction(95)))
    down_for = int(counted * (100 - edge) / 100) + roll.choice((-1, 0, 1, 2))
    return {
        "kind": roll.choice(("web", "database")),
        "fee": roll.choice(("10.00", "9.99", "10.01", "4.00", some_sum(roll, 30_000))),
        "down": roll.choice((max(down_for, 0), max(down_for, 0), counted)),
        "maintenance": maintenance,
    }
