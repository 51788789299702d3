"""Digests: what a sealed thing is, in one word. Digests of different domains never meet."""

from __future__ import annotations

import hashlib
from typing import Literal, get_args

Domain = Literal[
    "program", "texts", "clauses", "facts", "source", "calendar", "version", "correction", "withdrawal"
]
"""What a digest is of: a program, its texts, a file of a policy, a year of a calendar, a version, what came of it."""

DOMAINS: tuple[str, ...] = get_args(Domain)
"""Every domain there is."""


def digest(data: bytes | str, domain: Domain) -> str:
    """Give the digest of some bytes (of a text: its UTF-8), as in `sha256:4f…`.

    The domain and the version of this rule stand before the bytes, so that no file of one kind can pass for
    another kind with the same digest. Raises ValueError for a domain that is none.
    """
    if domain not in DOMAINS:
        message = f"there is no domain `{domain}`"
        raise ValueError(message)
    content = data.encode() if isinstance(data, str) else data
    return "sha256:" + hashlib.sha256(f"refundry:{domain}:1\n".encode() + content).hexdigest()
