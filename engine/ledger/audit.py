"""The audit of a ledger: everything in it held against everything else, entry by entry, in little memory.

An audit never stops at the first thing that is wrong. It goes through entries, nodes, checkpoints and openings side by
side, each in the order of the entries, and holds what it has seen against roots that somebody kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ledger.checkpoint import Checkpoint, CheckpointUnreadableError, SignedCheckpoint, from_text
from engine.ledger.commitment import Opening
from engine.ledger.derivation import Derivation
from engine.ledger.entry import Body, EntryUnreadableError, from_bytes
from engine.ledger.kept import Kept, Row
from engine.ledger.merkle import Growing, leaf_hash
from engine.ledger.signature import KeyUnreadableError, PublicKey

_FILED = slice(2, 9)


class Audit:
    """Goes through a ledger; what is wrong is in the report, `derived` counts outcomes that came out as they stand."""

    def __init__(
        self, kept: Kept, derivation: Derivation, report: Report, trusted: Sequence[PublicKey]
    ) -> None:
        """Audit what a store holds; signatures must be of the `trusted` keys, where some are named."""
        self._kept = kept
        self._derivation = derivation
        self._report = report
        self._trusted = list(trusted)
        self._signers: list[PublicKey] = []
        self._introduced: list[PublicKey] = []
        self._growing = Growing()
        self._levels: dict[int, Iterator[Row]] = {}
        self._checkpoint = next(kept.checkpoints, None)
        self._opening = next(kept.openings, None)
        self._erasures: set[int] = set()
        self._last: bytes | None = None
        self._covered = 0
        self.derived = 0

    @property
    def size(self) -> int:
        """How many entries were seen."""
        return self._growing.size

    def run(self, elsewhere: Sequence[SignedCheckpoint], progress: Callable[[int], None]) -> None:
        """Go through all entries, and hold their roots against checkpoints that were kept elsewhere."""
        waiting = sorted(elsewhere, key=lambda each: each.checkpoint.size)
        for row in self._kept.entries:
            self._entry(row)
            self._own_checkpoints()
            while waiting and waiting[0].checkpoint.size == self.size:
                self._elsewhere(waiting.pop(0))
            if self.size % 1000 == 0:
                progress(self.size)
        self._end(waiting)

    # ---- one entry -------------------------------------------------------------------------------------------------

    def _entry(self, row: Row) -> None:
        expected, number, data = self.size, row[0], row[-1]
        if number != expected:
            self._wrong("RF821", f"where entry {expected} should stand, there is entry {number}", expected)
        if not isinstance(data, bytes):
            data = str(data).encode()
        previous = self._last
        self._last = leaf_hash(data)
        self._tree(self._growing.add(self._last))
        try:
            body = from_bytes(data)
        except EntryUnreadableError as why:
            self._wrong("RF821", f"entry {expected} cannot be read: {why}", expected)
            return
        if (body["number"], body["previous"]) != (expected, previous and previous.hex()):
            self._wrong("RF821", f"entry {expected} was not written after the one before it", expected)
        if body["kind"] != row[1]:
            self._wrong("RF821", f"entry {expected} is kept as another kind than it is", expected)
        try:
            self._of_kind(body, row)
        except Exception as why:  # noqa: BLE001 - an audit goes on, whatever an entry holds
            self._wrong("RF821", f"entry {expected} cannot be read: {type(why).__name__}", expected)

    def _of_kind(self, body: Body, row: Row) -> None:
        match body["kind"]:
            case "confirmed":
                self._confirmed(body, row)
            case "signer":
                self._signer(body)
            case _:
                self._erasures |= {int(number) for number in body["entries"]}
        if body["kind"] != "confirmed" and any(each is not None for each in row[_FILED]):
            self._wrong("RF821", f"entry {row[0]} is filed as an outcome, and is none", row[0])

    def _confirmed(self, body: Body, row: Row) -> None:
        number = body["number"]
        if tuple(row[_FILED]) != _filed(body):
            self._wrong("RF821", f"entry {number} is filed under something else than it says", number)
        if (body["supersedes"] is None) != (body["because"] is None):
            self._wrong(
                "RF828", f"entry {number} is a correction without a reason, or the other way round", number
            )
        self._personal(body)
        differences = self._derivation.differences(body)
        for each in differences:
            self._wrong("RF824", f"the outcome of entry {number} does not follow: {each}", number)
        self.derived += not differences

    def _signer(self, body: Body) -> None:
        try:
            key = PublicKey.from_text(body["key"])
        except KeyUnreadableError:
            self._wrong("RF823", f"the key of entry {body['number']} cannot be read", body["number"])
            return
        if body["origin"] != self._kept.origin or key.name != self._kept.origin:
            self._wrong(
                "RF823", f"the key of entry {body['number']} belongs to another ledger", body["number"]
            )
        # whoever can write rows can write a key down: but for the first one, a key before it must have signed that
        (self._introduced if self._signers else self._signers).append(key)

    def _personal(self, body: Body) -> None:
        """Hold the openings against the commitments; where they are gone, an erasure must have been written down."""
        number = body["number"]
        openings: dict[str, Opening] = {}
        while self._opening is not None and self._opening[0] <= number:
            at, fact, salt, value = self._opening
            if at == number:
                openings[fact] = Opening(fact, bytes(salt), _value(value))
            else:
                self._wrong("RF826", f"facts about a person are kept for entry {at}, which has none", at)
            self._opening = next(self._kept.openings, None)
        for fact, commitment in body["personal"].items():
            opening = openings.pop(fact, None)
            if opening is None and number not in self._kept.erased:
                self._wrong(
                    "RF826", f"`{fact}` of entry {number} is gone, and no erasure was written down", number
                )
            if opening is not None and opening.commitment() != commitment:
                self._wrong("RF826", f"`{fact}` of entry {number} is not what was committed to", number)
        for fact in openings:
            self._wrong("RF826", f"`{fact}` of entry {number} was never committed to", number)

    # ---- tree and checkpoints --------------------------------------------------------------------------------------

    def _tree(self, made: Sequence[tuple[tuple[int, int], bytes]]) -> None:
        for (level, position), hash_ in made:
            if level not in self._levels:
                self._levels[level] = self._kept.nodes(level)
            stored = next(self._levels[level], None)
            if stored != (position, hash_):
                message = f"the tree is not that of the entries, at level {level} over entry {self.size - 1}"
                self._wrong("RF822", message, self.size - 1)

    def _own_checkpoints(self) -> None:
        while self._checkpoint is not None and self._checkpoint[0] <= self.size:
            size, text = self._checkpoint
            self._checkpoint = next(self._kept.checkpoints, None)
            found = self._readable(str(text), size)
            if found is None:
                continue
            if found.checkpoint != Checkpoint(self._kept.origin, self.size, self._growing.root()):
                self._wrong(
                    "RF823", f"the checkpoint over {size} entries is not that of these entries", size - 1
                )
            elif found.signer_among(self._trusted or self._signers) is not None:
                self._covered = size
                self._signers += self._introduced
                self._introduced = []
            elif found.signer_among(self._introduced) is not None:
                message = (
                    f"the checkpoint over {size} entries is signed by a key that no key before it let in"
                )
                self._wrong("RF823", message, size - 1)
            else:
                self._wrong("RF823", f"the checkpoint over {size} entries has no valid signature", size - 1)

    def _readable(self, text: str, size: int) -> SignedCheckpoint | None:
        try:
            return from_text(text)
        except CheckpointUnreadableError as why:
            self._wrong("RF823", f"the checkpoint over {size} entries cannot be read: {why}", size - 1)
            return None

    def _elsewhere(self, held: SignedCheckpoint) -> None:
        size = held.checkpoint.size
        if held.checkpoint != Checkpoint(self._kept.origin, size, self._growing.root()):
            message = f"the first {size} entries are not those of the checkpoint that was kept elsewhere"
            self._wrong("RF825", message, size - 1, help="something in them was rewritten, dropped or put in")
        elif held.signer_among(self._trusted or self._signers) is None:
            self._wrong(
                "RF825",
                f"the checkpoint over {size} entries that was kept elsewhere has no valid signature",
                size - 1,
            )

    # ---- the end ---------------------------------------------------------------------------------------------------

    def _end(self, waiting: Sequence[SignedCheckpoint]) -> None:
        for held in waiting:
            size = held.checkpoint.size
            message = f"a checkpoint kept elsewhere covers {size} entries, and there are only {self.size}"
            self._wrong(
                "RF825", message, self.size, help="the ledger was cut off, or an older copy was put back"
            )
        if self._covered < self.size:
            self._wrong(
                "RF823", f"no valid checkpoint covers the entries from {self._covered} on", self._covered
            )
        if self._checkpoint is not None:
            self._wrong(
                "RF823",
                f"there is a checkpoint over {self._checkpoint[0]} entries, which are not there",
                self.size,
            )
        if self._opening is not None:
            self._wrong(
                "RF826",
                f"facts about a person are kept for entry {self._opening[0]}, which has none",
                self._opening[0],
            )
        for level, rest in self._levels.items():
            if next(rest, None) is not None:
                self._wrong("RF822", f"the tree has more at level {level} than the entries make", self.size)
        if next(self._kept.nodes(len(self._levels)), None) is not None:
            self._wrong(
                "RF822", f"the tree has more at level {len(self._levels)} than the entries make", self.size
            )
        for number in sorted(self._erasures ^ self._kept.erased):
            self._wrong("RF826", f"what was erased of entry {number} is not what was written down", number)

    def _wrong(self, code: str, message: str, number: int, help: str | None = None) -> None:  # noqa: A002
        self._report.error(code, message, Place(self._kept.origin, f"entry[{number}]"), help=help)


def _value(text: str) -> object:
    import json  # noqa: PLC0415

    return json.loads(text)


def _filed(body: Mapping[str, Any]) -> tuple[object, ...]:
    """What an entry must be filed under."""
    payable, unit = _amount(body["payable"])
    most = None if body["most"] is None else _amount(body["most"])[0]
    return body["policy"], body["case"], body["order"], unit, payable, most, body["supersedes"]


def _amount(text: str) -> tuple[int, str]:
    digits, _, unit = text.partition(" ")
    return int(digits.replace(".", "")), unit
