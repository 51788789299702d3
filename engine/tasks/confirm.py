"""`confirm`: cases decided under the sealed version in force, their outcomes written down for good."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from engine.diagnostics.diagnostic import Diagnostic
from engine.ledger.entry import EntryUnreadableError
from engine.ledger.signature import Signer
from engine.store.ledger import Ledger
from engine.tasks.batch_of_outcomes import Batch, Written
from engine.tasks.confirmation import Confirmation
from engine.tasks.confirming_desk import Confirming, ConfirmingDesk, Found, one_amount
from engine.tasks.ledger_words import said_of
from engine.tasks.ledgers import act, check_signer, open_ledger, reason, signing_key
from engine.tasks.outcomes import outcomes_in
from engine.tasks.receipts import Layout, show_receipts
from engine.tasks.stop import FINDINGS, UNREADABLE, USAGE, stop
from engine.tasks.terminal import Printed, show


class Confirmer:
    """Writes what was found into a ledger, many outcomes at once."""

    def __init__(self, ledger: Ledger, signer: Signer, confirming: Confirming) -> None:
        """Write for somebody into a ledger."""
        self.ledger = ledger
        self._signer = signer
        self._confirming = confirming
        self._desk = ConfirmingDesk(confirming)
        self.messages: list[Diagnostic] = []
        self.refused: list[Diagnostic] = []
        self.new = self.again = 0

    @property
    def exit_code(self) -> int:
        """The exit code of the contract."""
        return UNREADABLE if self.messages else FINDINGS if self.refused else 0

    def write(self, found: Found) -> list[Written]:
        """Write outcomes that were found; what cannot stand is refused and said."""
        self.messages += found.messages
        self.refused += found.refused
        # each correction sees what the one before it has left
        batches = (
            [found.outcomes] if self._confirming.because is None else [[each] for each in found.outcomes]
        )
        placed = [one for batch in batches if batch for one in self._batch(batch)]
        self.refused += (each for each in placed if isinstance(each, Diagnostic))
        written = [each for each in placed if not isinstance(each, Diagnostic)]
        self.new += sum(each.is_new for each in written)
        self.again += sum(not each.is_new for each in written)
        return written

    def _batch(self, outcomes: Sequence[Confirmation]) -> list[Written | Diagnostic]:
        """Write outcomes in one transaction, under one checkpoint."""
        acting = act(self._confirming.by)
        with self.ledger.writing():
            begun = self.ledger.known.is_empty
            if begun:
                self.ledger.begin(self._signer, acting)
            check_signer(self.ledger, self._signer)
            batch = Batch(self.ledger, self.ledger.head(acting).number, outcomes, self._confirming.because)
            placed = [batch.place(each) for each in outcomes]
            if batch.accepted:
                self.ledger.keep(chain.from_iterable(map(self._desk.objects, batch.versions())))
                self.ledger.add_outcomes(batch.accepted, acting, self._confirming.because)
            if begun or batch.accepted:
                self.ledger.sign(self._signer)
        return placed


def check_asked(names: Sequence[str], confirming: Confirming) -> None:
    """Stop where what is asked for can never be confirmed."""
    if confirming.amount is not None and len(names) > 1:
        raise one_amount()
    if list(names).count("-") > 1:
        problem = "standard input can be read only once"
        help_text = "give several cases as an array or in a `.jsonl` file"
        raise stop("RF802", problem, help=help_text, exit_code=USAGE)
    act(confirming.by)
    if confirming.because is not None:
        reason(confirming.because)
    if confirming.asked.draft is not None:
        problem = "a draft governs no case: what it decides cannot be confirmed"
        help_text = "seal it with `refundry seal`, or leave `--draft` out"
        raise stop("RF807", problem, help=help_text, exit_code=FINDINGS)


def print_confirmed(names: Sequence[str], confirming: Confirming, form: str) -> Printed:
    """Confirm cases and print their receipts, batch by batch, each once it is on disk."""
    check_asked(names, confirming)
    ledger = open_ledger(confirming.ledger, must_exist=confirming.because is not None)
    confirmer = Confirmer(ledger, signing_key(), confirming)
    layout = Layout(names)
    try:
        for found in outcomes_in(names, confirming):
            layout.several |= found.several
            show_receipts(ledger, confirmer.write(found), layout, form, confirming.asked.lang)
    except EntryUnreadableError as why:
        problem = f"the ledger could not be read to its end: {why}"
        raise stop("RF820", problem, help="`refundry ledger verify` says more") from None
    show(layout.end() if form == "json" else "")
    said = (*confirmer.messages, *confirmer.refused)
    lang = confirming.asked.lang
    counted = [_counted(confirmer, lang)] if layout.several else []
    return Printed("", said, confirmer.exit_code, (*counted, said_of(ledger.database.name, lang)), lang)


def _counted(confirmer: Confirmer, lang: str) -> str:
    """How many outcomes were written, and how many stood before."""
    words = {
        "en": f"confirmed: {confirmer.new:,}, confirmed already: {confirmer.again:,}",
        "zh": f"已确认：{confirmer.new:,}，此前已确认：{confirmer.again:,}",
    }
    return words[lang]
