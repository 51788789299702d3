"""The rows of a Parquet file, each cell as a value of Python that the reader of cases knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from engine.ir import tree as ir
from engine.tasks.batch_desk import Row
from engine.tasks.column_map import Column, ColumnMap, Facts, columns_of
from engine.tasks.duck import faults_of, name, text
from engine.tasks.stop import stop

if TYPE_CHECKING:
    import duckdb

_AT_ONCE = 2_000
_WHOLE = {
    "tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint",
    "uhugeint",
}  # fmt: skip
_WORDS = {"varchar", "enum"}
_BY_KIND = {
    "yes_no": {"boolean", *_WORDS},
    "choice": _WORDS,
    "text": {"uuid", *_WORDS},
    "set": {"list", *_WORDS},
    "instant": {"timestamp with time zone", *_WORDS},
    "date": {"date", *_WORDS},
}
_NUMBERS = {"decimal", *_WHOLE, *_WORDS}


class Held(NamedTuple):
    """A column as the file holds it: its dotted name, how SQL reaches it, its type."""

    name: str
    sql: str
    type: Any


class ParquetFile:
    """A Parquet file open for reading: what its columns tell."""

    def __init__(
        self, path: Path, connection: duckdb.DuckDBPyConnection, map_: ColumnMap, facts: Facts
    ) -> None:
        """Look at the columns; stops where one tells no fact, or has a type that cannot."""
        self.path = path
        self._connection = connection
        self.table = f"read_parquet({text(_escaped(str(path)))})"
        with faults_of(path):
            relation = connection.sql(f"SELECT * FROM {self.table}")  # noqa: S608 - the name is quoted
            self.rows_told: int = connection.execute(f"SELECT count(*) FROM {self.table}").fetchall()[0][0]  # noqa: S608
        held = [each for one in zip(relation.columns, relation.types, strict=True) for each in _flat(*one)]
        told = columns_of([each.name for each in held], map_, facts, str(path))
        kept = [(each, column) for each, column in zip(held, told, strict=True) if column is not None]
        self.held = [each for each, _ in kept]
        self.columns = tuple(self._fitted(each, column, facts[column.fact]) for each, column in kept)

    def rows(self, where: str = "TRUE") -> Iterator[Row]:
        """The rows for which a condition holds, in their order, each with its number."""
        cells = ", ".join(_read(each) for each in self.held) or "NULL"
        query = f"SELECT file_row_number, {cells} FROM {self._numbered} WHERE {where}"  # noqa: S608 - as above
        with faults_of(self.path):
            found = self._connection.cursor().execute(query)
            while rows := found.fetchmany(_AT_ONCE):
                yield from (Row(row[0] + 1, row[1:]) for row in rows)

    @property
    def _numbered(self) -> str:
        return f"read_parquet({text(_escaped(str(self.path)))}, file_row_number = true)"

    def _fitted(self, held: Held, column: Column, fact: ir.FactDeclaration) -> Column:
        """What a column tells, where its type can tell it; stops where it cannot and a row says something."""
        kind = held.type.id
        if kind == "timestamp with time zone" and fact.type.kind == "instant":
            return attrs.evolve(column, form="microseconds", zone="")
        allowed = _BY_KIND.get(fact.type.kind, _NUMBERS)
        fits = kind in allowed or (bool(column.values) and kind in _WHOLE)
        fits = fits or (fact.type.kind == "instant" and kind.startswith("timestamp") and bool(column.zone))
        fits = fits or (fact.type.kind == "instant" and kind in _WHOLE and bool(column.form))
        if kind == "list":
            fits = fits and held.type.children[0][1].id in _WORDS
        if fits or not self._says_anything(held):
            return column
        raise _wrong_type(held, fact, str(self.path))

    def _says_anything(self, held: Held) -> bool:
        with faults_of(self.path):
            query = f"SELECT count({held.sql}) FROM {self.table}"  # noqa: S608 - as above
            return bool(self._connection.execute(query).fetchall()[0][0])


def _flat(column: str, type_: Any, sql: str = "") -> Iterator[Held]:  # noqa: ANN401 - a type of DuckDB
    """A column, or the columns inside one that is a table itself."""
    sql = sql or name(column)
    if type_.id != "struct":
        yield Held(column, sql, type_)
        return
    for inner, inner_type in type_.children:
        yield from _flat(f"{column}.{inner}", inner_type, f"{sql}.{name(inner)}")


def _read(held: Held) -> str:
    match held.type.id:
        case "timestamp with time zone":
            return (
                f"CASE WHEN NOT isfinite({held.sql}) THEN 9223372036854775807 ELSE epoch_us({held.sql}) END"
            )
        case "timestamp_ns" | "timestamp_ms" | "timestamp_s":
            return f"{held.sql}::TIMESTAMP"
        case "uuid" | "enum":
            return f"{held.sql}::VARCHAR"
        case _:
            return held.sql


def _wrong_type(held: Held, fact: ir.FactDeclaration, source: str) -> Exception:
    problem = (
        f"the column `{held.name}` of `{source}` is of the type {held.type}, which cannot tell `{fact.name}`"
    )
    return stop(
        "RF502", problem, help=_HELP.get(held.type.id, _HELP_BY_KIND.get(fact.type.kind, _HELP_NUMBER))
    )


_FLOAT = "a binary float is not exact: write whole numbers, decimals or text"
_HELP = {"double": _FLOAT, "float": _FLOAT}
_HELP_NUMBER = "it is told by whole numbers, decimals or text"
_HELP_BY_KIND = {
    "yes_no": "it is told by `BOOLEAN`, or by text",
    "choice": "it is told by text; codes are given their words with `--columns`",
    "text": "it is told by text",
    "set": "it is told by a list of texts, or by text with `;` between the words",
    "instant": "it is told by `TIMESTAMP WITH TIME ZONE`, by text, or with a `zone` or `format` in `--columns`",
    "date": "it is told by `DATE`, or by text",
}


def _escaped(path: str) -> str:
    """A path in which no sign stands for several files."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
