"""The ledger in its store: entries added one after the other, with their tree, and everything that is looked up."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from engine.ledger.checkpoint import Checkpoint
from engine.ledger.commitment import Opening
from engine.ledger.entry import Body, Head, Parts, joined, place_of, same_places, to_bytes
from engine.ledger.merkle import leaf_hash
from engine.ledger.sealed_objects import SealedObject
from engine.ledger.signature import PublicKey, Signer
from engine.store.database import Database, Row
from engine.store.known import Known
from engine.store.lookup import Lookup
from engine.store.schema import FORMAT
from engine.values.canonical import canonical_record

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


_FILED_AS = ("policy", "case_id", "order_id", "unit", "payable", "most", "supersedes")
_NOT_FILED = (None,) * len(Filed._fields)


class Confirmed(NamedTuple):
    """An outcome on its way into the ledger: the text of its entry, and the openings of its commitments."""

    filed: Filed
    parts: Parts
    openings: Sequence[Opening]


class Entry(NamedTuple):
    """An entry on its way into the store: what it is filed under (acts are not), its bytes and its leaf hash."""

    kind: str
    filed: Filed | None
    data: bytes
    leaf: bytes


class Ledger(Lookup):
    """A ledger in a database. What it writes, it writes inside `writing`."""

    def __init__(self, database: Database) -> None:
        """Take a database, whose tables are there."""
        super().__init__(database)
        self._left: Known | None = None
        self.known = Known(self)
        """What is known of the ledger in the transaction that writes."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction in which nobody else writes; entries and their checkpoint are kept together or not at all."""
        with self.database.writing():
            left = self._left if self.database.is_as_left() else None
            self._left = None  # what an act knows that fails is not true
            self.known = left or Known(self)
            yield
        self._left = self.known

    def reading(self) -> AbstractContextManager[None]:
        """A transaction in which nothing changes."""
        return self.database.reading()

    # ---- adding ----------------------------------------------------------------------------------------------------

    def begin(self, signer: Signer, act: Act) -> None:
        """Begin an empty ledger: give it a name, and let its first entry be the key that signs."""
        origin = f"{ORIGIN}{secrets.token_hex(8)}"
        self.database.add("ledger", [(FORMAT, origin)])
        self.known = Known(self)
        self.add_signer(signer.public(origin), act, "the ledger begins")

    def add_signer(self, key: PublicKey, act: Act, because: str) -> None:
        """Let a key sign from now on."""
        body = self.head(act).of("signer") | {"origin": key.name, "key": key.to_text(), "because": because}
        self._add_act(body)
        self.known.signers = self.signers()

    def head(self, act: Act) -> Head:
        """Where the next entry stands."""
        return Head(self.known.growing.size, self.known.last, act.at, act.by)

    def add_outcomes(self, outcomes: Sequence[Confirmed], act: Act, because: str | None = None) -> None:
        """Add confirmed outcomes; `because` says why, where they correct earlier ones."""
        entries, personal = [], []
        head = self.head(act)
        number, previous = head.number, head.previous
        same = same_places(head, "confirmed", because)
        for filed, parts, openings in outcomes:
            data = joined(parts, place_of(same, number, previous, filed.supersedes))
            previous = leaf_hash(data)
            entries.append(Entry("confirmed", filed, data, previous))
            personal += [(number, each.fact, each.salt, canonical_record(each.value)) for each in openings]
            number += 1
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
        wanted = {each.digest: each for each in objects if each.digest not in self.known.sealed}
        if not wanted:
            return
        places = ", ".join("?" * len(wanted))
        held = self.database.rows(f"SELECT digest FROM sealed WHERE digest IN ({places})", list(wanted))
        self.database.add("sealed", [each for digest, each in wanted.items() if (digest,) not in held])
        self.known.sealed |= wanted.keys()

    def sign(self, signer: Signer) -> str:
        """Add the signed checkpoint of the ledger as it stands now."""
        growing = self.known.growing
        signed = Checkpoint(self.known.origin, growing.size, growing.root()).signed_by(signer)
        self.database.add("checkpoint", [(growing.size, signed)])
        return signed

    def _add_act(self, body: Body) -> None:
        data = to_bytes(body)
        self._add([Entry(body["kind"], None, data, leaf_hash(data))])

    def _add(self, entries: Sequence[Entry]) -> None:
        growing = self.known.growing
        rows: list[Row] = []
        nodes: list[Row] = []
        for kind, filed, data, leaf in entries:
            rows.append((growing.size, kind, *(filed or _NOT_FILED), data))
            nodes += [(level, position, hash_) for (level, position), hash_ in growing.add(leaf)]
            self.known.last = leaf
        self.database.add("entry", rows)
        self.database.add("node", nodes)
