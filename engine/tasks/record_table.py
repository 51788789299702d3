"""Records on lines of JSON made into a Parquet file."""

from __future__ import annotations

from pathlib import Path

from engine.tasks.duck import connected, name, text, writing
from engine.tasks.record_columns import COLUMNS

PARQUET = "FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880"
"""How Parquet files are written: snappy is what every reader knows, and the groups are what two cores share."""


def to_parquet(lines: Path, made: Path, folder: Path) -> None:
    """Write the table of records that stand on lines, as `table_line` writes them."""
    with connected(folder) as connection, writing(made):
        connection.execute(f"COPY (SELECT * FROM {lines_table(lines)}) TO {text(str(made))} ({PARQUET})")  # noqa: S608


def lines_table(lines: Path) -> str:
    """The table of records on lines, for SQL to read from."""
    types = ", ".join(f"{name(column)}: {text(type_)}" for column, type_ in COLUMNS.items())
    return f"read_json({text(str(lines))}, format = 'newline_delimited', columns = {{{types}}})"
