"""The direct reading of a case whose every fact is known (rules 2, 3, 4, 6, 8).

Materials count as complete here; whether they are asked for is rule 5's, and
is settled where the record is put together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .facts import OTHER_KINDS, Facts, local_date

WINDOW_DAYS = 7
MICRO_PER_FEN = 10_000


class Answer(NamedTuple):
    """The part of a reading that decides whether a fact matters (rule 9)."""

    verdict: str
    refund: int | None
    range: tuple[int, int] | None


class Reading(NamedTuple):
    """An answer with its clauses and the measures of rules 4 and 6."""

    answer: Answer
    clauses: tuple[str, ...]
    measures: frozenset[str] = frozenset()


def _refused(*clauses: str, measure: str | None = None) -> Reading:
    measures = frozenset({measure}) if measure else frozenset()
    return Reading(Answer("refused", None, None), clauses, measures)


def _discretion(top: int, *clauses: str, measure: str | None = None) -> Reading:
    measures = frozenset({measure}) if measure else frozenset()
    return Reading(Answer("discretion", None, (0, top)), clauses, measures)


def _left(f: Facts) -> int:
    """What was paid and not yet refunded (rule 6)."""
    paid: int = f["payment.paid"]
    refunded: int = f["payment.refunded_before"]
    return paid - refunded


def _bounded(f: Facts, amount: int) -> int:
    """Less what was refunded before, from zero to what is left (rule 6)."""
    refunded: int = f["payment.refunded_before"]
    return max(0, min(amount - refunded, _left(f)))


def _unused_after_deductions(f: Facts) -> int:
    """The unused balance, its deductions and what was refunded (rule 6)."""
    paid, granted, used = f["payment.paid"], f["credit.granted"], f["credit.used"]
    gift = f["credit.gift_used"]
    balance: int = paid
    if f["credit.credited"]:
        balance = paid * (granted - used) // granted
    if used > 0 or gift > 0:
        balance -= f["payment.channel_fee"] + f["invoice.tax"]
        balance -= f["payment.promotion"] + f["costs.third_party"]
        balance -= -(-gift // MICRO_PER_FEN)
    return _bounded(f, balance)


def _pay(amount: int, clause: str) -> Reading:
    """A refund of an amount not drawn from the unused balance; zero is 4's."""
    if amount == 0:
        return _refused("4")
    return Reading(Answer("refund", amount, None), (clause,))


def _pay_unused(f: Facts, clause: str) -> Reading:
    """A refund of the unused balance; zero is 3.1's where all was used (rule 6)."""
    amount = _unused_after_deductions(f)
    if amount == 0 and f["credit.used"] == f["credit.granted"]:
        return _refused("3.1")
    return _pay(amount, clause)


def _law(f: Facts) -> Reading | None:
    """Rule 2."""
    requires, forbids = f["law.requires"], f["law.forbids"]
    if requires and forbids:
        return _discretion(_unused_after_deductions(f), "2.5", "3.8")
    if forbids:
        return _refused("3.8")
    written, named = f["confirmation.written"], f["confirmation.amount"]
    if written and named is not None:
        return _pay(min(named, _left(f)), "2.5")
    if requires or written:
        return _pay_unused(f, "2.5")
    return None


def _exclusions(f: Facts) -> Reading | None:
    """Rule 3: all that hold are listed."""
    held = {
        "3.2": f["order.kind"] in OTHER_KINDS,
        "3.3": f["case.reason"] == "user_error",
        "3.4": f["case.reason"] in ("upstream", "price_change", "quality"),
        "3.5": f["account.restriction"] != "none",
        "3.6": f["invoice.state"] == "irreversible",
    }
    clauses = [clause for clause, holds in held.items() if holds]
    return _refused(*clauses) if clauses else None


def _abnormal_amount(f: Facts) -> Reading:
    paid, expected = f["payment.paid"], f["payment.expected"]
    if paid == expected:
        return _refused("2.1")
    if paid > expected:
        return _pay(_bounded(f, paid - expected), "2.1")
    return _pay_unused(f, "2.1")


def _not_credited(f: Facts) -> Reading:
    if f["credit.credited"]:
        return _refused("2.2")
    if f["credit.reissuable"]:
        return _refused("2.2", measure="reissue_quota")
    return _pay(_left(f), "2.2")


def _mistaken_topup(f: Facts) -> Reading:
    """Day 7 after the day of payment is the last, to its end (rule 4)."""
    passed = local_date(f["case.received_at"]) - local_date(f["payment.paid_at"])
    failed = []
    if f["credit.used"] > 0:
        failed.append("2.3")
    if passed.days > WINDOW_DAYS:
        failed.append("3.7")
    return _refused(*failed) if failed else _pay_unused(f, "2.3")


def _long_outage(f: Facts) -> Reading:
    if f["outage.long_term"] and f["outage.attributable"] == "platform":
        return _pay_unused(f, "2.4")
    return _refused("2.4")


def _duplicate_payment(f: Facts) -> Reading:
    return _pay_unused(f, "2.1") if f["payment.duplicate"] else _refused("2.1")


GRANTS: dict[str, Callable[[Facts], Reading]] = {
    "duplicate_payment": _duplicate_payment,
    "abnormal_amount": _abnormal_amount,
    "not_credited": _not_credited,
    "mistaken_topup": _mistaken_topup,
    "long_outage": _long_outage,
    "billing_error": lambda f: _discretion(_left(f), "8", measure="verify_records"),
    "legal_or_written": lambda _: _refused("2.5"),
    "other": lambda _: Reading(Answer("not_covered", None, None), ()),
}


def decide(f: Facts) -> Reading:
    """The reading of a complete case under the version in force (rules 2 to 8).

    The law first, then every exclusion, then the grant of rule 4.
    """
    reading = _law(f) or _exclusions(f) or GRANTS[f["case.reason"]](f)
    refund = reading.answer.refund
    if refund is not None and f["case.chargeback_first"]:
        reading = _discretion(refund, *reading.clauses, "8")
    payable = reading.answer.verdict in ("refund", "discretion")
    if payable and f["invoice.state"] == "issued":
        measures = reading.measures | {"reverse_invoice"}
        reading = reading._replace(measures=measures)
    return reading
