"""What is looked up in a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from engine.ledger.commitment import Opening
from engine.ledger.entry import Body, from_bytes, from_leaf
from engine.ledger.kept import Kept
from engine.ledger.merkle import Node
from engine.ledger.sealed_objects import SealedObject
from engine.ledger.signature import PublicKey
from engine.store.database import Database, Row, StoreError, content, whole
from engine.store.queries import BREACHES, LIVE
from engine.store.schema import FORMAT
from engine.values.canonical import canonical

_FILED_AS = ("policy", "case_id", "order_id", "unit", "payable", "most", "supersedes")
_AT_ONCE = 500
"""How many values one query asks for; SQLite may be built to take no more than 999."""


class Standing(NamedTuple):
    """What is confirmed for an order: how much is payable in all, and the least that was said to have been paid."""

    payable: int
    most: int | None


class Lookup:
    """A ledger in a database, to read."""

    def __init__(self, database: Database) -> None:
        """Take a database, whose tables are there."""
        self.database = database

    @property
    def origin(self) -> str:
        """The name of the ledger, which its checkpoints bear; raises StoreError where it has none yet."""
        found = self.database.row("SELECT origin, format FROM ledger")
        if found is None:
            raise StoreError(f"`{self.database.name}` holds no ledger yet: nothing was confirmed")
        if found[1] != FORMAT:
            problem = (
                f"`{self.database.name}` is a ledger of format {found[1]}: this program is too old for it"
            )
            raise StoreError(problem, "newer")
        return str(found[0])

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written."""
        return self.database.row("SELECT 1 FROM ledger") is None

    @property
    def size(self) -> int:
        """How many entries there are."""
        found = self.database.row("SELECT max(number) FROM entry")
        return 0 if found is None or found[0] is None else int(found[0]) + 1

    def node(self, node: Node) -> bytes:
        """The hash of a complete subtree; raises StoreError where the store lacks it."""
        found = self.database.row("SELECT hash FROM node WHERE level = ? AND position = ?", node)
        if found is None:
            raise StoreError(
                f"`{self.database.name}` lacks a part of its tree; `refundry ledger verify` says more"
            )
        return content(found[0])

    def entry(self, number: int) -> Body:
        """An entry by its number; raises StoreError where there is none, EntryUnreadableError for other bytes."""
        found = self.database.row("SELECT body FROM entry WHERE number = ?", (number,))
        if found is None:
            raise StoreError(f"entry {number} of `{self.database.name}` is not there", "damaged")
        return from_leaf(content(found[0]), self.node((0, number)))

    def outcomes(self, policy: str, cases: Iterable[str]) -> dict[str, int]:
        """For each of these cases that is confirmed the entry that stands for it: the first, or what superseded it."""
        sql = "SELECT case_id, MAX(number) FROM entry WHERE policy = ? AND case_id IN ({}) GROUP BY case_id"
        return {str(case): int(number) for case, number in self._of_many(sql, policy, cases)}

    def numbers(self, case: str) -> list[int]:
        """The entries of a case, whatever the policy."""
        sql = "SELECT number FROM entry WHERE case_id = ? ORDER BY number"
        return [whole(number) for (number,) in self.database.rows(sql, (case,))]

    def standings(
        self, policy: str, orders: Iterable[str], without: int | None = None
    ) -> dict[str, Standing]:
        """What stands confirmed for each of these orders, leaving out what was superseded and the entry `without`."""
        sql = (
            "SELECT order_id, SUM(payable), MIN(most) FROM entry e WHERE policy = ? AND order_id IN ({})"
            f" AND number <> {-1 if without is None else without} AND {LIVE} GROUP BY order_id"
        )
        return {
            str(order): Standing(int(payable), None if most is None else int(most))
            for order, payable, most in self._of_many(sql, policy, orders)
        }

    def _of_many(self, sql: str, policy: str, wanted: Iterable[str]) -> Iterator[Row]:
        """The rows of a query for many values, some hundred at a time."""
        values = iter(dict.fromkeys(wanted))
        while part := list(islice(values, _AT_ONCE)):
            yield from self.database.rows(sql.format(", ".join("?" * len(part))), (policy, *part))

    def superseded(self) -> list[tuple[int, int]]:
        """The entries that no longer stand, each with the one that superseded it."""
        sql = "SELECT supersedes, number FROM entry WHERE supersedes IS NOT NULL"
        return [(whole(old), whole(new)) for old, new in self.database.rows(sql)]

    def openings(self, number: int) -> list[Opening]:
        """The facts about persons of an entry that were not erased."""
        sql = "SELECT fact, salt, value FROM personal WHERE number = ? ORDER BY fact"
        return [
            Opening(str(fact), content(salt), _value(value))
            for fact, salt, value in self.database.rows(sql, (number,))
        ]

    def about(self, value: object) -> dict[str, list[int]]:
        """The facts about persons that have this value somewhere, each with the entries in which it has."""
        sql = "SELECT fact, number FROM personal WHERE value = ? ORDER BY number"
        found: dict[str, list[int]] = {}
        for fact, number in self.database.rows(sql, (canonical(value),)):
            found.setdefault(str(fact), []).append(int(number))
        return found

    def erased(self) -> set[int]:
        """The entries whose facts about persons were forgotten."""
        return {whole(number) for (number,) in self.database.rows("SELECT number FROM erased")}

    def checkpoint_over(self, number: int) -> tuple[int, str] | None:
        """The first checkpoint that covers an entry: its size and its signed text."""
        sql = "SELECT size, signed FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1"
        found = self.database.row(sql, (number,))
        return None if found is None else (int(found[0]), str(found[1]))

    def latest_checkpoint(self) -> tuple[int, str] | None:
        """The newest checkpoint."""
        found = self.database.row("SELECT size, signed FROM checkpoint ORDER BY size DESC LIMIT 1")
        return None if found is None else (int(found[0]), str(found[1]))

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        """Every checkpoint, the oldest first."""
        for size, signed in self.database.stream("SELECT size, signed FROM checkpoint ORDER BY size"):
            yield whole(size), str(signed)

    def signers(self) -> list[PublicKey]:
        """The keys that may sign, the first one first."""
        # acts are filed under no case: so few rows are read through the index, and not every entry
        sql = "SELECT body FROM entry WHERE case_id IS NULL AND kind = 'signer' ORDER BY number"
        rows = self.database.rows(sql)
        return [PublicKey.from_text(from_bytes(content(body))["key"]) for (body,) in rows]

    def sealed(self, digest: str) -> SealedObject | None:
        """What is kept under a digest."""
        found = self.database.row("SELECT digest, kind, content FROM sealed WHERE digest = ?", (digest,))
        return None if found is None else SealedObject(found[0], found[1], content(found[2]))

    def kept(self) -> Kept:
        """Everything that an audit goes through, in the order of the entries."""
        stream = self.database.stream
        return Kept(
            self.origin,
            self.entries(),
            lambda level: stream(
                "SELECT position, hash FROM node WHERE level = ? ORDER BY position", (level,)
            ),
            self.checkpoints(),
            stream("SELECT number, fact, salt, value FROM personal ORDER BY number, fact"),
            frozenset(self.erased()),
        )

    def breaches(self) -> list[int]:
        """Entries that cannot stand beside the others: a case with two outcomes, an order with too much paid back."""
        return sorted({whole(number) for sql in BREACHES for (number,) in self.database.rows(sql)})

    def entries(self, start: int = 0) -> Iterator[Row]:
        """The rows of all entries from a number on: number, kind, what they are filed under, bytes."""
        columns = ", ".join(("number", "kind", *_FILED_AS, "body"))
        return self.database.stream(
            f"SELECT {columns} FROM entry WHERE number >= ? ORDER BY number", (start,)
        )


def _value(text: object) -> object:
    """A fact about a person as it was written; raises StoreError where something else stands."""
    try:
        return json.loads(str(text))
    except (ValueError, RecursionError):
        raise StoreError("something else stands where a fact about a person should", "damaged") from None
