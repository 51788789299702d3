"""A ledger in one SQLite file: write-ahead log, every commit on disk before it is acknowledged."""

from __future__ import annotations

import sqlite3
import time
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from pathlib import Path

from engine.store.database import Database, Row, StoreError, Trouble
from engine.store.schema import APPLICATION, FORMAT, sqlite_schema

_WAIT_SECONDS = 60
_PAGE_BYTES = 2048
"""The size of a page in a new file. An outcome changes a dozen pages, each of which is written whole and waited for."""
_LOG_PAGES = 4096
"""After how many pages the log is brought into the file: eight megabytes, in which most pages stand several times."""
_CACHE_KIBIBYTES = 65_536
"""The pages that a connection keeps: a batch that is written at once fits in, so that no page is written twice."""
_VALUES_AT_ONCE = 900
"""How many values one statement takes; SQLite may be built to take no more than 999."""
_REFUSED_ACTS = {
    sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE, sqlite3.SQLITE_DROP_TABLE, sqlite3.SQLITE_DROP_TRIGGER,
    sqlite3.SQLITE_DROP_INDEX, sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH,
}  # fmt: skip


_TROUBLE: dict[int, Trouble] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_READONLY: "not_writable",
    sqlite3.SQLITE_CANTOPEN: "not_writable",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
}
"""What an error of SQLite means, by its primary code."""
_PRIMARY = 0xFF


class SqliteDatabase(Database):
    """A connection to the file of a ledger, which is made where there is none."""

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        """Open the file; raises StoreError where it is no ledger."""
        self.name = f"sqlite:///{str(path).replace('%', '%25')}"
        try:
            if must_exist and not path.exists():
                raise StoreError(f"there is no ledger `{path}`")
            if "\0" in str(path) or (path.exists() and not path.is_file()):
                raise StoreError(f"`{path}` is no file")
            path.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as why:
            raise StoreError(f"`{path}` cannot be opened as a ledger: {why}") from None
        with self._faults():
            self._connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
            weakref.finalize(self, self._connection.close)
            self._commits_of_others: list[Row] = []
            self._prepare()

    def _prepare(self) -> None:
        self._check_format(new=(0, 0))  # before the first pragma that writes: it may be somebody else's file
        for pragma in (
            "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF", f"cache_size=-{_CACHE_KIBIBYTES}",
            f"page_size={_PAGE_BYTES}", f"wal_autocheckpoint={_LOG_PAGES}",
        ):  # fmt: skip
            self._connection.execute(f"PRAGMA {pragma}")
        self._begin_log()
        if self._is_new():
            with self.writing():
                if self._is_new():
                    self._make()
        self._check_format()
        self._connection.set_authorizer(_authorized)

    def _begin_log(self) -> None:
        """Write ahead from now on; of those who begin a file at once SQLite turns all but one away without waiting."""
        until = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as why:
                if why.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.01)
            else:
                return

    def _check_format(self, new: tuple[int, int] = (APPLICATION, FORMAT)) -> None:
        with self.reading():  # one snapshot: another may be making the ledger at this moment
            application, version = (
                self.rows(f"PRAGMA {name}")[0][0] for name in ("application_id", "user_version")
            )
            empty = self._is_new()
        if application == APPLICATION and version > FORMAT:
            raise StoreError(
                f"`{self.name}` is a ledger of format {version}, and this program knows formats up to {FORMAT}",
                "newer",
            )
        is_new = (application, version) == new and empty
        if (application, version) != (APPLICATION, FORMAT) and not is_new:
            raise StoreError(f"`{self.name}` is an SQLite file, but no ledger")

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

    def is_as_left(self) -> bool:
        """SQLite keeps a number that is another one after each commit of another connection."""
        before, self._commits_of_others = self._commits_of_others, self.rows("PRAGMA data_version")
        return self._commits_of_others == before

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
            raise self._fault(why) from None
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say what went wrong in one sentence."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as why:
            raise self._fault(why) from None

    def _fault(self, why: sqlite3.Error | UnicodeDecodeError) -> StoreError:
        code = sqlite3.SQLITE_CORRUPT if isinstance(why, UnicodeDecodeError) else _code(why)
        return StoreError(f"`{self.name}` cannot be used: {why}", _TROUBLE.get(code, "store"))

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as why:
            raise self._fault(why) from None

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query one by one."""
        with self._faults():
            yield from self._connection.execute(sql, values)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table, many with one statement: beside triggers, each statement keeps a journal of its own."""
        waiting = iter(rows)
        while first := next(waiting, None):
            part = [first, *islice(waiting, _VALUES_AT_ONCE // len(first) - 1)]
            try:
                statement = _insert(table, len(first), len(part))
                done = self._connection.execute(statement, tuple(chain.from_iterable(part)))
            except sqlite3.Error as why:
                raise self._fault(why) from None
            self._check_taken(table, done.rowcount, len(part))

    def forget(self, numbers: Sequence[int]) -> None:
        """Delete facts about persons; pages are overwritten, and the write-ahead log is emptied with the next one."""
        with self._faults():
            self._connection.executemany("DELETE FROM personal WHERE number = ?", [(n,) for n in numbers])

    def damage(self) -> list[str]:
        """Ask SQLite, which holds every index against its table."""
        found = [str(line) for (line,) in self.rows("PRAGMA integrity_check(100)")]
        return [] if found == ["ok"] else found

    def guards(self) -> tuple[str, ...]:
        """Compare every table, index, trigger and view with what was made."""
        query = (
            "SELECT type || ' ' || name, sql FROM sqlite_schema"
            " WHERE sql NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        )
        made = {(_named(sql), sql) for sql in sqlite_schema()}
        return tuple(sorted({name for name, _ in made ^ set(self.rows(query))}))

    def wipe(self) -> None:
        """Empty the write-ahead log, so that nothing deleted is left in it."""
        busy = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
        if busy:
            raise StoreError(f"`{self.name}` is being read, and its log still has the bytes", "being_read")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


@cache
def _insert(table: str, columns: int, rows: int) -> str:
    """The statement that adds so many rows."""
    places = f"({', '.join('?' * columns)})"
    return f"INSERT INTO {table} VALUES {', '.join([places] * rows)}"


def _code(why: sqlite3.Error) -> int:
    """The primary code of an error; 0 where it has none."""
    return getattr(why, "sqlite_errorcode", 0) & _PRIMARY


def _named(sql: str) -> str:
    """What a statement makes, and its name."""
    kind, name = sql.removeprefix("CREATE ").removeprefix("UNIQUE ").split()[:2]
    return f"{kind.lower()} {name}"


def _authorized(act: int, first: str | None, *_: str | None) -> int:
    """Let our own connection add and read, and forget facts about persons, which a trigger watches."""
    forgetting = act == sqlite3.SQLITE_DELETE and first == "personal"
    return sqlite3.SQLITE_DENY if act in _REFUSED_ACTS and not forgetting else sqlite3.SQLITE_OK
