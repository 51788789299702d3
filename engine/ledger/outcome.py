"""The outcome of a case as an entry holds it: what was decided, without the sentences of the engine beside it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from engine.decisions.record import Decided, Policy, decide, to_record

Outcome = dict[str, Any]

_KEPT = (
    "case", "verdict", "refund", "range", "clauses", "route", "review_due", "measures", "presumed", "policy",
    "deadlines", "decided_by", "calendars",
)  # fmt: skip
"""What entries of format 1 take from a decision record; a record may gain keys, an entry of this format never does."""


def outcome_of(
    policy: Policy, case: tuple[Any, ...], presumed: tuple[str, ...], personal: Container[str]
) -> Outcome:
    """Decide a case, and give what is confirmed of it.

    Raises what `decide` raises. Facts about persons are left out of what was presumed: once erased, nobody could
    tell whether they had been told.
    """
    told = tuple(name for name in presumed if name not in personal)
    decided = decide(policy, case)
    return from_record(to_record(policy, case, told, decided), decided, policy.texts)


def from_record(record: Mapping[str, Any], decided: Decided, texts: Mapping[str, str]) -> Outcome:
    """The part of a record that is confirmed; lines have the words of the sealed texts, or their key."""
    lines = [
        {"label": texts.get(key, key), "clause": line["clause"], "amount": line["amount"]}
        for line, (key, _, _) in zip(record["lines"], decided.lines, strict=True)
    ]
    return {key: record[key] for key in _KEPT} | {"lines": lines}
