"""From a decided case to what is written into the ledger of it, or to why it cannot be confirmed."""

from __future__ import annotations

from functools import cached_property, lru_cache
from secrets import token_bytes
from typing import Any, NamedTuple

from engine.cases.to_canonical import CanonicalFacts
from engine.cases.unknown import NOT_GIVEN, Unknown
from engine.decisions.record import Decided, Policy, decide
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir.to_json import FORMAT
from engine.ledger.canonical_outcome import CanonicalOutcome, money
from engine.ledger.commitment import SALT_LENGTH, Opening
from engine.ledger.entry import Body, Parts, fields_of, parted, written_out
from engine.ledger.sealed_objects import SealedObject, objects_of
from engine.store.ledger import Confirmed, Filed
from engine.tasks.sealed import Sealed
from engine.values.canonical import canonical_record
from engine.values.money import to_minor, to_text
from engine.values.unreadable import Unreadable
from engine.versions.quick import sealed_digests, texts_file

LONGEST_NAME = 200
"""The characters that the name of a case or an order may have: more are refused by the indexes of PostgreSQL."""
_MOST_REMEMBERED = 4096
CONFIRMABLE = ("refund", "refused", "not_covered", "discretion")


class Confirmation(NamedTuple):
    """A case with its outcome, ready to be written down, and the name of the version that decided it."""

    filed: Filed
    parts: Parts
    openings: list[Opening]
    verdict: str
    decimals: int
    version: str
    where: Place | None

    @property
    def confirmed(self) -> Confirmed:
        """What is written down of it."""
        return Confirmed(self.filed, self.parts, self.openings)

    @property
    def body(self) -> Body:
        """What its entry will say, but for its place in the ledger."""
        return fields_of(self.parts)

    @property
    def personal(self) -> dict[str, object]:
        """The facts about persons."""
        return {each.fact: each.value for each in self.openings}

    def superseding(self, number: int) -> Confirmation:
        """The same as a correction of an entry."""
        return self._replace(filed=self.filed._replace(supersedes=number))

    def money(self, amount: int) -> str:
        """An amount in the unit in which the order was paid."""
        return f"{to_text(amount, self.decimals)} {self.filed.unit}"


