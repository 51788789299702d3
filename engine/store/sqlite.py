"""A ledger in one SQLite file: write-ahead log, every commit on disk before it is acknowledged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.store.database import Database, Row, StoreError
from engine.store.schema import APPLICATION, FORMAT, sqlite_schema

_WAIT_SECONDS = 60
_REFUSED_ACTS = {
    sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE, sqlite3.SQLITE_DROP_TABLE, sqlite3.SQLITE_DROP_TRIGGER,
    sqlite3.SQLITE_DROP_INDEX, sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH,
}  # fmt: skip


class SqliteDatabase(Database):
    """A connection to the file of a ledger, which is made where there is none."""

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        """Open the file; raises StoreError where it is no ledger."""
        self.name = f"sqlite:///{path}"
        if must_exist and not path.is_file():
            raise StoreError(f"there is no ledger `{path}`")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
            self._prepare()
        except (sqlite3.Error, UnicodeDecodeError, OSError) as why:
            raise StoreError(f"`{path}` cannot be opened as a ledger: {why}") from None

    def _prepare(self) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF"):
            self._connection.execute(f"PRAGMA {pragma}")
        if self._is_new():
            with self.writing():
                if self._is_new():
                    self._make()
        (application,), (version,) = (
            self.rows("PRAGMA application_id")[0],
            self.rows("PRAGMA user_version")[0],
        )
        if (application, version) != (APPLICATION, FORMAT):
            raise StoreError(f"`{self.name}` is no ledger that this version can read")
        self._connection.set_authorizer(_authorized)

    def _is_new(self) -> bool:
        return not self.rows("SELECT 1 FROM sqlite_master LIMIT 1")

    def _make(self) -> None:
        for statement in sqlite_schema():
            self._connection.execute(statement)
        self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
        self._connection.execute(f"PRAGMA user_version = {FORMAT}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Take the write lock at once: whoever waits for it reads what the others wrote."""
        yield from self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one snapshot."""
        yield from self._transaction("BEGIN")

    def _transaction(self, begin: str) -> Iterator[None]:
        try:
            self._connection.execute(begin)
            yield
            self._connection.execute("COMMIT")
        except (sqlite3.Error, UnicodeDecodeError) as why:
            raise StoreError(f"`{self.name}`: {why}") from None
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        return list(self.stream(sql, values))

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query one by one; raises StoreError where the file does not give them."""
        try:
            yield from self._connection.execute(sql, values)
        except (sqlite3.Error, UnicodeDecodeError) as why:
            raise StoreError(f"`{self.name}`: {why}") from None

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table."""
        held = list(rows)
        if held:
            places = ", ".join("?" * len(held[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", held)

    def forget(self, numbers: Sequence[int]) -> None:
        """Delete facts about persons; pages are overwritten, and the write-ahead log is emptied with the next one."""
        self._connection.executemany("DELETE FROM personal WHERE number = ?", [(each,) for each in numbers])

    def damage(self) -> list[str]:
        """Ask SQLite, which holds every index against its table."""
        found = [str(line) for (line,) in self.rows("PRAGMA integrity_check(100)")]
        return [] if found == ["ok"] else found

    def guards(self) -> tuple[str, ...]:
        """Compare what protects the ledger with what was made; a trigger more could swallow what is written."""
        made = list(sqlite_schema())
        found: dict[str, str] = dict(self.rows("SELECT sql, type FROM sqlite_master WHERE sql IS NOT NULL"))
        missing = [sql for sql in made if sql not in found]
        added = [sql for sql, kind in found.items() if kind == "trigger" and sql not in made]
        return tuple(" ".join(str(each).split()[1:4]) for each in missing + added)

    def wipe(self) -> None:
        """Empty the write-ahead log, so that nothing deleted is left in it."""
        busy = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
        if busy:
            raise StoreError(
                f"`{self.name}` is being read: what was erased is still in its log; erase again later"
            )

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def _authorized(act: int, first: str | None, *_: str | None) -> int:
    """Let our own connection add and read, and forget facts about persons, which a trigger watches."""
    forgetting = act == sqlite3.SQLITE_DELETE and first == "personal"
    return sqlite3.SQLITE_DENY if act in _REFUSED_ACTS and not forgetting else sqlite3.SQLITE_OK
