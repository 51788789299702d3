"""The cells of a table row as the nested tables of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from engine.cases.number import Number
from engine.cases.quick import decoded
from engine.ir import tree as ir
from engine.ir.lists import key_of
from engine.tasks.column_map import EPOCHS, Column, Facts
from engine.values.local_time import from_clock, from_local
from engine.values.moment import instant_text
from engine.values.money import to_text
from engine.values.unreadable import Unreadable

Cells = Sequence[object]
_YES_NO = {"true": True, "false": False, "TRUE": True, "FALSE": False, "True": True, "False": False}
_NUMERIC = {"money", "quota", "count", "number", "percent"}
_LONGEST_NUMBER = 40


class Case:
    """Puts the cells of rows into tables, as the columns say; an empty cell says nothing."""

    def __init__(self, columns: Sequence[Column | None], facts: Facts) -> None:
        """Take the columns in their order."""
        self._told = [
            (place, column.fact.split("."), _reader(column, facts[column.fact]))
            for place, column in enumerate(columns)
            if column is not None
        ]

    def of(self, cells: Cells) -> dict[str, object]:
        """The nested tables that a row says."""
        case: dict[str, object] = {}
        for place, (*tables, name), read in self._told:
            held = cells[place]
            if held is None or held == "":
                continue
            table = case
            for part in tables:
                table = table.setdefault(part, {})  # type: ignore[assignment]
            table[name] = read(held)
        return case


def _reader(column: Column, fact: ir.FactDeclaration) -> Callable[[object], object]:
    """How a cell becomes what a case file would say; what cannot be read stays as it is, for the reader to refuse."""
    kind = fact.type.kind
    if fact.fields:
        fields = {key_of(field): _reader(Column(field.name), field) for field in fact.fields}
        return lambda held: _entries(held, fields)
    if kind == "set":
        return lambda held: _words(held, column)
    if kind == "instant":
        return lambda held: _moment(_coded(held, column), column)
    if kind == "yes_no":
        return lambda held: _yes_no(_coded(held, column))
    if kind in _NUMERIC:
        return lambda held: _number(_coded(held, column), column)
    return lambda held: _coded(held, column)


def _entries(held: object, fields: Mapping[str, Callable[[object], object]]) -> object:
    """The entries of a list: JSON as in a case file, or rows of a table inside the table."""
    if isinstance(held, str):
        found = decoded(held)
        return held if found is None else found
    return [_entry(each, fields) for each in held] if isinstance(held, list) else held


def _entry(held: object, fields: Mapping[str, Callable[[object], object]], path: str = "") -> object:
    """One entry; what is null in it is left out."""
    if not isinstance(held, dict):
        return held
    entry: dict[str, object] = {}
    for key, value in held.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            entry[key] = _entry(value, fields, name)
        elif value is not None:
            entry[key] = fields[name](value) if name in fields else value
    return entry


def _coded(held: object, column: Column) -> object:
    """The word that a code of the operator stands for."""
    return column.values.get(str(held), held) if column.values else held


def _yes_no(held: object) -> object:
    return _YES_NO.get(held, held) if isinstance(held, str) else held


def _words(held: object, column: Column) -> object:
    if isinstance(held, str):
        held = [word.strip() for word in held.split(column.separator)] if held.strip() else []
        held = [word for word in held if word]
    return [_coded(word, column) for word in held] if isinstance(held, list) else held


def _number(held: object, column: Column) -> object:
    """A number as written in the unit of its fact."""
    if isinstance(held, Decimal):
        text = format(held, "f")
        held = Number(text.rstrip("0").rstrip(".") if "." in text else text)
    if column.places is None or isinstance(held, bool | float):
        return held
    text = str(held)
    if len(text) > _LONGEST_NUMBER or not text.removeprefix("-").isdecimal() or not text.isascii():
        return held
    return Number(to_text(int(text), column.places))


def _moment(held: object, column: Column) -> object:
    """A moment in RFC 3339."""
    try:
        if column.form in EPOCHS:
            text = str(held)
            is_whole = len(text) <= _LONGEST_NUMBER and text.isascii() and text.removeprefix("-").isdecimal()
            return instant_text(int(text) * 10 ** EPOCHS[column.form], "UTC") if is_whole else held
        if column.form and isinstance(held, str):
            return instant_text(from_local(held, column.form, column.zone), "UTC")
        if column.zone and isinstance(held, datetime) and held.tzinfo is None:
            return instant_text(from_clock(held, column.zone), "UTC")
    except (ValueError, OverflowError, Unreadable):
        return held
    return held
