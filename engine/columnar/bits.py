"""Sets of words as whole numbers, a bit for each word; and as lists again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.columnar.unsupported import BITS, UnsupportedError
from engine.columnar.words import text

_TABLE_BITS = 6
"""A table holds the lists of so many bits, which are looked up together."""


class Bits:
    """A bit for each of some words, in the order given."""

    def __init__(self, words: Iterable[str]) -> None:
        """Give out the bits; raises UnsupportedError where there are too many words."""
        self.words: Sequence[str] = tuple(dict.fromkeys(words))
        if len(self.words) > BITS:
            raise UnsupportedError("too many words")
        self._bits: Mapping[str, int] = {word: 1 << place for place, word in enumerate(self.words)}

    def mask(self, words: Iterable[str]) -> int:
        """The number that stands for some of the words; words without a bit are in no set."""
        return sum(self._bits.get(word, 0) for word in set(words))

    def to_list(self, mask: str) -> str:
        """The list of the words whose bits are set."""
        if not self.words:
            return "[]::VARCHAR[]"
        tables = [self._table(mask, first) for first in range(0, len(self.words), _TABLE_BITS)]
        if len(tables) == 1:
            return tables[0]
        return (
            f"CASE WHEN {mask} < {1 << _TABLE_BITS} THEN {tables[0]} ELSE flatten([{', '.join(tables)}]) END"
        )

    def _table(self, mask: str, first: int) -> str:
        words = self.words[first : first + _TABLE_BITS]
        lists = (
            "[" + ", ".join(text(word) for at, word in enumerate(words) if number >> at & 1) + "]::VARCHAR[]"
            for number in range(1 << len(words))
        )
        shifted = f"({mask} >> {first})" if first else mask
        within = (
            shifted if len(self.words) <= first + _TABLE_BITS else f"({shifted} & {(1 << _TABLE_BITS) - 1})"
        )
        return f"([{', '.join(lists)}])[1 + {within}]"
