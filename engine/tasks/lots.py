"""`lots`: what the history of accounts did to each lot of quota, by the order that a policy names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any, NamedTuple

import attrs

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.lots.account import consumed
from engine.lots.to_facts import AccountLots, quota_by_order
from engine.lots.tree import Account, Fault, NotConservedError, check_conserved
from engine.lots.turns import Order
from engine.tasks.case_history import unit_of
from engine.tasks.decide import Asked, Desk
from engine.tasks.histories import Histories
from engine.tasks.history_mistakes import check_faults, check_rows
from engine.tasks.lots_files import Rows, rows_into
from engine.tasks.lots_orders import Difference, differences
from engine.tasks.sealed import in_force, read_manifest
from engine.tasks.stop import USAGE, stop
from engine.tasks.terminal import progress
from engine.values.moment import from_datetime, local_day, to_instant
from engine.values.unreadable import Unreadable
from engine.versions.quick import governing, names_of

MICROSECOND = 1_000
"""Nanoseconds in a microsecond."""
LARGEST_ANSWER = 5_000
"""The accounts that are shown; files have them all."""
_EVERY = 1_000


class LotsAsked(NamedTuple):
    """How histories are to be worked through; what is None was not asked for."""

    cases: Asked
    columns: str | None = None
    version: str | None = None
    until: str | None = None
    case_file: str | None = None
    out: str | None = None
    orders: str | None = None


@attrs.define
class Sums:
    """Quota in all accounts, in its smallest unit: granted and returned and owed are used, expired and unused."""

    accounts: int = 0
    granted: int = 0
    returned: int = 0
    owed: int = 0
    used: int = 0
    expired: int = 0
    unused: int = 0

    def add(self, account: Account) -> None:
        """Add an account, whose units were counted."""
        self.accounts += 1
        self.granted += account.granted
        self.returned += account.returned
        self.owed += account.owed
        self.used += account.called
        self.expired += account.expired
        self.unused += account.unused

    def check(self) -> None:
        """Raise NotConservedError unless nothing appeared or went missing."""
        if self.granted + self.returned + self.owed != self.used + self.expired + self.unused:
            raise NotConservedError("all accounts")


class LotsResult(NamedTuple):
    """What came of the histories: the accounts that are shown, all of them in sums, and where another order differs."""

    opened: Any
    consumption: ir.Consumption
    unit: str
    decimals: int
    as_of: int
    events: int
    shown: tuple[AccountLots, ...]
    sums: Sums
    left_out: int
    differences: tuple[Difference, ...] | None
    messages: tuple[Diagnostic, ...]
    written: tuple[str, ...]
    lang: str


def lots(paths: Sequence[str], asked: LotsAsked) -> LotsResult:
    """Work the histories through; an account with an event that cannot be is left out, and every such event named."""
    desk = Desk(asked.cases)
    opened = opened_version(desk, asked.version)
    consumption = consumption_of(opened)
    unit, decimals = unit_of(opened.program, consumption)
    until = None if asked.until is None else _moment(asked.until)
    with Histories(paths, asked.columns, unit, decimals, until) as histories:
        report = Report()
        if histories.totals.bad:
            check_rows(histories, report)
        as_of = histories.totals.last if until is None else until
        with ExitStack() as files:
            rows = [
                files.enter_context(made)
                for made in rows_into(asked.out, asked.orders, consumption, histories)
            ]
            walked = _walked(histories, Order.of(consumption), as_of)
            shown, sums, faults = _gathered(walked, rows, histories.bad_accounts, show=not rows)
            left_out = len({name for name, _ in faults} | histories.bad_accounts)
            _check_all(sums, histories, left_out)  # before any file is put in its place
        check_faults(histories, faults, report)
        compared, more = (
            (None, ())
            if asked.case_file is None
            else differences(asked.case_file, desk, histories, as_of, consumption.account)
        )
        report.extend(more)
        return LotsResult(
            opened, consumption, unit, decimals, as_of, histories.totals.events, tuple(shown), sums, left_out, compared,
            report.diagnostics, tuple(filter(None, (asked.out, asked.orders))), asked.cases.lang,
        )  # fmt: skip


def opened_version(desk: Desk, version: str | None) -> Any:  # noqa: ANN401 - a sealed version or a draft
    """The version of that name, sealed or not; without one that in force today, else the last that was sealed."""
    table = read_manifest(desk.folder)
    if version is not None:
        found = next((entry for entry in table.get("version", ()) if version in names_of(entry)), None)
        return desk.draft(version) if found is None else desk.sealed(dict(found))
    if not table.get("version"):
        problem = f"no version of `{desk.folder.resolve().name}` is sealed"
        raise stop("RF606", problem, help="name a draft with `--version`", exit_code=USAGE)
    today = local_day(from_datetime(datetime.now(tz=UTC)), table["zone"])
    return desk.sealed(in_force(desk.folder, today) or dict(governing(table)[-1]))


def consumption_of(opened: Any) -> ir.Consumption:  # noqa: ANN401 - as above
    """The order of consumption of a version; stops where it names none."""
    found: ir.Consumption | None = opened.program.consumption
    if found is None:
        problem = f"version `{opened.program.version}` of `{opened.program.policy}` does not say how quota is used up"
        raise stop("RF524", problem, help="a later version can, with a block `consumption`", exit_code=USAGE)
    return found


def _moment(text: str) -> int:
    try:
        return to_instant(text) // MICROSECOND
    except Unreadable:
        help_text = "write it like `2026-07-05T20:10:00+08:00`"
        raise stop("RF509", f"`{text}` is no moment", help=help_text, exit_code=USAGE) from None


def _walked(histories: Histories, order: Order, as_of: int) -> Iterator[AccountLots]:
    for count, (name, events) in enumerate(histories.accounts(order), start=1):
        account = consumed(events, order, as_of)
        check_conserved(account)
        yield AccountLots(name, account, quota_by_order(account))
        if count % _EVERY == 0:
            progress(count)


def _gathered(
    walked: Iterator[AccountLots], files: Sequence[Rows], bad: frozenset[str], *, show: bool
) -> tuple[list[AccountLots], Sums, list[tuple[str, Fault]]]:
    """The accounts that are shown, all but those left out summed up, and the faults of those that are left out."""
    shown: list[AccountLots] = []
    faults: list[tuple[str, Fault]] = []
    sums = Sums()
    for each in walked:
        if each.name in bad:
            continue
        if each.account.faults:
            faults += [(each.name, fault) for fault in each.account.faults]
            continue
        sums.add(each.account)
        for file in files:
            file.write(each)
        if show and len(shown) < LARGEST_ANSWER:
            shown.append(each)
    return shown, sums, faults


def _check_all(sums: Sums, histories: Histories, left_out: int) -> None:
    """Hold what was walked through against what stands in the files, to the unit."""
    sums.check()
    quota = histories.totals.quota
    granted = sum(quota.get(kind, 0) for kind in ("top_up", "gift", "redemption"))
    walked = (sums.granted, sums.used, sums.returned)
    if (
        not left_out
        and not histories.totals.bad
        and walked != (granted, quota.get("call", 0), quota.get("return", 0))
    ):
        raise NotConservedError("what stands in the files")
