"""What `test` does beyond running case tests: it puts faults into the policy, and suggests cases that are missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from engine.compare.mutants.to_text import FaultTexts
from engine.diagnostics.report import Report
from engine.tasks.case_test_file import read_case_tests, shared_facts
from engine.tasks.coverage import Coverage
from engine.tasks.drafts import Draft
from engine.tasks.fault_proofs import Prover
from engine.tasks.files import is_shipped
from engine.tasks.mutated import Fault, faults_of
from engine.tasks.stop import FINDINGS, stop
from engine.tasks.suggested import Suggested, suggested
from engine.tasks.trial import Trial
from engine.values.calendar import Calendar


class Wanted(NamedTuple):
    """What is wanted of `test` beside its case tests."""

    suggestions: bool = False
    mutants: bool = False


NOTHING_MORE = Wanted()
"""The case tests alone."""


class Passed(NamedTuple):
    """A version whose case tests were run: where they stand, the names of those that passed, and what they cover."""

    found: Draft
    calendars: Mapping[str, Calendar]
    path: Path
    names: Collection[str]
    coverage: Coverage


class More(NamedTuple):
    """The faults that were put into a policy, and where cases were suggested; None where that was not wanted."""

    faults: tuple[Fault, ...] | None = None
    suggested: Suggested | None = None
    path: Path | None = None


def more(passed: Passed, lang: str, wanted: Wanted) -> More:
    """Put faults in, or write a file of unconfirmed cases beside the case tests, as is wanted."""
    if not any(wanted):
        return More()
    found, calendars, path, names, coverage = passed
    trial = Trial(found, calendars)
    reader = trial.reader(found.texts.of(lang))
    tests = [test for test in read_case_tests(path, reader, Report())[0] if test.name in names]
    common = shared_facts(path, reader)
    faults = None
    if wanted.mutants:
        prover = Prover(trial, calendars, common, lang)
        faults = tuple(faults_of(trial, tests, FaultTexts(found.program, found.texts, lang), prover))
    if not wanted.suggestions:
        return More(faults)
    target = path.with_name(f"{found.program.version}.unconfirmed.toml")
    _refuse(target)
    suggestion = suggested(trial, calendars, tests, coverage, common, lang)
    if suggestion.cases:
        target.write_text(suggestion.text, "utf-8")
    return More(faults, suggestion, target)


def _refuse(path: Path) -> None:
    """Nothing is written over, and nothing into what came with the program."""
    if is_shipped(path):
        help_text = "copy the policies, and name yours with `--policies`"
        raise stop(
            "RF605", f"`{path}` came with the program and is read only", help=help_text, exit_code=FINDINGS
        )
    if path.exists():
        help_text = "confirm or take away what it holds first: nothing is overwritten"
        raise stop("RF604", f"`{path}` is there already", help=help_text, exit_code=FINDINGS)
