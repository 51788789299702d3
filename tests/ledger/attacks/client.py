"""Another SQLite client: it drops what guards the tables, and may put it back as if nothing had been."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .target import ImpossibleError

_GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def client(path: Path) -> Iterator[sqlite3.Connection]:
    """Work without triggers, which are there again afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        guards = connection.execute(_GUARDS).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        try:
            yield connection
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as why:
            raise ImpossibleError from why
        for _, sql in guards:
            connection.execute(sql)
        connection.execute("COMMIT")
