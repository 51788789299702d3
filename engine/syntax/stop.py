"""The place where the reading of a sentence stops, and what was read before."""

from __future__ import annotations

import re
from functools import cached_property

import attrs

from engine.diagnostics.span import Span
from engine.syntax.tree import Word

END = "$END"
"""What is expected where a sentence may end."""

_WORD = re.compile(r'"[^"\n]*"|[^\W\d]\w*([.\-]\w+)*|[\d.]+[\w.,\-/]*[\w%]|//+|-+\d[\d.]*|\S')


@attrs.frozen
class Stop:
    """What a sentence is made of up to the place where it is none: words there, and what could follow.

    Keywords stand as they are in `expected` and as the kind of a word, all else by its terminal, in capitals.
    """

    span: Span
    text: str
    start: str
    words: tuple[Word, ...]
    at: int
    expected: frozenset[str]
    openings: tuple[str, ...]
    """How the sentences open that may stand there."""

    @cached_property
    def word(self) -> str:
        """The word at which reading stopped; empty at the end of the sentence."""
        found = _WORD.match(self.text, self.at)
        return found.group() if found else ""

    @cached_property
    def here(self) -> Span:
        """The place of that word."""
        return self.place(self.at, self.at + len(self.word))

    @property
    def opens(self) -> bool:
        """Whether reading stopped at the first word of a line."""
        return not self.words and self.start.endswith("_line")

    @property
    def first_words(self) -> set[str]:
        """The words that lines of this block start with."""
        return {opening.partition(" ")[0] for opening in self.openings}

    @property
    def last(self) -> Word | None:
        """The last word that was read."""
        return self.words[-1] if self.words else None

    @property
    def block(self) -> str:
        """The kind of block that the sentence stands in."""
        return self.start.rpartition("_")[0]

    @property
    def keywords(self) -> list[str]:
        """The keywords that could have stood there."""
        return sorted(word for word in self.expected if word.islower())

    def place(self, start: int, end: int) -> Span:
        """The place of some characters of the sentence."""
        return Span(self.span.source, self.span.start + start, self.span.start + end)

    def since(self, word: Word) -> Span:
        """The place from a word that was read to the word at which reading stopped."""
        end = self.here if self.word else self.words[-1].span
        return Span(self.span.source, word.span.start, end.end)
