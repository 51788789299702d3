"""The words of a record: what a version calls things, and sentences with values of SQL in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from engine.columnar.words import text

_SLOT = re.compile("\x00(\\d+)\x00")


class Words(NamedTuple):
    """What a record says of its version.

    `labels` are the words of lines by key, `identity` names the version, `digests` are those of its calendars. `texts`
    are all its words, and `say` puts values into a sentence of which it is given the key.
    """

    labels: Mapping[str, str]
    identity: Mapping[str, Any]
    digests: Mapping[str, str]
    texts: Mapping[str, str]
    say: Callable[..., str]


class Written(NamedTuple):
    """A slot of a sentence that is the same for every row."""

    value: str


def sentence(words: Words, key: str, *slots: str | Written) -> str:
    """A sentence as SQL, of which the slots are SQL too, or written out."""
    said = words.say(
        key, *(slot.value if isinstance(slot, Written) else f"\x00{at}\x00" for at, slot in enumerate(slots))
    )
    pieces = _SLOT.split(said)
    parts = [str(slots[int(piece)]) if at % 2 else text(piece) for at, piece in enumerate(pieces)]
    return " || ".join(part for part in parts if part != text(""))


def kept(options: Sequence[str]) -> str:
    """The list of those values that are there."""
    return f"list_filter([{', '.join(options)}], lambda option: option IS NOT NULL)"


def joined(options: Sequence[str], between: str) -> str:
    """Those texts that are there, with something between them."""
    return f"concat_ws({text(between)}, {', '.join(options)})"
