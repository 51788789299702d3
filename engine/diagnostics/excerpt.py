"""The piece of a source line that a mistake is shown with, and where the mark beneath it stands."""

from collections.abc import Iterable

import attrs

from engine.diagnostics.display import cell, width
from engine.diagnostics.span import Span

WIDTH = 100
"""How many columns of a source line are shown."""

_CUT = "..."  # not the one character: terminals disagree on its width
_ROOM = WIDTH - 2 * len(_CUT)


@attrs.frozen
class Excerpt:
    """A line of source as shown; indent and length of the mark count terminal columns."""

    line: int
    text: str
    indent: int
    length: int


def excerpt(span: Span) -> Excerpt:
    """Show the first line of a span, cut around its start where it is too long."""
    line = span.line
    text = span.source.line_text(line)
    start = min(span.column - 1, len(text))
    low, high = _window(text, start)
    end = max(min(start + span.end - span.start, high), start)
    left = _CUT * (low > 0) + _cells(text[low:start])
    marked = _cells(text[start:end])
    right = _cells(text[end:high]) + _CUT * (high < len(text))
    return Excerpt(line, (left + marked + right).rstrip(), width(left), max(width(marked), 1))


def _cells(text: str) -> str:
    return "".join(map(cell, text))


def _window(text: str, start: int) -> tuple[int, int]:
    """Choose the characters to show: all where they fit, else a third before the mark's start."""
    near, far = max(start - WIDTH, 0), min(start + WIDTH, len(text))
    widths = [width(cell(character)) for character in text[near:far]]
    if near == 0 and far == len(text) and sum(widths) <= WIDTH:
        return 0, len(text)
    before, after = widths[: start - near][::-1], widths[start - near :]
    left = _fitting(before, _ROOM // 3)
    right = _fitting(after, _ROOM - sum(before[:left]))
    left = _fitting(before, _ROOM - sum(after[:right]))
    return start - left, start + right


def _fitting(widths: Iterable[int], room: int) -> int:
    count = 0
    for columns in widths:
        room -= columns
        if room < 0:
            break
        count += 1
    return count
