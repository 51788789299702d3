"""Decoded tables, looked through for what a file can say and a case must not."""

from __future__ import annotations

import re

from engine.cases.limits import DEEPEST
from engine.cases.names import dotted
from engine.cases.number import Number
from engine.cases.written import cut, shortened
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report

SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half of a character, which no UTF-8 can hold."""


TOO_DEEP = f"more than {DEEPEST} tables and lists lie inside each other"


class Pairs(list[tuple[str, object]]):
    """A table with its keys as they stand in the file, some of them perhaps twice."""


class Looker:
    """Looks through the tables of one file and reports what it finds, each with its path."""

    def __init__(self, source_name: str, report: Report) -> None:
        """Take the name of the file."""
        self._source_name = source_name
        self._report = report

    def through(self, value: object, path: str = "", depth: int = 0) -> object:
        """The value with plain dicts for tables; only as deep as tables may lie inside each other."""
        match value:
            case Pairs() | dict() | list() if depth == DEEPEST:
                self._found("RF902", path, TOO_DEEP)
                return value
            case Pairs():
                return self._table(value, path, depth)
            case dict():
                return self._table(Pairs(value.items()), path, depth)
            case list():
                return [self.through(each, f"{path}[{place}]", depth + 1) for place, each in enumerate(value)]
            case Number() if not value.is_finite:
                self._found("RF508", path, f"{cut(value)} is not a number")
            case str() if SURROGATE.search(value):
                self._found("RF506", path, f"{cut(value)} has half of a character")
        return value

    def _table(self, pairs: Pairs, path: str, depth: int) -> dict[str, object]:
        table: dict[str, object] = {}
        for key, value in pairs:
            inner = dotted(path, shortened(key))
            if key in table:
                self._found("RF505", inner, f"{cut(inner)} is given twice", "keep one of the two")
            if SURROGATE.search(key):
                self._found("RF506", inner, f"the key {cut(key)} has half of a character")
            table[key] = self.through(value, inner, depth + 1)
        return table

    def _found(self, code: str, path: str, message: str, help_text: str | None = None) -> None:
        self._report.error(code, message, Place(self._source_name, path), help=help_text)
