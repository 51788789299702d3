"""Lakeside houses: cancelling a stay, read from its text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random

from .plain import (
    Case,
    Record,
    at,
    down,
    later,
    local_day,
    money,
    months_later,
    paid,
    refusal,
    some_day,
    some_moment,
    some_sum,
    told,
    written,
    yes,
)

ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe")


def read(case: Case) -> Record:
    """What the text says of a case."""
    when, day = case["case"]["cancelled_at"], local_day(case["case"]["cancelled_at"], case["house"]["zone"])
    off = (case["stay"]["arrives_on"] - day).days
    if case["case"]["cancelled_by"] == "host":
        return _with_deadline(_host(case, off, day), day)
    at_once = when - case["booking"]["made_at"] <= timedelta(hours=48)
    if at_once and off >= 14:
        return _with_deadline(paid(_everything(case), "EUR", "1.1", "2.5"), day)
    return _with_deadline(_guest(case, off, when), day)


def _guest(case: Case, off: int, when: datetime) -> Record:
    nights, each = case["stay"]["nights"], money(case, "price.night")
    before = when < at(case["stay"]["arrives_on"], "15:00:00", case["house"]["zone"])
    if told(case, "illness.claimed", False) and before:
        if "certificate" not in told(case, "illness.proof", []):
            return {"verdict": "pending", "clauses": [], "missing": ["illness.proof.certificate"]}
        ends = [written(down(each * nights / 2), "EUR"), written(each * nights, "EUR")]
        return {"verdict": "discretion", "range": ends, "clauses": ["1.6"], "decided_by": "host"}
    if case["booking"]["rate"] == "saver":
        return refusal("1.5")
    if before:
        share = 100 if off >= 30 else 50 if off >= 14 else 25 if off >= 7 else 10
        left = down(each * nights * share / 100) + money(case, "price.cleaning") + _tax(case, nights)
        return paid(left - money(case, "case.refunded_before"), "EUR", "1.2", "2.5")
    unslept = max(nights + off, 0)
    left = down(each * max(unslept - 1, 0) / 10) + _tax(case, unslept)
    return paid(left - money(case, "case.refunded_before"), "EUR", "1.3", "2.5")


def _host(case: Case, off: int, day: date) -> Record:
    record = paid(_everything(case), "EUR", "1.4", "2.5")
    if off < 30 and record["verdict"] == "refund":
        more = down(money(case, "price.night") * case["stay"]["nights"] / 10)
        voucher = {"remedy": "voucher", "label": "a voucher", "properties": []}
        voucher |= {"amount": written(_everything(case) + more, "EUR")}
        record["offers"] = [voucher | {"valid_until": months_later(day, 12).isoformat()}]
        record |= {"chosen_by": "guest", "choose_until": later(day, 30).isoformat()}
    return record


def _with_deadline(record: Record, day: date) -> Record:
    if record["verdict"] in ("refund", "discretion"):
        record["deadlines"] = {"payment": later(day, 10).isoformat()}
    return record


def _tax(case: Case, nights: int) -> Fraction:
    guests: int = told(case, "stay.guests", 1)
    return money(case, "price.tax") * nights * guests


def _everything(case: Case) -> Fraction:
    nights: int = case["stay"]["nights"]
    fees = money(case, "price.cleaning") + money(case, "price.service")
    before = money(case, "case.refunded_before")
    return money(case, "price.night") * nights + fees + _tax(case, nights) - before


def draw(roll: Random) -> Case:
    """A case near the tiers, the 48 hours and the hour of arrival."""
    zone, arrives = roll.choice(ZONES), some_day(roll)
    off = roll.choice((30, 14, 7, 0)) + roll.choice((-2, -1, 0, 0, 1))
    cancelled = some_moment(roll, later(arrives, -off), zone)
    if yes(roll, 0.3):
        cancelled = at(arrives, "15:00:00", zone) + timedelta(seconds=roll.choice((-1, 0, 1)))
    hours = timedelta(hours=48, seconds=roll.choice((-1, 0, 1))) if yes(roll, 0.4) else timedelta(days=60)
    made = (cancelled - (hours if yes(roll, 0.9) else timedelta(seconds=roll.choice((0, 1))))).astimezone(UTC)
    nights = roll.choice((1, 2, 3, 7, 30))
    case: Case = {
        "case": {
            "cancelled_by": "host" if yes(roll, 0.2) else "guest",
            "cancelled_at": cancelled,
            "refunded_before": roll.choice(("0", "0", some_sum(roll, 50_000))),
        },
        "house": {"zone": zone},
        "booking": {"made_at": made, "rate": "saver" if yes(roll, 0.2) else "flexible"},
        "stay": {"arrives_on": arrives, "nights": nights, "guests": roll.choice((1, 2, 5))},
        "price": {part: some_sum(roll) for part in ("night", "cleaning", "service")}
        | {"tax": some_sum(roll, 400)},
        "illness": {"claimed": yes(roll, 0.15), "proof": ["certificate"] if yes(roll) else []},
    }
    return case
