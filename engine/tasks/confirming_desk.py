"""The desk of whoever confirms: reads and decides case after case, and keeps what is to be confirmed of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ledger.sealed_objects import SealedObject
from engine.tasks.confirmation import Confirmation, ConfirmingVersion
from engine.tasks.decide import Asked, Desk
from engine.tasks.stop import USAGE, Stop, stop


class Confirming(NamedTuple):
    """Who confirms, into which ledger; of a case that leaves somebody a choice, which amount; of a correction, why."""

    asked: Asked
    ledger: str | None
    by: str
    amount: str | None = None
    because: str | None = None


class Found(NamedTuple):
    """Outcomes to be confirmed, in the order of the cases; what has none is said in `messages` or `refused`."""

    outcomes: list[Confirmation]
    messages: list[Diagnostic]
    refused: list[Diagnostic]
    several: bool


def one_amount() -> Stop:
    """A stop where an amount is named for more than one case."""
    problem = "`--amount` is for one case"
    return stop("RF806", problem, help="confirm one case at a time", exit_code=USAGE)


class ConfirmingDesk(Desk):
    """Reads case after case, and keeps what is to be confirmed of it."""

    def __init__(self, confirming: Confirming) -> None:
        """Find the policy that is asked for."""
        super().__init__(confirming.asked)
        self._amount = confirming.amount
        self._versions: dict[str, ConfirmingVersion] = {}
        self._where: Place | None = None
        self._count = 0
        self.found: list[Confirmation] = []
        self._refused: list[Diagnostic] = []

    def take(self) -> Found:
        """Everything that was found since it was last taken."""
        taken = Found(self.found, self.messages, self._refused, self.several)
        self.found, self.messages, self._refused = [], [], []
        return taken

    def objects(self, version: str) -> Iterable[SealedObject]:
        """All that the outcomes of a version are derived from again."""
        if version not in self._versions:
            entry = next(each for each in self._manifest["version"] if each["name"] == version)
            self._versions[version] = ConfirmingVersion(self.sealed(dict(entry)))
        return self._versions[version].objects

    def decide(self, data: object, source_name: str, place: Place | None) -> None:
        """Decide one case, and keep what is to be confirmed or why it cannot be."""
        self._where = place or Place(source_name, "")
        self._count += 1
        if self._amount is not None and self._count > 1:
            raise one_amount()
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
        self._refused += report.diagnostics

    def _decided(self, opened: Any, facts: tuple[Any, ...], presumed: tuple[str, ...]) -> None:  # noqa: ANN401
        name = opened.version
        if name not in self._versions:
            self._versions[name] = ConfirmingVersion(opened)
        made = self._versions[name].confirmation(facts, presumed, self._amount, self._where)
        if isinstance(made, Diagnostic):
            self._refused.append(made)
        else:
            self.found.append(made)
