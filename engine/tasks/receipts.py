"""Receipts out of a ledger, as JSON for the customer or as a few lines for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

from engine.ledger.checkpoint import from_text
from engine.ledger.merkle import inclusion_proof
from engine.ledger.receipt import Receipt, receipt_of
from engine.store.database import StoreError
from engine.store.ledger import Ledger
from engine.tasks.batch_of_outcomes import Written
from engine.tasks.ledger_words import receipt_in_words, written_in_words
from engine.tasks.stop import USAGE, stop
from engine.tasks.terminal import show


class Read(Protocol):
    """How the cases came: one alone, several, or in rows."""

    several: bool
    in_rows: bool


def receipt(ledger: Ledger, number: int) -> Receipt:
    """The receipt of an entry, under the first checkpoint that covers it: the same for ever."""
    body = ledger.entry(number)
    covering = ledger.checkpoint_over(number)
    if body is not None and body["kind"] != "confirmed":
        help_text = "`refundry ledger show` says what it is"
        problem = f"entry {number} is no outcome of a case, and has no receipt"
        raise stop("RF808", problem, help=help_text, exit_code=USAGE)
    if body is None or covering is None:
        raise StoreError(
            f"entry {number} of `{ledger.database.name}` is not there, or no checkpoint covers it"
        )
    size, signed = covering
    key = from_text(signed).signer_among(ledger.signers())
    if key is None:
        raise StoreError(
            f"the checkpoint over {size} entries of `{ledger.database.name}` has no valid signature"
        )
    proof = inclusion_proof(number, size, ledger.node)
    return receipt_of(body, proof, signed, key.to_text(), ledger.openings(number))


def show_receipts(ledger: Ledger, batches: Iterable[list[Written]], read: Read, form: str, lang: str) -> None:
    """Print what was written, batch by batch, so that nothing is acknowledged before it is on disk."""
    if form == "json":
        for text in _as_json(ledger, batches, read):
            show(text)
        return
    for each in chain.from_iterable(batches):
        if not (read.several or read.in_rows):
            body = ledger.entry(each.number) or {}
            show(receipt_in_words(body, lang, is_new=each.is_new) + "\n")
        else:
            show(written_in_words(each, lang) + "\n")


def _as_json(ledger: Ledger, batches: Iterable[list[Written]], read: Read) -> Iterator[str]:
    """One receipt alone, an array for several, a line each for rows."""
    before = ""
    for batch in batches:
        for each in batch:
            made = receipt(ledger, each.number)
            if read.in_rows:
                yield json.dumps(made, ensure_ascii=False) + "\n"
            elif read.several:
                yield (before or "[\n") + json.dumps(made, ensure_ascii=False, indent=2)
                before = ",\n"
            else:
                yield json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    if before or (read.several and not read.in_rows):
        yield "\n]\n" if before else "[]\n"
