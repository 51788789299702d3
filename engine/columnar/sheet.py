"""A query of stacked layers: what a layer defines, the layers above it can name."""

from __future__ import annotations

import re

from engine.columnar.words import name

_WORD = re.compile(r"[a-z]+_?[a-z0-9_]*")


class Sheet:
    """Columns defined step by step, each in the lowest layer above all that it names: few layers take little memory."""

    def __init__(self, source: str) -> None:
        """Begin with a table or a query that has a name in SQL."""
        self._source = source
        self._layers: list[dict[str, str]] = []
        self._level: dict[str, int] = {}

    def column(self, column: str, sql: str) -> str:
        """Define a column; hand back its name."""
        level = max((self._level.get(word, -1) for word in _WORD.findall(sql)), default=-1) + 1
        if level == len(self._layers):
            self._layers.append({})
        self._layers[level][column] = sql
        self._level[column] = level
        return column

    def select(self, columns: dict[str, str]) -> str:
        """The whole query, with these columns."""
        inner = self._source
        for layer in self._layers:
            defined = ", ".join(f"{sql} AS {column}" for column, sql in layer.items())
            inner = f"(SELECT *, {defined} FROM {inner})"
        chosen = ", ".join(f"{sql} AS {name(column)}" for column, sql in columns.items())
        return f"SELECT {chosen} FROM {inner}"
