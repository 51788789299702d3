"""A named text, and the way from an offset to a line and a column."""

import re
from bisect import bisect_right
from functools import cached_property

import attrs

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


@attrs.frozen
class Source:
    """A text under the name the user gave it; offsets count characters from zero."""

    name: str
    text: str = attrs.field(repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line starts; a text has at least one line."""
        return (0, *(found.end() for found in _LINE_BREAK.finditer(self.text)))

    def line_of(self, offset: int) -> int:
        """Find the line of an offset, counted from one; the end of the text has one too."""
        if not 0 <= offset <= len(self.text):
            message = f"offset {offset} is outside a text of {len(self.text)} characters"
            raise ValueError(message)
        return bisect_right(self.line_starts, offset)

    def column_of(self, offset: int) -> int:
        """Find the column of an offset, counted from one in characters."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1

    def line_text(self, line: int) -> str:
        """Give the text of a line, counted from one, without its line break."""
        starts = self.line_starts
        if not 1 <= line <= len(starts):
            message = f"line {line} is outside a text of {len(starts)} lines"
            raise ValueError(message)
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")
