"""Receipts out of a ledger, as JSON for the customer or as a few lines for the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence

from engine.ledger.checkpoint import from_text
from engine.ledger.merkle import inclusion_proof
from engine.ledger.receipt import Receipt, receipt_of
from engine.store.database import StoreError
from engine.store.ledger import Ledger
from engine.tasks.batch_of_outcomes import Written
from engine.tasks.ledger_words import receipt_in_words, written_in_words
from engine.tasks.stop import USAGE, stop
from engine.tasks.terminal import show


def receipt(ledger: Ledger, number: int) -> Receipt:
    """The receipt of an entry, under the first checkpoint that covers it: the same for ever."""
    body = ledger.entry(number)
    covering = ledger.checkpoint_over(number)
    if body["kind"] != "confirmed":
        help_text = "`refundry ledger show` says what it is"
        problem = f"entry {number} is no outcome of a case, and has no receipt"
        raise stop("RF808", problem, help=help_text, exit_code=USAGE)
    if covering is None:
        raise StoreError(f"no checkpoint of `{ledger.database.name}` covers entry {number}")
    size, signed = covering
    key = from_text(signed).signer_among(ledger.signers())
    if key is None:
        raise StoreError(
            f"the checkpoint over {size} entries of `{ledger.database.name}` has no valid signature"
        )
    proof = inclusion_proof(number, size, ledger.node)
    return receipt_of(body, proof, signed, key.to_text(), ledger.openings(number))


class Layout:
    """How receipts stand one after the other as JSON: one alone, several as an array, those of rows a line each."""

    def __init__(self, names: Sequence[str]) -> None:
        """Begin before the first receipt of the cases in these files."""
        self.several = len(names) > 1
        self._rows = all(name.endswith(".jsonl") for name in names)
        self._begun = False

    def laid_out(self, made: Receipt) -> str:
        """A receipt with what stands before it."""
        if self._rows:
            return json.dumps(made, ensure_ascii=False) + "\n"
        text = json.dumps(made, ensure_ascii=False, indent=2)
        if not self.several:
            return f"{text}\n"
        before, self._begun = (",\n" if self._begun else "[\n"), True
        return before + text

    def end(self) -> str:
        """What stands behind the last receipt."""
        if not self.several or self._rows:
            return ""
        return "\n]\n" if self._begun else "[]\n"


def show_receipts(ledger: Ledger, written: Sequence[Written], layout: Layout, form: str, lang: str) -> None:
    """Print what was written, once it is on disk."""
    if form == "json":
        for each in written:
            show(layout.laid_out(receipt(ledger, each.number)))
    elif layout.several:
        show("".join(f"{written_in_words(each, lang)}\n" for each in written))
    else:
        for each in written:
            show(receipt_in_words(ledger.entry(each.number), lang, is_new=each.is_new) + "\n")
