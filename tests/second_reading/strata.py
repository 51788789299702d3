"""The strata of the generated cases: what each one pins, and what is drawn.

A knob is one aspect of a case. Its drawn values lean towards what stands in
no clause's way, so that the clause a stratum aims at is usually reached.
"""

from __future__ import annotations

from itertools import product

from .facts import CASH_KINDS, CHOICES, OTHER_KINDS, REASONS, RESTRICTIONS

Knobs = dict[str, str]

YES_NO_EVEN = {"yes": 1, "no": 1}
EDGES = ("-1s", "-1us", "0", "+1us", "+1s")

WEIGHTS: dict[str, dict[str, int]] = {
    "reason": dict.fromkeys(REASONS, 1),
    "kind": dict.fromkeys(CASH_KINDS, 20) | dict.fromkeys(OTHER_KINDS, 1),
    "restriction": {"none": 100} | dict.fromkeys(RESTRICTIONS[1:], 1),
    "invoice": {"none": 12, "issued": 4, "reversed": 2, "irreversible": 1},
    "law": {"none": 24, "requires": 2, "forbids": 1, "both": 1},
    "confirmation": {
        "none": 20,
        "unread": 4,
        "written": 1,
        "zero": 1,
        "fen": 1,
        "some": 1,
        "left": 1,
        "over": 1,
    },
    "used": {"zero": 12, "micro": 2, "some": 6, "all_but": 1, "all": 2},
    "gift": {"none": 16, "micro": 2, "some": 4, "large": 1},
    "deductions": {"none": 4, "some": 6, "exceed": 1},
    "refunded": {"none": 16, "some": 5, "all_but": 1, "all": 1},
    "paid": {"round": 15, "odd": 15, "fen": 1, "two_fen": 1, "zero": 1},
    "expected": {
        "equal": 4,
        "fen_less": 2,
        "fen_more": 2,
        "less": 3,
        "more": 3,
        "zero": 1,
    },
    "granted": {"paid": 4, "round": 6, "odd": 4, "tiny": 1},
    "credited": {"yes": 3, "no": 1},
    "duplicate": YES_NO_EVEN,
    "reissuable": YES_NO_EVEN,
    "long_term": YES_NO_EVEN,
    "attributable": dict.fromkeys(CHOICES["outage.attributable"], 1),
    "chargeback": {"no": 6, "yes": 1},
    "complexity": {"none": 5, "some": 1},
    "materials": {"all": 12, "some": 2, "none": 1},
    "when": {"ordinary": 5, "holiday": 2, "year_end": 1},
    "window": {"within": 6, "at_once": 1, "late": 2, "long": 2},
    "edge": dict.fromkeys(EDGES, 1),
    "complete": {"absent": 5, "equal": 1, "second": 1, "days": 3},
}

# What makes each reason's grant hold, or the nearest the reason has to one.
GRANTS: dict[str, Knobs] = {
    "duplicate_payment": {"duplicate": "yes"},
    "abnormal_amount": {"expected": "less", "refunded": "none"},
    "not_credited": {"credited": "no", "reissuable": "no"},
    "mistaken_topup": {"used": "zero", "window": "within"},
    "long_outage": {"long_term": "yes", "attributable": "platform"},
    "billing_error": {},
    "legal_or_written": {"law": "requires"},
}
CLEAR: Knobs = {
    "kind": "cash_topup",
    "restriction": "none",
    "invoice": "none",
    "law": "none",
    "confirmation": "none",
    "materials": "all",
}


def _grant(reason: str, **knobs: str) -> Knobs:
    """A grant that nothing stands in the way of, then the knobs asked for."""
    return {"reason": reason} | CLEAR | GRANTS[reason] | knobs


