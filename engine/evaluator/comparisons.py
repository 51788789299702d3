"""Where a program turns: its tests, and the comparisons that caps, floors and choices of the least make unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.ir import tree as ir
from engine.ir.lists import Records
from engine.ir.running import NOTHING_YET, after
from engine.ir.walk import expressions_of, parts_of_case


def comparisons(program: ir.Program) -> Iterator[ir.Compare | ir.Member | ir.Includes]:
    """Every test of a program that holds a value against another or against words."""
    records = Records.of(program.facts, program.terms)
    for node in expressions_of(program):
        for part in () if records.free(node) else parts_of_case(node):
            match part:
                case ir.Compare() | ir.Member() | ir.Includes():
                    yield part
                case ir.Extreme(_, values):
                    yield from (ir.Compare("lt", one, other) for one, other in combinations(values, 2))
                case _:
                    continue
    for amount in program.amounts:
        yield from _turns(amount)


def _turns(amount: ir.Amount) -> Iterator[ir.Compare]:
    """Where the running total of a bill meets a cap or a floor, and where its sum meets zero."""
    total: ir.Expression = NOTHING_YET
    for step in amount.steps:
        if step.kind in {"at_least", "at_most"}:
            yield ir.Compare("lt", total, step.value)
        total = after(step, total)
    yield ir.Compare("lt", NOTHING_YET, total)
