"""A ledger in a schema of a PostgreSQL database, which several machines share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import sql as composed

from engine.store.database import Database, Row, StoreError
from engine.store.schema import KEYS, postgresql_schema

_LOCK = 0x5245464E
"""The advisory lock that one writer holds at a time; it needs no right to any table."""

_TRIGGERS = """
    SELECT t.tgrelid::regclass::text || ' ' || t.tgname, t.tgenabled, p.prosrc FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal
"""
_INDEXES = ("one_outcome", "entry_supersedes_key", *(f"{table}_pkey" for table in KEYS))


class PostgresqlDatabase(Database):
    """A connection to a ledger, whose tables are made where there are none."""

    def __init__(self, url: str) -> None:
        """Connect; raises StoreError where that fails, or where the tables are not those of a ledger."""
        try:
            self._connection = psycopg.connect(url, autocommit=True, application_name="refundry")
        except psycopg.Error as why:
            raise StoreError(f"the PostgreSQL store cannot be reached: {str(why).strip()}") from None
        info = self._connection.info
        self.name = f"postgresql://{info.host}/{info.dbname}"
        self._streams = 0
        try:
            # a commit is on the server's disk before it is acknowledged, whatever the server's default is
            self._connection.execute("SET synchronous_commit = on")
            self._prepare()
        except psycopg.Error as why:
            self._connection.close()
            raise StoreError(f"`{self.name}` cannot be used as a ledger: {str(why).strip()}") from None

    def _prepare(self) -> None:
        if not self._has_tables():
            with self.writing():
                if not self._has_tables():
                    for statement in postgresql_schema():
                        self._connection.execute(statement)

    def _has_tables(self) -> bool:
        return self.rows("SELECT to_regclass('ledger') IS NOT NULL")[0] == (True,)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Wait for the lock of the ledger: whoever has waited reads what the others wrote."""
        with self._transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one snapshot."""
        with self._transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self._connection.transaction():
                yield
        except psycopg.Error as why:
            raise StoreError(f"`{self.name}`: {str(why).strip().splitlines()[0]}") from None

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        return self._connection.execute(_placed(sql), values).fetchall()

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query one by one, through a cursor that stays on the server."""
        self._streams += 1
        with self._connection.cursor(f"stream_{self._streams}") as cursor:
            cursor.itersize = 2000
            cursor.execute(_placed(sql), values)
            yield from cursor

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table, by COPY where there are many."""
        held = list(rows)
        if not held:
            return
        with self._connection.cursor() as cursor:
            if len(held) == 1:
                places = composed.SQL(", ").join([composed.Placeholder()] * len(held[0]))
                insert = composed.SQL("INSERT INTO {} VALUES ({})").format(composed.Identifier(table), places)
                cursor.execute(insert, held[0])
                return
            with cursor.copy(composed.SQL("COPY {} FROM STDIN").format(composed.Identifier(table))) as copy:
                for row in held:
                    copy.write_row(row)

    def forget(self, numbers: Sequence[int]) -> None:
        """Delete facts about persons; the server's own vacuum takes the bytes."""
        self._connection.execute("DELETE FROM personal WHERE number = ANY(%s)", [list(numbers)])

    def damage(self) -> list[str]:
        """Nothing to ask: the server checks the pages that it reads."""
        return []

    def guards(self) -> tuple[str, ...]:
        """Look for every trigger and unique index that was made."""
        triggers = {name for name, enabled, _ in self.rows(_TRIGGERS) if enabled in {"O", "A", b"O", b"A"}}
        wanted = (f"{table} {table}_{act}" for table in KEYS for act in ("update", "delete", "truncate"))
        sql = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
        indexes = {name for (name,) in self.rows(sql)}
        missing = [name.split()[1] for name in wanted if name not in triggers]
        return (*missing, *(name for name in _INDEXES if name not in indexes))

    def wipe(self) -> None:
        """Take the bytes of deleted rows, where we may."""
        self._connection.execute("VACUUM personal")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def _placed(sql: str) -> str:
    """The same query with the placeholders of psycopg."""
    return sql.replace("%", "%%").replace("?", "%s")
