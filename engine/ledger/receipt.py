"""Receipts: an entry with the proof that a signed checkpoint covers it, as one JSON file for the customer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.ledger.commitment import Opening
from engine.ledger.entry import Body

FORMAT = 1

Receipt = dict[str, Any]


def receipt_of(
    body: Body, proof: Sequence[bytes], checkpoint: str, key: str, openings: Sequence[Opening]
) -> Receipt:
    """The receipt of an entry; `proof` leads from its leaf to the root of the checkpoint (RFC 9162, 2.1.3).

    The decision comes first, for the eye; put back into the entry, it makes the leaf.
    """
    return {
        "receipt": FORMAT,
        "decision": body["decision"],
        "entry": {key: value for key, value in body.items() if key != "decision"},
        "inclusion": [each.hex() for each in proof],
        "checkpoint": checkpoint,
        "key": key,
        "personal": {each.fact: {"salt": each.salt.hex(), "value": each.value} for each in openings},
    }
