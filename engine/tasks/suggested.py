"""`test --suggest`: a case for each edge and choice that no case test meets, with the outcome that it has today.

Today's outcome is what the policy says, not what the prose says: a person reads the text, and confirms or mends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.evaluator.candidates import Candidates
from engine.evaluator.from_ir import evaluated
from engine.explain.kinds import Kinds
from engine.ir import tree as ir
from engine.ir.walk import facts_read
from engine.reference.from_ir import Reference
from engine.tasks.case_test_file import CaseTest
from engine.tasks.case_test_text import case_test_text, fact_text, told_by
from engine.tasks.coverage import Coverage, Watch
from engine.tasks.edges import OTHER, Choice, Edge, just, side_of
from engine.tasks.edges_text import side_text, where
from engine.tasks.trial import Trial
from engine.values.calendar import Calendar
from engine.values.moment import SECOND

_MOST_STARTS = 40
"""From how many of the case tests a way to each edge is sought."""
_HEAD = """\
# NOT CONFIRMED: cases at edges of {policy} {version} that no case test meets. `refundry test` does not read them.
#
# What is expected here is what the policy decides today, not what its text says. Read the text for each case; where
# both agree, name the case in your own words and move it into `{version}.cases.toml`. Where not, mend the policy.
"""


class Gap(NamedTuple):
    """A side of an edge, or a word, that no case test meets."""

    found: Edge | Choice
    what: str

    def words(self, zh: bool) -> str:
        """What it is, in words."""
        return f"{where(self.found.place, zh)}: {self.found.text}: {side_text(self.what, zh)}"


class Suggested(NamedTuple):
    """The text of a file of unconfirmed case tests, how many it holds, and the gaps for which no case was found."""

    text: str
    cases: int
    without: tuple[Gap, ...]


def suggested(
    trial: Trial,
    calendars: Mapping[str, Calendar],
    tests: Sequence[CaseTest],
    coverage: Coverage,
    common: Mapping[str, object],
    lang: str,
) -> Suggested:
    """Cases for the gaps of a version, each begun from one of its case tests with one fact changed."""
    seeker = _Seeker(trial, calendars, tests)
    found = [(gap, seeker.case(gap)) for gap in _gaps(coverage)]
    seen: list[dict[str, object]] = []
    texts = [_shared(trial.program, common)] if common else []
    for gap, told in found:
        record = trial.record_of(told) if told is not None else None
        if told is not None and record is not None and told not in seen:
            seen.append(told)
            name = f"UNCONFIRMED: {gap.words(lang == 'zh')}".replace('"', "'")
            texts.append(case_test_text(trial.program, name, told, record, common=common))
    head = _HEAD.format(policy=trial.program.policy, version=trial.program.version)
    without = tuple(gap for gap, told in found if told is None)
    return Suggested("\n".join([head, *texts]), len(seen), without)


def _gaps(coverage: Coverage) -> Iterator[Gap]:
    for edge in coverage.edges:
        yield from (Gap(edge, side) for side in edge.gaps)
    for choice in coverage.choices:
        yield from (Gap(choice, word) for word in choice.gaps)


def _shared(program: ir.Program, common: Mapping[str, object]) -> str:
    facts = {fact.name: fact for fact in program.facts}
    lines = [f"{name} = {fact_text(value, facts[name], program.zone)}" for name, value in common.items()]
    return "\n".join(["[facts]", *lines]) + "\n"


class _Seeker:
    """Looks for a case that meets a gap: a case test with one of the facts of its comparison changed."""

    def __init__(self, trial: Trial, calendars: Mapping[str, Calendar], tests: Sequence[CaseTest]) -> None:
        self._trial = trial
        self._calendars = calendars
        self._kinds = Kinds(trial.program)
        self._reference = Reference(trial.program, calendars)
        self._candidates = Candidates(trial.program, evaluated(trial.program, trial.module))
        self._names = [fact.name for fact in trial.program.facts]
        self._starts = [
            told_by(trial.program, test.case.facts, test.case.presumed)
            for test in tests
            if not trial.unselected(test.case)
        ]

    def case(self, gap: Gap) -> dict[str, object] | None:
        """What the first case found tells; None where none was found."""
        reached = [start for start in self._starts if self._is_read(gap, start)]
        for start in reached[:_MOST_STARTS]:
            for told in self._changed(gap, start):
                if self._meets(gap, told) and self._is_met(gap, told):
                    return told
        return None

    def _changed(self, gap: Gap, start: dict[str, object]) -> Iterator[dict[str, object]]:
        """The case with another value for one of the facts that the comparison reads."""
        case = self._trial.case_of(start)
        if case is None:
            return
        for name in facts_read(gap.found.node, self._trial.program):
            place = self._names.index(name)
            for value in self._values(gap, place, case.facts):
                if value is not None:
                    yield start | {name: value}

    def _values(self, gap: Gap, place: int, case: tuple[object, ...]) -> Sequence[object]:
        fact = self._trial.program.facts[place]
        if isinstance(gap.found, Edge):
            values = self._candidates.of(place, case)
            return _on_seconds(values) if fact.type.kind == "instant" else values
        if fact.type.kind == "set":
            return [frozenset({gap.what})] if gap.what != OTHER else [frozenset()]
        others = [option for option in fact.type.options if option not in gap.found.words]
        return [gap.what] if gap.what != OTHER else others[:1]

    def _meets(self, gap: Gap, told: dict[str, object]) -> bool:
        """Whether the comparison stands where the gap is, whether or not it is read: quick."""
        case = self._trial.case_of(told)
        if case is None:
            return False
        if isinstance(gap.found, Choice):
            return True
        readings = self._reference.readings(dict(zip(self._names, case.facts, strict=True)))
        return side_of(gap.found.node, readings, just(gap.found.node, self._kinds)) == gap.what

    def _watched(self, told: dict[str, object]) -> Coverage | None:
        """What a case alone covers."""
        record, case = self._trial.record_of(told), self._trial.case_of(told)
        if record is None or case is None or record["policy"] is None:
            return None
        watch = Watch(self._trial.program, self._calendars)
        watch.case(dict(zip(self._names, case.facts, strict=True)), record["verdict"])
        return watch.coverage(lambda _: "")

    def _is_met(self, gap: Gap, told: dict[str, object]) -> bool:
        alone = self._watched(told)
        return alone is not None and gap.what not in _same(gap, alone).gaps

    def _is_read(self, gap: Gap, told: dict[str, object]) -> bool:
        """Whether the case reads the comparison at all; of choices each word is counted, so that is told by any."""
        alone = self._watched(told)
        if alone is None:
            return False
        if isinstance(gap.found, Edge):
            return True
        found = _same(gap, alone)
        return isinstance(found, Choice) and any(found.words.values())


def _on_seconds(values: Sequence[object]) -> list[object]:
    """Moments, first of all on whole seconds, as people write them."""
    whole = [value // SECOND * SECOND for value in values if isinstance(value, int)]
    return list(dict.fromkeys([*whole, *(value + SECOND for value in whole), *values]))


def _same(gap: Gap, coverage: Coverage) -> Edge | Choice:
    """The comparison of the gap among those of another coverage."""
    every: tuple[Edge | Choice, ...] = (*coverage.edges, *coverage.choices)
    return next(each for each in every if (each.place, each.node) == (gap.found.place, gap.found.node))