class ConfirmingVersion:
    """A sealed version by which cases are confirmed."""

    def __init__(self, sealed: Sealed) -> None:
        """Prepare to write its facts down."""
        from importlib.metadata import version

        self.sealed = sealed
        self.confirms: tuple[str, str, str] | None = sealed.policy.module["CONFIRMS"]
        decided_by = {
            "policy": sealed.program.policy,
            "version": sealed.entry["digest"],
            "texts": sealed_digests(sealed.entry)[texts_file(sealed.entry)],
            "engine": {"refundry": version("refundry"), "program": FORMAT},
        }
        self._decided_by = written_out(decided_by)
        self._facts = CanonicalFacts(sealed.program)
        types = {fact.name: fact.type for fact in sealed.program.facts}
        most = types[self.confirms[2]] if self.confirms else None
        self.unit, self.decimals = (most.unit, most.decimals) if most else ("", 0)
        self._personal = frozenset(fact.name for fact in sealed.program.facts if fact.personal)
        self._not_personal = lru_cache(_MOST_REMEMBERED)(self._without_personal)

    @cached_property
    def policy(self) -> Policy:
        """The policy in its prevailing language: in that one the words of a confirmed outcome stand."""
        return self.sealed.policy._replace(texts=self.sealed.texts[self.prevails], lang=self.prevails)

    @cached_property
    def _outcome(self) -> CanonicalOutcome:
        return CanonicalOutcome(self.policy)

    def _without_personal(self, presumed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in presumed if name not in self._personal)

    @property
    def prevails(self) -> str:
        """The language that prevails."""
        return self.sealed.program.prevails

    @cached_property
    def objects(self) -> list[SealedObject]:
        """All that outcomes are derived from again."""
        return list(objects_of(self.sealed.entry, self.sealed.files, self.sealed.calendar_years))

    def confirmation(
        self, facts: tuple[Any, ...], presumed: tuple[str, ...], amount: str | None, where: Place | None
    ) -> Confirmation | Diagnostic:
        """What is confirmed of a case, or why nothing can be."""
        report = Report()
        keys = self._keys(facts, where, report)
        decided = decide(self.policy, facts)
        payable = self._payable(decided, amount, where, report)
        if report.has_errors or keys is None or payable is None:
            return report.diagnostics[0]
        case, order, most = keys
        if payable and most is None:
            message = f"`{self._confirms[2]}` must be known before money is confirmed"
            report.error("RF802", message, where, help="add it to the case")
            return report.diagnostics[0]
        filed = Filed(self.sealed.program.policy, case, order, self.unit, payable, most, None)
        openings, parts = self._parts(filed, facts, presumed, decided)
        return Confirmation(
            filed, parts, openings, decided.verdict, self.decimals, self.sealed.version, where
        )

    def _parts(
        self, filed: Filed, facts: tuple[Any, ...], presumed: tuple[str, ...], decided: Decided
    ) -> tuple[list[Opening], Parts]:
        """The text of the entry, and the openings of its commitments."""
        tables, personal = self._facts.of(facts, presumed)
        openings = [Opening(name, token_bytes(SALT_LENGTH), value) for name, value in personal]
        commitments = ",".join([f'"{each.fact}":"{each.commitment()}"' for each in openings])
        payable = self._money(filed.payable)
        fields = {
            "case": canonical_record(filed.case),
            "order": canonical_record(filed.order),
            "most": "null" if filed.most is None else self._money(filed.most),
            "payable": payable,
            "awarded": payable if decided.verdict == "discretion" else "null",
            "facts": tables,
            "personal": f"{{{commitments}}}",
            "decision": self._outcome.of(facts, self._not_personal(presumed), decided),
            **self._decided_by,
        }
        return openings, parted(fields)

    def _money(self, amount: int) -> str:
        """An amount in the unit in which orders are paid, as it stands in an entry."""
        return money(amount, self.unit, self.decimals)

    @property
    def _confirms(self) -> tuple[str, str, str]:
        if self.confirms is None:
            raise LookupError
        return self.confirms

    def _keys(
        self, facts: tuple[Any, ...], where: Place | None, report: Report
    ) -> tuple[str, str, int | None] | None:
        """The case, the order, and the most that may be paid back for it."""
        if self.confirms is None:
            message = f"the policy `{self.sealed.program.policy}` does not say what can be confirmed"
            help_text = "a version with the line `confirms` does, as in `confirms case.id once, and order.id up to ...`"
            report.error("RF802", message, where, help=help_text)
            return None
        case, order, most = (facts[self.sealed.policy.module["PLACES"][name]] for name in self.confirms)
        for name, held in zip(self.confirms[:2], (case, order), strict=True):
            if isinstance(held, Unknown) or held is NOT_GIVEN:
                report.error(
                    "RF802",
                    f"`{name}` must be known before anything is confirmed",
                    where,
                    help="add it to the case",
                )
            elif len(held) > LONGEST_NAME:
                message = (
                    f"`{name}` has {len(held)} characters, and at most {LONGEST_NAME} name a case or an order"
                )
                report.error("RF802", message, where)
        return (case, order, most if isinstance(most, int) else None) if not report.has_errors else None

    def _payable(
        self,
        decided: Decided,
        amount: str | None,
        where: Place | None,
        report: Report,
    ) -> int | None:
        """What is to be paid back, in the smallest unit."""
        verdict = decided.verdict
        if verdict not in CONFIRMABLE:
            missing = ", ".join(f"`{name}`" for name in decided.missing)
            help_text = f"first find out {missing}" if missing else None
            report.error("RF803", f"a case that is `{verdict}` cannot be confirmed", where, help=help_text)
            return None
        if verdict == "refund" and self._outcome.unit(decided)[0] != self.unit:
            report.error("RF803", f"the refund is not in `{self.unit}`, in which orders are paid", where)
            return None
        if verdict == "discretion":
            return self._awarded(decided, amount, where, report)
        if amount is not None:
            help_text = "leave `--amount` out"
            report.error(
                "RF806",
                f"a case that is `{verdict}` has no range to take an amount from",
                where,
                help=help_text,
            )
            return None
        return decided.high if verdict == "refund" else 0

    def _awarded(
        self, decided: Decided, amount: str | None, where: Place | None, report: Report
    ) -> int | None:
        """The amount that a person chose, inside the range."""
        unit, decimals = self._outcome.unit(decided)
        least, most = (f"{to_text(each, decimals)} {unit}" for each in (decided.low, decided.high))
        help_text = f"name one from `{least}` to `{most}` with `--amount`"
        if amount is None:
            report.error("RF806", "a person must choose the amount of this case", where, help=help_text)
            return None
        digits, _, unit = amount.strip().partition(" ")
        try:
            chosen = to_minor(digits, self.decimals)
        except Unreadable:
            chosen = -1
        if unit.strip() not in {"", self.unit} or not decided.low <= chosen <= decided.high:
            report.error("RF806", f"`{amount}` is not in the range of this case", where, help=help_text)
            return None
        return chosen
