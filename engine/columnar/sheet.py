"""A query of stacked layers: what a layer defines, the layers above it can name."""

from __future__ import annotations

from engine.columnar.words import name


class Sheet:
    """Columns defined step by step, each in terms of those before."""

    def __init__(self, source: str) -> None:
        """Begin with a table or a query that has a name in SQL."""
        self._source = source
        self._layers: list[dict[str, str]] = []
        self._fresh: set[str] = set()

    def define(self, column: str, sql: str, *after: str) -> str:
        """Define a column, in the topmost layer unless it needs one that is defined there; hand back its name."""
        if not self._layers or any(each in self._fresh for each in after):
            self.layer()
        self._layers[-1][column] = sql
        self._fresh.add(column)
        return column

    def layer(self) -> None:
        """Let what follows name everything defined so far."""
        self._layers.append({})
        self._fresh.clear()

    def select(self, columns: dict[str, str]) -> str:
        """The whole query, with these columns."""
        inner = self._source
        for layer in self._layers:
            if layer:
                defined = ", ".join(f"{sql} AS {column}" for column, sql in layer.items())
                inner = f"(SELECT *, {defined} FROM {inner})"
        chosen = ", ".join(f"{sql} AS {name(column)}" for column, sql in columns.items())
        return f"SELECT {chosen} FROM {inner}"
