"""A stretch of a source."""

import attrs

from engine.diagnostics.source import Source


def _name(source: Source) -> str:
    return source.name


@attrs.frozen
class Span:
    """The characters from `start` up to, not including, `end`; equal by offsets and source name."""

    source: Source = attrs.field(eq=_name)
    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        """Refuse offsets that no text of this source has: they are our bug, never the user's."""
        if not 0 <= self.start <= self.end <= len(self.source.text):
            size = len(self.source.text)
            message = f"no span {self.start}:{self.end} in a text of {size} characters"
            raise ValueError(message)

    @property
    def line(self) -> int:
        """The line on which the span starts, counted from one."""
        return self.source.line_of(self.start)

    @property
    def column(self) -> int:
        """The column at which the span starts, counted from one in characters."""
        return self.source.column_of(self.start)

    @property
    def end_line(self) -> int:
        """The line of the first character after the span."""
        return self.source.line_of(self.end)

    @property
    def end_column(self) -> int:
        """The column of the first character after the span."""
        return self.source.column_of(self.end)

    @property
    def text(self) -> str:
        """The characters of the span."""
        return self.source.text[self.start : self.end]

    @staticmethod
    def cover(a: "Span", b: "Span") -> "Span":
        """Give the smallest span that holds both; they stand in one source, in any order."""
        if a.source.name != b.source.name:
            message = f"no span covers {a.source.name!r} and {b.source.name!r}"
            raise ValueError(message)
        return Span(a.source, min(a.start, b.start), max(a.end, b.end))
