"""Diagnostics as text for a terminal: what is wrong, the line with a mark under it, what to do."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import attrs

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.display import shown
from engine.diagnostics.excerpt import excerpt
from engine.diagnostics.language import WORDS, in_language
from engine.diagnostics.place import Place
from engine.diagnostics.span import Span

_PAINTS = {"error": "1;31", "warning": "1;33", "note": "1;36", "frame": "1;34", "bold": "1"}


def to_text(diagnostics: Iterable[Diagnostic], *, colour: bool, lang: str = "en") -> str:
    """Show diagnostics in `en` or `zh`, an empty line between two; a summary is the caller's."""
    style = _Style(colour, lang)
    told = in_language(diagnostics, lang)
    return "\n".join("".join(f"{line}\n" for line in _lines(diagnostic, style)) for diagnostic in told)


@attrs.frozen
class _Style:
    colour: bool
    lang: str

    def paint(self, text: str, paint: str) -> str:
        return f"\x1b[{_PAINTS[paint]}m{text}\x1b[0m" if self.colour and text else text

    def word(self, key: str) -> str:
        return WORDS[self.lang][key]


@attrs.frozen
class _Mark:
    """A span to underline, with which sign and words."""

    span: Span
    sign: str
    text: str
    paint: str


def _lines(diagnostic: Diagnostic, style: _Style) -> Iterator[str]:
    yield _header(diagnostic, style)
    marks = _marks(diagnostic)
    gutter = max((len(str(mark.span.line)) for mark in marks), default=1)
    if isinstance(diagnostic.where, Place):
        yield _arrow("-->", _place(diagnostic.where), gutter, style)
    by_source: dict[str, list[_Mark]] = {}
    for mark in marks:
        by_source.setdefault(mark.span.source.name, []).append(mark)
    for group in by_source.values():
        span = group[0].span
        arrow = "-->" if span is diagnostic.where else ":::"
        at = f"{shown(span.source.name)}:{span.line}:{span.column}"
        yield _arrow(arrow, at, gutter, style)
        yield " " * gutter + style.paint(" |", "frame")
        yield from _frame(group, gutter, style)
    for key, texts in (("note", diagnostic.notes), ("help", (diagnostic.help,))):
        for text in filter(None, texts):
            label = style.paint(style.word(key) + style.word("colon"), "bold")
            yield f"{' ' * gutter} {style.paint('=', 'frame')} {label}{shown(text)}"


def _header(diagnostic: Diagnostic, style: _Style) -> str:
    head = style.paint(f"{style.word(diagnostic.severity)}[{diagnostic.code}]", diagnostic.severity)
    return head + style.paint(f"{style.word('colon')}{shown(diagnostic.message)}", "bold")


def _marks(diagnostic: Diagnostic) -> list[_Mark]:
    where = diagnostic.where
    first = [_Mark(where, "^", "", diagnostic.severity)] if isinstance(where, Span) else []
    return first + [_Mark(label.span, "-", label.text, "frame") for label in diagnostic.labels]


def _place(place: Place) -> str:
    line = "" if place.line is None else f":{place.line}"
    path = f": {place.path}" if place.path else ""
    return shown(f"{place.source_name}{line}{path}")


def _arrow(arrow: str, at: str, gutter: int, style: _Style) -> str:
    return f"{' ' * gutter}{style.paint(arrow, 'frame')} {at}"


def _frame(marks: list[_Mark], gutter: int, style: _Style) -> Iterator[str]:
    """Show the lines of one source in order, each with its marks, and dots for lines between."""
    pieces = [(excerpt(mark.span), mark) for mark in marks]
    pieces.sort(key=lambda piece: piece[0].line)
    last = None
    for (line, text), group in groupby(pieces, key=lambda piece: (piece[0].line, piece[0].text)):
        if last is not None and line > last + 1:
            yield style.paint("...", "frame")
        last = line
        yield f"{style.paint(f'{line:>{gutter}} |', 'frame')} {text}".rstrip()
        for piece, mark in group:
            under = style.paint(f"{mark.sign * piece.length} {shown(mark.text)}".rstrip(), mark.paint)
            yield f"{' ' * gutter}{style.paint(' |', 'frame')} {' ' * piece.indent}{under}"
