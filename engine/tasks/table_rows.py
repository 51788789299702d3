"""The cases in the rows of a table file, for whoever takes them one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from engine.diagnostics.place import Place
from engine.tasks.batch_desk import Row
from engine.tasks.batch_input import check_there, csv_rows
from engine.tasks.cells import Case
from engine.tasks.column_map import Column, ColumnMap, Facts, columns_of
from engine.tasks.csv_rows import CsvFile
from engine.tasks.duck import connected
from engine.tasks.parquet_rows import ParquetFile
from engine.tasks.rows import Told
from engine.tasks.stop import stop

TABLES = (".csv", ".parquet")
"""How the names of table files end."""


def cases_in_table(name: str, desk: Told, facts: Facts) -> Iterator[tuple[Place, object]]:
    """The case of each row with its place; a row that cannot be read is reported to the desk."""
    check_there(Path(name))
    with ExitStack() as open_:
        rows, told = _rows(name, facts, open_)
        case = Case(told, facts)
        for row in rows:
            where = Place(name, "", row.line)
            if isinstance(row.told, bytes) or row.told is None or len(row.told) != len(told):
                desk.messages += stop("RF512", "this row cannot be read as CSV", where).diagnostics
            else:
                yield where, case.of(row.told)


def _rows(name: str, facts: Facts, open_: ExitStack) -> tuple[Iterator[Row], tuple[Column | None, ...]]:
    map_ = ColumnMap()
    if name.endswith(".csv"):
        file = CsvFile(Path(name), map_)
        open_.enter_context(file.file)
        return csv_rows(file), columns_of(file.header, map_, facts, name)
    folder = Path(open_.enter_context(tempfile.TemporaryDirectory()))
    parquet = ParquetFile(Path(name), open_.enter_context(connected(folder)), map_, facts)
    return parquet.rows(), parquet.columns
