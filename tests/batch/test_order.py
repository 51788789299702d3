"""Rows keep their order on many cores, whoever decides them: what DuckDB joins it hands on in any order."""

from __future__ import annotations

from pathlib import Path

import duckdb

from engine.tasks.batch_columnar import query_of
from engine.tasks.batch_desk import BatchDesk, Source
from engine.tasks.column_map import ColumnMap
from engine.tasks.decide import Asked
from engine.tasks.duck import connected
from engine.tasks.parquet_rows import ParquetFile
from tests.batch.tables import columns_of, write_parquet
from tests.second_reading.generate import cases
from tests.tasks.running import Program

ROWS = 40_000
_BEFORE = "2026-12-15"
"""Cases whose review falls beyond the calendar go through the evaluator, which takes long."""


def _many(folder: Path) -> Path:
    """A few cases over and over, each with its row as its number, and now and then without its reason."""
    drawn = [each for each in cases(97, 41) if str(each["case"].get("complete_at", "")) < _BEFORE]
    write_parquet(folder / "few.parquet", drawn)
    names = [each for each in columns_of(drawn) if each not in {"case.id", "case.reason"}]
    told = ", ".join(f'"{name}"' for name in names)
    reason = 'CASE WHEN n % 61 = 7 THEN NULL ELSE "case.reason" END AS "case.reason"'
    few = f"(SELECT *, row_number() OVER () - 1 AS place FROM '{folder}/few.parquet')"
    query = (
        f'SELECT n::VARCHAR AS "case.id", {reason}, {told} '
        f"FROM range({ROWS}) AS r(n) JOIN {few} ON place = n % {len(drawn)} ORDER BY n"
    )
    duckdb.sql(f"COPY ({query}) TO '{folder}/in.parquet' (FORMAT parquet, ROW_GROUP_SIZE 4096)")
    return folder / "in.parquet"


def test_rows_keep_their_order_whoever_decides_them(refundry: Program) -> None:
    source = _many(refundry.folder)
    ran = refundry("batch", source.name, "--out", "out.parquet", "--format", "json")
    assert 0 < ran.json["one_by_one"] < ROWS // 4
    numbers = duckdb.execute(
        f"SELECT \"case\" FROM read_parquet('{refundry.folder}/out.parquet', file_row_number = true) "
        "ORDER BY file_row_number"
    ).fetchall()
    assert [int(number) for (number,) in numbers] == [*range(ROWS)]


def test_the_query_of_a_batch_joins_nothing(refundry: Program) -> None:
    write_parquet(refundry.folder / "in.parquet", [*cases(5, 42)])
    asked = Asked(None, None, None, presume=True, explain=False, lang="en")
    with connected(refundry.folder) as connection:
        desk = BatchDesk(asked, Source("in.parquet"))
        table = ParquetFile(Path("in.parquet"), connection, ColumnMap(), desk.facts())
        query = query_of(desk, table)
        assert query is not None
        plan = "\n".join(row[1] for row in connection.execute(f"EXPLAIN {query}").fetchall())
    assert "PARQUET" in plan
    assert "Join" not in plan
