"""The formatter: the one layout of a file. It prints the words as they were read, and never what they mean.

A head stands on one line. The labels of the lines below it, such as `for` or `supplied by`, are padded so that what
follows them lines up two blanks behind the longest, and a line that goes on does so in that column. One empty line
stands between blocks; blocks of one line and one kind may follow each other without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.syntax.from_text import Reader
from engine.syntax.rows import Item, joined, rows
from engine.syntax.signs import lines
from engine.syntax.tree import Block, File, Sentence

WIDEST = 120
"""The columns that a row may have; a Chinese character takes two."""
INDENT = "  "
"""What stands before a line of a block."""
GAP = "  "
"""What stands between the longest label and what follows it, and before a comment beside a line."""
HANG = 4
"""The column in which a sentence without a label goes on."""

_LABELS = {
    "first_counted": 2, "first_not_counted": 2, "last_in_full": 2, "last_not_counted": 2, "hours_elapsed": 1,
    "last_until": 2, "last_moved_on": 2, "hours_by_clock": 1,
    "splits_in_turn": 1, "splits_in_proportion": 1, "only_improves": 1, "owed_by": 2,
    "nothing_left": 2, "uses_up": 2, "in_proportion": 2, "presumed_not_given": 1, "presumed_empty": 1,
    "number_kind": 0, "money_kind": 0, "quota_kind": 0, "money_unit": 0, "quota_unit": 0,
}  # fmt: skip
_TEXT = re.compile(r'"[^"\r\n]*"|#[^\r\n]*|\s+')


class WordsLost(AssertionError):  # noqa: N818 - it says what happened
    """What was printed does not read as what was to be printed: our mistake, never the user's."""


def to_text(file: File, reader: Reader) -> str:
    """Print a file, which was read without a mistake, in its one layout."""
    printed = "".join(f"{line}\n" for line in Printer(file.source, reader).file(file))
    report = Report()
    again = reader.read_any(Source(file.source.name, printed), report)
    if report.has_errors or again != file or _bare(printed) != _bare(file.source.text):
        raise WordsLost(file.source.name)
    return printed


def label_length(kind: str, opening: Sequence[str]) -> int:
    """How many of the keywords that a kind of line opens with are its label: all, where nothing else is said."""
    return _LABELS.get(kind, len(opening))


def _bare(text: str) -> str:
    """All that means something: the text without comments, and without white space outside quotation marks."""
    text = text.removeprefix("\ufeff")
    return _TEXT.sub(lambda found: found.group() if found.group().startswith('"') else "", text)


@attrs.frozen
class _Line:
    """A line of a block: its label, and the words behind it."""

    label: str
    words: Sequence[Item]


class Printer:
    """Prints a file that was read from a source, or blocks of it."""

    def __init__(self, source: Source, reader: Reader) -> None:
        """Take a source that was read without a mistake."""
        self.reader = reader
        self.source = source

    @cached_property
    def masked(self) -> str:
        """The source with blanks in place of its comments."""
        return "\n".join(line.text for line in lines(self.source, Report()))

    def file(self, file: File) -> Iterator[str]:
        """The lines of a file."""
        above: Block | None = None
        for block in file.blocks:
            before = _without_first_gap(block.head.before)
            if above and not (_may_touch(above, block) and before == block.head.before):
                yield ""
            yield from before
            yield from self.block(block)
            above = block
        after = _without_first_gap(file.after)
        if above and after:
            yield ""
        yield from after

    def block(self, block: Block) -> Iterator[str]:
        """The lines of a block."""
        head = self.words(block.head, f"{block.kind}_head")
        yield from _printed("", head, HANG, block.head, widest=None)
        printed = [self.line(line, f"{block.kind}_line") for line in block.lines]
        longest = max((len(line.label) for line in printed), default=0)
        for number, (sentence, line) in enumerate(zip(block.lines, printed, strict=True)):
            yield from _indented(sentence.before if number else _without_first_gap(sentence.before))
            label = line.label.ljust(longest) + GAP if line.label and line.words else line.label
            start = INDENT + label
            yield from _printed(start, line.words, len(start) if label else HANG, sentence, widest=WIDEST)
        yield from _indented(block.after)

    def line(self, sentence: Sentence, start: str) -> _Line:
        """A line of a block; one with a comment in its label is printed as if it had none."""
        words = self.words(sentence, start)
        opening = self.reader.openings[start, sentence.phrase.kind]
        length = label_length(sentence.phrase.kind, opening)
        if any(word.comments for word in words[:length]):
            length = 0
        return _Line(joined(words[:length]), words[length:])

    def words(self, sentence: Sentence, start: str) -> list[Item]:
        """The words of a sentence, each with the comments that follow it."""
        text = self.masked[sentence.span.start : sentence.span.end]
        tokens = self.reader.tokens(text, start)
        items = []
        for place, token in enumerate(tokens):
            following = tokens[place + 1].start_pos if place + 1 < len(tokens) else None
            here, there = token.start_pos or 0, len(text) if following is None else following
            comments = [
                each for each in sentence.inside if here < each.span.start - sentence.span.start < there
            ]
            printed = str(token) if token.type == "STRING" else " ".join(token.split())
            items.append(Item(printed, self.reader.kind(token), comments))
        return items


def _printed(
    start: str, words: Sequence[Item], hang: int, sentence: Sentence, widest: int | None
) -> Iterator[str]:
    """A sentence in rows, its comment behind the last."""
    beside = "".join(f"{GAP}{comment}" for comment in sentence.beside)
    found = list(rows(words, None if widest is None else widest - hang))
    if not found:
        yield start + beside
    for number, row in enumerate(found, start=1):
        blank = start if number == 1 else " " * (hang + row.indent)
        comment = GAP + row.comment if row.text and row.comment else row.comment
        yield f"{blank}{row.text}{comment}{beside if number == len(found) else ''}"


def _may_touch(above: Block, block: Block) -> bool:
    """Whether no empty line must stand between two blocks."""
    return above.kind == block.kind and not (above.lines or above.after or block.lines or block.after)


def _without_first_gap(comments: tuple[str, ...]) -> tuple[str, ...]:
    return comments[1:] if comments[:1] == ("",) else comments


def _indented(comments: Sequence[str]) -> Iterator[str]:
    return (f"{INDENT}{comment}" if comment else "" for comment in comments)
