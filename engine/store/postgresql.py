"""A ledger in a schema of a PostgreSQL database, which several machines share."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql as composed
from psycopg.conninfo import conninfo_to_dict

from engine.store.catalog import CATALOG, as_made
from engine.store.database import Database, Row, StoreError, Trouble
from engine.store.schema import postgresql_schema

_LOCK = 0x5245464E
"""The advisory lock that one writer holds at a time; it needs no right to any table."""
_CONNECT_SECONDS, _WAIT_SECONDS = 15, 60
_HIGHEST_PORT = 0xFFFF

_SCHEMA = """
    SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = to_regclass('ledger')
"""
_TROUBLE: dict[str, Trouble] = {"42501": "rights", "55P03": "busy", "53100": "full", "25006": "not_writable"}
"""What an error means, by its SQLSTATE."""


class PostgresqlDatabase(Database):
    """A connection to a ledger, whose tables are made where there are none."""

    def __init__(self, url: str, *, must_exist: bool = False) -> None:
        """Connect; raises StoreError where that fails, or where the tables are not those of a ledger."""
        parameters = _parameters(url)
        try:
            self._connection = psycopg.connect(**parameters, autocommit=True, application_name="refundry")
        except psycopg.Error as why:
            problem = f"the PostgreSQL store cannot be reached: {_sentence(why)}"
            raise StoreError(problem, "server") from None
        weakref.finalize(self, self._connection.close)
        info = self._connection.info
        self.name = f"postgresql://{info.host}/{info.dbname}"
        self._streams = 0
        with self._faults():
            # a commit is on the server's disk before it is acknowledged, and whoever waited for the lock sees what
            # the others wrote, whatever the server's defaults are
            self._connection.execute("SET synchronous_commit = on")
            self._connection.execute("SET default_transaction_isolation = 'read committed'")
            self._connection.execute(f"SET lock_timeout = '{_WAIT_SECONDS}s'")
            self._prepare(must_exist)

    def _prepare(self, must_exist: bool) -> None:
        if not self._found() and must_exist:
            raise StoreError(f"`{self.name}` holds no ledger yet: nothing was confirmed", "empty")
        if not self._found():
            with self.writing():
                if not self._found():
                    self._look_in(self.rows("SELECT current_schema()")[0][0])
                    for statement in postgresql_schema():
                        self._connection.execute(statement)

    def _found(self) -> bool:
        """Whether there are tables; from now on they are looked for in their own schema alone."""
        schema = self.row(_SCHEMA)
        if schema is not None:
            self._look_in(schema[0])
        return schema is not None

    def _look_in(self, schema: str | None) -> None:
        if schema is None:
            raise StoreError(f"`{self.name}` has no schema in which tables can be made")
        path = composed.SQL("SET search_path TO {}, pg_temp").format(composed.Identifier(schema))
        self._connection.execute(path)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Wait for the lock of the ledger: whoever has waited reads what the others wrote."""
        with self._faults(), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            yield

    def is_as_left(self) -> bool:
        """The server does not tell."""
        return False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one snapshot."""
        with self._faults(), self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say what went wrong in one sentence."""
        try:
            yield
        except psycopg.Error as why:
            if self._connection.broken:
                problem = f"the connection to `{self.name}` was lost: {_sentence(why)}"
                raise StoreError(problem, "lost") from None
            trouble = _TROUBLE.get(why.sqlstate or "", "store")
            raise StoreError(f"`{self.name}` cannot be used: {_sentence(why)}", trouble) from None

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        with self._faults():
            return self._connection.execute(_placed(sql), values).fetchall()

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query one by one, through a cursor that stays on the server."""
        self._streams += 1
        with self._faults(), self._connection.cursor(f"stream_{self._streams}") as cursor:
            cursor.itersize = 2000
            cursor.execute(_placed(sql), values)
            yield from cursor

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table, by COPY where there are many."""
        held = list(rows)
        if not held:
            return
        with self._faults(), self._connection.cursor() as cursor:
            if len(held) == 1:
                places = composed.SQL(", ").join([composed.Placeholder()] * len(held[0]))
                insert = composed.SQL("INSERT INTO {} VALUES ({})").format(composed.Identifier(table), places)
                cursor.execute(insert, held[0])
            else:
                into = composed.SQL("COPY {} FROM STDIN").format(composed.Identifier(table))
                with cursor.copy(into) as copy:
                    for row in held:
                        copy.write_row(row)
            self._check_taken(table, cursor.rowcount, len(held))

    def forget(self, numbers: Sequence[int]) -> None:
        """Delete facts about persons; `wipe` takes the bytes."""
        with self._faults():
            self._connection.execute("DELETE FROM personal WHERE number = ANY(%s)", [list(numbers)])

    def damage(self) -> list[str]:
        """Nothing to ask: the server checks the pages that it reads."""
        return []

    def guards(self) -> tuple[str, ...]:
        """Compare what the catalog of the server says with what was made."""
        made, found = set(as_made()), {(str(name), str(text)) for name, text in self.rows(CATALOG)}
        return tuple(sorted({name for name, _ in made ^ found}))

    def wipe(self) -> None:
        """Write the table of facts about persons anew: a plain VACUUM leaves their bytes in the gaps of its pages."""
        warned: list[str] = []
        self._connection.add_notice_handler(lambda notice: warned.append(notice.message_primary or ""))
        try:
            self._connection.execute("VACUUM FULL personal")
        except psycopg.Error as why:
            warned.append(_sentence(why))
        if warned:
            problem = f"the files of `{self.name}` still have the bytes: {warned[0]}"
            raise StoreError(problem, "not_owner")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def _parameters(url: str) -> dict[str, Any]:
    """What an address says; raises StoreError for one that would be read otherwise than it was meant.

    What the server's own library says of such an address quotes parts of it, and may so print a password.
    """
    user, at, rest = url.partition("://")[2].partition("@")
    refused = StoreError("the address of the PostgreSQL store cannot be read", "address")
    if "@" in rest or (at and set(user) & set("/?#")):
        raise refused
    try:
        parameters: dict[str, Any] = dict(conninfo_to_dict(url))
        ports = [int(port) for port in str(parameters.get("port") or 0).split(",") if port]
    except (psycopg.Error, ValueError):
        raise refused from None
    if not all(0 <= port <= _HIGHEST_PORT for port in ports):
        raise refused
    return {"connect_timeout": _CONNECT_SECONDS} | parameters


def _sentence(why: psycopg.Error) -> str:
    """What a server says, in one line."""
    return why.diag.message_primary or " ".join(str(why).split())


def _placed(sql: str) -> str:
    """The same query with the placeholders of psycopg."""
    return sql.replace("%", "%%").replace("?", "%s")
