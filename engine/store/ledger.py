"""The ledger in its store: entries added one after the other, with their tree, and everything that is looked up."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from engine.ledger.audit import Kept
from engine.ledger.checkpoint import Checkpoint
from engine.ledger.commitment import Opening
from engine.ledger.entry import Body, Head, from_bytes, to_bytes
from engine.ledger.merkle import Growing, Node, leaf_hash, peaks
from engine.ledger.sealed_objects import SealedObject
from engine.ledger.signature import PublicKey, Signer
from engine.store.database import Database, Row, StoreError
from engine.store.queries import BREACHES, LIVE
from engine.store.schema import FORMAT
from engine.values.canonical import canonical

ORIGIN = "refundry/ledger/"


class Act(NamedTuple):
    """Who acts (a name) and when (an instant as RFC 3339 in UTC)."""

    by: str
    at: str


class Filed(NamedTuple):
    """What a confirmed outcome is found under; amounts in the smallest unit, None where there is none."""

    policy: str
    case: str
    order: str
    unit: str
    payable: int
    most: int | None
    supersedes: int | None


_NOT_FILED = (None,) * len(Filed._fields)


class Entry(NamedTuple):
    """An entry on its way into the store: what it is filed under (acts are not), its bytes and its leaf hash."""

    kind: str
    filed: Filed | None
    data: bytes
    leaf: bytes


class Standing(NamedTuple):
    """What is confirmed for an order: how much is payable in all, and the least that was said to have been paid."""

    payable: int
    most: int | None

    def with_(self, filed: Filed) -> Standing:
        """The same with one outcome more."""
        bounds = [bound for bound in (self.most, filed.most) if bound is not None]
        return Standing(self.payable + filed.payable, min(bounds, default=None))


class Ledger:
    """A ledger in a database. What it writes, it writes inside `writing`."""

    def __init__(self, database: Database) -> None:
        """Take a database, whose tables are there."""
        self.database = database
        self._growing: Growing | None = None

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

    def writing(self) -> AbstractContextManager[None]:
        """A transaction in which nobody else writes; entries and their checkpoint are kept together or not at all."""
        self._growing = None
        return self.database.writing()

    def reading(self) -> AbstractContextManager[None]:
        """A transaction in which nothing changes."""
        return self.database.reading()

    # ---- adding ----------------------------------------------------------------------------------------------------

    def begin(self, signer: Signer, act: Act) -> None:
        """Begin an empty ledger: give it a name, and let its first entry be the key that signs."""
        origin = f"{ORIGIN}{secrets.token_hex(8)}"
        self.database.add("ledger", [(FORMAT, origin)])
        self.add_signer(signer.public(origin), act, "the ledger begins")

    def add_signer(self, key: PublicKey, act: Act, because: str) -> None:
        """Let a key sign from now on."""
        body = self.head(act).of("signer") | {"origin": key.name, "key": key.to_text(), "because": because}
        self._add_act(body)

    def head(self, act: Act) -> Head:
        """Where the next entry stands."""
        growing = self._edge()
        last = self._node((0, growing.size - 1)) if growing.size else None
        return Head(growing.size, last, act.at, act.by)

    def add_outcomes(
        self, outcomes: Sequence[tuple[Callable[[Head], Body], Filed, Sequence[Opening]]], act: Act
    ) -> None:
        """Add confirmed outcomes, each made once it is known where it stands, with the openings of its commitments."""
        entries, personal = [], []
        head = self.head(act)
        for body_at, filed, openings in outcomes:
            data = to_bytes(body_at(head))
            leaf = leaf_hash(data)
            entries.append(Entry("confirmed", filed, data, leaf))
            personal += [(head.number, each.fact, each.salt, canonical(each.value)) for each in openings]
            head = head._replace(number=head.number + 1, previous=leaf)
        self._add(entries)
        self.database.add("personal", personal)

    def erase(self, numbers: Sequence[int], act: Act, because: str) -> None:
        """Forget the facts about persons of these entries, and say so in a new entry."""
        body = self.head(act).of("erased") | {"entries": sorted(numbers), "because": because}
        self._add_act(body)
        self.database.add("erased", [(number,) for number in numbers])
        self.database.forget(numbers)

    def keep(self, objects: Iterable[SealedObject]) -> None:
        """Keep what outcomes were decided by, where it is not kept yet."""
        for each in objects:
            if self.database.row("SELECT 1 FROM sealed WHERE digest = ?", (each.digest,)) is None:
                self.database.add("sealed", [each])

    def sign(self, signer: Signer) -> str:
        """Add the signed checkpoint of the ledger as it stands now."""
        growing = self._edge()
        signed = Checkpoint(self.origin, growing.size, growing.root()).signed_by(signer)
        self.database.add("checkpoint", [(growing.size, signed)])
        return signed

    def _add_act(self, body: Body) -> None:
        data = to_bytes(body)
        self._add([Entry(body["kind"], None, data, leaf_hash(data))])

    def _add(self, entries: Sequence[Entry]) -> None:
        growing = self._edge()
        rows: list[Row] = []
        nodes: list[Row] = []
        for kind, filed, data, leaf in entries:
            rows.append((growing.size, kind, *(filed or _NOT_FILED), data))
            nodes += [(level, position, hash_) for (level, position), hash_ in growing.add(leaf)]
        self.database.add("entry", rows)
        self.database.add("node", nodes)

    def _edge(self) -> Growing:
        """The right edge of the tree, read once in a transaction."""
        if self._growing is None:
            size = self.size
            self._growing = Growing([(peak, self._node(peak)) for peak in peaks(size)], size)
        return self._growing

    # ---- looking up ------------------------------------------------------------------------------------------------

    def node(self, node: Node) -> bytes:
        """The hash of a complete subtree; raises StoreError where the store lacks it."""
        return self._node(node)

    def _node(self, node: Node) -> bytes:
        found = self.database.row("SELECT hash FROM node WHERE level = ? AND position = ?", node)
        if found is None:
            raise StoreError(
                f"`{self.database.name}` lacks a part of its tree; `refundry ledger verify` says more"
            )
        return bytes(found[0])

    def entry(self, number: int) -> Body | None:
        """An entry by its number; raises EntryUnreadableError for bytes that are none."""
        found = self.database.row("SELECT body FROM entry WHERE number = ?", (number,))
        return None if found is None else from_bytes(bytes(found[0]))

    def outcome(self, policy: str, case: str) -> int | None:
        """The number of the entry that stands for a case: the first one, or what superseded it."""
        sql = "SELECT number FROM entry WHERE policy = ? AND case_id = ? AND kind = 'confirmed' ORDER BY number DESC"
        found = self.database.row(f"{sql} LIMIT 1", (policy, case))
        return None if found is None else int(found[0])

    def numbers(self, case: str) -> list[int]:
        """The entries of a case, whatever the policy."""
        sql = "SELECT number FROM entry WHERE case_id = ? ORDER BY number"
        return [int(number) for (number,) in self.database.rows(sql, (case,))]

    def standing(self, policy: str, order: str, without: Sequence[int]) -> Standing:
        """What stands confirmed for an order, leaving out what was superseded and the entries `without`."""
        sql = f"SELECT COALESCE(SUM(payable), 0), MIN(most) FROM entry e WHERE policy = ? AND order_id = ? AND {LIVE}"
        if without:
            sql += f" AND number NOT IN ({', '.join('?' * len(without))})"
        ((payable, most),) = self.database.rows(sql, (policy, order, *without))
        return Standing(int(payable), None if most is None else int(most))

    def superseded(self) -> list[tuple[int, int]]:
        """The entries that no longer stand, each with the one that superseded it."""
        sql = "SELECT supersedes, number FROM entry WHERE supersedes IS NOT NULL"
        return [(int(old), int(new)) for old, new in self.database.rows(sql)]

    def openings(self, number: int) -> list[Opening]:
        """The facts about persons of an entry that were not erased."""
        import json  # noqa: PLC0415

        sql = "SELECT fact, salt, value FROM personal WHERE number = ? ORDER BY fact"
        return [
            Opening(fact, bytes(salt), json.loads(value))
            for fact, salt, value in self.database.rows(sql, (number,))
        ]

    def about(self, value: object, fact: str | None) -> list[int]:
        """The entries in which a fact about a person, or one fact alone, has this value."""
        sql = "SELECT DISTINCT number FROM personal WHERE value = ? AND fact = COALESCE(?, fact) ORDER BY number"
        return [int(number) for (number,) in self.database.rows(sql, (canonical(value), fact))]

    def erased(self) -> set[int]:
        """The entries whose facts about persons were forgotten."""
        return {int(number) for (number,) in self.database.rows("SELECT number FROM erased")}

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
            yield int(size), str(signed)

    def signers(self) -> list[PublicKey]:
        """The keys that may sign, the first one first."""
        rows = self.database.rows("SELECT body FROM entry WHERE kind = 'signer' ORDER BY number")
        return [PublicKey.from_text(from_bytes(bytes(body))["key"]) for (body,) in rows]

    def sealed(self, digest: str) -> SealedObject | None:
        """What is kept under a digest."""
        found = self.database.row("SELECT digest, kind, content FROM sealed WHERE digest = ?", (digest,))
        return None if found is None else SealedObject(found[0], found[1], bytes(found[2]))

    def kept(self) -> Kept:
        """Everything that an audit goes through, in the order of the entries."""
        stream = self.database.stream
        return Kept(
            self.origin,
            self.entries(),
            lambda level: stream(
                "SELECT position, hash FROM node WHERE level = ? ORDER BY position", (level,)
            ),
            stream("SELECT size, signed FROM checkpoint ORDER BY size"),
            stream("SELECT number, fact, salt, value FROM personal ORDER BY number, fact"),
            frozenset(self.erased()),
        )

    def breaches(self) -> list[int]:
        """Entries that cannot stand beside the others: a case with two outcomes, an order with too much paid back."""
        return sorted({int(number) for sql in BREACHES for (number,) in self.database.rows(sql)})

    def entries(self, start: int = 0) -> Iterator[Row]:
        """The rows of all entries from a number on: number, kind, what they are filed under, bytes."""
        return self.database.stream("SELECT * FROM entry WHERE number >= ? ORDER BY number", (start,))
