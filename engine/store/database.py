"""What a ledger asks of a database, and the faults it can meet there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal

Row = tuple[Any, ...]


Trouble = Literal[
    "store", "address", "server", "empty", "rights", "not_writable", "busy", "full", "lost", "damaged", "changed",
    "newer", "being_read", "not_owner",
]  # fmt: skip
"""What kind of fault it is, by which the user is told what to do."""


class StoreError(Exception):
    """A store that cannot be used as a ledger, or an act that it refused; the message is for the user."""

    def __init__(self, message: str, trouble: Trouble = "store") -> None:
        """Say what is wrong."""
        super().__init__(message)
        self.trouble: Trouble = trouble


def whole(found: object) -> int:
    """A whole number out of a store; raises StoreError where something else stands."""
    if not isinstance(found, int):
        raise StoreError("something else stands where a whole number should")
    return found


def content(found: object) -> bytes:
    """Bytes out of a store; raises StoreError where something else stands."""
    if not isinstance(found, bytes | memoryview):
        raise StoreError("something else stands where bytes should")
    return bytes(found)


class Database(ABC):
    """A connection to one store. SQL is written for both databases, with `?` for each value."""

    name: str
    """The store as messages name it, without a password."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """A transaction that no other writer can come between, kept for good when it ends without an exception."""

    @abstractmethod
    def is_as_left(self) -> bool:
        """Whether nobody else has written since this was last asked; False where that cannot be told."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """A transaction in which everything is read as it stood at one moment."""

    @abstractmethod
    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""

    @abstractmethod
    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query one by one, however many there are."""

    @abstractmethod
    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table, their values in the order of its columns."""

    @abstractmethod
    def forget(self, numbers: Sequence[int]) -> None:
        """Delete the facts about persons of these entries, leaving no copy of them in the store."""

    @abstractmethod
    def damage(self) -> list[str]:
        """What the database itself finds wrong with its files; none when whole."""

    @abstractmethod
    def guards(self) -> tuple[str, ...]:
        """What of the tables, with all that hangs on them, is missing, changed or was added; none when whole."""

    @abstractmethod
    def wipe(self) -> None:
        """Leave no copy of what was deleted, where the database keeps one."""

    @abstractmethod
    def close(self) -> None:
        """End the connection."""

    def _check_taken(self, table: str, taken: int, given: int) -> None:
        """Hold against how many rows a table was given how many it took, which somebody's trigger may have lessened."""
        if taken != given:
            raise StoreError(
                f"`{table}` of `{self.name}` took {taken} of {given} rows",
                "changed",
            )

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query, if there is one."""
        found = self.rows(sql, values)
        return found[0] if found else None
