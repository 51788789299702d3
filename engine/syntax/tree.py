"""The tree of a file as written."""

from __future__ import annotations

import attrs

from engine.diagnostics.source import Source
from engine.diagnostics.span import Span


@attrs.frozen
class Word:
    """A name, number, date, text or other word with a meaning; `kind` is its terminal in the grammar."""

    kind: str
    text: str
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class Phrase:
    """A phrase: its rule or alias in the grammar, and what it is made of, None where something was left out."""

    kind: str
    parts: tuple[Phrase | Word | None, ...]
    span: Span = attrs.field(eq=False, repr=False)

    def word(self, index: int = 0) -> Word:
        """The part that the grammar has as a word there."""
        part = self.parts[index]
        if not isinstance(part, Word):
            raise TypeError(self.kind)
        return part

    def phrase(self, index: int = 0) -> Phrase:
        """The part that the grammar has as a phrase there."""
        part = self.parts[index]
        if not isinstance(part, Phrase):
            raise TypeError(self.kind)
        return part

    def find(self, kind: str) -> Phrase | None:
        """The part of this kind, where the sentence has one."""
        return next((part for part in self.parts if isinstance(part, Phrase) and part.kind == kind), None)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of a list such as `gift, coupon`."""
        inner = (part.word() if isinstance(part, Phrase) else part for part in self.parts)
        return tuple(word for word in inner if word is not None)


def _comments(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, lines))


@attrs.frozen
class Comment:
    """A comment in the middle of a sentence; `alone` where it has a line of its own."""

    text: str
    alone: bool
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class Sentence:
    """One head or one line of a block, with the comments that belong to it.

    An empty comment in `before` stands for an empty line: it is kept for the layout, and means nothing.
    """

    phrase: Phrase
    span: Span = attrs.field(eq=False, repr=False)
    before: tuple[str, ...] = attrs.field(default=(), eq=_comments)
    inside: tuple[Comment, ...] = ()
    beside: tuple[str, ...] = ()


@attrs.frozen
class Block:
    """A head in column 1 and the indented lines below it; `kind` is the first word of the head.

    `after` are the indented comments below the last line, an empty one for an empty line.
    """

    kind: str
    head: Sentence
    lines: tuple[Sentence, ...]
    after: tuple[str, ...] = attrs.field(default=(), eq=_comments)

    @property
    def span(self) -> Span:
        """The whole block."""
        return Span.cover(self.head.span, (self.lines or (self.head,))[-1].span)


@attrs.frozen
class File:
    """A whole file: its blocks in order, and the comments below the last, an empty one for an empty line."""

    source: Source = attrs.field(eq=False, repr=False)
    blocks: tuple[Block, ...]
    after: tuple[str, ...] = attrs.field(default=(), eq=_comments)
