"""DuckDB, opened so that it keeps to its room and leaves nothing behind; its faults in the words of the user."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.columnar.words import text
from engine.tasks.stop import USAGE, Stop, stop

if TYPE_CHECKING:
    import duckdb

_INNER = re.compile(r'"exception_message":"((?:[^"\\]|\\.)*)"')
MEMORY = "140MB"
"""What DuckDB may hold in memory; what is more goes to disk, into the folder given."""

IN_ORDER = "in_clause"
"""What DuckDB must not do where rows are to keep their order: of a list of words it makes a join, which keeps none."""


@contextmanager
def connected(folder: Path, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that spills into a folder."""
    try:
        connection = opened(folder, MEMORY)
    except ImportError:
        problem = "Parquet files need DuckDB, which is not installed"
        help_text = "install it with `pip install refundry[batch]`, or use `.jsonl` or `.csv`"
        raise stop("RF512", problem, help=help_text, exit_code=USAGE) from None
    try:
        if threads is not None:
            connection.execute(f"SET threads = {threads}")
        yield connection
    finally:
        connection.close()


@contextmanager
def by_one_thread(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let one thread carry rows, so that they keep their order: of two, one would have to hold back what it made."""
    before = connection.execute("SELECT current_setting('threads')").fetchall()[0][0]
    connection.execute("SET threads = 1")
    try:
        yield
    finally:
        connection.execute(f"SET threads = {before}")


def opened(folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """A database that holds so much in memory and the rest in a folder; raises ImportError where there is no DuckDB."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute(f"SET temp_directory = {text(str(folder))}")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute(f"SET disabled_optimizers = '{IN_ORDER}'")
    return connection


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Say what DuckDB says of a file, without the query that met it."""
    import duckdb

    try:
        yield
    except duckdb.Error as why:
        raise unreadable(path, why) from None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say what DuckDB says where a file cannot be written, as where the disk is full."""
    import duckdb

    try:
        yield
    except duckdb.IOException as why:
        raise stop("RF512", f"`{_called(path)}` cannot be written: {_sentence(why)}") from None


def unreadable(path: Path, why: Exception) -> Stop:
    """What is wrong with a file, in one sentence."""
    import duckdb

    is_damaged = isinstance(why, duckdb.InvalidInputException) or type(why) is duckdb.Error
    help_text = "write it again: it was cut off, was damaged, or is no Parquet file"
    said = f"`{path}` cannot be read: {_sentence(why)}"
    return stop("RF512", said, help=help_text if is_damaged and path.suffix == ".parquet" else None)


def _called(path: Path) -> Path:
    """What a user calls a file: one that is made whole is made in a folder that is named after it."""
    name, is_partial, _ = path.parent.name.removeprefix(".").partition(".partial-")
    return path.parent.parent / name if is_partial else path


def _sentence(why: Exception) -> str:
    inner = _INNER.search(str(why))
    if inner is not None:  # what is written behind the back of a query is told as JSON
        return str(json.loads(f'"{inner[1]}"')).rpartition(": ")[2]
    said = str(why).partition("\n")[0]
    kind, _, rest = said.partition(": ")
    return rest if kind.endswith(("Error", "Exception")) else said
