"""What a case is told of its order by the history of its account, in place of facts that somebody worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from engine.cases.quick import told
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.lots.account import consumed
from engine.lots.to_facts import OrderQuota, facts_of, quota_by_order
from engine.lots.turns import Order
from engine.tasks.histories import Histories
from engine.tasks.history_mistakes import check_rows
from engine.tasks.stop import stop, stop_if_errors
from engine.values.money import to_minor, to_text
from engine.values.unreadable import Unreadable

Unit = tuple[str, int]
"""A unit of quota, and its decimals."""
Opened = Callable[[str, int], tuple[Histories, int]]
"""Opens histories in a unit with so many decimals, and gives the moment up to which they are asked."""


class CaseHistory:
    """Histories that complete cases; `order` takes the place of the order that the policy names."""

    def __init__(self, opened: Opened, order: Order | None = None) -> None:
        """Ask histories that are opened when the first case needs them."""
        self._opened, self._order = opened, order

    def completed(
        self, program: ir.Program, data: object, source_name: str, place: Place | None
    ) -> tuple[object | None, tuple[Diagnostic, ...]]:
        """The tables of a case with the quota of its order, none where it contradicts them; and what is to be said."""
        where = place or Place(source_name, "")
        consumption = program.consumption
        if consumption is None:
            problem = f"version `{program.version}` of `{program.policy}` does not say how quota is used up"
            return None, stop("RF524", problem, where, help="tell the quota in the case").diagnostics
        account, order = told(data, consumption.account), told(data, consumption.order)
        if not isinstance(account, str) or not isinstance(order, str) or not isinstance(data, dict):
            return data, ()
        unit = unit_of(program, consumption)
        found = self._orders(unit, self._order or Order.of(consumption), account)
        if found is None:
            problem = f"the history of the account `{account}` has events that cannot be"
            return None, stop("RF522", problem, where, help="see them with `refundry lots`").diagnostics
        quota = found.get(order)
        if quota is None:
            problem = f"the history has no lot of the order `{order}` on the account `{account}`"
            help_text = "its quota is taken as the case tells it"
            return data, (Diagnostic("RF523", "warning", problem, where, (), help_text),)
        return _told(unit, facts_of(quota, consumption), data, where)

    def _orders(self, unit: Unit, order: Order, account: str) -> dict[str, OrderQuota] | None:
        """The quota of every order of an account; None where its history has an event that cannot be."""
        histories, as_of = self._opened(*unit)
        walked = consumed(histories.account(account), order, as_of)
        return None if walked.faults else quota_by_order(walked)


def unit_of(program: ir.Program, consumption: ir.Consumption) -> Unit:
    """The unit of the quota and its decimals."""
    type_ = next(fact.type for fact in program.facts if fact.name == consumption.granted)
    return type_.unit, type_.decimals


def _told(
    unit: Unit, facts: dict[str, int], data: dict[str, object], where: Place
) -> tuple[object | None, tuple[Diagnostic, ...]]:
    """The tables with the facts that they do not tell yet; none where they tell another."""
    messages: list[Diagnostic] = []
    said, decimals = unit
    for name, minor in facts.items():
        text = f"{to_text(minor, decimals)} {said}"
        given = told(data, name)
        if given is None:
            data = _with(data, name, text)
        elif _minor(given, unit) not in {minor, None}:
            problem = f"`{name}` is `{given}` in the case, and `{text}` by the history of the account"
            help_text = "leave it out of the case, or decide without the history"
            place = Place(where.source_name, name, where.line)
            messages += stop("RF523", problem, place, help=help_text).diagnostics
    return (None if messages else data), tuple(messages)


def _with(data: dict[str, object], name: str, value: str) -> dict[str, object]:
    """The tables with one more fact; those that were handed in stay as they are."""
    head, _, rest = name.partition(".")
    held = data.get(head, {})
    if rest and not isinstance(held, dict):
        return data  # what is wrong there is said when the case is read
    return {**data, head: _with(held, rest, value) if rest and isinstance(held, dict) else value}


def _minor(given: Any, unit: Unit) -> int | None:  # noqa: ANN401 - whatever a case file has there
    """What a case tells, in the smallest unit; None where that cannot be read, which is said elsewhere."""
    try:
        return to_minor(str(given).removesuffix(f" {unit[0]}"), unit[1])
    except Unreadable:
        return None


class FileHistory(CaseHistory):
    """The histories in some files, opened once for each unit; stops where a row is no event."""

    def __init__(self, paths: Sequence[str], columns: str | None) -> None:
        """Name the files."""
        super().__init__(self._open)
        self._paths, self._columns = paths, columns
        self._held: dict[Unit, tuple[Histories, int]] = {}

    def _open(self, unit: str, decimals: int) -> tuple[Histories, int]:
        if (unit, decimals) not in self._held:
            histories = Histories(self._paths, self._columns, unit, decimals)
            report = Report()
            if histories.totals.bad:
                check_rows(histories, report)
            stop_if_errors(report)
            self._held[unit, decimals] = histories, histories.totals.last
        return self._held[unit, decimals]


class WholeHistory(FileHistory):
    """The same for many cases: every account is worked through once, and the quota of its orders kept.

    What was worked through can be handed to other processes.
    """

    def __init__(self, paths: Sequence[str], columns: str | None) -> None:
        """Name the files."""
        super().__init__(paths, columns)
        self._all: dict[tuple[Unit, Order], dict[str, dict[str, OrderQuota] | None]] = {}

    def work(self, programs: Iterable[ir.Program]) -> None:
        """Work all accounts through by the order of each program; stops where a row is no event."""
        for program in programs:
            if program.consumption is not None:
                self._worked(unit_of(program, program.consumption), Order.of(program.consumption))
        self._held.clear()

    def _orders(self, unit: Unit, order: Order, account: str) -> dict[str, OrderQuota] | None:
        return self._worked(unit, order).get(account, {})

    def _worked(self, unit: Unit, order: Order) -> dict[str, dict[str, OrderQuota] | None]:
        if (unit, order) not in self._all:
            histories, as_of = self._open(*unit)
            walked = ((name, consumed(events, order, as_of)) for name, events in histories.accounts(order))
            found = {name: None if each.faults else quota_by_order(each) for name, each in walked}
            self._all[unit, order] = found
        return self._all[unit, order]
