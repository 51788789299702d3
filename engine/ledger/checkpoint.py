"""Checkpoints: what a ledger held at some moment, in a text that its key signed.

The text is that of C2SP (tlog-checkpoint, signed-note), so that other tools read it: origin, number of entries, root
in base64, an empty line, and a line for each signature.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import NamedTuple

import attrs

from engine.ledger.merkle import EMPTY_ROOT
from engine.ledger.signature import PublicKey, Signer

LARGEST = 64_000
"""The bytes that a file with a checkpoint may have, enough for some hundred signatures."""
_DASH = "\u2014 "
_ID_LENGTH = 4
_SIZE = re.compile("[1-9][0-9]{0,14}")
"""A ledger has an entry before it has a checkpoint."""


class CheckpointUnreadableError(ValueError):
    """A text that is no checkpoint."""


class Checkpoint(NamedTuple):
    """The first `size` entries of the ledger called `origin` have this root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def to_text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def signed_by(self, signer: Signer) -> str:
        """The checkpoint with the signature of a key, which bears the name of the ledger."""
        text = self.to_text()
        key = signer.public(self.origin)
        signature = base64.b64encode(key.id + signer.sign(text.encode())).decode()
        return f"{text}\n{_DASH}{key.name} {signature}\n"


@attrs.frozen
class SignedCheckpoint:
    """A checkpoint as it was handed on; whose signatures hold is only known once a key is asked."""

    checkpoint: Checkpoint
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signer_among(self, keys: Iterable[PublicKey]) -> PublicKey | None:
        """The first of the keys that signed it; None where none did."""
        message = self.checkpoint.to_text().encode()
        return next((key for key in keys if self._has(key, message)), None)

    def _has(self, key: PublicKey, message: bytes) -> bool:
        return any(
            name == key.name and key_id == key.id and key.signed(message, signature)
            for name, key_id, signature in self.signatures
        )


def from_bytes(data: bytes) -> SignedCheckpoint:
    """Read a file with a signed checkpoint; raises CheckpointUnreadableError and UnicodeDecodeError."""
    if len(data) > LARGEST:
        message = f"it has more than {LARGEST} bytes"
        raise CheckpointUnreadableError(message)
    return from_text(data.decode())


def from_text(text: str) -> SignedCheckpoint:
    """Read a signed checkpoint; raises CheckpointUnreadableError, saying what was expected."""
    body, parted, rest = text.partition("\n\n")
    lines = body.split("\n")
    if not parted or len(lines) != 3 or not lines[0]:  # noqa: PLR2004 - origin, size and root
        message = "expected three lines (ledger, number of entries, root), an empty line, and signatures"
        raise CheckpointUnreadableError(message)
    origin, size, encoded = lines
    root = _decoded(encoded)
    if not _SIZE.fullmatch(size) or len(root) != len(EMPTY_ROOT):
        message = (
            "expected a number of entries in the second line, and a root of 32 bytes in base64 in the third"
        )
        raise CheckpointUnreadableError(message)
    if not rest.endswith("\n"):
        message = "the last line is cut off"
        raise CheckpointUnreadableError(message)
    signatures = tuple(_signature(line) for line in rest[:-1].split("\n"))
    return SignedCheckpoint(Checkpoint(origin, int(size), root), signatures)


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
    data = _decoded(encoded)
    if not line.startswith(_DASH) or not name or len(data) <= _ID_LENGTH:
        message = "expected a signature in each line after the empty one"
        raise CheckpointUnreadableError(message)
    return name, data[:_ID_LENGTH], data[_ID_LENGTH:]


def _decoded(text: str) -> bytes:
    """The bytes of a text in base64; none where other bytes, or these in another way, would be written so."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return found if base64.b64encode(found).decode() == text else b""
