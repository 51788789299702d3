"""Keys that sign checkpoints: Ed25519 (RFC 8032), the only importer of `cryptography`.

A public key is written as C2SP signed notes do: `name+id+key`, where the id (four bytes, in hexadecimal) is taken
of name and key, and the key (base64) has the byte 1 for Ed25519 before it.
"""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_KEY_LENGTH = 32


class KeyUnreadableError(ValueError):
    """A text that is no key, or a key of another kind."""


class PublicKey(NamedTuple):
    """Who signed: a name (of the ledger, its origin) and the 32 bytes of an Ed25519 key."""

    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature says which key made it."""
        return _id(self.name, self.raw)

    def to_text(self) -> str:
        """The key as it is handed on: `name+id+key`."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.raw).decode()}"

    @classmethod
    def from_text(cls, text: str) -> PublicKey:
        """Read what `to_text` wrote; raises KeyUnreadableError."""
        name, _, rest = text.strip().partition("+")
        encoded = rest.partition("+")[2]
        try:
            raw = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        found = cls(name, raw[1:])
        if not name or len(found.raw) != _KEY_LENGTH or found.to_text() != text.strip():
            message = "a key is written `name+id+key`, as `refundry ledger show` prints it"
            raise KeyUnreadableError(message)
        return found

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made the signature of these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@lru_cache(64)
def _id(name: str, raw: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + raw).digest()[:4]


class Signer:
    """A private key. It signs the same bytes always with the same signature."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        """Hold a key."""
        self._key = key
        self._raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)

    @classmethod
    def new(cls) -> Signer:
        """Make a key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, data: bytes) -> Signer:
        """Read a private key (PKCS 8, PEM, without a password); raises KeyUnreadableError."""
        try:
            key = serialization.load_pem_private_key(data, password=None)
        except (ValueError, TypeError):
            message = "it is no private key in PEM, without a password"
            raise KeyUnreadableError(message) from None
        if not isinstance(key, Ed25519PrivateKey):
            message = "it is no Ed25519 key"
            raise KeyUnreadableError(message)
        return cls(key)

    def to_pem(self) -> bytes:
        """Write the private key (PKCS 8, PEM, without a password)."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def public(self, name: str) -> PublicKey:
        """The public key under a name."""
        return PublicKey(name, self._raw)

    def sign(self, message: bytes) -> bytes:
        """The signature of some bytes, 64 bytes long."""
        return self._key.sign(message)
