"""The reduced decision in other engines' words, each in the form that is quickest for it, and cases for it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Case = dict[str, Any]
Answer = tuple[str, int]

REASONS = (
    "duplicate", "amount_error", "not_credited", "mistaken", "outage",
    "legal", "price_change", "user_error", "subjective", "unlisted",
)  # fmt: skip
_WEEK = 7 * 86_400
_BALANCE = "paid - used - fee - promo"
_BRANCHES = (
    ("not m_account", "", "1.1"), ("not m_order", "", "1.2"),
    ("not m_payment", "", "1.3"), ("not m_proof", "", "1.4"),
    ("gift", "", "2.1"), ("abuse", "", "2.2"), ("invoice_issued and not invoice_reversible", "", "2.3"),
    ('reason == "price_change"', "", "2.4"), ('reason == "user_error"', "", "2.5"),
    ('reason == "subjective"', "", "2.6"),
    ('reason == "duplicate"', "pays", "3.1"), ('reason == "amount_error"', "pays", "3.2"),
    ('reason == "not_credited" and not credited and not reissuable', "pays", "3.3"),
    (f'reason == "mistaken" and used == 0 and app_ts <= pay_ts + {_WEEK}', "pays", "3.4"),
    ('reason == "mistaken" and used == 0', "", "3.5"), ('reason == "outage" and used < paid', "pays", "3.6"),
    ('reason == "legal"', "pays", "3.7"),
)  # fmt: skip


def zen() -> Callable[[Case], Answer]:
    """A compiled expression of zen-engine."""
    import zen as engine  # noqa: PLC0415

    expression = engine.compile_expression(_chain(f"max([0, min([{_BALANCE}, paid])])", lambda test: test))
    return lambda case: tuple(expression.evaluate(case))


def cel() -> Callable[[Case], Answer]:
    """A program of the Rust binding of CEL."""
    import cel as engine  # noqa: PLC0415

    clamped = f"({_BALANCE} < 0 ? 0 : {_BALANCE} > paid ? paid : {_BALANCE})"
    program = engine.compile(_chain(clamped, lambda test: test.replace(" and ", " && ").replace("not ", "!")))
    return lambda case: tuple(program.execute(case))


def _chain(amount: str, spelled: Callable[[str], str]) -> str:
    """A chain of conditional expressions, the first test that holds deciding clause and amount."""
    parts = [
        f'({spelled(test)}) ? ["{clause}", {amount if pays else 0}] : ' for test, pays, clause in _BRANCHES
    ]
    return "".join(parts) + '["4", 0]'


def cases(count: int, seed: int = 7) -> list[Case]:
    """Random cases: money in fen, times in seconds."""
    rng = random.Random(seed)
    return [_case(rng) for _ in range(count)]


def _case(rng: random.Random) -> Case:
    paid = rng.randrange(100, 200_001)
    paid_at = 1_780_000_000 + rng.randrange(90 * 86_400)
    odds = {"gift": 0.05, "abuse": 0.03, "invoice_issued": 0.2, "invoice_reversible": 0.8}
    odds |= {"credited": 0.5, "reissuable": 0.5}
    odds |= dict.fromkeys(("m_account", "m_order", "m_payment", "m_proof"), 0.97)
    return {
        "reason": rng.choice(REASONS), "paid": paid, "used": 0 if rng.random() < 0.4 else rng.randrange(paid + 1),
        "fee": paid * 6 // 1000, "promo": 0 if rng.random() < 0.7 else paid // 10,
        "pay_ts": paid_at, "app_ts": paid_at + rng.randrange(20 * 86_400),
        **{name: rng.random() < chance for name, chance in odds.items()},
    }  # fmt: skip
