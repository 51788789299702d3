"""Histories of accounts, opened with DuckDB: read in bounded memory, account by account."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, Self

from engine.columnar.words import name as quoted
from engine.columnar.words import text as literal
from engine.lots.tree import Call, Credit, Event, Expiry, Return
from engine.lots.turns import Order
from engine.tasks import history_sums as sums
from engine.tasks.duck import writing
from engine.tasks.history_columns import NAMES, Column, columns_of
from engine.tasks.history_files import connected, ending_of, faults_of, found_columns, header_of
from engine.tasks.history_sql import table_of, told, typed
from engine.tasks.ticking import ticking

FILE_ROWS = 1 << 40
"""The numbers that the rows of a file have, so that those of a second file come behind those of the first."""
_CHUNK = 20_000


class Totals(NamedTuple):
    """What a history holds in all: quota and events by kind, the last moment, how many rows are no events."""

    quota: dict[str, int]
    events: int
    last: int
    bad: int


class Histories:
    """The histories in some files, in one unit of quota."""

    def __init__(
        self, paths: Sequence[str], columns: str | None, unit: str, decimals: int, until: int | None = None
    ) -> None:
        """Open the files, up to a moment; stops where one is none or lacks a column."""
        self.paths = [Path(path) for path in paths]
        self.unit, self.decimals = unit, decimals
        self.columns = columns_of(columns, decimals)
        self.read: list[dict[str, Column]] = []
        self._is_short = False
        self._kept: dict[str, list[Event]] = {}
        folder = tempfile.mkdtemp(prefix="refundry-")
        self._clear = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._run = connected(Path(folder))
        views = [self._opened(number, path) for number, path in enumerate(self.paths)]
        self._later = "" if until is None else f" WHERE bad OR moment <= {until}"
        self._run.execute(f"CREATE TEMP VIEW every AS {' UNION ALL '.join(views)}")
        self._run.execute(f"CREATE TEMP VIEW events AS FROM every{self._later}")

    def __enter__(self) -> Self:
        """Keep the files open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close them, and take away what was kept beside them."""
        self._run.close()
        self._clear()

    @cached_property
    def totals(self) -> Totals:
        """What there is in all, by one pass over everything."""
        rows = self._rows(sums.TOTALS)
        last = max((row[3] for row in rows if row[3] is not None), default=0)
        quota = {row[0]: int(row[1] or 0) for row in rows if row[0] is not None}
        bad = sum(row[4] for row in rows)
        if not bad:  # so that no row is asked again
            self._run.execute(
                f"CREATE OR REPLACE TEMP VIEW events AS SELECT * REPLACE (false AS bad) FROM every{self._later}"
            )
        return Totals(quota, sum(row[2] for row in rows), last, bad)

    @cached_property
    def bad_accounts(self) -> frozenset[str]:
        """The accounts of which some row is no event."""
        asked = "SELECT DISTINCT account FROM events WHERE bad AND account IS NOT NULL"
        return frozenset(row[0] for row in self._rows(asked)) if self.totals.bad else frozenset()

    def bad(self, most: int) -> list[tuple[int, dict[str, object]]]:
        """Rows that are no events, as they stand in their files, by their numbers."""
        found: list[tuple[int, dict[str, object]]] = []
        names = ", ".join(quoted(name) for name in NAMES)
        for number in range(len(self.paths)):
            low = number * FILE_ROWS
            bad = f"SELECT row - {low} AS row FROM events WHERE bad AND row BETWEEN {low} AND {low + FILE_ROWS - 1}"
            asked = f"SELECT row, {names} FROM told_{number} SEMI JOIN ({bad}) USING (row) ORDER BY row LIMIT {most}"
            found += [(row[0] + low, dict(zip(NAMES, row[1:], strict=True))) for row in self._rows(asked)]
        return found[:most]

    def keep(self, names: Iterable[str]) -> None:
        """Read the events of some accounts in one pass, and keep them in place of those kept before."""
        chosen = sorted(set(names))
        listed = ", ".join(map(literal, chosen)) or "NULL"
        found = dict(self._grouped(sums.WHOLE.format(f"account IN ({listed})")))
        self._kept = {name: found.get(name, []) for name in chosen}

    def account(self, name: str) -> list[Event]:
        """The events of one account in their order, each call by itself."""
        if name not in self._kept:
            self.keep([name])
        return self._kept[name]

    def accounts(self, order: Order) -> Iterator[tuple[str, list[Event]]]:
        """Every account with its events in their order.

        Calls that are as good as one are one, where the order asks turn by turn; they have no name and no row.
        """
        if order.in_proportion:
            yield from self._grouped(sums.WHOLE.format("true"))
            return
        if not self._is_short:
            self._shorten()
        yield from self._grouped(sums.SHORT)

    def copy(self, asked: str, made: Path) -> None:
        """Write what is asked of other files as Parquet, where the histories are open already."""
        with writing(made):
            self._run.execute(f"COPY ({asked}) TO {literal(str(made))} (FORMAT parquet)")

    def _shorten(self) -> None:
        self._is_short = True
        self._do(sums.MARKS)
        if "return" in self.totals.quota:
            self._do(sums.RETURNED)
        self._do(sums.PLACES)
        most, alone = self._rows(sums.MOST_PLACES)[0]
        for statement in sums.sums(most, alone=alone):
            self._do(statement)
        if self._rows(sums.SUMMED)[0][0] != self.totals.quota.get("call", 0):
            self._do(sums.LOTLESS)

    def _opened(self, number: int, path: Path) -> str:
        """Make the rows of one file known as `told_NUMBER`; what gives its events is handed back."""
        ending = ending_of(path)
        with faults_of(path):
            types = self._types(path, ending)
        columns = found_columns(path, types, self.columns)
        self.read.append(columns)
        names = tuple(types) if ending == ".csv" else tuple(column.name for column in columns.values())
        raw = told(
            table_of(str(path), ending, names), columns, "file_row_number" if ending == ".parquet" else "NULL"
        )
        with faults_of(path):
            if ending != ".parquet":
                self._run.execute(f"CREATE TEMP TABLE rows_{number} AS {raw}")
                raw = f"SELECT * REPLACE (rowid AS row) FROM rows_{number}"
            self._run.execute(f"CREATE TEMP VIEW told_{number} AS {raw}")
        numbered = f"SELECT * REPLACE (row + {number * FILE_ROWS} AS row) FROM told_{number}"
        of = {name: types[column.name] for name, column in columns.items()}
        return typed(numbered, columns, of, self.decimals, self.unit)

    def _types(self, path: Path, ending: str) -> dict[str, str]:
        """The names of the columns of a file with their types."""
        if ending == ".csv":
            return dict.fromkeys(header_of(path), "VARCHAR")
        if ending == ".jsonl":
            table = f"read_json({literal(str(path))}, format = 'newline_delimited', maximum_depth = 1)"
            return dict.fromkeys((row[0] for row in self._rows(f"DESCRIBE FROM {table}")), "VARCHAR")
        return {row[0]: row[1] for row in self._rows(f"DESCRIBE FROM {table_of(str(path), ending, ())}")}

    # ---- rows --------------------------------------------------------------------------------------------

    def _do(self, statement: str) -> None:
        with faults_of(self.paths[0]), ticking(self._run):
            self._run.execute(statement)

    def _rows(self, asked: str) -> list[tuple[Any, ...]]:
        with faults_of(self.paths[0]), ticking(self._run):
            return self._run.execute(asked).fetchall()

    def _grouped(self, asked: str) -> Iterator[tuple[str, list[Event]]]:
        for account, rows in groupby(self._streamed(asked), itemgetter(0)):
            yield account, events_of(rows)

    def _streamed(self, asked: str) -> Iterator[tuple[Any, ...]]:
        with faults_of(self.paths[0]):
            self._run.execute(asked)
            while rows := self._run.fetchmany(_CHUNK):
                yield from rows


def events_of(rows: Iterator[tuple[Any, ...]]) -> list[Event]:
    """The rows of one account as events; a lot without a name is called after its kind and its place among the lots."""
    events: list[Event] = []
    lots = 0
    for _, moment, kind, quota, lot, order, call, expires_at, paid, row in rows:
        match kind:
            case "call":
                events.append(Call(moment, quota, call or "", row))
            case "return":
                events.append(Return(moment, quota, call or "", row))
            case "expiry":
                events.append(Expiry(moment, lot, quota, row))
            case _:
                lots += 1
                bought = kind == "top_up" or paid is True
                name = lot or (order if bought and order else f"{kind}-{lots}")
                events.append(Credit(moment, name, quota, bought, order or "", expires_at, row))
    return events
