"""Entries: what a ledger holds, each as canonical JSON (RFC 8785), which is a leaf of its tree.

Every entry has a number from 0 on, the leaf hash of the entry before it, and who wrote it when. Its kind is one of

- `signer`: a key from now on signs checkpoints; the first entry of every ledger is one;
- `confirmed`: the outcome of a case, or a correction that supersedes an earlier one;
- `erased`: facts about a person were forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, NoReturn, get_args

from engine.ledger.merkle import leaf_hash
from engine.values.canonical import canonical_record

FORMAT = 1
"""The number of the form that is written today. Every form is readable for ever (`tests/confirmed`)."""

Kind = Literal["signer", "confirmed", "erased"]
KINDS: tuple[str, ...] = get_args(Kind)
Body = dict[str, Any]

_HEAD = {"format", "kind", "number", "previous", "at", "by"}
_OF_KIND = {
    "signer": {"origin", "key", "because"},
    "confirmed": {
        "policy", "case", "order", "most", "payable", "awarded", "facts", "personal", "decision", "version", "texts",
        "engine",
        "supersedes", "because",
    },
    "erased": {"entries", "because"},
}  # fmt: skip


class Head(NamedTuple):
    """Where in the ledger an entry stands (`previous` is None for the first), and who wrote it when (RFC 3339, UTC)."""

    number: int
    previous: bytes | None
    at: str
    by: str

    def of(self, kind: Kind) -> Body:
        """The part that every entry has."""
        previous = None if self.previous is None else self.previous.hex()
        return {
            "format": FORMAT,
            "kind": kind,
            "number": self.number,
            "previous": previous,
            "at": self.at,
            "by": self.by,
        }


class EntryUnreadableError(ValueError):
    """Bytes that are no entry; the message says what was expected."""


def to_bytes(body: Body) -> bytes:
    """An entry as it is kept: canonical JSON in UTF-8."""
    return canonical_record(body).encode()


Fields = Mapping[str, str]
"""Fields of an entry, each already written as canonical JSON."""


def written_out(fields: Mapping[str, object]) -> dict[str, str]:
    """Fields as canonical JSON, to be joined into an entry later."""
    return {key: canonical_record(value) for key, value in fields.items()}


PLACED = ("at", "because", "by", "format", "kind", "number", "previous", "supersedes")
"""The fields that an entry gets only where it is written into a ledger, in their order."""

Parts = tuple[str, ...]
"""An entry without the fields of its place: the text before the first of them, behind it, and so on to the end."""


def parted(fields: Fields) -> Parts:
    """An entry as it is before anybody knows its place."""
    between = _between(frozenset(fields))
    return tuple(["".join([f',"{key}":{fields[key]}' for key in keys]) for keys in between])


@cache
def _between(names: frozenset[str]) -> list[list[str]]:
    """The names of fields, in their order: those before the first field of the place, behind it, and so on."""
    between: list[list[str]] = [[]]
    for name in sorted({*names, *PLACED}):
        if name in PLACED:
            between.append([])
        else:
            between[-1].append(name)
    return between


def joined(parts: Parts, place: Fields) -> bytes:
    """An entry at its place, of which `place` has all fields: what `to_bytes` gives for it."""
    behind = zip(PLACED, parts[1:], strict=True)
    text = parts[0] + "".join([f',"{key}":{place[key]}{part}' for key, part in behind])
    return f"{{{text[1:]}}}".encode()


def same_places(head: Head, kind: Kind, because: str | None) -> Fields:
    """The fields of a place that all entries of a batch share."""
    told = written_out({"at": head.at, "because": because, "by": head.by})
    return {**told, "format": str(FORMAT), "kind": f'"{kind}"'}


def place_of(same: Fields, number: int, previous: bytes | None, supersedes: int | None) -> Fields:
    """All fields of a place, of which `same` has those of the batch."""
    return {
        **same,
        "number": str(number),
        "previous": "null" if previous is None else f'"{previous.hex()}"',
        "supersedes": "null" if supersedes is None else str(supersedes),
    }


def fields_of(parts: Parts) -> Body:
    """The fields of an entry that is not placed yet."""
    body: Body = json.loads(f"{{{''.join(parts)[1:]}}}")
    return body


def from_bytes(data: bytes) -> Body:
    """Read an entry; raises EntryUnreadableError for anything that `to_bytes` would not have written just so."""
    try:
        body = json.loads(data.decode(), parse_float=_refused, parse_constant=_refused)
        same = isinstance(body, dict) and to_bytes(body) == data
    except (ValueError, RecursionError) as why:
        message = f"it is not canonical JSON: {why}"
        raise EntryUnreadableError(message) from None
    if not same:
        message = "it is not canonical JSON"
        raise EntryUnreadableError(message)
    _check(body)
    return dict(body)


def from_leaf(data: bytes, leaf: bytes) -> Body:
    """Read the entry of a leaf; raises EntryUnreadableError where these are other bytes."""
    if leaf_hash(data) != leaf:
        message = "it is not what was written"
        raise EntryUnreadableError(message)
    return from_bytes(data)


def _check(body: Body) -> None:
    if body.get("format") != FORMAT:
        message = f"this engine reads entries of format {FORMAT}, not {str(body.get('format'))[:20]}"
        raise EntryUnreadableError(message)
    kind = body.get("kind")
    if kind not in KINDS or body.keys() != _HEAD | _OF_KIND[str(kind)]:
        message = f"it is no entry of a kind that is known: {', '.join(KINDS)}"
        raise EntryUnreadableError(message)


def _refused(text: str) -> NoReturn:
    message = f"{text} is no whole number"
    raise ValueError(message)
