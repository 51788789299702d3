"""Blocks and sentences by their indentation: the only thing white space means.

A line in column 1 starts a block; the first indented line below it sets where its sentences start; a line indented
deeper continues the sentence above, and so does any indented line that starts with a text or with `/`. A `#` outside
quotation marks starts a comment.
"""

from __future__ import annotations

import attrs

from engine.diagnostics.display import width
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.syntax.signs import Line, lines
from engine.syntax.tree import Comment

MOST_MISTAKES = 200
"""How many mistakes are looked for in a file; it is read no further then."""
TAB = 8
"""The columns from one tab stop to the next."""


@attrs.define
class RawSentence:
    """Where a sentence stands, and its comments; one that is `spoiled` has its mistake reported already."""

    start: int
    end: int
    before: list[str]
    inside: list[Comment] = attrs.Factory(list)
    beside: list[Comment] = attrs.Factory(list)
    spoiled: bool = False


@attrs.define
class RawBlock:
    """The sentences of a block, the head first, and the indented comments below the last."""

    head: RawSentence
    lines: list[RawSentence] = attrs.Factory(list)
    after: list[str] = attrs.Factory(list)
    indent: int = 0


@attrs.define
class Layout:
    """The blocks of a source, its text mended and without comments, and the comments after the last block."""

    blocks: list[RawBlock]
    masked: str
    after: list[str]


def layout(source: Source, report: Report) -> Layout:
    """Split a source into blocks and sentences; lines that belong nowhere are reported and left out."""
    work = _Work(source, report)
    masked: list[str] = []
    for line in lines(source, report):
        masked.append(line.text)
        work.place(line)
        if len(report) >= MOST_MISTAKES:
            break
    after = work.close()
    return Layout(work.blocks, "\n".join(masked), after)


@attrs.define
class _Work:
    """What was found so far; `pending` are comments, and None for empty lines, that wait for the next sentence."""

    source: Source
    report: Report
    blocks: list[RawBlock] = attrs.Factory(list)
    pending: list[tuple[int, Comment | None]] = attrs.Factory(list)
    tabs: list[Span] = attrs.Factory(list)
    astray: bool = False

    def place(self, line: Line) -> None:
        """Give one line its place: empty, comment, block head, sentence or continuation."""
        if not line.text.strip():
            self._wait(line)
            return
        blank = line.blank
        start = line.start + line.skip + len(blank)
        place = Span(self.source, start, line.start + len(line.text.rstrip()))
        if "\t" in blank:
            self.tabs.append(Span(self.source, line.start, start))
        sentence = self._sentence(_columns(blank) if blank else 0, line, place)
        if sentence is None:
            return
        if line.comment:
            sentence.beside.append(line.comment)
        if line.unclosed:
            cure = "a text begins and ends on one line: one quotation mark is missing in this one"
            self.report.error("RF104", "this text has no closing quotation mark", line.unclosed, help=cure)
        sentence.spoiled = sentence.spoiled or line.spoiled or line.unclosed is not None

    def close(self) -> list[str]:
        """End the last block and report the tabs; what is left are the comments at the end."""
        if self.tabs:
            others = len(self.tabs) - 1
            notes = [f"{others} other lines are indented so too"] if others else []
            self.report.error(
                "RF105", "this line is indented with a tab", self.tabs[0], help="use blanks", notes=notes
            )
        after = self._head_comments()
        return after[:-1] if after[-1:] == [""] else after

    def _wait(self, line: Line) -> None:
        """Keep a comment, or one empty line of a run of them, for the sentence below."""
        if line.comment:
            blank = line.text[line.skip : line.comment.span.start - line.start]
            self.pending.append((_columns(blank), line.comment))
        elif not self.pending or self.pending[-1][1]:
            self.pending.append((0, None))

    def _sentence(self, indent: int, line: Line, place: Span) -> RawSentence | None:
        """The sentence that a line at this indentation starts or continues."""
        if indent == 0:
            before = self._head_comments()
            self.blocks.append(RawBlock(RawSentence(place.start, place.end, before)))
            return self.blocks[-1].head
        if not self.blocks:
            if not self.astray:
                cure = "a block starts in column 1, as in `clause 1.1`, and its lines below it"
                self.report.error("RF106", "this line belongs to no block", place, help=cure)
            self.astray = True
            return None
        block = self.blocks[-1]
        last = (block.lines or [block.head])[-1]
        if line.text.lstrip().startswith(('"', "/")) or (block.lines and indent > block.indent):
            self._continue(last, place.end)
            return last
        block.indent = block.indent or indent
        before = [comment.text if comment else "" for _, comment in self._taken()]
        block.lines.append(RawSentence(place.start, place.end, before))
        return block.lines[-1]

    def _continue(self, sentence: RawSentence, end: int) -> None:
        """Lengthen a sentence: comments that stood at its end are in its middle now."""
        sentence.end = end
        sentence.inside += sentence.beside
        sentence.inside += [comment for _, comment in self._taken() if comment]
        sentence.beside = []

    def _taken(self) -> list[tuple[int, Comment | None]]:
        taken, self.pending = self.pending, []
        return taken

    def _head_comments(self) -> list[str]:
        """The comments that wait, for the next head; the indented ones that come first stay with the block above."""
        taken = self._taken()
        stay = 0
        if self.blocks:
            for count, (indent, comment) in enumerate(taken, start=1):
                if comment and not indent:
                    break
                stay = count if comment else stay
            self.blocks[-1].after = [comment.text if comment else "" for _, comment in taken[:stay]]
        return [comment.text if comment else "" for _, comment in taken[stay:]]


def _columns(blank: str) -> int:
    return width(blank.expandtabs(TAB))
