"""Outcomes on their way into a ledger: which are new, which stand already, and which cannot stand beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.report import Report
from engine.store.ledger import Confirmed, Filed, Ledger
from engine.store.lookup import Standing
from engine.tasks.confirmation import Confirmation


class Written(NamedTuple):
    """A case whose outcome stands in the ledger, newly or since before."""

    number: int
    case: str
    verdict: str
    payable: str
    is_new: bool


class Batch:
    """Outcomes written in one transaction; `because` is why, where it is one that corrects an earlier one."""

    def __init__(
        self, ledger: Ledger, number: int, outcomes: Sequence[Confirmation], because: str | None
    ) -> None:
        """Begin at the number of the next entry, knowing what stands for the cases and orders of the outcomes."""
        self._ledger = ledger
        self._next = number
        self._because = because
        self._new: dict[int, Confirmation] = {}
        self._of_case: dict[tuple[str, str], int] = {}
        self._of_order: dict[tuple[str, str], Standing] = {}
        self.accepted: list[Confirmed] = []
        for policy in {each.filed.policy for each in outcomes}:
            self._look_up(policy, [each.filed for each in outcomes if each.filed.policy == policy])

    def _look_up(self, policy: str, filed: Sequence[Filed]) -> None:
        cases = self._ledger.outcomes(policy, (each.case for each in filed))
        self._of_case |= {(policy, case): number for case, number in cases.items()}
        corrected = next(iter(cases.values()), None) if self._because is not None else None
        paid_back = {each.order for each in filed if each.payable}  # nothing more can never be too much
        orders = self._ledger.standings(policy, paid_back, corrected)
        self._of_order |= {(policy, order): standing for order, standing in orders.items()}

    def versions(self) -> Iterable[str]:
        """The versions that decided the outcomes."""
        return dict.fromkeys(each.version for each in self._new.values())

    def place(self, each: Confirmation) -> Written | Diagnostic:
        """Let an outcome stand, find that it does already, or say why it cannot."""
        filed = each.filed
        before = self._of_case.get((filed.policy, filed.case))
        if self._because is not None:
            return self._correct(each, before)
        if before is None:
            return self._add(each)
        differing = self._differing(each, before)
        if not differing:
            return self._written(each, before, is_new=False)
        report = Report()
        names = ", ".join(f"`{name}`" for name in differing)
        message = f"the case `{filed.case}` is already confirmed with other facts: {names}"
        report.error("RF804", message, each.where, help="correct it with `refundry ledger supersede`")
        return report.diagnostics[0]

    def _correct(self, each: Confirmation, before: int | None) -> Written | Diagnostic:
        report = Report()
        filed = each.filed
        if before is None:
            message = f"the case `{filed.case}` was never confirmed: there is nothing to correct"
            report.error("RF804", message, each.where, help="confirm it with `refundry confirm`")
        elif not self._differing(each, before):
            message = f"the case `{filed.case}` stands confirmed with just these facts"
            report.error("RF804", message, each.where, help="change in the case file what was wrong")
        if before is None or report.has_errors:
            return report.diagnostics[0]
        return self._add(each.superseding(before))

    def _add(self, each: Confirmation) -> Written | Diagnostic:
        filed = each.filed
        order = (filed.policy, filed.order)
        standing = self._of_order.get(order, Standing(0, None))
        payable = standing.payable + filed.payable
        most = min((bound for bound in (standing.most, filed.most) if bound is not None), default=None)
        if most is not None and payable > most and filed.payable:
            return self._beyond(each, standing.payable, most)
        self._of_order[order] = Standing(payable, most)
        self._of_case[filed.policy, filed.case] = self._next
        self._new[self._next] = each
        self.accepted.append(each.confirmed)
        self._next += 1
        return self._written(each, self._next - 1, is_new=True)

    def _beyond(self, each: Confirmation, before: int, most: int) -> Diagnostic:
        report = Report()
        order = each.filed.order
        total, bound, held = (each.money(sum_) for sum_ in (before + each.filed.payable, most, before))
        message = f"`{total}` would be paid back for the order `{order}`, of which `{bound}` was paid"
        help_text = f"`{held}` is confirmed already: see `refundry ledger list --order {order}`"
        report.error("RF805", message, each.where, help=help_text)
        return report.diagnostics[0]

    def _differing(self, each: Confirmation, number: int) -> list[str]:
        """The facts in which a case differs from what was confirmed; an erased one differs from nothing."""
        told, held = each.body, each.personal
        if number in self._new:
            other = self._new[number]
            body, personal = other.body, other.personal
        else:
            body = self._ledger.entry(number)
            openings = self._ledger.openings(number)
            personal = {opening.fact: opening.value for opening in openings}
            if body["personal"] and not openings:
                personal = held
        differing = _differing(_flat(told["facts"]), _flat(body["facts"])) + _differing(held, personal)
        return sorted(differing) + ["--amount"] * (told["awarded"] != body["awarded"] and not differing)

    def _written(self, each: Confirmation, number: int, *, is_new: bool) -> Written:
        filed = each.filed
        return Written(number, filed.case, each.verdict, each.money(filed.payable), is_new)


def _flat(tables: Mapping[str, object], path: str = "") -> dict[str, object]:
    """Facts by their dotted names."""
    found: dict[str, object] = {}
    for key, value in tables.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{path}{key}.")
        else:
            found[path + key] = value
    return found


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]
