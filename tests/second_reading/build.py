"""One raw case out of the knobs drawn for it, possible under every rule."""

from __future__ import annotations

from random import Random
from typing import Any

from .complete import MICRO_PER_FEN
from .facts import COMPLEXITIES, MATERIALS
from .strata import Knobs
from .times import Times, draw_times, written

RawCase = dict[str, Any]

ROUND_PAID = (100, 888, 1_000, 3_000, 5_000, 10_000, 50_000)
ROUND_GRANTED = (2_000_000, 3_000_000, 7_000_000, 100_000_000, 1_000_000_000)
DEDUCTIONS = (
    ("payment", "channel_fee"),
    ("payment", "promotion"),
    ("invoice", "tax"),
    ("costs", "third_party"),
)


def _money(rng: Random, fen: int) -> str:
    unit = rng.choice(("", " CNY", " CNY"))
    return f"{fen // 100}.{fen % 100:02d}{unit}"


def _quota(rng: Random, micro: int) -> str:
    text = f"{micro // 1_000_000}.{micro % 1_000_000:06d}"
    return text if rng.random() < 0.3 else text.rstrip("0").rstrip(".")


def _part(rng: Random, whole: int) -> int:
    """Some of a whole, but neither none nor all of it where that can be."""
    return rng.randint(1, whole - 1) if whole > 1 else 0


def _paid(rng: Random, knobs: Knobs) -> int:
    return {
        "round": rng.choice(ROUND_PAID),
        "odd": rng.randint(1, 99_999),
        "fen": 1,
        "two_fen": 2,
        "zero": 0,
    }[knobs["paid"]]


def _expected(rng: Random, knobs: Knobs, paid: int) -> int:
    return {
        "equal": paid,
        "fen_less": max(0, paid - 1),
        "fen_more": paid + 1,
        "less": _part(rng, paid),
        "more": paid + rng.randint(1, 2_000),
        "zero": 0,
    }[knobs["expected"]]


def _granted(rng: Random, knobs: Knobs, paid: int) -> int:
    return {
        "paid": max(1, paid * MICRO_PER_FEN),
        "round": rng.choice(ROUND_GRANTED),
        "odd": rng.randint(1, 500_000_000),
        "tiny": rng.choice((1, 2, 3)),
    }[knobs["granted"]]


def _credit(rng: Random, knobs: Knobs, paid: int) -> dict[str, object]:
    granted = _granted(rng, knobs, paid)
    credited = knobs["credited"] == "yes"
    used = {
        "zero": 0,
        "micro": 1,
        "some": _part(rng, granted),
        "all_but": granted - 1,
        "all": granted,
    }[knobs["used"]]
    gift = {
        "none": 0,
        "micro": rng.choice((1, 10_000, 10_001)),
        "some": rng.randint(1, 6_000_000),
        "large": (paid + 1) * MICRO_PER_FEN,
    }[knobs["gift"]]
    credit: dict[str, object] = {
        "granted": _quota(rng, granted),
        "used": _quota(rng, used if credited else 0),
        "credited": credited,
        "reissuable": knobs["reissuable"] == "yes",
    }
    if credited and gift:
        credit["gift_used"] = _quota(rng, gift)
    return credit


def _deduct(rng: Random, knobs: Knobs, paid: int, case: RawCase) -> None:
    """What rule 6 may subtract; with `exceed`, more than was paid."""
    if knobs["deductions"] == "none":
        return
    if knobs["deductions"] == "exceed":
        table, name = rng.choice(DEDUCTIONS)
        case[table][name] = _money(rng, paid + rng.randint(0, 500))
        return
    for table, name in DEDUCTIONS:
        if rng.random() < 0.4:
            case[table][name] = _money(rng, rng.choice((1, rng.randint(0, 700))))


def _refunded(rng: Random, knobs: Knobs, paid: int) -> int:
    return {
        "none": 0,
        "some": _part(rng, paid),
        "all_but": max(0, paid - 1),
        "all": paid,
    }[knobs["refunded"]]


def _confirmation(rng: Random, knobs: Knobs, paid: int, left: int) -> RawCase:
    mode = knobs["confirmation"]
    if mode == "none":
        return {"written": False} if rng.random() < 0.2 else {}
    if mode == "written":
        return {"written": True}
    amount = {
        "unread": rng.randint(0, 20_000),
        "zero": 0,
        "fen": 1,
        "some": _part(rng, max(paid, 2)),
        "left": left,
        "over": paid + rng.randint(1, 5_000),
    }[mode]
    named: RawCase = {"amount": _money(rng, amount)}
    return named if mode == "unread" else {"written": True, **named}


def _law(rng: Random, knobs: Knobs) -> RawCase:
    law: RawCase = {}
    for name in ("requires", "forbids"):
        holds = knobs["law"] in (name, "both")
        if holds or rng.random() < 0.2:
            law[name] = holds
    return law


def _application(rng: Random, knobs: Knobs, times: Times) -> RawCase:
    """The table `case`, but for its id."""
    given = {
        "all": len(MATERIALS),
        "some": rng.randrange(1, len(MATERIALS)),
        "none": 0,
    }[knobs["materials"]]
    application: RawCase = {
        "reason": knobs["reason"],
        "received_at": written(rng, times.received),
    }
    if given or rng.random() < 0.5:
        application["materials"] = rng.sample(MATERIALS, given)
    if times.complete is not None:
        application["complete_at"] = written(rng, times.complete)
    if knobs["chargeback"] == "yes" or rng.random() < 0.2:
        application["chargeback_first"] = knobs["chargeback"] == "yes"
    if knobs["complexity"] == "some":
        application["complexity"] = rng.sample(COMPLEXITIES, rng.randint(1, 3))
    return application


def _stated(rng: Random, value: str) -> bool:
    """A value other than the default is stated, the default sometimes."""
    return value != "none" or rng.random() < 0.3


def build(rng: Random, knobs: Knobs, name: str) -> RawCase:
    """A complete raw case; facts that have a default are often left to it."""
    paid = _paid(rng, knobs)
    refunded = _refunded(rng, knobs, paid)
    times = draw_times(rng, knobs)
    case: RawCase = {
        "case": {"id": f"G-{name}", **_application(rng, knobs, times)},
        "account": {"id": f"u{rng.randint(1, 999)}"},
        "order": {"id": f"O-{name}", "kind": knobs["kind"]},
        "payment": {
            "paid_at": written(rng, times.paid),
            "paid": _money(rng, paid),
            "expected": _money(rng, _expected(rng, knobs, paid)),
            "duplicate": knobs["duplicate"] == "yes",
            "channel": rng.choice(("alipay", "wechat", "stripe")),
        },
        "credit": _credit(rng, knobs, paid),
        "outage": {
            "long_term": knobs["long_term"] == "yes",
            "attributable": knobs["attributable"],
        },
        "invoice": {},
        "costs": {},
        "law": _law(rng, knobs),
        "confirmation": _confirmation(rng, knobs, paid, paid - refunded),
    }
    if _stated(rng, knobs["restriction"]):
        case["account"]["restriction"] = knobs["restriction"]
    if _stated(rng, knobs["invoice"]):
        case["invoice"]["state"] = knobs["invoice"]
    if refunded or rng.random() < 0.2:
        case["payment"]["refunded_before"] = _money(rng, refunded)
    _deduct(rng, knobs, paid, case)
    return {table: facts for table, facts in case.items() if facts}
