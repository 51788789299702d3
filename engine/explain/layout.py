"""How a text for a terminal is laid out: paint, lists under a heading, columns by display width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from engine.diagnostics.display import shown, width
from engine.explain.words import Words

_PAINTS = {
    "refund": "1;32", "refused": "1;31", "discretion": "1;35", "pending": "1;33",
    "not_covered": "1;36", "no_version": "1;36", "bold": "1", "yes": "32", "no": "31", "open": "33",
}  # fmt: skip


@attrs.frozen
class Layout:
    """The words of a language, and whether there is colour."""

    words: Words
    colour: bool

    def say(self, key: str, *parts: object) -> str:
        """A sentence with its parts."""
        return self.words[key].format(*parts)

    def numbers(self, clauses: Iterable[str]) -> str:
        """Clauses by their numbers."""
        return self.words["list"].join(clauses)

    def paint(self, text: str, paint: str) -> str:
        """The text in a colour, where there is colour."""
        return f"\x1b[{_PAINTS[paint]}m{text}\x1b[0m" if self.colour else text

    def bold(self, text: str) -> str:
        """A heading."""
        return self.paint(text, "bold")

    def mark(self, sign: str, *, holds: bool | None) -> str:
        """The sign before a condition."""
        return self.paint(sign, "open" if holds is None else "yes" if holds else "no")

    def listed(self, heading: str, lines: Sequence[str]) -> Iterator[str]:
        """Lines under a heading; nothing where there are none."""
        if lines:
            yield self.bold(self.words[heading])
        for line in lines:
            yield f"  {shown(line)}"


def columns(rows: Sequence[tuple[str, ...]], right: tuple[int, ...]) -> Iterator[str]:
    """Rows in columns as wide as their widest cell, those in `right` flush right."""
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (_cell(text, widths[at], right=at in right) for at, text in enumerate(row))
        yield "  ".join(cells).rstrip()


def _cell(text: str, columns_wide: int, *, right: bool) -> str:
    space = " " * (columns_wide - width(text))
    return space + text if right else text + space
