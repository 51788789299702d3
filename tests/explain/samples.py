"""A handful of cases of the shipped policy, one for each way in which a case can end."""

from __future__ import annotations

from typing import Any

Raw = dict[str, Any]

MATERIALS = ["account", "amount", "channel", "order_no", "paid_at", "proof", "reason"]

_BASE: Raw = {
    "case": {
        "id": "C-1",
        "reason": "mistaken_topup",
        "received_at": "2026-07-09T10:00:00+08:00",
        "materials": MATERIALS,
    },
    "account": {"id": "u-1"},
    "order": {"id": "O-1", "kind": "cash_topup"},
    "payment": {
        "paid_at": "2026-07-05T20:10:00+08:00",
        "channel": "alipay",
        "expected": "100.00 CNY",
        "paid": "100.00 CNY",
    },
    "credit": {"granted": "100", "used": "0", "credited": True},
}


def case(**changes: Raw) -> Raw:
    """The plain case, a mistaken top-up in time, with other facts; a fact of None is left out."""
    found = {table: dict(facts) for table, facts in _BASE.items()}
    for table, facts in changes.items():
        merged = found.get(table, {}) | facts
        found[table] = {name: value for name, value in merged.items() if value is not None}
    return found


SAMPLES: dict[str, Raw] = {
    "refund": case(),
    "refund-less-deductions": case(
        case={"reason": "long_outage"},
        credit={"used": "20.5", "gift_used": "1.2345"},
        payment={"channel_fee": "0.60", "promotion": "5.00", "refunded_before": "10.00"},
        outage={"long_term": True, "attributable": "platform"},
        invoice={"state": "issued", "tax": "3.00"},
    ),
    "refused-late-and-used": case(case={"received_at": "2026-07-16T00:00:00+08:00"}, credit={"used": "0.2"}),
    "refused-by-exclusions": case(account={"restriction": "resale"}, order={"kind": "gift"}),
    "refused-as-nothing-is-left": case(
        case={"reason": "long_outage"},
        credit={"used": "100"},
        outage={"long_term": True, "attributable": "platform"},
    ),
    "pending-on-a-fact": case(credit={"used": None}),
    "pending-on-materials": case(case={"materials": ["account", "amount", "paid_at", "reason"]}),
    "pending-on-the-event": case(payment={"paid_at": None}),
    "discretion": case(case={"chargeback_first": True, "complexity": ["disputed"]}),
    "nothing-speaks": case(case={"reason": "other"}),
    "no-version": case(payment={"paid_at": "2026-07-02T23:59:59+08:00"}),
}
