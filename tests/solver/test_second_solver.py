"""A second solver, cvc5, gives the same answers to the same questions, handed over as SMT-LIB.

`REFUNDRY_QUESTIONS=N` asks about N mutants of the shipped policy instead of a few.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from typing import Any

import cvc5
import pytest
import z3

from engine.decisions.reading import reading
from engine.solver.compared import compared
from engine.solver.found import Finder
from engine.solver.terms import Test
from engine.solver.tree import Patience
from tests.agree.test_readings import calendars
from tests.ir.shipped import shipped
from tests.solver.mutants import mutants

QUESTIONS = int(os.environ.get("REFUNDRY_QUESTIONS", "1"))
_STEP = 97
EVERY = 12
_PATIENCE = "1000000"


def answer(text: str) -> str:
    """What cvc5 says: `sat`, `unsat` or `unknown`."""
    solver = cvc5.Solver()
    solver.setOption("rlimit-per", _PATIENCE)
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, f"(set-logic ALL)\n{text}", "question")
    names, said = parser.getSymbolManager(), ""
    while not (command := parser.nextCommand()).isNull():
        said = str(command.invoke(solver, names)).strip() or said
    return said


def test_cvc5_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    model, count = Finder._model, itertools.count()

    def kept(self: Finder, wanted: Sequence[Test], hopes: list[Test]) -> Any:  # noqa: ANN401
        found = model(self, wanted, hopes)
        if found is None or next(count) % EVERY == 0:
            question = z3.Solver(ctx=self.space.context)
            question.add(self._prover.demanded())
            question.add(*(test for test in wanted if test is not True))
            asked.append((question.to_smt2(), "unsat" if found is None else "sat"))
        return found

    monkeypatch.setattr(Finder, "_model", kept)
    old = reading(shipped()[0], calendars())
    for program in itertools.islice(mutants(shipped()[0]), 0, QUESTIONS * _STEP, _STEP):
        compared(old, reading(program, calendars()), Patience(classes=2))
    answers = [(answer(text), expected) for text, expected in asked[: 4 * QUESTIONS]]
    assert [each for each in answers if each[0].split()[0] not in {each[1], "unknown"}] == []
    assert {"sat", "unsat"} <= {said for said, _ in answers}
