"""From an English text of ours to the Chinese one, filled with the same words of the user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from engine.diagnostics.chinese.catalogue import TEXTS, WORDS
from engine.diagnostics.chinese.template import Catalogue, beside

_DEEPEST = 3  # words of ours in a slot of words of ours, such as what is said of each value in a list
_LONGEST_ITEM = 9
_TOKEN = re.compile(r"`[^`]*`|, | or | and |.", re.DOTALL)
_SEPARATORS = {", ": "、", " or ": "或", " and ": "和"}
_NAME = re.compile(r"`[^`]*`|[^\s`,]+")

_TEXTS = Catalogue(TEXTS, loose=True)
_WORDS = Catalogue(WORDS)


@lru_cache(maxsize=4096)
def translate(text: str) -> str:
    """The Chinese text; one that the catalogue does not have comes back as it is."""
    return _TEXTS.find(text, partial(_spoken, depth=1)) or text


def _spoken(text: str, depth: int) -> str:
    """What stands in a slot: words of ours, a list of them, or something of the user's."""
    return _item(text, depth) or _list(text, depth) or text


def _item(text: str, depth: int) -> str | None:
    if depth <= _DEEPEST:
        spoken = partial(_spoken, depth=depth + 1)
        said = _WORDS.find(text, spoken) or _WORDS.find(text[:1].lower() + text[1:], spoken)
        if said:
            return said
    return text if _NAME.fullmatch(text) else None


def _list(text: str, depth: int) -> str | None:
    """A list, item by item, each as long as it can be; None where one of them is nothing of ours and no name."""
    parts = list(_parts(text))
    said, start = "", 0
    while start < len(parts):
        for end in range(min(start + _LONGEST_ITEM, len(parts)), start, -2):
            part = "".join(parts[start:end])
            item = None if part == text else _item(part, depth)
            if item:
                break
        else:
            return None
        if start:
            said = beside(said, "，" if "` is " in part else _SEPARATORS[parts[start - 1]])
        said = beside(said, item)
        start = end + 1
    return said


def _parts(text: str) -> Iterator[str]:
    """The text cut at commas, `or` and `and` outside of backticks: items at even places, separators at odd ones."""
    item = ""
    for token in _TOKEN.findall(text):
        if token in _SEPARATORS:
            yield from (item, token)
            item = ""
        else:
            item += token
    yield item
