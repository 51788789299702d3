"""Curlew concerts: tickets, and what countries say otherwise, read from the text."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from random import Random

from .plain import (
    Case,
    Record,
    down,
    later,
    local_day,
    money,
    near,
    paid,
    refusal,
    some_day,
    some_moment,
    some_sum,
    soon_after,
    told,
    yes,
)

ZONE = "Europe/Zurich"


def read(case: Case) -> Record:
    """What the text says of a case."""
    if told(case, "ticket.bought_from") == "somebody_else":
        return refusal("1.5")
    record = _answer(case, case["concert"]["country"], case["concert"]["fate"])
    if record["verdict"] == "refund":
        record["payee"] = "payer" if told(case, "ticket.paid_by_another", False) else "guest"
    return record


def _answer(case: Case, country: str, fate: str) -> Record:
    price, fee = money(case, "ticket.price"), money(case, "ticket.advance_fee")
    asked = local_day(case["case"]["asked_at"], ZONE)
    if fate in ("cancelled", "put_off"):
        clause = "1.1" if fate == "cancelled" else "1.2"
        days = 90 if (fate, country) == ("cancelled", "AT") else 30
        days = 14 if fate == "put_off" and country != "FR" else days
        late = asked > later(local_day(case["concert"]["announced_at"], ZONE), days)
        if late or case["case"]["asked_at"] < case["concert"]["announced_at"]:
            return refusal(clause)
        return paid(price + fee, "CHF", clause, "3.3")
    if fate == "broken_off":
        enough = Fraction(3, 4) if country == "IT" else Fraction(1, 2)
        if Fraction(case["concert"]["minutes_played"], case["concert"]["minutes"]) >= enough:
            return refusal("1.3")
        return paid(down(price / 2), "CHF", "1.3", "3.3")
    if asked > later(case["concert"]["on"], -20):
        return refusal("1.4")
    return paid(price if country == "FR" else down(price * 80 / 100), "CHF", "1.4", "3.3")


def draw(roll: Random) -> Case:
    """A case near the days after the announcement and before the concert, and the shares of the time."""
    day, fate = some_day(roll), roll.choice(("as_planned", "cancelled", "put_off", "broken_off"))
    announced = some_moment(roll, day, ZONE)
    asked = soon_after(
        roll,
        announced,
        some_moment(roll, later(day, roll.choice((13, 14, 15, 29, 30, 31, 89, 90, 91))), ZONE),
    )
    asked -= timedelta(seconds=int(asked == announced and yes(roll)))
    on = later(day, 100)
    if fate == "as_planned":
        asked = some_moment(roll, later(on, roll.choice((-21, -20, -20, -19, 0))), ZONE)
    minutes = roll.choice((100, 101, 103, 120))
    return {
        "case": {"asked_at": asked},
        "concert": {
            "on": on,
            "country": roll.choice(("CH", "AT", "FR", "IT")),
            "fate": fate,
            "announced_at": announced,
            "minutes": minutes,
            "minutes_played": min(minutes, near(roll, (minutes // 2, minutes * 3 // 4))),
        },
        "ticket": {
            "bought_at": some_moment(roll, later(day, -50), ZONE),
            "price": some_sum(roll),
            "advance_fee": roll.choice(("0", some_sum(roll, 900))),
            "bought_from": "somebody_else" if yes(roll, 0.1) else "promoter",
            "paid_by_another": yes(roll, 0.3),
        },
    }
