"""The rows of a Parquet file, each cell as a value of Python that the reader of cases knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from engine.columnar.words import name, text
from engine.diagnostics.nearest import did_you_mean
from engine.ir import tree as ir
from engine.ir.lists import key_of
from engine.tasks.batch_desk import Row
from engine.tasks.column_map import Column, ColumnMap, Facts, columns_of
from engine.tasks.duck import faults_of
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


class Kept(NamedTuple):
    """Rows that are kept elsewhere: the name that a user gave them, and whether any says something in a column."""

    name: str
    says_anything: Callable[[Held], bool]


class ParquetFile:
    """A Parquet file open for reading: what its columns tell."""

    def __init__(
        self,
        path: Path,
        connection: duckdb.DuckDBPyConnection,
        map_: ColumnMap,
        facts: Facts,
        elsewhere: Kept | None = None,
    ) -> None:
        """Look at the columns; stops where one tells no fact, or has a type that cannot.

        `elsewhere` is where the rows are, if not in this file, which then only has their columns.
        """
        self.path = path
        self._elsewhere = elsewhere
        self._connection = connection
        self.table = f"read_parquet({text(_escaped(str(path)))})"
        with faults_of(path):
            relation = connection.sql(f"SELECT * FROM {self.table}")  # noqa: S608 - the name is quoted
            self.rows_told: int = connection.execute(f"SELECT count(*) FROM {self.table}").fetchall()[0][0]  # noqa: S608
        held = [each for one in zip(relation.columns, relation.types, strict=True) for each in flat(*one)]
        told = columns_of([each.name for each in held], map_, facts, self._name)
        kept = [(each, column) for each, column in zip(held, told, strict=True) if column is not None]
        self.held = [each for each, _ in kept]
        self.columns = tuple(self._fitted(each, column, facts[column.fact]) for each, column in kept)

    def rows(self, where: str = "") -> Iterator[Row]:
        """The rows, or those for which a condition holds, in their order, each with its number."""
        cells = ", ".join(_read(each) for each in self.held) or "NULL"
        chosen = f" WHERE {where} ORDER BY file_row_number" if where else ""
        query = f"SELECT file_row_number, {cells} FROM {self.numbered}{chosen}"  # noqa: S608 - as above
        with faults_of(self.path):
            found = self._connection.cursor().execute(query)
            while rows := found.fetchmany(_AT_ONCE):
                yield from (Row(row[0] + 1, row[1:]) for row in rows)

    @property
    def numbered(self) -> str:
        """The table with the number of each row, from 0 on, as `file_row_number`."""
        return f"read_parquet({text(_escaped(str(self.path)))}, file_row_number = true)"

    def _fitted(self, held: Held, column: Column, fact: ir.FactDeclaration) -> Column:
        """What a column tells, where its type can tell it; stops where it cannot and a row says something."""
        if fact.fields:
            self._check_entries(held, fact)
            return column
        kind = held.type.id
        if kind == "timestamp with time zone" and fact.type.kind == "instant":
            return attrs.evolve(column, form="microseconds", zone="")
        fits = _fits(held.type, fact) or (bool(column.values) and kind in _WHOLE)
        fits = fits or (fact.type.kind == "instant" and kind.startswith("timestamp") and bool(column.zone))
        fits = fits or (fact.type.kind == "instant" and kind in _WHOLE and bool(column.form))
        if fits or not self._says_anything(held):
            return column
        raise _wrong_type(held, fact, self._name)

    def _check_entries(self, held: Held, fact: ir.FactDeclaration) -> None:
        """Stop where a column cannot tell a list: it holds JSON, or rows of a table inside the table."""
        if held.type.id in _WORDS or not self._says_anything(held):
            return
        inner = held.type.children[0][1] if held.type.id == "list" else held.type
        if held.type.id != "list" or inner.id != "struct":
            raise _wrong_type(held, fact, self._name)
        fields = {key_of(field): field for field in fact.fields}
        for each in flat("", inner):
            key, where = each.name.removeprefix("."), f"{held.name}[]{each.name}"
            if key not in fields:
                problem = f"`{where}` of `{self._name}` tells no fact of the policy"
                raise stop("RF501", problem, help=did_you_mean(key, fields))
            if not _fits(each.type, fields[key]):
                raise _wrong_type(Held(where, "", each.type), fields[key], self._name)

    @property
    def _name(self) -> str:
        return str(self.path) if self._elsewhere is None else self._elsewhere.name

    def _says_anything(self, held: Held) -> bool:
        if self._elsewhere is not None:
            return self._elsewhere.says_anything(held)
        with faults_of(self.path):
            query = f"SELECT count({held.sql}) FROM {self.table}"  # noqa: S608 - as above
            return bool(self._connection.execute(query).fetchall()[0][0])


def _fits(type_: Any, fact: ir.FactDeclaration) -> bool:  # noqa: ANN401 - a type of DuckDB
    """Whether values of a type can tell a fact as they are."""
    if type_.id == "list" and type_.children[0][1].id not in _WORDS:
        return False
    return type_.id in _BY_KIND.get(fact.type.kind, _NUMBERS)


def flat(column: str, type_: Any, sql: str = "") -> Iterator[Held]:  # noqa: ANN401 - a type of DuckDB
    """A column, or the columns inside one that is a table itself."""
    sql = sql or name(column)
    if type_.id != "struct":
        yield Held(column, sql, type_)
        return
    for inner, inner_type in type_.children:
        yield from flat(f"{column}.{inner}", inner_type, f"{sql}.{name(inner)}")


def _read(held: Held) -> str:
    if held.type.id == "timestamp with time zone":
        return f"CASE WHEN NOT isfinite({held.sql}) THEN 9223372036854775807 ELSE epoch_us({held.sql}) END"
    return _value(held.sql, held.type)


def _value(sql: str, type_: Any) -> str:  # noqa: ANN401 - as above
    """A value, or one inside it, as Python has it."""
    match type_.id:
        case "timestamp with time zone":
            return f"strftime({sql}, '%Y-%m-%dT%H:%M:%S.%fZ')"
        case "timestamp_ns" | "timestamp_ms" | "timestamp_s":
            return f"{sql}::TIMESTAMP"
        case "uuid" | "enum":
            return f"{sql}::VARCHAR"
        case "list" if type_.children[0][1].id == "struct":
            return f"list_transform({sql}, lambda entry: {_value('entry', type_.children[0][1])})"
        case "struct":
            parts = ", ".join(
                f"{name(key)} := {_value(f'{sql}.{name(key)}', of)}" for key, of in type_.children
            )
            return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({parts}) END"
        case _:
            return sql


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
    "list": "it is told by a list of structs, or by text that holds JSON as a case file does",
}


def _escaped(path: str) -> str:
    """A path in which no sign stands for several files."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
