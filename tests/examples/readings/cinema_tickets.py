"""Lantern Pictures: giving tickets back, read from its text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

from .plain import (
    CENT,
    Case,
    Record,
    down,
    later,
    local_day,
    money,
    paid,
    refusal,
    some_day,
    some_moment,
    some_sum,
    told,
    up,
    written,
    yes,
)

ZONE = "Europe/Prague"
MEANS = ("points", "gift_card", "bank_card")
LABELS = {"points": "to the points", "gift_card": "to the gift card", "bank_card": "to the bank card"}


def read(case: Case) -> Record:
    """What the text says of a case."""
    tickets = case["order"]["tickets"]
    back = [each for each in tickets if each.get("given_back", True)]
    if len(tickets) >= 10 and len(back) < len(tickets):
        return refusal("1.4")
    asked, starts = case["case"]["asked_at"], case["show"]["starts_at"]
    price = sum((Fraction(each["price"]) for each in back), Fraction(0))
    bonus = up(Fraction(told(case, "bonus.spent", "0")) * CENT)
    if told(case, "show.cancelled", False) or told(case, "show.minutes_late", 0) > 30:
        if local_day(asked, ZONE) > later(local_day(starts, ZONE), 14):
            return refusal("1.3")
        return _divided(case, paid(price - bonus, "EUR", "1.3", "2.1"), price - bonus, in_turn=True)
    if starts - asked >= timedelta(hours=2):
        left = price - Fraction(len(back), 2) - bonus
        return _divided(case, paid(left, "EUR", "1.1", "2.1"), left, in_turn=True)
    if starts - asked < timedelta(minutes=20):
        return refusal("1.2")
    left = down(price / 2) - bonus
    return _divided(case, paid(left, "EUR", "1.2", "2.1"), left, in_turn=False)


def _divided(case: Case, record: Record, left: Fraction, *, in_turn: bool) -> Record:
    if record["verdict"] != "refund":
        return record
    with_points = down(Fraction(told(case, "paid.points", "0")) * CENT)
    given = {
        "points": with_points,
        "gift_card": money(case, "paid.gift_card"),
        "bank_card": money(case, "paid.bank_card"),
    }
    parts = _in_turn(left, given) if in_turn else _in_proportion(left, given)
    record["split"] = [
        {"route": means, "label": LABELS[means], "amount": written(parts[means], "EUR")}
        for means in MEANS
        if parts[means]
    ]
    expires: date | None = told(case, "gift_card.expires_on")
    expired = expires is not None and local_day(case["case"]["asked_at"], ZONE) > expires
    record["measures"] = ["new_gift_card"] if expired and given["gift_card"] else []
    return record


def _in_turn(left: Fraction, given: dict[str, Fraction]) -> dict[str, Fraction]:
    points = min(left, given["points"])
    card = min(left - points, given["gift_card"])
    return {"points": points, "gift_card": card, "bank_card": left - points - card}


def _in_proportion(left: Fraction, given: dict[str, Fraction]) -> dict[str, Fraction]:
    whole = sum(given.values())
    parts = {means: down(left * sum_ / whole) if whole else Fraction(0) for means, sum_ in given.items()}
    parts["bank_card"] += left - sum(parts.values())
    return parts


def draw(roll: Random) -> Case:
    """A case near the 2 hours, the 20 and 30 minutes, the fourteenth day, and ten tickets."""
    day = some_day(roll)
    starts = some_moment(roll, day, ZONE)
    before = roll.choice((timedelta(hours=2), timedelta(hours=2), timedelta(minutes=20), timedelta(hours=1)))
    asked: datetime = starts - before + timedelta(seconds=roll.choice((-1, 0, 1)))
    show: Case = {
        "starts_at": starts,
        "cancelled": yes(roll, 0.15),
        "minutes_late": roll.choice((0, 0, 29, 30, 31)),
    }
    if show["cancelled"] or show["minutes_late"] > 30:
        asked = some_moment(roll, later(day, roll.choice((13, 14, 15))), ZONE)
    many = roll.choice((1, 2, 3, 9, 10, 11))
    tickets: list[Case] = [{"price": some_sum(roll, 1500), "given_back": yes(roll, 0.9)} for _ in range(many)]
    price = sum((Fraction(each["price"]) for each in tickets), Fraction(0))
    return {
        "case": {"asked_at": asked},
        "order": {"paid_at": starts - timedelta(days=20), "tickets": tickets},
        "show": show,
        "paid": _means(roll, int(price / CENT)),
        "bonus": {"spent": str(roll.choice((0, 0, 1, 150, 1000)))},
        "gift_card": {"expires_on": later(local_day(asked, ZONE), roll.choice((-1, 0, 1)))}
        if yes(roll)
        else {},
    }


def _means(roll: Random, cents: int) -> Case:
    """What was paid with each means: all of the price together."""
    points = roll.choice((0, cents // 3, roll.randrange(cents + 1)))
    gift = roll.choice((0, cents - points, roll.randrange(cents - points + 1)))
    rest = cents - points - gift
    return {
        "points": str(points),
        "gift_card": f"{gift // 100}.{gift % 100:02d}",
        "bank_card": f"{rest // 100}.{rest % 100:02d}",
    }
