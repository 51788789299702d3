"""Rights of air passengers, read from the text."""

from __future__ import annotations

from datetime import datetime, timedelta
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
    months_later,
    near,
    paid,
    refusal,
    some_day,
    some_moment,
    some_sum,
    told,
    written,
    yes,
)

ZONE = "Europe/Brussels"
BULLETS = {"denied": "1.1", "cancelled": "1.2", "late": "1.3", "downgraded": "1.7"}


def read(case: Case) -> Record:
    """What the text says of a case."""
    kind = case["event"]["kind"]
    if told(case, "passenger.fare", "public") == "reserved":
        return {"verdict": "not_covered", "clauses": []}
    if kind != "cancelled" and not told(case, "passenger.at_check_in", True):
        return refusal("1.5")
    if kind == "downgraded":
        legs = [leg for leg in told(case, "ticket.legs", []) if leg.get("lower_class", False)]
        price = sum((Fraction(leg["price"]) for leg in legs), Fraction(0))
        km = _kilometres(case)
        share = Fraction(30 if km <= 1500 else 50 if km <= 3500 else 75, 100)
        return _with_deadline(
            case, paid(half_up(price * share) - money(case, "paid.before"), "EUR", "1.7", "2.5")
        )
    return _with_deadline(case, _choice(case, kind))


def _choice(case: Case, kind: str) -> Record:
    """Compensation and ticket, and the voucher in place of them."""
    extraordinary = told(case, "event.extraordinary", False) and kind in ("cancelled", "late")
    left = _compensation(case, kind) + _ticket(case, kind) - money(case, "paid.before")
    if kind == "denied" and told(case, "event.volunteer", False):
        left += money(case, "event.agreed")
    record = paid(left, "EUR", BULLETS[kind], "1.4" if extraordinary else "2.5")
    if record["verdict"] == "refund":
        day = local_day(case["flight"]["departs_at"], ZONE)
        voucher: Record = {
            "remedy": "voucher",
            "label": "a voucher",
            "amount": written(down(left * 3 / 2), "EUR"),
        }
        voucher |= {
            "valid_until": months_later(day, 24).isoformat(),
            "properties": ["each passenger chooses"],
        }
        flight: Record = {
            "remedy": "another_flight",
            "label": "another flight, paid by the airline",
            "properties": [],
        }
        flight |= {"amount": None, "valid_until": None}
        record["offers"] = [voucher, flight] if _may_return_ticket(case, kind) else [voucher]
        record["choose_until"] = later(day, 30).isoformat()
    return record


def _with_deadline(case: Case, record: Record) -> Record:
    if record["verdict"] == "refund":
        day = local_day(case["flight"]["departs_at"], ZONE)
        record["deadlines"] = {"payment": later(day, 7).isoformat()}
    return record


def _kilometres(case: Case) -> int:
    km: int = case["flight"]["distance"]
    return min(km, 3500) if case["flight"]["within_union"] else km


def _compensation(case: Case, kind: str) -> Fraction:
    landed = told(case, "flight.landed_at")
    late = None if landed is None else landed - case["flight"]["arrives_at"]
    due = {
        "denied": not told(case, "event.volunteer", False),
        "cancelled": not _told_in_time(case) and not told(case, "event.extraordinary", False),
        "late": late is not None
        and late >= timedelta(hours=3)
        and not told(case, "event.extraordinary", False),
    }
    if not due[kind]:
        return Fraction(0)
    km = _kilometres(case)
    full, hours = (250, 2) if km <= 1500 else (400, 3) if km <= 3500 else (600, 4)
    soon = late is not None and late // timedelta(minutes=1) <= hours * 60
    passengers: int = told(case, "passenger.count", 1)
    return Fraction(full, 2 if soon else 1) * passengers


