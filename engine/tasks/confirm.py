"""`confirm`: cases decided under the sealed version in force, their outcomes written down for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ledger.signature import Signer
from engine.store.ledger import Ledger
from engine.tasks.batch_of_outcomes import Batch, Written
from engine.tasks.confirmation import Confirmation, ConfirmingVersion
from engine.tasks.decide import Asked, Desk, cases_in
from engine.tasks.ledgers import act, check_signer, open_ledger, signing_key
from engine.tasks.receipts import show_receipts
from engine.tasks.rows import rows_in
from engine.tasks.stop import FINDINGS, UNREADABLE, USAGE, stop
from engine.tasks.terminal import Printed

AT_ONCE = 2_000
"""How many outcomes are written in one transaction, under one checkpoint."""


class Confirming(NamedTuple):
    """Who confirms, into which ledger; of a case that leaves somebody a choice, which amount; of a correction, why."""

    asked: Asked
    ledger: str | None
    by: str
    amount: str | None = None
    because: str | None = None


class ConfirmingDesk(Desk):
    """Reads case after case, and keeps what is to be confirmed of it."""

    def __init__(self, confirming: Confirming) -> None:
        """Find the policy that is asked for."""
        super().__init__(confirming.asked)
        self._amount = confirming.amount
        self._versions: dict[str, ConfirmingVersion] = {}
        self._where: Place | None = None
        self.in_rows = False
        self.found: list[Confirmation] = []
        self.refused: list[Diagnostic] = []

    def decide(self, data: object, source_name: str, place: Place | None) -> None:
        """Decide one case, and keep what is to be confirmed or why it cannot be."""
        self._where = place or Place(source_name, "")
        super().decide(data, source_name, place)

    def _without(self, opened: Any, data: object, facts: tuple[Any, ...], verdict: str) -> None:  # noqa: ANN401
        del data, facts
        report = Report()
        event = opened.policy.module["SELECTED_BY"]
        if verdict == "no_version":
            message = f"no version was in force on the day of `{event}`: there is nothing to confirm"
            report.error("RF803", message, self._where)
        else:
            message = f"which version decides is not known without `{event}`: nothing can be confirmed"
            report.error("RF803", message, self._where)
        self.refused += report.diagnostics

    def _decided(self, opened: Any, facts: tuple[Any, ...], presumed: tuple[str, ...]) -> None:  # noqa: ANN401
        name = opened.version
        if name not in self._versions:
            self._versions[name] = ConfirmingVersion(opened)
        made = self._versions[name].confirmation(facts, presumed, self._amount, self._where)
        if isinstance(made, Diagnostic):
            self.refused.append(made)
        else:
            self.found.append(made)


class Confirmer:
    """Writes what a desk found into a ledger, many outcomes at once."""

    def __init__(self, ledger: Ledger, signer: Signer, confirming: Confirming, desk: ConfirmingDesk) -> None:
        """Write for somebody into a ledger."""
        self.ledger = ledger
        self._signer = signer
        self._confirming = confirming
        self.desk = desk

    def write(self) -> list[Written]:
        """Write everything that the desk has found so far; what cannot stand is refused and said."""
        found, self.desk.found = self.desk.found, []
        if not found:
            return []
        acting = act(self._confirming.by)
        with self.ledger.writing():
            if self.ledger.is_empty:
                self.ledger.begin(self._signer, acting)
            check_signer(self.ledger, self._signer)
            batch = Batch(self.ledger, self.ledger.head(acting).number, self._confirming.because)
            written = [one for each in found if (one := self._place(batch, each)) is not None]
            if batch.accepted:
                self.ledger.keep(chain.from_iterable(version.objects() for version in batch.versions()))
                self.ledger.add_outcomes(batch.accepted, acting)
                self.ledger.sign(self._signer)
        return written

    def _place(self, batch: Batch, each: Confirmation) -> Written | None:
        placed = batch.place(each)
        if isinstance(placed, Diagnostic):
            self.desk.refused.append(placed)
            return None
        return placed


def confirm_files(names: Sequence[str], confirming: Confirming) -> tuple[Confirmer, Iterator[list[Written]]]:
    """Confirm the cases of files; the outcomes come in batches, each of which is on disk when it comes."""
    if list(names).count("-") > 1 or (confirming.amount is not None and len(names) > 1):
        problem = "`--amount` is for one case, and standard input can be read only once"
        raise stop("RF806", problem, help="confirm one case at a time", exit_code=USAGE)
    act(confirming.by)
    if confirming.asked.draft is not None:
        problem = "a draft governs no case: what it decides cannot be confirmed"
        help_text = "seal it with `refundry seal`, or leave `--draft` out"
        raise stop("RF807", problem, help=help_text, exit_code=FINDINGS)
    desk = ConfirmingDesk(confirming)
    ledger = open_ledger(confirming.ledger, must_exist=confirming.because is not None)
    confirmer = Confirmer(ledger, signing_key(), confirming, desk)
    return confirmer, _batches(names, desk, confirmer)


def _batches(names: Sequence[str], desk: ConfirmingDesk, confirmer: Confirmer) -> Iterator[list[Written]]:
    desk.several = len(names) > 1
    for name in names:
        desk.in_rows = name.endswith(".jsonl")
        for place, data in rows_in(name, desk) if desk.in_rows else cases_in(name, desk):
            desk.decide(data, name, place)
            if len(desk.found) == AT_ONCE:
                yield confirmer.write()
    yield confirmer.write()


def print_confirmed(names: Sequence[str], confirming: Confirming, form: str) -> Printed:
    """Confirm cases and print their receipts, batch by batch."""
    confirmer, batches = confirm_files(names, confirming)
    desk = confirmer.desk
    show_receipts(confirmer.ledger, batches, desk, form, confirming.asked.lang)
    code = UNREADABLE if desk.messages else FINDINGS if desk.refused else 0
    ledger = f"ledger: {confirmer.ledger.database.name}"
    return Printed("", (*desk.messages, *desk.refused), code, (ledger,), confirming.asked.lang)
