"""The facts of a case written as a case file has them: what is read back is the same case."""

from __future__ import annotations

from collections.abc import Callable, Container

from engine.cases.unknown import NOT_GIVEN, Unknown
from engine.cases.written import written
from engine.ir import tree as ir

Told = dict[str, object]
"""Nested tables of facts, ready for JSON."""


class ToldFacts:
    """Writes what cases of one program tell; the facts about persons apart from the others."""

    def __init__(self, program: ir.Program) -> None:
        """Prepare how each fact is written."""
        self._facts = [(fact.name.split("."), fact, _writer(fact, program.zone)) for fact in program.facts]

    def of(self, case: tuple[object, ...], presumed: Container[str]) -> tuple[Told, Told]:
        """The nested tables of all that was told, and by their names the facts that are personal."""
        tables: Told = {}
        personal: Told = {}
        for (path, fact, write), value in zip(self._facts, case, strict=True):
            if isinstance(value, Unknown) or value is NOT_GIVEN or fact.name in presumed:
                continue
            if fact.personal:
                personal[fact.name] = write(value)
            else:
                _put(tables, path, write(value))
        return tables, personal


def _put(tables: Told, path: list[str], value: object) -> None:
    for part in path[:-1]:
        inner = tables.setdefault(part, {})
        if not isinstance(inner, dict):
            raise TypeError(path)
        tables = inner
    tables[path[-1]] = value


def _writer(fact: ir.FactDeclaration, zone: str) -> Callable[[object], object]:
    match fact.type.kind:
        case "yes_no" | "choice" | "text":
            return _as_it_is
        case "set":
            return _words
        case _:
            return lambda value: written(value, fact.type, zone)


def _as_it_is(value: object) -> object:
    return value


def _words(value: object) -> object:
    if not isinstance(value, frozenset):
        raise TypeError(value)
    return sorted(value)
