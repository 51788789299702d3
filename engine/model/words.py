"""Types in words, for messages."""

from __future__ import annotations

from engine.ir.types import Type


def describe(type_: Type) -> str:
    """A type in words, for messages."""
    words = {
        "yes_no": "a yes/no",
        "choice": "a choice",
        "set": "a set",
        "text": "a text",
        "instant": "an instant",
    }
    words |= {
        "list": "a list",
        "date": "a date",
        "count": "a count",
        "number": "a number",
        "percent": "a percentage",
    }
    return words.get(type_.kind, f"{type_.kind} in {type_.unit}")
