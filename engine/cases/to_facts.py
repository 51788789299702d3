"""The facts of a case written as a case file has them: what is read back is the same case."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from engine.cases.unknown import NOT_GIVEN, Unknown
from engine.cases.written import written
from engine.ir import tree as ir
from engine.ir.lists import key_of
from engine.values.moment import FIRST_YEAR, LAST_YEAR, SECOND, instant_text, to_instant

Told = dict[str, object]
"""Nested tables of facts, ready for JSON."""


_MOST_REMEMBERED = 4096
_SURELY_INSIDE = to_instant(f"{FIRST_YEAR + 1}-01-01T00:00:00Z"), to_instant(f"{LAST_YEAR}-01-01T00:00:00Z")
_MOST_OFFSET = (23 * 60 + 59) * 60 * SECOND


class ToldFacts:
    """Writes what cases of one program tell; the facts about persons apart from the others."""

    def __init__(self, program: ir.Program) -> None:
        """Prepare how each fact is written."""
        self._facts = [
            (fact.name, *_path(fact.name), fact.personal, writer_of(fact, program.zone))
            for fact in program.facts
        ]
        self._fields = {
            fact.name: [(*_path(key_of(each)), writer_of(each, program.zone)) for each in fact.fields]
            for fact in program.facts
            if fact.fields
        }

    def of(self, case: tuple[object, ...], presumed: Collection[str]) -> tuple[Told, Told]:
        """The nested tables of all that was told, and by their names the facts that are personal."""
        tables: Told = {}
        personal: Told = {}
        silent = frozenset(presumed)
        for (name, path, key, is_personal, write), value in zip(self._facts, case, strict=True):
            if value is NOT_GIVEN or isinstance(value, Unknown) or name in silent:
                continue
            if name in self._fields:
                _put(tables, path, key, self.entries(name, value, presumed))
                continue
            if is_personal:
                personal[name] = write(value)
                continue
            _put(tables, path, key, write(value))
        return tables, personal

    def entries(self, name: str, entries: Any, presumed: Collection[str]) -> list[Told]:  # noqa: ANN401 - as the case has them
        """The entries of a list, each with what was told of it."""
        found: list[Told] = []
        for at, entry in enumerate(entries):
            table: Told = {}
            for (path, key, write), value in zip(self._fields[name], entry, strict=True):
                is_presumed = f"{name}[{at}].{'.'.join((*path, key))}" in presumed
                if not (value is NOT_GIVEN or isinstance(value, Unknown) or is_presumed):
                    _put(table, path, key, write(value))
            found.append(table)
        return found


def _put(tables: Told, path: list[str], key: str, value: object) -> None:
    table: Any = tables
    for part in path:
        table = table.setdefault(part, {})
    table[key] = value


def _path(name: str) -> tuple[list[str], str]:
    """The tables in which a fact stands, and its key in the last of them."""
    *path, key = name.split(".")
    return path, key


def writer_of(fact: ir.FactDeclaration, zone: str) -> Callable[[object], object]:
    """What writes the values of a fact as a case file has them."""
    match fact.type.kind:
        case "yes_no" | "choice" | "text":
            return _as_it_is
        case "set":
            return _words
        case "instant":
            return lambda value: _instant(value, zone)
        case _:
            return lru_cache(_MOST_REMEMBERED)(lambda value: written(value, fact.type, zone))


def _instant(value: object, zone: str) -> str:
    """A moment in local time; on the edge of the years that can be written, with an offset that stays inside."""
    if not isinstance(value, int):
        raise TypeError(value)
    text = instant_text(value, zone)
    if _SURELY_INSIDE[0] < value < _SURELY_INSIDE[1]:
        return text
    year = int(text[:4])
    if FIRST_YEAR <= year <= LAST_YEAR:
        return text
    sign, shift = ("-", -_MOST_OFFSET) if year > LAST_YEAR else ("+", _MOST_OFFSET)
    return f"{instant_text(value + shift, 'UTC').removesuffix('Z')}{sign}23:59"


def _as_it_is(value: object) -> object:
    return value


def _words(value: object) -> object:
    if not isinstance(value, frozenset):
        raise TypeError(value)
    return sorted(value)
