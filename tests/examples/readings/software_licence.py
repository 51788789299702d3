"""Plover Notes: licences, seats and renewals, read from the text."""

from __future__ import annotations

from datetime import date, timedelta
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
    written,
    yes,
)

ZONE = "Europe/Amsterdam"


def read(case: Case) -> Record:
    """What the text says of a case."""
    if told(case, "licence.bought_from") == "other_shop":
        return refusal("1.7")
    if told(case, "licence.blocked", False):
        if not told(case, "law.requires", False):
            return refusal("1.8")
        most = written(money(case, "payment.price") + money(case, "payment.tax"), "EUR")
        return {
            "verdict": "discretion",
            "range": ["0.00 EUR", most],
            "clauses": ["1.8"],
            "decided_by": "vendor",
        }
    made, asked = (
        local_day(case[table][name], ZONE) for table, name in (("payment", "made_at"), ("case", "asked_at"))
    )
    if _refunds_before(case, asked) >= 2:
        return refusal("1.6")
    record = _answer(case, made, asked)
    if record["verdict"] == "refund":
        record["measures"] = ["end_licence"] if told(case, "case.what", "licence") == "licence" else []
    return record


def _answer(case: Case, made: date, asked: date) -> Record:
    renewal, fee = case["payment"]["is_renewal"], money(case, "payment.bank_fee")
    first_days = not renewal and asked <= later(made, 30)
    if told(case, "case.what", "licence") == "seats":
        if case["licence"]["kind"] == "monthly":
            return {"verdict": "not_covered", "clauses": []}
        return (
            paid(_left(case, _seats_kept(case)) - fee, "EUR", "1.5", "2.3") if first_days else refusal("1.5")
        )
    whole = money(case, "payment.price") + money(case, "payment.tax")
    if first_days:
        return paid(whole - (fee if fee > 1 else 0), "EUR", "1.1", "2.3")
    used = told(case, "licence.last_used_at")
    if renewal and asked <= later(made, 14) and (used is None or used < case["payment"]["made_at"]):
        return paid(whole - fee, "EUR", "1.2", "2.3")
    if case["licence"]["kind"] == "monthly":
        return refusal("1.4")
    months = 1
    while months_later(made, months) <= asked:
        months += 1
    return paid(_left(case, Fraction(12 * months * case["licence"]["seats"])) - fee, "EUR", "1.3", "2.3")


def _left(case: Case, charged: Fraction) -> Fraction:
    """What is left of the price, and the tax in the same proportion."""
    price = money(case, "payment.price")
    left = max(price - charged, Fraction(0))
    return left + half_up(money(case, "payment.tax") * left / price)


def _seats_kept(case: Case) -> Fraction:
    kept: int = told(case, "licence.seats_kept", 0)
    return Fraction(kept * (100 if kept <= 4 else 90 if kept <= 19 else 80))


def _refunds_before(case: Case, asked: date) -> int:
    refunds = told(case, "customer.refunds", [])
    return sum(months_later(asked, -12) <= each["paid_on"] <= asked for each in refunds)


def draw(roll: Random) -> Case:
    """A case near the 14 and 30 days, the tiers of seats, the begun months, and the year of two refunds."""
    day, renewal = some_day(roll), yes(roll, 0.4)
    made = some_moment(roll, day, ZONE)
    on = later(day, roll.choice((14, 30)) + roll.choice((-1, 0, 1)))
    if yes(roll, 0.4):
        on = later(months_later(day, roll.choice((1, 2, 6, 11))), roll.choice((-1, 0, 1)))
    asked = soon_after(roll, made, some_moment(roll, on, ZONE))
    seats = roll.choice((1, 4, 5, 19, 20, 21, 22))
    price = roll.choice((seats * 9000, seats * 1200, roll.randrange(1, 300_000)))
    edges = (on, later(on, -1), months_later(on, -12), later(months_later(on, -12), -1))
    refunds = [roll.choice(edges) for _ in range(3)]
    licence: Case = {
        "kind": roll.choice(("yearly", "yearly", "monthly")),
        "seats": seats,
        "seats_kept": min(seats, roll.choice((0, 3, 4, 5, 6, 18, 19, 20, 21))),
        "bought_from": "other_shop" if yes(roll, 0.05) else "vendor",
        "blocked": yes(roll, 0.08),
    }
    if yes(roll):
        licence["last_used_at"] = made + timedelta(seconds=roll.choice((-1, 0, 1)))
    return {
        "case": {"asked_at": asked, "what": "seats" if yes(roll, 0.3) else "licence"},
        "licence": licence,
        "payment": {
            "made_at": made,
            "is_renewal": renewal,
            "price": str(price // 100) + f".{price % 100:02d}",
            "tax": some_sum(roll, 9000),
            "bank_fee": roll.choice(("0", "0.99", "1.00", "1.01", some_sum(roll, 500))),
        },
        "law": {"requires": yes(roll)},
        "customer": {"refunds": [{"paid_on": each} for each in refunds[: roll.choice((0, 0, 1, 2, 3))]]},
    }
