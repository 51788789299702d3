"""A policy version on trial: each case test decided by two readings of its program, and compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from engine.cases.case import Case
from engine.cases.from_facts import Reader
from engine.cases.presumption import completed
from engine.cases.unknown import Needed
from engine.decisions.record import (
    ImpossibleCaseError,
    Policy,
    Record,
    case_name,
    decide,
    to_record,
    without_policy,
)
from engine.evaluator.from_ir import compiled, load, search
from engine.ir.bullets import in_text_order
from engine.ir.digest import digest
from engine.ir.outcome import BeyondCalendarError
from engine.ir.to_json import to_json
from engine.reference.amounts import lines
from engine.reference.from_ir import Reference
from engine.tasks.case_test_file import CaseTest
from engine.tasks.case_test_text import NOTHING
from engine.tasks.coverage import Watch
from engine.tasks.drafts import Draft
from engine.values.calendar import Calendar
from engine.values.moment import day_text, local_day

_UNORDERED = {"missing", "measures", "presumed", "notes"}
Facts = tuple[object, ...]


class Difference(NamedTuple):
    """A key of the record that is not as expected."""

    key: str
    expected: object
    got: object


class CaseTested(NamedTuple):
    """One case test: what differs, and where the two readings of the program disagree, which is a mistake of ours.

    `too_early` is the local day of the selecting event where the version does not govern it yet.
    """

    name: str
    differences: tuple[Difference, ...]
    disagreement: tuple[str, str] | None
    too_early: str | None = None

    @property
    def passed(self) -> bool:
        """Whether all is as expected."""
        return not self.differences and self.disagreement is None


class Trial:
    """A version ready to decide, by the evaluator and by the reference, its words in the language that prevails."""

    def __init__(self, found: Draft, calendars: Mapping[str, Calendar]) -> None:
        """Load the program into both readings."""
        self.program = program = found.program
        self._names = [fact.name for fact in program.facts]
        self._governs_from = found.policy.header.governs_from
        self._reference = Reference(program, calendars)
        self.module = load(compiled(program), calendars)
        self.watch = Watch(program, calendars)
        identity = {
            "id": program.policy,
            "version": program.version,
            "digest": digest(to_json(program), "program"),
        }
        texts = found.texts.of(program.prevails)
        self.policy = Policy(self.module, texts, self.settle, identity, {}, program.prevails)

    def reader(self, words: Mapping[str, str]) -> Reader:
        """A reader of its cases; `words` are its texts in the language of the messages."""
        return Reader(self.program, self.module["impossible"], words)

    def tested(self, test: CaseTest) -> CaseTested:
        """Decide a case test twice, and compare; ImpossibleCaseError where its facts leave no possible case."""
        record = self.unselected(test.case) or self._record(test.case)
        disagreement = self._disagreement(test.case.facts) if record["policy"] else None
        found = differences(test, record)
        early = record["verdict"] == "no_version" and found
        day = self._day(test.case) if early else None
        return CaseTested(test.name, found, disagreement, None if day is None else day_text(day))

    def _day(self, case: Case) -> int | None:
        """The local day of the selecting event; None where the case does not tell it."""
        selected_by = self.program.selected_by
        event = case.facts[self._names.index(selected_by)]
        if not isinstance(event, int):
            return None
        kind = next(fact.type.kind for fact in self.program.facts if fact.name == selected_by)
        return event if kind == "date" else local_day(event, self.program.zone)

    def unselected(self, case: Case) -> Record | None:
        """The record of a case that this version does not govern, or of which nobody can tell."""
        name, day = case_name(self.module, case.facts), self._day(case)
        if day is None:
            return without_policy(name, "pending", (self.program.selected_by,))
        return without_policy(name, "no_version") if day < self._governs_from else None

    def _record(self, case: Case) -> Record:
        record = to_record(self.policy, case.facts, case.presumed, decide(self.policy, case.facts))
        self.watch.case(dict(zip(self._names, case.facts, strict=True)), record["verdict"])
        return record

    def record_of(self, told: Mapping[str, object]) -> Record | None:
        """The record of a case by what it tells, unwatched; None where no such case is possible."""
        case = self.case_of(told)
        if case is None:
            return None
        try:
            return self.unselected(case) or to_record(
                self.policy, case.facts, case.presumed, decide(self.policy, case.facts)
            )
        except ImpossibleCaseError:
            return None

    def case_of(self, told: Mapping[str, object]) -> Case | None:
        """The case that tells this, the rest presumed or unknown; None where it is an impossible one."""
        given = {place: told[name] for place, name in enumerate(self._names) if name in told}
        case = completed(given, self.program, presume=True)
        return None if self.module["impossible"](case.facts) else case

    def settle(self, case: Facts) -> Any:  # noqa: ANN401 - as the record asks for it
        """What is certain of a case with unknown facts; a search of its own for each, as it has a budget."""
        return search(self.program, self.module).settle(case)

    def _disagreement(self, case: Facts) -> tuple[str, str] | None:
        """What the evaluator and the reference say of a completion on which they disagree."""
        for leaf in self._leaves(case):
            evaluated, referred = _says(self._evaluated, leaf), _says(self._referred, leaf)
            if referred is not None and evaluated != referred:
                return str(evaluated), referred
        return None

    def _leaves(self, case: Facts) -> Sequence[Facts]:
        """The case, or where its answer depends on unknown facts its completions."""
        if _says(self.module["outcome"], case) is not None:
            return [case]
        return [leaf for leaf, _ in self.settle(case).completions]

    def _evaluated(self, case: Facts) -> object:
        verdict, low, high, clauses, measures, amount, party, conflict = self.module["outcome"](case)
        bill = [tuple(line) for line in self.module["LINES"][amount](case)] if amount else []
        ordered = sorted({*measures, *self.module["measures"](case, verdict)})
        lacking = self.module["lacking"](case, verdict)
        end = (amount, party, tuple(conflict), bill, lacking)
        return verdict, low, high, in_text_order(clauses), ordered, *end

    def _referred(self, case: Facts) -> object:
        facts = dict(zip(self._names, case, strict=True))
        found = self._reference.outcome(facts)
        amounts, readings = self._reference.amounts, self._reference.readings(facts)
        bill = [tuple(line) for line in lines(amounts[found.amount], readings)] if found.amount else []
        ordered = sorted({*found.measures, *self._reference.measures(facts, found.verdict)})
        lacking = self._reference.lacking(facts, found.verdict)
        clauses = in_text_order(found.clauses)
        end = (found.amount, found.party, found.conflict, bill, lacking)
        return found.verdict, found.low, found.high, clauses, ordered, *end


def differences(test: CaseTest, record: Record) -> tuple[Difference, ...]:
    """The keys of a record that are not as a case test expects them."""
    return tuple(
        Difference(key, expected, record.get(key))
        for key, expected in test.expect.items()
        if not _as_expected(key, expected, record.get(key))
    )


def _says(reading: Callable[[Facts], object], case: Facts) -> str | None:
    """What a reading says of a case, or why it says nothing; None where it asks for a fact that is unknown."""
    try:
        return str(reading(case))
    except Needed:
        return None
    except BeyondCalendarError as why:
        return f"a year that the calendar {why.calendar} does not have"


def _as_expected(key: str, expected: object, got: object) -> bool:
    """Whether a value of the record is as expected; of a table only what the case test names."""
    match expected, got:
        case str(), None | []:
            return expected == NOTHING
        case dict(), dict():
            return all(_as_expected(inner, value, got.get(inner)) for inner, value in expected.items())
        case list(), list() if key in _UNORDERED:
            return sorted(map(str, expected)) == sorted(map(str, got))
        case list(), list():
            return len(expected) == len(got) and all(map(_as_expected, [key] * len(got), expected, got))
        case date(), str():
            return expected.isoformat() == got
        case _:
            return expected == got