def _told_in_time(case: Case) -> bool:
    when = told(case, "event.told_at")
    if when is None:
        return False
    departs, arrives = case["flight"]["departs_at"], case["flight"]["arrives_at"]
    days = (local_day(departs, ZONE) - local_day(when, ZONE)).days
    if days >= 14:
        return True
    other = told(case, "other.departs_at"), told(case, "other.arrives_at")
    if None in other:
        return False
    before, after = (2, 4) if days >= 7 else (1, 2)
    in_reach: bool = departs - other[0] <= timedelta(hours=before)
    return in_reach and other[1] < arrives + timedelta(hours=after)


def _may_return_ticket(case: Case, kind: str) -> bool:
    left_at, hours = told(case, "flight.left_at"), timedelta(hours=5)
    very_late = left_at is not None and left_at - case["flight"]["departs_at"] >= hours
    return kind in ("denied", "cancelled") or very_late


def _ticket(case: Case, kind: str) -> Fraction:
    if told(case, "ticket.choice") != "money" or not _may_return_ticket(case, kind):
        return Fraction(0)
    useless = [leg for leg in told(case, "ticket.legs", []) if not (leg["flown"] and leg["of_use"])]
    return sum((Fraction(leg["price"]) for leg in useless), Fraction(0))


def draw(roll: Random) -> Case:
    """A case near the bands of distance and lateness, the days of notice, and the hours of another flight."""
    departs = some_moment(roll, some_day(roll), ZONE)
    arrives = departs + timedelta(hours=roll.choice((1, 3, 9)))
    flight: Case = {"departs_at": departs, "arrives_at": arrives, "within_union": yes(roll, 0.3)}
    flight["distance"] = near(roll, (1500, 3500, 400, 9000))
    if yes(roll, 0.8):
        late = timedelta(minutes=roll.choice((120, 180, 240)), seconds=roll.choice((-60, -1, 0, 1, 60, 120)))
        flight["landed_at"] = arrives + late
    if yes(roll):
        flight["left_at"] = departs + timedelta(hours=5, seconds=roll.choice((-1, 0, 1)))
    event: Case = {"kind": roll.choice(("denied", "cancelled", "cancelled", "late", "late", "downgraded"))}
    event |= {"volunteer": yes(roll, 0.2), "agreed": some_sum(roll), "extraordinary": yes(roll, 0.2)}
    if yes(roll, 0.8):
        event["told_at"] = _telling(roll, departs)
    case: Case = {"flight": flight, "event": event}
    if yes(roll, 0.8):
        case["other"] = _other(roll, departs, arrives)
    case["passenger"] = {
        "count": roll.choice((1, 1, 2, 9)),
        "fare": "reserved" if yes(roll, 0.05) else "public",
        "at_check_in": yes(roll, 0.9),
    }
    legs = [_leg(roll) for _ in range(roll.choice((0, 1, 2, 3)))]
    case["ticket"] = {"legs": legs, "choice": "money" if yes(roll) else "another_flight"}
    case["paid"] = {"before": roll.choice(("0", "0", "125.00", "250.00", some_sum(roll, 70_000)))}
    return case


def _telling(roll: Random, departs: datetime) -> datetime:
    day = later(local_day(departs, ZONE), -roll.choice((15, 14, 13, 8, 7, 6, 0)))
    return min(some_moment(roll, day, ZONE), departs)


def _other(roll: Random, departs: datetime, arrives: datetime) -> Case:
    """Another flight, a second around the hours that count."""
    second = [timedelta(seconds=roll.choice((-1, 0, 1))) for _ in range(2)]
    times = {
        "departs_at": departs - timedelta(hours=roll.choice((0, 1, 2))) + second[0],
        "arrives_at": arrives + timedelta(hours=roll.choice((1, 2, 4))) + second[1],
    }
    return {name: when for name, when in times.items() if yes(roll, 0.95)}


def _leg(roll: Random) -> Case:
    return {"price": some_sum(roll), "flown": yes(roll), "of_use": yes(roll), "lower_class": yes(roll)}
