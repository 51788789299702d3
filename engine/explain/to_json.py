"""An explanation as the `explanation` of a record: it is made of plain dicts, lists and texts already."""

from __future__ import annotations

from typing import Any

from engine.explain.tree import Explanation


def to_json(explanation: Explanation) -> dict[str, Any]:
    """The explanation as any JSON writer takes it."""
    return dict(explanation)
