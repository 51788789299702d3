"""Records on lines of JSON made into a Parquet file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.columnar.words import name, text
from engine.ir.besides import KEYS
from engine.tasks.duck import connected, writing
from engine.tasks.record_columns import AS_JSON, COLUMNS, JOINED, POLICY

PARQUET = "FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 10240"
"""How Parquet files are written: snappy is what every reader knows, and groups this small fit into DuckDB's memory."""


def to_parquet(lines: Path, made: Path, folder: Path) -> None:
    """Write the table of records that stand on lines, as `table_line` writes them."""
    with connected(folder) as connection, writing(made):
        connection.execute(f"COPY (SELECT * FROM {lines_table(lines)}) TO {text(str(made))} ({PARQUET})")  # noqa: S608


def lines_table(lines: Path) -> str:
    """The table of records on lines, for SQL to read from."""
    types = ", ".join(f"{name(column)}: {text(type_)}" for column, type_ in COLUMNS.items())
    return f"read_json({text(str(lines))}, format = 'newline_delimited', columns = {{{types}}})"


def from_parquet(
    table: Path, made: Path, ending: str, folder: Path, besides: Mapping[str, tuple[str, ...]]
) -> None:
    """Write a Parquet file of records as `.csv` or `.jsonl`.

    `besides` are the keys that only some versions give their records, by the digest of the version.
    """
    query = _csv_query(table) if ending == ".csv" else _json_query(table, besides)
    form = "HEADER true" if ending == ".csv" else "HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01'"
    with connected(folder) as connection, writing(made):
        connection.execute(f"COPY ({query}) TO {text(str(made))} (FORMAT csv, {form})")


def _csv_query(table: Path) -> str:
    cells = []
    for column in COLUMNS:
        held = name(column)
        if column == "policy":
            cells += [f"policy.{part} AS {name(f'policy.{part}')}" for part in POLICY]
        elif column in JOINED:
            cells.append(f"array_to_string({held}, ';') AS {held}")
        elif column in AS_JSON and column != "explanation":
            cells.append(f"to_json({held})::VARCHAR AS {held}")
        else:
            cells.append(held)
    return f"SELECT {', '.join(cells)} FROM read_parquet({text(str(table))})"  # noqa: S608 - our own file


def _json_query(table: Path, besides: Mapping[str, tuple[str, ...]]) -> str:
    """Each record on a line, without the keys that only some records have."""
    line = _line(())
    for keys in dict.fromkeys(filter(None, besides.values())):
        digests = ", ".join(text(digest) for digest, found in besides.items() if found == keys)
        line = f"CASE WHEN policy.digest IN ({digests}) THEN {_line(keys)} ELSE {line} END"
    for only_some in (
        ',"errors":null',
        ',"draft":null',
        ',"beside":null',
    ):  # inside a text the quotes are escaped
        line = f"replace({line}, {text(only_some)}, '')"
    return f"SELECT {line} AS line FROM read_parquet({text(str(table))})"  # noqa: S608 - our own file


def _line(besides: tuple[str, ...]) -> str:
    parts = ", ".join(
        f"{name(column)} := " + ("explanation::JSON" if column == "explanation" else name(column))
        for column in COLUMNS
        if column not in KEYS or column in besides
    )
    return f"to_json(struct_pack({parts}))::VARCHAR"
