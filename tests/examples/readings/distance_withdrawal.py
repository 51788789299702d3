"""Harbour Lane: withdrawing from a purchase made at a distance, read from its text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

from .plain import (
    Case,
    Record,
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
    yes,
)

ZONE = "Europe/Berlin"


def read(case: Case) -> Record:
    """What the text says of a case."""
    kind = case["order"]["kind"]
    barred = _barred(case, kind)
    if barred:
        return refusal(*barred)
    parcels = told(case, "order.parcels", [])
    sent = local_day(case["notice"]["sent_at"], ZONE)
    if not (kind == "goods" and not parcels) and sent > _last_day(case, kind, parcels):
        return refusal("1.1")
    record = paid(_sum(case, kind), "EUR", "1.1", "3.5")
    if record["verdict"] == "refund":
        record["deadlines"] = {"payment": later(sent, 14).isoformat()}
        waits = kind == "goods" and not told(case, "goods.back", False)
        record["measures"] = ["wait_for_goods"] if waits else []
    return record


def _last_day(case: Case, kind: str, parcels: list[Case]) -> date:
    arrived = [parcel["arrived_at"] for parcel in parcels]
    start = max(arrived) if kind == "goods" else case["order"]["concluded_at"]
    ordinary = later(local_day(start, ZONE), 14)
    longest = months_later(ordinary, 12)
    if told(case, "told.at") is None or local_day(case["told"]["at"], ZONE) > longest:
        return longest
    return min(max(ordinary, later(local_day(case["told"]["at"], ZONE), 14)), longest)


def _told_in_time(case: Case) -> bool:
    when = told(case, "told.at")
    return when is not None and when <= case["order"]["concluded_at"]


def _barred(case: Case, kind: str) -> list[str]:
    """The bullets of section 2 that speak."""
    found = [] if case["buyer"]["consumer"] else ["2.1"]
    if kind == "goods" and told(case, "goods.made_to_wish", False):
        found.append("2.2")
    if kind == "goods" and told(case, "goods.sealed", False) and told(case, "goods.seal_broken", False):
        found.append("2.3")
    began = told(case, "supply.began_at")
    declared = [told(case, "consent.agreed_at"), told(case, "consent.acknowledged_at")]
    if kind == "digital" and began is not None and began <= case["notice"]["sent_at"]:
        found += ["2.4"] if all(each is not None and each < began for each in declared) else []
    if kind == "service" and told(case, "service.asked_for", False):
        done = told(case, "service.days_performed", 0) == case["service"]["days_agreed"]
        found += ["2.5"] if done else []
    return found


def _sum(case: Case, kind: str) -> Fraction:
    price = money(case, "order.price")
    if kind == "digital":
        return price
    if kind == "service":
        if told(case, "service.asked_for", False) and _told_in_time(case):
            share = price * told(case, "service.days_performed", 0) / case["service"]["days_agreed"]
            return price - down(share)
        return price
    delivery = money(case, "order.delivery")
    ordinary = told(case, "order.ordinary_delivery")
    left = price - (money(case, "goods.loss") if _told_in_time(case) else 0)
    left += delivery if ordinary is None else min(delivery, money(case, "order.ordinary_delivery"))
    return left + (0 if told(case, "told.return_cost", False) else money(case, "return.cost"))


def draw(roll: Random) -> Case:
    """A case near the ends of the windows of the text."""
    day, kind = some_day(roll), roll.choice(("goods", "goods", "service", "digital"))
    concluded = some_moment(roll, day, ZONE)
    order: Case = {
        "kind": kind,
        "concluded_at": concluded,
        "price": some_sum(roll),
        "delivery": some_sum(roll, 2000),
    }
    if yes(roll):
        order["ordinary_delivery"] = some_sum(roll, 1000)
    first = day
    if kind == "goods":
        days = [later(day, roll.randrange(40)) for _ in range(roll.choice((0, 1, 1, 2, 3)))]
        order["parcels"] = [{"arrived_at": max(some_moment(roll, each, ZONE), concluded)} for each in days]
        first = max(days, default=day)
    case: Case = {"buyer": {"consumer": yes(roll, 0.9)}, "order": order}
    ends = [later(first, 14), months_later(later(first, 14), 12)]
    if yes(roll, 0.8):
        when = _some_telling(roll, first, concluded, ends[1])
        case["told"] = {"at": when, "return_cost": yes(roll)}
        ends += [later(local_day(when, ZONE), 14)] * 2
    sent = some_moment(roll, later(roll.choice(ends), roll.choice((-1, 0, 1))), ZONE)
    case["notice"] = {"sent_at": max(sent, concluded)}
    case["goods"] = {
        "made_to_wish": yes(roll, 0.05),
        "sealed": yes(roll, 0.2),
        "seal_broken": yes(roll),
        "back": yes(roll),
        "loss": roll.choice(("0", "0", order["price"], some_sum(roll, int(100 * Fraction(order["price"]))))),
    }
    case["return"] = {"cost": some_sum(roll, 900)}
    agreed = roll.choice((1, 7, 30, 31))
    performed = roll.choice((0, 1, agreed - 1, agreed))
    case["service"] = {"asked_for": yes(roll), "days_agreed": agreed, "days_performed": performed}
    if kind == "digital":
        began = roll.choice((concluded, case["notice"]["sent_at"])) + _a_second(roll)
        case["supply"] = {"began_at": began} if yes(roll, 0.9) else {}
        times = {"agreed_at": began + _a_second(roll), "acknowledged_at": began + _a_second(roll)}
        case["consent"] = {name: when for name, when in times.items() if yes(roll, 0.9)}
    return case


def _a_second(roll: Random) -> timedelta:
    return timedelta(seconds=roll.choice((-1, -1, 0, 1)))


def _some_telling(roll: Random, first: date, concluded: datetime, longest: date) -> datetime:
    """When the shop told of the right: around the contract, the first day, or the last one on which it helps."""
    if yes(roll):
        return concluded + _a_second(roll)
    day = roll.choice(
        (later(first, roll.choice((-1, 0, 1, 20))), later(longest, roll.choice((-15, -1, 0, 1))))
    )
    return some_moment(roll, day, ZONE)
