"""Rows held against rows: which are on both sides, and which words in them are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from engine.compare.tree import Piece, Row, Sign

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+(?:[.\-]\w+)*|[^\w\s]")
_BLANKS = re.compile(r'("[^"]*")|\s+')
LEAST_ALIKE = 0.4
"""Rows that have less than this share of their words in common are shown whole: marks in them would say nothing."""
SHORT = 3
"""A stretch of fewer characters between two changes is taken to be changed, too."""


def compared(old: Sequence[str], new: Sequence[str]) -> tuple[Row, ...]:
    """The rows of two texts, one below the other; white space outside quotation marks means nothing."""
    matcher = SequenceMatcher(None, [_bare(row) for row in old], [_bare(row) for row in new], autojunk=False)
    rows: list[Row] = []
    for operation, start, end, to_start, to_end in matcher.get_opcodes():
        if operation == "equal":
            rows += whole("same", new[to_start:to_end])
        else:
            rows += _marked(old[start:end], new[to_start:to_end])
    return tuple(rows)


def whole(sign: Sign, rows: Sequence[str]) -> Iterator[Row]:
    """Rows without a mark in them."""
    return (Row(sign, (Piece(row),)) for row in rows)


def _bare(row: str) -> str:
    return _BLANKS.sub(lambda found: found[1] or " ", row).strip()


def _marked(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Rows that are gone and rows that have come instead, with the words in them that differ."""
    before, after = "\n".join(old), "\n".join(new)
    was, now = _words(before), _words(after)
    matcher = SequenceMatcher(None, [word for word, _ in was], [word for word, _ in now], autojunk=False)
    if not old or not new or matcher.ratio() < LEAST_ALIKE:
        yield from whole("gone", old)
        yield from whole("come", new)
        return
    same = [each for each in matcher.get_matching_blocks() if each.size]
    kept = [each for each in same if _says_something([word for word, _ in was[each.a : each.a + each.size]])]
    yield from _rows("gone", before, [span for each in kept for _, span in was[each.a : each.a + each.size]])
    yield from _rows("come", after, [span for each in kept for _, span in now[each.b : each.b + each.size]])


def _words(text: str) -> list[tuple[str, range]]:
    """The words and signs of a text, each with its place; a Chinese character is a word of its own."""
    return [(each.group(), range(each.start(), each.end())) for each in _WORD.finditer(text)]


def _says_something(words: Sequence[str]) -> bool:
    """Whether a stretch that both sides have is more than a sign or a syllable that happens to be in both."""
    return len(words) >= SHORT or sum(map(len, words)) >= SHORT or not words[0].isascii()


def _rows(sign: Sign, text: str, kept: Sequence[range]) -> Iterator[Row]:
    """A text in rows, in which all but the kept places is marked."""
    plain = {place for span in kept for place in span}
    start = 0
    for row in text.split("\n"):
        places = range(start, start + len(row))
        marks = [at not in plain and not text[at].isspace() for at in places]
        yield Row(sign, tuple(_pieces(row, _joined(marks, row))))
        start += len(row) + 1


def _joined(marks: list[bool], row: str) -> list[bool]:
    """The marks, with the blanks between two marked words marked as well."""
    joined = list(marks)
    for found in re.finditer(r"\s+", row):
        if found.start() and found.end() < len(row):
            between = marks[found.start() - 1] and marks[found.end()]
            joined[found.start() : found.end()] = [between] * (found.end() - found.start())
    return joined


def _pieces(row: str, marks: Sequence[bool]) -> Iterator[Piece]:
    for is_marked, group in groupby(range(len(row)), key=marks.__getitem__):
        yield Piece("".join(row[at] for at in group), is_marked)
