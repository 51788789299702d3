"""Outcomes written straight from what was decided are the records of the same decisions, to the byte."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.decisions.record import ImpossibleCaseError, Policy, decide
from engine.evaluator.from_ir import compiled, load, search
from engine.ir.outcome import BeyondCalendarError
from engine.ledger.canonical_outcome import CanonicalOutcome
from engine.ledger.outcome import outcome_of
from engine.values.canonical import canonical_record
from tests.agree.test_readings import calendars, complete_cases
from tests.batch.test_generated import Labels
from tests.evaluator.opened import opened
from tests.explain.explained import read
from tests.ir.programs import programs
from tests.ir.shipped import shipped
from tests.second_reading.generate import cases, incomplete_cases


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_of_programs_drawn_at_random(data: st.DataObject) -> None:
    program = data.draw(programs())
    module = load(compiled(program), calendars())
    identity = {"id": program.policy, "version": program.version, "digest": "sha256:0"}
    policy = Policy(
        module, Labels(), search(program, module).settle, identity, {"of": "sha256:1"}, program.prevails
    )
    for _ in range(4):
        try:
            _compare(policy, data.draw(complete_cases(program)), ("b", "a"))
        except (ImpossibleCaseError, BeyondCalendarError):
            continue


def test_of_the_shipped_policy() -> None:
    _, module, searching = opened()
    policy = Policy(module, shipped()[1].of("en"), searching.settle, {"id": "x"}, {}, "en")
    verdicts = {
        _compare(policy, *read(case)) for case in (*cases(300, seed=5), *incomplete_cases(100, seed=5))
    }
    assert verdicts >= {"refund", "refused", "discretion", "not_covered", "pending"}


def _compare(policy: Policy, case: tuple[object, ...], presumed: tuple[str, ...]) -> str:
    decided = decide(policy, case)
    written = CanonicalOutcome(policy).of(case, presumed, decided)
    assert written == canonical_record(outcome_of(policy, case, presumed, ()))
    return decided.verdict
