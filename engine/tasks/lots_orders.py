"""Where another order of consumption would decide a case otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from engine.cases.quick import told
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.lots.turns import ORDERS
from engine.tasks.case_history import CaseHistory
from engine.tasks.decide import Desk, cases_in
from engine.tasks.histories import Histories
from engine.tasks.rows import case_of, lines_in

_AT_ONCE = 500
"""The cases whose accounts are read in one pass."""


class Answer(NamedTuple):
    """What is decided, as far as an order of consumption can change it."""

    verdict: str
    refund: str | None
    range: tuple[str, ...] | None


class Difference(NamedTuple):
    """A case with its answer by the order of the policy, and those by others that differ from it."""

    case: str
    answer: Answer
    others: dict[str, Answer]


def differences(
    name: str, desk: Desk, histories: Histories, as_of: int, account: str
) -> tuple[tuple[Difference, ...], tuple[Diagnostic, ...]]:
    """The cases of a file that another order decides otherwise, and what is wrong with the cases.

    `account` is the fact that names the account of a case.
    """

    def opened(unit: str, decimals: int) -> tuple[Histories, int]:
        del unit, decimals
        return histories, as_of

    own = _Order(desk, CaseHistory(opened))
    others = {key: _Order(Desk(desk.asked), CaseHistory(opened, order)) for key, order in ORDERS.items()}
    found: list[Difference] = []
    cases = _cases(name, desk)
    number = 0
    while chunk := list(islice(cases, _AT_ONCE)):
        histories.keep(str(told(data, account)) for _, data in chunk)
        for place, data in chunk:
            number += 1
            answer = own.answer(name, place, data)
            if answer is None:
                continue
            answers = {key: other.answer(name, place, data) for key, other in others.items()}
            differ = {key: each for key, each in answers.items() if each is not None and each != answer}
            if differ:
                found.append(Difference(own.case or str(number), answer, differ))
    return tuple(found), tuple(desk.messages)


class _Order:
    """A desk that decides by one order."""

    def __init__(self, desk: Desk, history: CaseHistory) -> None:
        self.desk = desk
        self.desk.history = history
        self.case = ""

    def answer(self, name: str, place: Place | None, data: object) -> Answer | None:
        before = len(self.desk.decisions)
        self.desk.decide(data, name, place)
        if len(self.desk.decisions) == before:
            return None
        record: Any = self.desk.decisions.pop().record
        self.case = record["case"] or ""
        span = record["range"]
        return Answer(record["verdict"], record["refund"], None if span is None else tuple(span))


def _cases(name: str, desk: Desk) -> Iterator[tuple[Place | None, object]]:
    if not name.endswith(".jsonl"):
        yield from cases_in(name, desk)
        return
    for line in lines_in(name, desk):
        yield from case_of(name, line, desk)
