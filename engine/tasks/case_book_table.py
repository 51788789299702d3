"""The rows of a Parquet file as a case book: what two versions say of them, together by SQL where that is sure."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from engine.columnar.record_words import Words
from engine.columnar.unsupported import UnsupportedError
from engine.columnar.version import Governed, Version
from engine.diagnostics.place import Place
from engine.ir import tree as ir
from engine.solver.tree import State
from engine.tasks.batch_columnar import FEW, raw_of
from engine.tasks.batch_desk import Row
from engine.tasks.cells import Case
from engine.tasks.column_map import ColumnMap
from engine.tasks.diff_sides import Opened
from engine.tasks.duck import connected, faults_of
from engine.tasks.parquet_rows import ParquetFile

_AT_ONCE = 2_000
_STATE = ("verdict", "low", "high", "clauses", "missing", "measures", "route", "due", "party")
_WORDLESS = Words({}, {"id": "", "version": "", "digest": ""}, {}, {}, lambda *_: "")


class TableCase(NamedTuple):
    """A row of a book: its case, how many rows before it did not move, and what the versions say.

    Where SQL is not sure, `states` is None and `data` are the nested tables of the row, for the evaluator.
    """

    case: str | None
    place: Place
    skipped: int
    states: tuple[State, State] | None
    data: object = None


def facts_of(sides: tuple[Opened, Opened]) -> dict[str, ir.FactDeclaration]:
    """The facts of both versions by name, as the newer declares them."""
    return {fact.name: fact for side in sides for fact in side.program.facts}


def rows_that_move(path: str, sides: tuple[Opened, Opened], *, every: bool) -> Iterator[TableCase]:
    """The rows of a Parquet file of which the versions say different things, or SQL is not sure, in their order.

    With `every`, rows that do not move are handed over too. The last stands for the rows behind it: it has no case.
    """
    facts = facts_of(sides)
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="refundry-")))
        connection = open_.enter_context(connected(folder))
        parquet = ParquetFile(Path(path), connection, ColumnMap(), facts)
        query = _query(parquet, sides) if parquet.rows_told > FEW else None
        case = Case(parquet.columns, facts)
        if query is None:
            for row in parquet.rows():
                yield TableCase(None, Place(path, "", row.line), 0, None, case.of(_cells(row)))
            return
        with faults_of(Path(path)):
            connection.execute(f"CREATE TABLE compared AS {_moving(query, every=every)}")
        unsure = (
            case.of(_cells(row))
            for row in parquet.rows("file_row_number IN (SELECT row FROM compared WHERE NOT sure)")
        )
        before = -1
        found = connection.cursor().execute("SELECT * FROM compared ORDER BY row")
        for row, number, is_sure, *states in chain.from_iterable(iter(lambda: found.fetchmany(_AT_ONCE), [])):
            both = (_state(states[: len(_STATE)]), _state(states[len(_STATE) :])) if is_sure else None
            data = None if is_sure else next(unsure)
            yield TableCase(number, Place(path, "", row + 1), row - before - 1, both, data)
            before = row
        yield TableCase(None, Place(path, ""), parquet.rows_told - before - 1, None)


def _cells(row: Row) -> Sequence[object]:
    match row.told:
        case bytes() | None:
            raise TypeError(row)
        case cells:
            return cells


def _query(parquet: ParquetFile, sides: tuple[Opened, Opened]) -> str | None:
    """What both versions say of every row; None where SQL does not carry one of them."""
    try:
        old, new = (_states(parquet, side) for side in sides)
    except UnsupportedError:
        return None
    case = next(
        (
            held.sql
            for held, told in zip(parquet.held, parquet.columns, strict=True)
            if told.fact == "case.id"
        ),
        "NULL::VARCHAR",
    )
    rows = f"(SELECT file_row_number AS row, {case} AS number FROM {parquet.numbered})"  # noqa: S608 - our own names
    states = ", ".join(f"{side}.{key} AS {side}_{key}" for side in ("a", "b") for key in _STATE)
    sure = "a.verdict IS NOT NULL AND b.verdict IS NOT NULL"
    joined = f"{rows} POSITIONAL JOIN ({old}) AS a POSITIONAL JOIN ({new}) AS b"
    return f"SELECT row, number, {sure} AS sure, {states} FROM {joined}"  # noqa: S608


def _states(parquet: ParquetFile, side: Opened) -> str:
    raw = {
        told.fact: raw_of(held)
        for held, told in zip(parquet.held, parquet.columns, strict=True)
        if told.fact in side.facts
    }
    version = Version(side.program, side.calendars, raw, _WORDLESS, Governed(None, None), presume=True)
    return version.states(parquet.table)


def _moving(query: str, *, every: bool) -> str:
    if every:
        return query
    moved = " OR ".join(f"a_{key} IS DISTINCT FROM b_{key}" for key in _STATE)
    return f"SELECT * FROM ({query}) WHERE NOT sure OR {moved}"  # noqa: S608 - our own names


def _state(told: list[Any]) -> State:
    verdict, low, high, clauses, missing, measures, route, due, party = told
    days = tuple((each["name"], each["day"]) for each in due)
    return State(verdict, low, high, tuple(clauses), tuple(missing), tuple(measures), route, days, party)
