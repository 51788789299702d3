"""The facts of a case as canonical JSON, written straight from their values.

It is what `canonical_record` makes of what `ToldFacts` gives, several times as fast: every outcome that is confirmed
passes here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from engine.cases.names import Names, names_of
from engine.cases.to_facts import ToldFacts, writer_of
from engine.cases.unknown import Unknown
from engine.ir import tree as ir
from engine.values.canonical import canonical_record

_MOST_REMEMBERED = 4096
Case = tuple[Any, ...]
Write = Callable[[Any], Any]


class _Fact(NamedTuple):
    """A fact: its key as `"paid":`, its name, where its value stands in a case, and how that is written."""

    key: str
    name: str
    place: int
    write: Write


class _Table(NamedTuple):
    """A table of facts, of lists (which are not written by their value alone), and of further tables, by their keys."""

    facts: list[_Fact]
    lists: list[_Fact]
    tables: list[tuple[str, _Table]]


class CanonicalFacts:
    """Writes what cases of one program tell; the facts about persons apart from the others."""

    def __init__(self, program: ir.Program) -> None:
        """Prepare how each fact is written."""
        self._program = program
        self._told = ToldFacts(program)
        self._personal = sorted(
            _Fact(fact.name, fact.name, place, writer_of(fact, program.zone))
            for place, fact in enumerate(program.facts)
            if fact.personal
        )
        self._table = self._prepared(names_of(fact.name for fact in program.facts))

    def of(self, case: Case, presumed: tuple[str, ...]) -> tuple[str, list[tuple[str, object]]]:
        """The nested tables of all that was told, and the facts that are personal: by their names, in order."""
        silent = frozenset(presumed)
        told = [
            (fact.name, fact.write(case[fact.place]))
            for fact in self._personal
            if _is_told(fact, case, silent)
        ]
        return f"{{{self._written(self._table, case, silent)}}}", told

    def _prepared(self, names: Names) -> _Table:
        table = _Table([], [], [])
        for name, held in sorted(names.items()):
            key = f"{canonical_record(name)}:"
            if not isinstance(held, int):
                table.tables.append((key, self._prepared(held)))
                continue
            fact = self._program.facts[held]
            if not fact.personal:
                of_kind = table.lists if fact.fields else table.facts
                of_kind.append(_Fact(key, fact.name, held, _writer(fact, self._program.zone)))
        return table

    def _written(self, table: _Table, case: Case, silent: frozenset[str]) -> str:
        """What stands between the braces of a table."""
        told = [
            key + write(value)
            for key, name, place, write in table.facts
            if (value := case[place]) is not None and type(value) is not Unknown and name not in silent
        ]
        for fact in table.lists:
            if _is_told(fact, case, silent):
                entries = self._told.entries(fact.name, case[fact.place], silent)
                told.append(fact.key + canonical_record(entries))
        for key, inner in table.tables:
            if text := self._written(inner, case, silent):
                told.append(f"{key}{{{text}}}")
        told.sort()  # the quote behind a key comes before whatever a longer key has there
        return ",".join(told)


def _is_told(fact: _Fact, case: Case, silent: frozenset[str]) -> bool:
    value = case[fact.place]
    return not (value is None or isinstance(value, Unknown) or fact.name in silent)


def _writer(fact: ir.FactDeclaration, zone: str) -> Write:
    """What writes the values of a fact; what it wrote is remembered of facts of which many cases say the same."""
    plainly = writer_of(fact, zone)
    match fact.type.kind:
        case "instant":
            return lambda value: f'"{plainly(value)}"'
        case "text":
            return canonical_record
        case _:
            return lru_cache(_MOST_REMEMBERED)(lambda value: canonical_record(plainly(value)))
