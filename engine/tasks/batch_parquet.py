"""The rows of one Parquet file decided into one file: together by SQL where that carries them, else one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.tasks.batch_columnar import FEW, Decided, decide_by_sql, query_of
from engine.tasks.batch_desk import BatchDesk, Row, Source
from engine.tasks.batch_rows import Way, decided
from engine.tasks.parquet_rows import ParquetFile
from engine.tasks.record_columns import csv_header
from engine.tasks.record_table import from_parquet, to_parquet
from engine.tasks.terminal import progress

if TYPE_CHECKING:
    import duckdb


def decide_parquet(
    desk: BatchDesk, parquet: ParquetFile, way: Way, made: Path, connection: duckdb.DuckDBPyConnection
) -> Decided:
    """Decide the rows of a file into another, whose form is that of the way."""
    query = query_of(desk, parquet) if parquet.rows_told > FEW else None
    if query is None:
        verdicts = one_by_one(parquet.rows(), way, made)
        return Decided(verdicts, verdicts.total())
    if way.ending == ".parquet":
        return decide_by_sql(query, parquet, way, made, connection)
    records = made.with_name("records.parquet")
    found = decide_by_sql(query, parquet, way._replace(ending=".parquet"), records, connection)
    from_parquet(records, made, way.ending, made.parent, desk.besides())
    return found


def one_by_one(rows: Iterable[Row], way: Way, made: Path) -> Counter[str]:
    """Decide row after row into a file."""
    verdicts: Counter[str] = Counter()
    lines = made.with_name("lines.jsonl") if way.ending == ".parquet" else made
    with lines.open("w", encoding="utf-8") as file:
        if way.ending == ".csv":
            file.write(f"{csv_header()}\n")
        for part in decided(rows, way):
            file.write(part.text)
            verdicts += part.verdicts
            progress(verdicts.total())
    if way.ending == ".parquet":
        to_parquet(lines, made, made.parent)
    return verdicts


def way_of(desk: BatchDesk, parquet: ParquetFile, ending: str, cores: int | None = None) -> Way:
    """How the rows of a file are decided one by one, on so many cores (None: on all there are)."""
    return Way(desk.asked, Source(str(parquet.path), parquet.columns), ending, cores)
