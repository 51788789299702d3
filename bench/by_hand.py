"""The shipped policy as somebody would write it in Python by hand, for known facts: the yardstick of a decision.

Facts stand in a dict by their dotted names: money in fen, quota in millionths, instants in nanoseconds.
"""

from __future__ import annotations

from typing import Any

DAY = 86_400_000_000_000
AHEAD = 8 * 3_600_000_000_000
GIVEN = frozenset({"gift", "coupon", "campaign_reward", "test_quota", "compensation_quota"})
TASTE = frozenset({"upstream", "price_change", "quality"})

Answer = tuple[str, int, int, tuple[str, ...]]


def decide(c: dict[str, Any]) -> Answer:
    """Verdict, least and greatest sum, clauses."""
    verdict, low, high, clauses = _answer(c)
    if verdict == "refund" and c["case.chargeback_first"]:
        return "discretion", 0, high, (*clauses, "8")
    return verdict, low, high, clauses


def _answer(c: dict[str, Any]) -> Answer:
    if c["law.requires"] and c["law.forbids"]:
        return "discretion", 0, _unused(c), ("2.5", "3.8")
    if c["law.forbids"]:
        return "refused", 0, 0, ("3.8",)
    if c["confirmation.written"] and c["confirmation.amount"] is not None:
        left = c["payment.paid"] - c["payment.refunded_before"]
        return _paid(min(c["confirmation.amount"], left), "2.5", "4")
    if c["law.requires"] or c["confirmation.written"]:
        return _balance(c, "2.5")
    return _excluded(c) or _granted(c)


def _excluded(c: dict[str, Any]) -> Answer | None:
    reason = c["case.reason"]
    found = []
    if c["order.kind"] in GIVEN:
        found.append("3.2")
    if reason == "user_error":
        found.append("3.3")
    if reason in TASTE:
        found.append("3.4")
    if c["account.restriction"] != "none":
        found.append("3.5")
    if c["invoice.state"] == "irreversible":
        found.append("3.6")
    return ("refused", 0, 0, tuple(found)) if found else None


def _granted(c: dict[str, Any]) -> Answer:
    reason = c["case.reason"]
    if reason == "duplicate_payment":
        return _balance(c, "2.1") if c["payment.duplicate"] else ("refused", 0, 0, ("2.1",))
    if reason == "abnormal_amount":
        return _abnormal(c)
    if reason == "not_credited":
        if c["credit.credited"] or c["credit.reissuable"]:
            return "refused", 0, 0, ("2.2",)
        return _paid(c["payment.paid"] - c["payment.refunded_before"], "2.2", "4")
    if reason == "mistaken_topup":
        return _mistaken(c)
    if reason == "long_outage":
        if c["outage.long_term"] and c["outage.attributable"] == "platform":
            return _balance(c, "2.4")
        return "refused", 0, 0, ("2.4",)
    if reason == "billing_error":
        return "discretion", 0, c["payment.paid"] - c["payment.refunded_before"], ("8",)
    return ("refused", 0, 0, ("2.5",)) if reason == "legal_or_written" else ("not_covered", 0, 0, ())


def _abnormal(c: dict[str, Any]) -> Answer:
    paid, expected = c["payment.paid"], c["payment.expected"]
    if paid == expected:
        return "refused", 0, 0, ("2.1",)
    if paid > expected:
        return _paid(max(paid - expected - c["payment.refunded_before"], 0), "2.1", "4")
    return _balance(c, "2.1")


def _mistaken(c: dict[str, Any]) -> Answer:
    day = (c["payment.paid_at"] + AHEAD) // DAY
    late = (c["case.received_at"] + AHEAD) // DAY > day + 7
    used = c["credit.used"] > 0
    if used or late:
        return "refused", 0, 0, ("2.3", "3.7") if used and late else ("2.3",) if used else ("3.7",)
    return _balance(c, "2.3")


def _balance(c: dict[str, Any], clause: str) -> Answer:
    return _paid(_unused(c), clause, "3.1" if c["credit.used"] == c["credit.granted"] else "4")


def _paid(sum_: int, clause: str, nothing: str) -> Answer:
    return ("refund", sum_, sum_, (clause,)) if sum_ > 0 else ("refused", 0, 0, (nothing,))


def _unused(c: dict[str, Any]) -> int:
    total: int = c["payment.paid"]
    if c["credit.credited"]:
        total = total * (c["credit.granted"] - c["credit.used"]) // c["credit.granted"]
    if c["credit.used"] > 0 or c["credit.gift_used"] > 0:
        total -= c["payment.channel_fee"] + c["invoice.tax"] + c["payment.promotion"] + c["costs.third_party"]
        total -= -(-c["credit.gift_used"] * 100 // 1_000_000)
    left: int = max(total - c["payment.refunded_before"], 0)
    return left
