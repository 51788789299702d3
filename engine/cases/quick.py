"""The quick way from the text of a JSON case to its tables, and of an instant; what is unusual is left to `decode`."""

from __future__ import annotations

import json
from typing import NoReturn

from engine.cases.memory import DATES, MINUTES, SECONDS
from engine.cases.number import Number


def decoded(text: str) -> object | None:
    """The tables of a JSON text, numbers as written; None where `decode` must look at it."""
    try:
        return _DECODER.decode(text)  # type: ignore[no-any-return]
    except (ValueError, RecursionError):
        return None


def told(data: object, name: str) -> object | None:
    """What nested tables say under a dotted name; None where they say nothing."""
    for part in name.split("."):
        if not isinstance(data, dict):
            return None
        data = data.get(part)
    return data


def moment(text: str) -> int:
    """An instant as `to_instant` gives it, part by part, as the loaders read it; raises Unreadable."""
    return DATES[text[:10]] + MINUTES[text[10:16]] + SECONDS[text[16:]]


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError
    return table


def _refused(_: str) -> NoReturn:
    raise ValueError


_DECODER = json.JSONDecoder(
    object_pairs_hook=_table, parse_float=Number, parse_int=Number, parse_constant=_refused
)
