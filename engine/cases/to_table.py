"""The facts of a program as a table for people: what they are called, what they are, and what silence means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.cases.words import choices_of, in_words, label_of, silence_in_words, type_in_words
from engine.diagnostics.display import shown, width
from engine.ir import tree as ir
from engine.ir.lists import key_of
from engine.ir.texts import Texts

_COLUMNS = ("fact", "label", "type", "silence", "supplied_by", "personal")
_GAP = "  "


class FactRow(NamedTuple):
    """One fact in the words of one language; `choices` are its words with their labels."""

    name: str
    label: str
    type: str
    choices: tuple[tuple[str, str], ...]
    presumed: str
    supplied_by: str
    personal: bool


def facts_rows(program: ir.Program, texts: Texts, lang: str = "en") -> list[FactRow]:
    """The facts in the order in which they are declared, below a list the fields of its entries."""
    words = texts.of(lang)
    return [
        FactRow(
            name,
            label_of(f"fact.{fact.name}", words),
            type_in_words(fact, program.zone, lang),
            choices_of(fact, words),
            silence_in_words(fact, program.zone, lang),
            label_of(f"party.{fact.supplied_by}", words),
            fact.personal,
        )
        for each in program.facts
        for name, fact in [(each.name, each), *((_field_path(each, of), of) for of in each.fields)]
    ]


def _field_path(fact: ir.FactDeclaration, field: ir.FactDeclaration) -> str:
    """A field of any entry, as in `order.items[].price`."""
    return f"{fact.name}[].{key_of(field)}"


def to_markdown(rows: Iterable[FactRow], lang: str = "en") -> str:
    """The rows as a table in Markdown."""
    lines = [[in_words(column, lang) for column in _COLUMNS], ["---"] * len(_COLUMNS)]
    for row in rows:
        choices = [f"`{word}` {_escaped(label)}" for word, label in row.choices]
        type_ = "<br>".join([_escaped(row.type), *choices])
        rest = (_escaped(each) for each in (row.presumed, row.supplied_by, _personal(row, lang)))
        lines.append([f"`{row.name}`", _escaped(row.label), type_, *rest])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def to_text(rows: Iterable[FactRow], lang: str = "en") -> str:
    """The rows in columns for a terminal, the choices of a fact in lines beneath it."""
    kept = list(rows)
    head = tuple(in_words(column, lang) for column in _COLUMNS)
    cells = [tuple(map(shown, (*row[:3], *row[4:6], _personal(row, lang)))) for row in kept]
    widths = [max(map(width, column)) for column in zip(head, *cells, strict=True)]
    lines = [_line(head, widths)]
    for row, line in zip(kept, cells, strict=True):
        lines.append(_line(line, widths))
        lines += _choices(row)
    return "".join(f"{line}\n" for line in lines)


def _personal(row: FactRow, lang: str) -> str:
    return in_words("personal", lang) if row.personal else ""


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (cell + " " * (room - width(cell)) for cell, room in zip(cells, widths, strict=True))
    return _GAP.join(padded).rstrip()


def _choices(row: FactRow) -> Iterator[str]:
    room = max((width(word) for word, _ in row.choices), default=0)
    return (f"{_GAP * 2}{_line((word, shown(label)), (room, 0))}" for word, label in row.choices)


def _escaped(text: str) -> str:
    """A text that Markdown shows as it stands, in one cell."""
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return text
