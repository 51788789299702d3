"""The types that the keys of a record have in a table, in their order."""

from __future__ import annotations

from collections.abc import Mapping

_TEXT, _TEXTS, _MAP = "VARCHAR", "VARCHAR[]", "MAP(VARCHAR, VARCHAR)"
_LINES = "STRUCT(label VARCHAR, clause VARCHAR, amount VARCHAR)[]"
_OFFER = "STRUCT(remedy VARCHAR, label VARCHAR, amount VARCHAR, valid_until VARCHAR, properties VARCHAR[])"

TYPES: Mapping[str, str] = {
    "case": _TEXT,
    "verdict": _TEXT,
    "refund": _TEXT,
    "range": _TEXTS,
    "clauses": _TEXTS,
    "missing": _TEXTS,
    "route": _TEXT,
    "review_due": _TEXT,
    "measures": _TEXTS,
    "notes": _TEXTS,
    "presumed": _TEXTS,
    "lines": _LINES,
    "policy": "STRUCT(id VARCHAR, version VARCHAR, digest VARCHAR, draft BOOLEAN)",
    "deadlines": _MAP,
    "decided_by": _TEXT,
    "calendars": _MAP,
    "payee": _TEXT,
    "split": "STRUCT(route VARCHAR, label VARCHAR, amount VARCHAR)[]",
    "offers": f"{_OFFER}[]",
    "chosen_by": _TEXT,
    "choose_until": _TEXT,
    "owed": f'STRUCT("by" VARCHAR, amount VARCHAR, lines {_LINES})',
    "beside": _TEXTS,
    "explanation": _TEXT,
    "errors": "STRUCT(code VARCHAR, path VARCHAR, message VARCHAR, help VARCHAR)[]",
}
"""Every key, also those that only some policies give; `explanation` is JSON."""


def nothing(key: str) -> str:
    """A key of which a record says nothing."""
    return f"NULL::{TYPES[key]}"
