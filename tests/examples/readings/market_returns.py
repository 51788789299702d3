"""Fennel market: sending things back, read from its text."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .plain import (
    Case,
    Record,
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
    yes,
)

ZONE = "Europe/Vienna"


def read(case: Case) -> Record:
    """What the text says of a case."""
    if case["case"]["asker"] == "other":
        return refusal("1.4")
    items = case["order"]["items"]
    asked = local_day(case["case"]["asked_at"], ZONE)
    delivered = local_day(case["order"]["delivered_at"], ZONE)
    soon, not_late = asked <= later(delivered, 30), asked <= months_later(delivered, 6)
    sent = [each for each in items if each["sent_back"] > 0]
    why = []
    if not soon and not any(each["faulty"] for each in sent):
        why.append("1.1")
    if not any(each["faulty"] or each["kind"] != "food" for each in sent):
        why.append("1.2")
    if not not_late:
        why.append("1.3")
    if why:
        return refusal(*why)
    counts = [each for each in items if (not_late if each["faulty"] else each["kind"] != "food" and soon)]
    return _answer(case, items, counts)


def _answer(case: Case, items: list[Case], counts: list[Case]) -> Record:
    going = [each for each in counts if each["sent_back"] > 0]
    faulty = any(each["faulty"] for each in going)
    record = paid(_left(case, items, counts, faulty=faulty), "EUR", "1.1", "2.7")
    if record["verdict"] == "refund" and faulty and "photo" not in told(case, "case.proof", []):
        return {"verdict": "pending", "clauses": [], "missing": ["case.proof.photo"]}
    if record["verdict"] == "refund":
        record["payee"] = "buyer"
        record["measures"] = ["charge_seller"] if any(each["seller"] == "partner" for each in going) else []
    return record


def _left(case: Case, items: list[Case], counts: list[Case], *, faulty: bool) -> Fraction:
    counted = sum((_price(each) for each in counts), Fraction(0))
    whole = sum((Fraction(each["price"]) * each["pieces"] for each in items), Fraction(0))
    left = counted - sum((_kept(each) for each in counts), Fraction(0))
    if whole:
        left -= up(money(case, "order.coupon") * counted / whole)
    fee, kept = money(case, "order.delivery_fee"), whole - counted
    if len(counts) == len(items) and all(each["sent_back"] == each["pieces"] for each in items):
        left += fee
    if fee == 0 and whole >= 50 and 0 < kept < 50 and not faulty:
        left -= Fraction("4.90")
    left -= 0 if faulty else Fraction("3.50")
    return left - money(case, "order.refunded_before")


def _price(item: Case) -> Fraction:
    pieces: int = item["sent_back"]
    return Fraction(item["price"]) * pieces


def _kept(item: Case) -> Fraction:
    if item["faulty"]:
        return Fraction(0)
    share = {("electronics", "opened"): 15, ("clothes", "label_off"): 30}
    return up(_price(item) * share.get((item["kind"], item["state"]), 0) / 100)


def draw(roll: Random) -> Case:
    """A case near day 30, the end of six months, and the 50 euro."""
    delivered, paid_on = some_day(roll), later(some_day(roll), 0)
    day = roll.choice((later(delivered, 30), later(delivered, 30), months_later(delivered, 6)))
    at_door = some_moment(roll, delivered, ZONE)
    when = soon_after(roll, at_door, some_moment(roll, later(day, roll.choice((-1, 0, 0, 1))), ZONE))
    items = [_item(roll) for _ in range(roll.choice((1, 1, 2, 3)))]
    return {
        "case": {
            "asker": roll.choice(("buyer", "buyer", "receiver", "receiver", "other")),
            "asked_at": when,
            "proof": ["photo"] if yes(roll, 0.7) else [],
        },
        "order": {
            "paid_at": some_moment(roll, paid_on, ZONE),
            "delivered_at": at_door,
            "delivery_fee": roll.choice(("0", "0", "0.01", "4.90")),
            "coupon": roll.choice(("0", "5.00", some_sum(roll, 1000))),
            "refunded_before": roll.choice(("0", "0", "0", some_sum(roll))),
            "items": items,
        },
    }


def _item(roll: Random) -> Case:
    pieces = roll.choice((1, 1, 2, 3))
    return {
        "kind": roll.choice(("clothes", "electronics", "food")),
        "state": roll.choice(("as_new", "opened", "label_off")),
        "faulty": yes(roll, 0.25),
        "price": roll.choice(("50.00", "50.01", "49.99", "25.00", "0.01", "100.00", some_sum(roll))),
        "pieces": pieces,
        "sent_back": roll.choice((0, 1, pieces, pieces)),
        "seller": roll.choice(("market", "partner")),
        "replaced_before": yes(roll, 0.2),
    }
