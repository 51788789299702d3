"""Changes of a receipt, of its letters and of its fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from engine.values.canonical import canonical

SOMETHING_ELSE: tuple[Any, ...] = (None, True, False, 0, -1, 1, 2**53, "", "0", "0.00 CNY", [], {}, [[]])

Receipt = dict[str, Any]


def with_a_letter_changed(text: str, letters: str, dice: Random) -> Iterator[str]:
    """At each place: another letter, none, one more, the two changed about."""
    for at, letter in enumerate(text):
        yield text[:at] + dice.choice(letters) + text[at + 1 :]
        yield text[:at] + letter.swapcase() + text[at + 1 :]
        yield text[:at] + text[at + 1 :]
        yield text[:at] + dice.choice(letters) + text[at:]
        yield text[:at] + text[at + 1 : at + 2] + letter + text[at + 2 :]


def with_a_field_changed(made: Receipt) -> Iterator[Receipt]:
    """At each place of the tree: left out, named otherwise, something else, one more."""
    for path in _paths(made):
        for changed in (*SOMETHING_ELSE, _LEFT_OUT, _ONE_MORE):
            kept_back = changed == {} if len(path) == 1 else changed is _LEFT_OUT
            if path[0] == "personal" and len(path) < 3 and kept_back:
                continue  # a customer may keep back what is personal; the program says so
            copy = deepcopy(made)
            inner: Any = copy
            for step in path[:-1]:
                inner = inner[step]
            if changed is _LEFT_OUT:
                del inner[path[-1]]
            elif changed is _ONE_MORE and isinstance(inner, dict):
                inner["more"] = None
            elif changed is _ONE_MORE:
                inner.append(inner[path[-1]])
            else:
                inner[path[-1]] = changed
            yield copy


_LEFT_OUT, _ONE_MORE = object(), object()


def _paths(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner: Any = {}
    if isinstance(value, dict):
        inner = value
    elif isinstance(value, list):
        inner = dict(enumerate(value))
    for key, each in inner.items():
        yield (*path, key)
        yield from _paths(each, (*path, key))


def fields(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key, each
            yield from fields(each)


def canonical_or_none(value: object) -> str | None:
    try:
        return canonical(value)
    except ValueError:
        return None


def same(text: str, made: Receipt) -> bool:
    try:
        return json.dumps(json.loads(text), sort_keys=True) == json.dumps(made, sort_keys=True)
    except (ValueError, RecursionError):
        return False


def difference(text: str, changed: str) -> str:
    at = next(
        (at for at, (one, other) in enumerate(zip(text, changed, strict=False)) if one != other), len(text)
    )
    return f"`{text[at - 10 : at + 10]}` became `{changed[at - 10 : at + 10]}`"
