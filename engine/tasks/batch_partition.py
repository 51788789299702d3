"""The part of a batch that one task of a cluster decides: a batch of its own, with the policies that came with it.

A task is handed rows as Arrow batches and hands records back as such; in between it is the program that one machine
runs, so that there is one meaning. It must not need anything from disk but what is installed and its own folder.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.columnar.words import name, text
from engine.tasks.batch_desk import BatchDesk, Source
from engine.tasks.batch_parquet import decide_parquet, way_of
from engine.tasks.column_map import ColumnMap
from engine.tasks.decide import Asked
from engine.tasks.duck import connected
from engine.tasks.parquet_rows import ParquetFile
from engine.tasks.record_columns import COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

PLACE = ("__refundry_file", "__refundry_row")
"""The columns that say where a row stood: they order the rows, and no policy sees them."""
BY_EVALUATOR = "__refundry_one_by_one"
"""A column of the result: in the first row of a part, how many of its rows went through the evaluator; else 0."""
_RECORDS_AT_ONCE = 10_000


class Job(NamedTuple):
    """What every task is told: what is asked, what columns tell, the files of the policies, the names of the columns.

    On their way the columns are called c0, c1 and so on: Spark takes a dot in a name for a part of a table.
    """

    asked: Asked
    map_: ColumnMap
    files: Mapping[str, bytes]
    columns: Sequence[str]


def files_of(folder: Path, root: Path) -> dict[str, bytes]:
    """The files that decide the cases of one policy: its own, and the calendars beside it."""
    named = [folder, *(found for found in [root / "calendars"] if found.is_dir())]
    return {
        f"{top.resolve().name}/{path.relative_to(top).as_posix()}": path.read_bytes()
        for top in named
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def decided_part(batches: Iterator[pa.RecordBatch], job: Job) -> Iterator[pa.RecordBatch]:
    """The records of the rows of a part, in their order."""
    with tempfile.TemporaryDirectory(prefix="refundry-") as name_:
        folder = Path(name_)
        rows = _written(batches, job.columns, folder / "rows.parquet")
        if rows is None:
            return
        policies = _unpacked(tuple(sorted(job.files.items()))).name
        asked = job.asked._replace(policies=policies, policy=None)
        with connected(folder, threads=1) as connection:
            desk = BatchDesk(asked, Source(str(rows)))
            parquet = ParquetFile(rows, connection, job.map_, desk.facts())
            made = folder / "records.parquet"
            way = way_of(desk, parquet, ".parquet", cores=1)
            by_evaluator = decide_parquet(desk, parquet, way, made, connection).by_evaluator
            first = f"CASE WHEN file_row_number = 0 THEN {by_evaluator} ELSE 0 END::BIGINT"
            told = ", ".join([*map(name, COLUMNS), f"{first} AS {name(BY_EVALUATOR)}"])
            table = f"read_parquet({text(str(made))}, file_row_number = true)"
            query = f"SELECT {told} FROM {table}"  # noqa: S608 - our own file
            yield from connection.sql(query).to_arrow_reader(_RECORDS_AT_ONCE)


def _written(batches: Iterator[pa.RecordBatch], columns: Sequence[str], path: Path) -> Path | None:
    """The rows in a file of their own, without the columns that say where they stood; None where there are none."""
    from pyarrow.parquet import ParquetWriter

    writer = None
    for batch in batches:
        rows = batch.drop_columns(list(PLACE)).rename_columns(list(columns))
        if writer is None:
            writer = ParquetWriter(path, rows.schema)
        writer.write_batch(rows)
    if writer is None:
        return None
    writer.close()
    return path


@lru_cache(maxsize=4)
def _unpacked(files: tuple[tuple[str, bytes], ...]) -> tempfile.TemporaryDirectory[str]:
    """A folder with the files of the policies, made once in each process and taken away at its end."""
    folder = tempfile.TemporaryDirectory(prefix="refundry-policies-")
    for path, data in files:
        target = Path(folder.name) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder
