"""`test --mutants`: faults put into a policy one by one, and which of them its case tests would notice.

A fault that no case test notices is either none, as no case is decided differently, or shows which test is missing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import FrameType
from typing import Literal, NamedTuple

from engine.cases.unknown import Unknown
from engine.compare.mutants.of_program import mutants
from engine.compare.mutants.to_text import FaultTexts
from engine.compare.mutants.tree import Mutant
from engine.decisions.record import ImpossibleCaseError, Record, decide, to_record
from engine.evaluator.from_ir import search
from engine.evaluator.patched import Patched
from engine.tasks.case_test_file import CaseTest
from engine.tasks.fault_proofs import Proved, Prover
from engine.tasks.trial import Trial, differences

Outcome = Literal["noticed", "equal", "unnoticed", "open"]
_REFUSALS = "REFUSALS_"


class Fault(NamedTuple):
    """One fault: what it is, and what came of it.

    `noticed`: `by` is the case test that would have failed. `equal`: proved to decide every case as the policy does.
    `unnoticed`: `case` is a case test that would fail, ready to be pasted. `open`: neither was found; `by` says why.
    """

    kind: str
    where: str
    what: str
    outcome: Outcome
    by: str = ""
    case: str = ""


class Ready(NamedTuple):
    """A case test that passes, with the functions of the program that deciding it calls."""

    test: CaseTest
    called: frozenset[str]
    is_complete: bool


def faults_of(trial: Trial, tests: Sequence[CaseTest], words: FaultTexts, prover: Prover) -> list[Fault]:
    """Every fault of the policy on trial, clause by clause; `tests` are those that pass."""
    ready = sorted(_ready(trial, tests), key=lambda each: not each.is_complete)
    patched = Patched(trial.program, trial.module)
    return [_fault(mutant, trial, ready, patched, words, prover) for mutant in mutants(trial.program)]


def _fault(
    mutant: Mutant,
    trial: Trial,
    ready: Sequence[Ready],
    patched: Patched,
    words: FaultTexts,
    prover: Prover,
) -> Fault:
    noticed = _noticed_by(mutant, trial, ready, patched)
    said = mutant.change.kind, words.where(mutant.change.site), words.what(mutant)
    if noticed is not None:
        return Fault(*said, "noticed", noticed)
    proved: Proved = prover.compared(mutant, f"{said[1]}: {said[2]}")
    return Fault(*said, proved.outcome, proved.why, proved.case)


def _noticed_by(mutant: Mutant, trial: Trial, ready: Sequence[Ready], patched: Patched) -> str | None:
    """The first case test that fails where the policy has this fault."""
    with patched.by(mutant.program) as changed:
        found = search(mutant.program, trial.module)
        policy = trial.policy._replace(settle=found.settle)
        for test, called, is_complete in ready:
            if is_complete and not _concerns(changed, called):
                continue
            try:
                record = to_record(
                    policy, test.case.facts, test.case.presumed, decide(policy, test.case.facts)
                )
            except ImpossibleCaseError:
                return test.name
            if differences(test, record):
                return test.name
    return None


def _concerns(changed: frozenset[str], called: frozenset[str]) -> bool:
    """Whether a case that calls those functions can notice a change of these; only refusals are constants of one."""
    names = {name.replace(_REFUSALS, "says_") for name in changed}
    return not called.isdisjoint(names) or any(not name.startswith(_FUNCTIONS) for name in names)


_FUNCTIONS = (
    "term_", "amount_", "nothing_", "lines_", "says_", "answered", "outcome", "lacking", "measures", "due", "route",
)  # fmt: skip
"""The beginnings of the names of all functions that a decision may call."""


def _ready(trial: Trial, tests: Sequence[CaseTest]) -> Iterator[Ready]:
    for test in tests:
        if trial.unselected(test.case):
            continue  # the program is not asked
        facts = test.case.facts
        is_complete = not any(isinstance(value, Unknown) for value in facts)
        called: frozenset[str] = frozenset()
        if is_complete:
            called = _called(partial(_decided, trial, facts))
        yield Ready(test, called, is_complete)


def _decided(trial: Trial, facts: tuple[object, ...]) -> Record:
    return to_record(trial.policy, facts, (), decide(trial.policy, facts))


def _called(run: Callable[[], object]) -> frozenset[str]:
    """The names of the functions that are called."""
    names: set[str] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        del argument
        if event == "call":
            names.add(frame.f_code.co_name)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return frozenset(names)


def counted(faults: Sequence[Fault]) -> Mapping[str, int]:
    """How many faults came out each way."""
    return {
        outcome: sum(fault.outcome == outcome for fault in faults)
        for outcome in ("noticed", "equal", "unnoticed", "open")
    }
