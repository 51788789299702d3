"""Where the cases of an example are decided: a version of it, compiled once, in this process."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, NamedTuple

from engine.cases.case import Case
from engine.compare.blocks import blocks
from engine.compare.clauses import changes
from engine.compare.tree import Change
from engine.decisions.record import decide, to_record
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.tasks.drafts import Draft, draft, load_calendars, reader
from engine.tasks.trial import Trial

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Difference(NamedTuple):
    """A case of which the policy and the reading of its text say different things."""

    case: dict[str, Any]
    read: dict[str, Any]
    decided: dict[str, Any]


def names() -> list[str]:
    """The policies of the examples."""
    return sorted(path.parent.name for path in EXAMPLES.glob("*/versions.toml"))


def versions(name: str) -> list[str]:
    """The versions of an example, the sealed one first."""
    return sorted(path.stem for path in (EXAMPLES / name).glob("*.refund"))


def reading(name: str) -> ModuleType:
    """The reading of the text of an example."""
    return import_module(f"tests.examples.readings.{name.replace('-', '_')}")


@cache
def opened(name: str, version: str) -> Draft:
    """A version of an example as its files have it, without a mistake."""
    report = Report()
    found = draft(EXAMPLES / name, version, EXAMPLES, report)
    assert found is not None, name
    assert not report.has_errors, [each.message for each in report.diagnostics]
    return found


def changed(name: str) -> tuple[Change, ...]:
    """What the second version of an example says otherwise, block by block."""
    before, after = (opened(name, version) for version in versions(name))
    told = blocks(before.files, reader()), blocks(after.files, reader())
    return changes(*told, (before.program, after.program))


class Desk:
    """A version of an example, ready to decide cases as files would have them."""

    def __init__(self, name: str, version: str) -> None:
        """Compile it; an example with a mistake is one that no case can be held against."""
        found = opened(name, version)
        self.trial = Trial(found, load_calendars(found.program.calendars, EXAMPLES, Report()))
        self._reader = self.trial.reader(found.texts.of("en"))

    def case(self, tables: dict[str, Any]) -> Case:
        """A case from its tables, which has to be a possible one."""
        report = Report()
        case = self._reader.read(tables, presume=True, report=report, where=Place("case", ""))
        assert case is not None, ([each.message for each in report.diagnostics], tables)
        return case

    def decided(self, tables: dict[str, Any]) -> dict[str, Any]:
        """The record of a case."""
        case, policy = self.case(tables), self.trial.policy
        return to_record(policy, case.facts, case.presumed, decide(policy, case.facts))

    def difference(self, tables: dict[str, Any], read: dict[str, Any]) -> Difference | None:
        """Where the record is not as a reading of the text has it, in the keys that the reading gives."""
        decided = self.decided(tables)
        if agrees(read, decided):
            return None
        return Difference(tables, read, {key: decided.get(key) for key in read})


def unmet(name: str, count: int, seed: int) -> list[str]:
    """The sides of edges of an example, just below, at, or just above, that no drawn case has met."""
    text, desk, roll = reading(name), Desk(name, versions(name)[0]), Random(seed)
    trial = desk.trial
    for _ in range(count):
        case = desk.case(text.draw(roll))
        facts = {fact.name: value for fact, value in zip(trial.program.facts, case.facts, strict=True)}
        trial.watch.case(facts, decide(trial.policy, case.facts).verdict)
    edges = trial.watch.coverage(str).edges
    return [
        f"{side} {each.place.kind} {each.place.name}: {each.text}" for each in edges for side in each.gaps
    ]


def agrees(read: object, decided: object) -> bool:
    """Whether a record, or a part of one, is as it was read; of tables only the keys count that were read."""
    if isinstance(read, dict) and isinstance(decided, dict):
        return all(agrees(value, decided.get(key)) for key, value in read.items())
    return read == decided


def disagreements(name: str, count: int, seed: int, version: str = "") -> list[Difference]:
    """The drawn cases of an example that a version, the first unless named, decides otherwise than its first text."""
    text, desk, roll = reading(name), Desk(name, version or versions(name)[0]), Random(seed)
    drawn = (text.draw(roll) for _ in range(count))
    found = (desk.difference(case, text.read(case)) for case in drawn)
    return [each for each in found if each is not None]
