"""Lincoln Field College: aid given back when a student leaves, read from its text."""

from __future__ import annotations

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
    some_day,
    some_moment,
    some_sum,
    told,
    written,
    yes,
)

ZONE = "America/Chicago"
FUNDS = ("unsubsidised", "subsidised", "parents", "grant")
LABELS = {
    "unsubsidised": "to the unsubsidised loan",
    "subsidised": "to the subsidised loan",
    "parents": "to the loan of the parents",
    "grant": "to the grant",
}


def read(case: Case) -> Record:
    """What the text says of a case."""
    share = _share(case)
    aid, charges = (
        sum((money(case, f"aid.{fund}") for fund in FUNDS), Fraction(0)),
        money(case, "college.charges"),
    )
    kept = max(half_up(share * charges), min(down(charges / 20), Fraction(100)))
    left = min(aid - half_up(share * aid), charges - kept)
    record = paid(left, "USD", "1.1", "2.3")
    if record["verdict"] == "refund":
        learned = local_day(case["college"]["learned_at"], ZONE)
        record["deadlines"] = {"return": later(learned, 45).isoformat()}
        record["split"] = _split(case, left)
    return record


def _split(case: Case, left: Fraction) -> list[Case]:
    parts = []
    for fund in FUNDS:
        part = left if fund == "grant" else min(left, money(case, f"aid.{fund}"))
        left -= part
        parts += [{"route": fund, "label": LABELS[fund], "amount": written(part, "USD")}] if part else []
    return parts


def _share(case: Case) -> Fraction:
    """The share of the aid that was earned."""
    left_on = told(case, "student.left_on")
    if left_on is None:
        return Fraction(1, 2)
    days = _days(case)
    attended = sum(day <= left_on for day in days)
    if not attended:
        return Fraction(0)
    share = Fraction(attended, len(days))
    return Fraction(1) if share > Fraction(60, 100) else half_up(share, Fraction(1, 1000))


def _days(case: Case) -> list[date]:
    """The days of the term that count: all but those of long breaks."""
    first, last = case["term"]["starts_on"], case["term"]["ends_on"]
    breaks = [(each["starts_on"], each["ends_on"]) for each in told(case, "term.breaks", [])]
    long = [(start, end) for start, end in breaks if (end - start).days + 1 >= 5]
    days = [later(first, number) for number in range((last - first).days + 1)]
    return [day for day in days if not any(start <= day <= end for start, end in long)]


def draw(roll: Random) -> Case:
    """A case near the 60 percent, the five days of a break, and the days of the term."""
    first = max(some_day(roll), date(2026, 1, 1))
    length = roll.choice((10, 50, 100, 105, 110, 117))
    term: Case = {"starts_on": first, "ends_on": later(first, length - 1)}
    if length >= 50:
        term["breaks"] = _breaks(roll, first)
    case: Case = {"term": term}
    counted = _days(case)
    sixty = len(counted) * 60 // 100
    left = roll.choice((0, 1, sixty - 1, sixty, sixty + 1, len(counted), roll.randrange(len(counted)) + 1))
    on = later(first, -roll.choice((1, 2))) if left == 0 else counted[max(left, 1) - 1]
    inside = [each["ends_on"] for each in term.get("breaks", [])]
    on = roll.choice(inside) if inside and yes(roll, 0.2) else on
    case["student"] = {"left_on": on} if yes(roll, 0.9) else {}
    case["college"] = {
        "learned_at": some_moment(roll, later(on, roll.randrange(40)), ZONE),
        "charges": roll.choice(("2000.00", "1999.99", "2000.20", some_sum(roll, 900_000))),
    }
    case["aid"] = {fund: some_sum(roll, 300_000) for fund in FUNDS if yes(roll, 0.7)}
    return case


def _breaks(roll: Random, first: date) -> list[Case]:
    """One or two breaks of four to six days, apart from each other."""
    starts = (roll.choice((5, 8)), roll.choice((30, 33)))
    spans = [(start, start + roll.choice((4, 5, 6)) - 1) for start in starts[: roll.choice((0, 1, 2))]]
    return [{"starts_on": later(first, start), "ends_on": later(first, end)} for start, end in spans]
