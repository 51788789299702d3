"""What every reading of a program returns for a case whose facts it could read."""

from __future__ import annotations

from typing import NamedTuple

VERDICTS = ("refund", "refused", "discretion", "pending", "not_covered")
PAYING = frozenset({"refund", "discretion"})
"""The verdicts that come with a sum."""

SAME_SUM = "same_sum"
"""The key of the one line of a bill where facts are unknown that change the bill and not its sum."""


class Outcome(NamedTuple):
    """The answer to one case: verdict, money in the smallest unit, and what goes with it.

    `low` and `high` are equal for a refund, the range of a discretion, and zero otherwise; of a refusal
    below zero where the customer owes something. `amount` names the bill
    behind `high`. `lacking` are the materials still to be handed in; `conflict` names clauses that contradict.
    """

    verdict: str
    low: int = 0
    high: int = 0
    clauses: tuple[str, ...] = ()
    measures: frozenset[str] = frozenset()
    amount: str = ""
    lacking: tuple[str, ...] = ()
    route: str | None = None
    party: str = ""
    conflict: tuple[str, ...] = ()

    @property
    def answer(self) -> tuple[str, int, int]:
        """The part that unknown facts must not change: verdict and money (rule 9)."""
        return self.verdict, self.low, self.high


class BeyondCalendarError(Exception):
    """A condition asks for a business day of a year whose official calendar is not known."""

    def __init__(self, calendar: str, bound: int) -> None:
        """Name the calendar, and the ordinal that the day cannot come before (or after, counting back)."""
        super().__init__(calendar)
        self.calendar = calendar
        self.bound = bound
