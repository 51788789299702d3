"""Outcomes on their way into a ledger: which are new, which stand already, and which cannot stand beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.report import Report
from engine.ledger.commitment import Opening
from engine.ledger.entry import Body, Head
from engine.store.ledger import Filed, Ledger, Standing
from engine.tasks.confirmation import Confirmation, ConfirmingVersion
from engine.values.money import to_text

Accepted = tuple[Callable[[Head], Body], Filed, Sequence[Opening]]


class Written(NamedTuple):
    """A case whose outcome stands in the ledger, newly or since before."""

    number: int
    case: str
    verdict: str
    payable: str
    is_new: bool


class Batch:
    """Outcomes written in one transaction; `because` is why, where they correct earlier ones."""

    def __init__(self, ledger: Ledger, number: int, because: str | None) -> None:
        """Begin at the number of the next entry."""
        self._ledger = ledger
        self._next = number
        self._because = because
        self._new: dict[int, Confirmation] = {}
        self._of_case: dict[tuple[str, str], int] = {}
        self._of_order: dict[tuple[str, str], Standing] = {}
        self.accepted: list[Accepted] = []

    def versions(self) -> Iterable[ConfirmingVersion]:
        """The versions that decided the outcomes."""
        return {id(each.version): each.version for each in self._new.values()}.values()

    def place(self, each: Confirmation) -> Written | Diagnostic:
        """Let an outcome stand, find that it does already, or say why it cannot."""
        filed = each.filed
        before = self._of_case.get((filed.policy, filed.case))
        before = self._ledger.outcome(filed.policy, filed.case) if before is None else before
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
        if report.has_errors:
            return report.diagnostics[0]
        return self._add(each._replace(filed=filed._replace(supersedes=before)))

    def _add(self, each: Confirmation) -> Written | Diagnostic:
        filed = each.filed
        order = (filed.policy, filed.order)
        before = self._standing(filed)
        standing = before.with_(filed)
        if standing.most is not None and standing.payable > standing.most and filed.payable:
            return self._beyond(each, before.payable, standing.most)
        openings = each.openings()
        self._of_order[order] = standing
        self._of_case[filed.policy, filed.case] = self._next
        self._new[self._next] = each
        self.accepted.append((lambda head: each.body(head, openings, self._because), filed, openings))
        self._next += 1
        return self._written(each, self._next - 1, is_new=True)

    def _standing(self, filed: Filed) -> Standing:
        """What stands for the order, with what this batch adds; a corrected outcome no longer counts."""
        order = (filed.policy, filed.order)
        if filed.supersedes is None:
            held = self._of_order.get(order)
            return self._ledger.standing(*order, ()) if held is None else held
        added = [each.filed for each in self._new.values()]
        gone = {filed.supersedes, *(each.supersedes for each in added if each.supersedes is not None)}
        standing = self._ledger.standing(*order, sorted(gone))
        for number, each in self._new.items():
            if number not in gone and (each.filed.policy, each.filed.order) == order:
                standing = standing.with_(each.filed)
        return standing

    def _beyond(self, each: Confirmation, before: int, most: int) -> Diagnostic:
        report = Report()
        order, unit = each.filed.order, each.filed.unit
        total, bound, held = (
            f"{to_text(amount, each.version.decimals)} {unit}"
            for amount in (before + each.filed.payable, most, before)
        )
        message = f"`{total}` would be paid back for the order `{order}`, of which `{bound}` was paid"
        help_text = f"`{held}` is confirmed already: see `refundry ledger list --order {order}`"
        report.error("RF805", message, each.where, help=help_text)
        return report.diagnostics[0]

    def _differing(self, each: Confirmation, number: int) -> list[str]:
        """The facts in which a case differs from what was confirmed; an erased one differs from nothing."""
        if number in self._new:
            other = self._new[number]
            facts, personal, awarded = other.facts, other.personal, other.awarded
        else:
            body = self._ledger.entry(number) or {}
            openings = self._ledger.openings(number)
            facts, awarded = body["facts"], body["awarded"]
            personal = {opening.fact: opening.value for opening in openings}
            if body["personal"] and not openings:
                personal = dict(each.personal)
        differing = _differing(_flat(each.facts), _flat(facts)) + _differing(each.personal, personal)
        return sorted(differing) + ["--amount"] * (each.awarded != awarded and not differing)

    def _written(self, each: Confirmation, number: int, *, is_new: bool) -> Written:
        filed = each.filed
        payable = f"{to_text(filed.payable, each.version.decimals)} {filed.unit}"
        return Written(number, filed.case, each.outcome["verdict"], payable, is_new)


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
