"""The facts of a case: their domains, defaults and impossible combinations.

Money is held in fen, quota in millionths of a USD, instants in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

Case = Mapping[str, Any]
Facts = dict[str, Any]

SHANGHAI = ZoneInfo("Asia/Shanghai")

MATERIALS = ("account", "amount", "channel", "order_no", "paid_at", "proof", "reason")
COMPLEXITIES = (
    "channel_exception",
    "complex_order",
    "disputed",
    "invoice_processing",
    "risk_control",
    "third_party",
)

REASONS = (
    "duplicate_payment",
    "abnormal_amount",
    "not_credited",
    "mistaken_topup",
    "long_outage",
    "legal_or_written",
    "billing_error",
    "user_error",
    "upstream",
    "price_change",
    "quality",
    "other",
)
RESTRICTIONS = (
    "none",
    "terms_violation",
    "abuse",
    "attack",
    "fraud",
    "arbitrage",
    "resale",
    "illegal_content",
    "risk_control",
)
CASH_KINDS = ("cash_topup", "subscription", "package")
OTHER_KINDS = (
    "gift",
    "coupon",
    "campaign_reward",
    "test_quota",
    "compensation_quota",
)

CHOICES: dict[str, tuple[str, ...]] = {
    "case.reason": REASONS,
    "account.restriction": RESTRICTIONS,
    "order.kind": CASH_KINDS + OTHER_KINDS,
    "invoice.state": ("none", "issued", "reversed", "irreversible"),
    "outage.attributable": ("platform", "upstream", "user"),
}
YES_NO = (
    "case.chargeback_first",
    "payment.duplicate",
    "credit.credited",
    "credit.reissuable",
    "outage.long_term",
    "law.requires",
    "law.forbids",
    "confirmation.written",
)
MONEY = (
    "payment.expected",
    "payment.paid",
    "payment.channel_fee",
    "payment.promotion",
    "payment.refunded_before",
    "invoice.tax",
    "costs.third_party",
    "confirmation.amount",
)
QUOTA = ("credit.granted", "credit.used", "credit.gift_used")
INSTANTS = ("case.received_at", "case.complete_at", "payment.paid_at")
SETS: dict[str, tuple[str, ...]] = {
    "case.materials": MATERIALS,
    "case.complexity": COMPLEXITIES,
}
TEXTS = ("case.id", "account.id", "order.id", "payment.channel")

DEFAULTS: Facts = {
    "case.materials": frozenset(),
    "case.chargeback_first": False,
    "case.complexity": frozenset(),
    "account.restriction": "none",
    "payment.channel_fee": 0,
    "payment.promotion": 0,
    "payment.refunded_before": 0,
    "credit.gift_used": 0,
    "invoice.state": "none",
    "invoice.tax": 0,
    "costs.third_party": 0,
    "law.requires": False,
    "law.forbids": False,
    "confirmation.written": False,
    "confirmation.amount": None,
}

# Every fact the answer can depend on once the payment date is known. Texts,
# the set of complications and the completion of the materials never change it,
# and materials count as complete for the question of what matters (rule 9).
BEARING = (
    *CHOICES,
    *YES_NO,
    *MONEY,
    *QUOTA,
    "case.received_at",
)


class Impossible(ValueError):  # noqa: N818
    """The case holds a value or a combination that cannot occur."""


def local_date(instant: datetime) -> date:
    """The calendar date of an instant in Asia/Shanghai (rules 1, 4 and 7)."""
    return instant.astimezone(SHANGHAI).date()


def _number(path: str, value: object, unit: str, decimals: int) -> int:
    """A decimal amount as a whole number of its smallest unit."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise Impossible(f"{path}: not an amount: {value!r}")
    try:
        scaled = Decimal(str(value).removesuffix(f" {unit}")).scaleb(decimals)
    except InvalidOperation as error:
        raise Impossible(f"{path}: not an amount: {value!r}") from error
    if not scaled.is_finite() or scaled < 0 or scaled != int(scaled):
        raise Impossible(f"{path}: impossible amount: {value!r}")
    return int(scaled)


def _instant(path: str, value: object) -> datetime:
    """An RFC 3339 instant with its offset, in UTC."""
    try:
        parsed = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise Impossible(f"{path}: not an instant: {value!r}") from error
    if parsed.tzinfo is None:
        raise Impossible(f"{path}: an instant needs an offset: {value!r}")
    return parsed.astimezone(UTC)


def _named(path: str, value: object) -> object:
    """A text, yes/no, choice or set, checked against its domain."""
    if path in TEXTS and isinstance(value, str):
        return value
    if path in YES_NO and isinstance(value, bool):
        return value
    if path in CHOICES and value in CHOICES[path]:
        return value
    if path in SETS and isinstance(value, list) and set(value) <= set(SETS[path]):
        return frozenset(value)
    raise Impossible(f"{path}: unknown fact or value: {value!r}")


def _value(path: str, value: object) -> object:
    if path in MONEY:
        return _number(path, value, "CNY", 2)
    if path in QUOTA:
        return _number(path, value, "USD", 6)
    if path in INSTANTS:
        return _instant(path, value)
    return _named(path, value)


def known_facts(case: Case, *, presume: bool) -> Facts:
    """The facts that are given or, where allowed, presumed; the rest are unknown."""
    known: Facts = {}
    for table, entries in case.items():
        for name, value in entries.items():
            path = f"{table}.{name}"
            known[path] = _value(path, value)
    if presume:
        known = {**DEFAULTS, **known}
        if "case.received_at" in known:
            known.setdefault("case.complete_at", known["case.received_at"])
    return known


def possible(facts: Facts) -> bool:
    """Whether a completion keeps clear of every impossible combination.

    The completion of the materials may still be unknown: it can always be
    placed late enough.
    """
    used, granted = facts["credit.used"], facts["credit.granted"]
    if granted <= 0 or used > granted:
        return False
    if not facts["credit.credited"] and (used or facts["credit.gift_used"]):
        return False
    if facts["payment.refunded_before"] > facts["payment.paid"]:
        return False
    received = facts["case.received_at"]
    if received < facts["payment.paid_at"]:
        return False
    complete = facts.get("case.complete_at")
    return complete is None or bool(received <= complete)
