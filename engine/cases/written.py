"""Values written for people and for files: as a case file has them, and as a message quotes them."""

from __future__ import annotations

from datetime import date, time

from engine.ir.types import Type
from engine.values.moment import day_text, instant_text
from engine.values.money import to_text

_LONGEST = 60


def written(value: object, type_: Type, zone: str) -> str:
    """A value as a case file has it, without quotes: `100.00 CNY`, `true`; instants in the zone, sets with `; `."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case tuple() if type_.kind == "list":
            return f"{len(value)} {'entry' if len(value) == 1 else 'entries'}"
        case frozenset() | tuple():
            return "; ".join(sorted(map(str, value)))
        case int() if type_.kind == "instant":
            return instant_text(value, zone)
        case int() if type_.kind == "date":
            return day_text(value)
        case int():
            unit = "%" if type_.kind == "percent" else f" {type_.unit}" if type_.unit else ""
            return to_text(value, type_.decimals) + unit
        case _:
            raise TypeError(value)


def shortened(text: str) -> str:
    """A user's text, not too long to be read."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def cut(text: str) -> str:
    """A user's text as a message quotes it."""
    return f"`{shortened(text)}`"


def said(value: object) -> str:
    """What stands in a file, in a few words."""
    match value:
        case None:
            return "null"
        case dict():
            return "a table"
        case list():
            return "a list"
        case bool():
            return "`true`" if value else "`false`"
        case str():
            return cut(value)
        case int() if abs(value) >= 10**_LONGEST:  # Python refuses to write the longest numbers
            return "a number of very many digits"
        case int() | float() | date() | time():
            return cut(str(value))
        case _:
            return f"something of the type `{type(value).__name__}`"