def _grants_and_failures() -> list[Knobs]:
    """Rules 4 and 6: each grant, and each of its conditions failing."""
    pins = [_grant(reason) for reason in GRANTS]
    pins += [_grant(reason, invoice="issued") for reason in GRANTS]
    pins += [
        _grant("duplicate_payment", duplicate="no"),
        _grant("abnormal_amount", expected="equal"),
        _grant("abnormal_amount", expected="more"),
        _grant("not_credited", credited="yes"),
        _grant("not_credited", reissuable="yes"),
        _grant("not_credited", reissuable="yes", complete="absent"),
        _grant("long_outage", long_term="no"),
        _grant("long_outage", attributable="user"),
        _grant("legal_or_written", law="none"),
        {"reason": "other"} | CLEAR,
    ]
    for used, window in product(("zero", "micro"), ("within", "late")):
        pins.append(_grant("mistaken_topup", used=used, window=window))
    return pins


def _law_and_exclusions() -> list[Knobs]:
    """Rules 2 and 3, with every combination of law and confirmation."""
    pins: list[Knobs] = [
        {"law": law, "confirmation": confirmation}
        for law, confirmation in product(WEIGHTS["law"], WEIGHTS["confirmation"])
    ]
    pins += [{"law": "both", "used": "all"}, {"law": "both", "refunded": "all"}]
    pins += [{"restriction": restriction} for restriction in RESTRICTIONS]
    pins += [{"kind": kind} for kind in WEIGHTS["kind"]]
    pins += [{"invoice": state} for state in WEIGHTS["invoice"]]
    pins += [{"reason": reason} for reason in REASONS]
    pins += [
        {"kind": "gift", "restriction": "fraud", "invoice": "irreversible"},
        {"reason": "quality", "kind": "coupon", "restriction": "resale"},
    ]
    return pins


def _amounts() -> list[Knobs]:
    """Rule 6: what is used, deducted and refunded, and the smallest amounts."""
    pins: list[Knobs] = []
    for reason in ("duplicate_payment", "long_outage"):
        for used, gift in product(WEIGHTS["used"], WEIGHTS["gift"]):
            pins.append(_grant(reason, used=used, gift=gift, credited="yes"))
    pins += [_grant("mistaken_topup", gift=gift) for gift in WEIGHTS["gift"]]
    for reason in ("duplicate_payment", "abnormal_amount", "not_credited"):
        pins += [_grant(reason, refunded=part) for part in WEIGHTS["refunded"]]
        pins += [_grant(reason, paid=paid) for paid in WEIGHTS["paid"]]
    for expected in WEIGHTS["expected"]:
        pins.append(_grant("abnormal_amount", expected=expected))
        pins.append(_grant("abnormal_amount", expected=expected, refunded="some"))
    pins += [_grant("billing_error", refunded=part) for part in WEIGHTS["refunded"]]
    pins += [
        _grant("duplicate_payment", used="some", deductions="exceed"),
        _grant("long_outage", used="all", deductions="exceed"),
        _grant("duplicate_payment", used="zero", gift="some", deductions="exceed"),
        _grant("duplicate_payment", granted="tiny", used="all_but"),
    ]
    return pins


def _times_and_people() -> list[Knobs]:
    """Rules 1, 5, 7 and 8: dates, materials, chargebacks and complications."""
    pins: list[Knobs] = []
    for edge in EDGES:
        pins += [_grant("mistaken_topup", window="edge", edge=edge)] * 3
        pins += [_grant("mistaken_topup", window="edge", edge=edge, when="year_end")]
        pins += [{"when": "version", "edge": edge}] * 2
        pins += [_grant("mistaken_topup", when="version", edge=edge)]
    pins += [{"when": "before"}, {"when": "before", "chargeback": "yes"}]
    pins += [{"when": when} for when in ("holiday", "year_end")] * 2
    for reason in GRANTS:
        pins.append(_grant(reason, chargeback="yes"))
        pins.append(_grant(reason, materials="some"))
    pins += [
        {"law": "both", "chargeback": "yes"},
        {"materials": "none", "chargeback": "yes", "complexity": "some"},
        {"complexity": "some"},
        {"chargeback": "yes", "invoice": "issued"},
    ]
    return pins


STRATA: tuple[Knobs, ...] = (
    *_grants_and_failures(),
    *_law_and_exclusions(),
    *_amounts(),
    *_times_and_people(),
)
