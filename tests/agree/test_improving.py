"""Clauses that only improve an answer, in every mixture with precedence: both readings say the same of every case."""

from __future__ import annotations

from itertools import product

import attrs
import pytest

from engine.evaluator.from_ir import compiled, load
from engine.ir import tree as ir
from engine.ir.types import YES_NO
from engine.reference.from_ir import Reference
from tests.cases.programs import fact, program_of
from tests.ir.expressions import CNY

NAMES = ("1", "2", "3")
PAIRS = (("1", "2"), ("1", "3"), ("2", "3"))
PRECEDENCES = [
    tuple(pair for pair, is_in in zip(PAIRS, chosen, strict=True) if is_in)
    for chosen in product((False, True), repeat=3)
    if chosen != (True, False, True)  # 1 before 2 before 3 is 1 before 3
]


def _program(improving: tuple[bool, ...], precedence: tuple[tuple[str, str], ...]) -> ir.Program:
    """Three clauses that pay 2, 1 and 3, each where a fact of its own says so."""
    amounts = tuple(
        ir.Amount(f"amount_{name}", CNY, (ir.Step("take", ir.Literal(sum_, CNY), None, name, "key", ""),), ())
        for name, sum_ in zip(NAMES, (2, 1, 3), strict=True)
    )
    clauses = tuple(
        ir.Clause(
            name,
            (name,),
            ir.Compare("eq", ir.Fact(f"speaks.{name}"), ir.Literal(value=True, type=YES_NO)),
            (),
            (ir.Pays(((None, f"amount_{name}"),)),),
            improves=improves,
        )
        for name, improves in zip(NAMES, improving, strict=True)
    )
    facts = tuple(fact(f"speaks.{name}", YES_NO) for name in NAMES)
    return attrs.evolve(program_of(*facts), amounts=amounts, clauses=clauses, precedence=precedence)


@pytest.mark.parametrize("precedence", PRECEDENCES, ids=str)
def test_both_readings_say_the_same(precedence: tuple[tuple[str, str], ...]) -> None:
    for improving in product((False, True), repeat=3):
        program = _program(improving, precedence)
        reference, module = Reference(program, {}), load(compiled(program), {})
        for case in product((False, True), repeat=3):
            told = {each.name: said for each, said in zip(program.facts, case, strict=True)}
            expected = reference.outcome(told)
            assert module["outcome"](case)[:3] == (expected.verdict, expected.low, expected.high), improving
            assert module["outcome"](case)[3] == expected.clauses, improving
