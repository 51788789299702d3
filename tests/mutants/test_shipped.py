"""The shipped policy's own case tests notice every fault of it that changes a case; the others are proved not to."""

from __future__ import annotations

import os

from engine.compare.mutants.of_program import mutants
from engine.compare.mutants.to_text import FaultTexts
from engine.compare.mutants.tree import Mutant
from engine.diagnostics.report import Report
from engine.tasks.case_test_file import read_case_tests
from engine.tasks.drafts import draft, load_calendars
from engine.tasks.fault_proofs import Proved, Prover
from engine.tasks.mutated import counted, faults_of
from engine.tasks.trial import Trial
from tests.ir.shipped import FOLDER, VERSION

EVERY = int(os.environ.get("REFUNDRY_EVERY_MUTANT", "9"))
"""Each so many-th fault is tried; `make mutants` tries every one."""


class Few(Prover):
    """Proves only what is asked of it: how often is counted."""

    asked = 0

    def compared(self, mutant: Mutant, what: str) -> Proved:
        self.asked += 1
        return super().compared(mutant, what)


def test_no_fault_that_changes_a_case_goes_unnoticed() -> None:
    report = Report()
    found = draft(FOLDER, VERSION, FOLDER.parent, report)
    assert found
    calendars = load_calendars(found.program.calendars, FOLDER.parent, report)
    trial = Trial(found, calendars)
    tests, _ = read_case_tests(FOLDER / f"{VERSION}.cases.toml", trial.reader(found.texts.en), report)
    prover = Few(trial, calendars, {}, "en")
    tried = list(mutants(found.program))[::EVERY]
    faults = faults_of(trial, tests, FaultTexts(found.program, found.texts, "en"), prover, tried)
    assert not report.has_errors
    counts = counted(faults)
    assert [each for each in faults if each.outcome in {"unnoticed", "open"}] == []
    assert counts["noticed"] + counts["equal"] == len(tried)
    assert prover.asked == counts["equal"] < len(tried) / 10
