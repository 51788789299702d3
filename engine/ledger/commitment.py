"""Commitments: a fact about a person stands in an entry as a digest that only its salt can open.

What is about a person must be erased on request (GDPR art. 17, PIPL art. 47) while every proof over the entry holds.
So the entry has `sha256` of a salt and the fact; salt and fact are kept apart, and deleting both leaves nothing
to guess from. The salt is 32 random bytes, one for each fact of each entry.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from engine.values.canonical import canonical_record

SALT_LENGTH = 32


class Opening(NamedTuple):
    """A fact about a person with the salt of its commitment; `value` is as in a case file."""

    fact: str
    salt: bytes
    value: object

    def commitment(self) -> str:
        """The commitment, as in `sha256:4f…`."""
        content = canonical_record([self.fact, self.value]).encode()
        return "sha256:" + sha256(b"refundry:personal:1\n" + self.salt + content).hexdigest()
