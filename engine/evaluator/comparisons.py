"""Where a program turns: its tests, and the comparisons that caps, floors and choices of the least make unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.ir import tree as ir
from engine.ir.lists import Records
from engine.ir.types import COUNT
from engine.ir.walk import children, expressions_of

_ZERO = ir.Literal(0, COUNT)


def comparisons(program: ir.Program) -> Iterator[ir.Compare | ir.Member | ir.Includes]:
    """Every test of a program that holds a value against another or against words."""
    records = Records.of(program.facts, program.terms)
    for node in expressions_of(program):
        for part in () if records.free(node) else _parts_of(node):
            match part:
                case ir.Compare() | ir.Member() | ir.Includes():
                    yield part
                case ir.Extreme(_, values):
                    yield from (ir.Compare("lt", one, other) for one, other in combinations(values, 2))
                case _:
                    continue
    for amount in program.amounts:
        yield from _turns(amount)


def _parts_of(node: ir.Expression) -> Iterator[ir.Expression]:
    """An expression and everything inside it that is no matter of single entries of a list."""
    yield node
    for child in () if isinstance(node, ir.Fold) else children(node):
        yield from _parts_of(child)


def _turns(amount: ir.Amount) -> Iterator[ir.Compare]:
    """Where the running total of a bill meets a cap or a floor, and where its sum meets zero."""
    total: ir.Expression = _ZERO
    for step in amount.steps:
        if step.kind in {"at_least", "at_most"}:
            yield ir.Compare("lt", total, step.value)
        total = _after(step, total)
    yield ir.Compare("lt", _ZERO, total)


def _after(step: ir.Step, total: ir.Expression) -> ir.Expression:
    """The running total after a step, as an expression."""

    def guarded(value: ir.Expression, otherwise: ir.Expression) -> ir.Expression:
        return value if step.guard is None else ir.Choose(((step.guard, value),), otherwise)

    match step.kind:
        case "take" | "add":
            return ir.Sum((total, guarded(step.value, _ZERO)), ())
        case "less":
            return ir.Sum((total,), (guarded(step.value, _ZERO),))
        case "at_least" | "at_most":
            values = total, guarded(step.value, total)
            return ir.Extreme("greatest" if step.kind == "at_least" else "least", values)
        case "round":
            if not isinstance(step.value, ir.Literal) or not isinstance(step.value.value, int):
                raise TypeError(step.key)
            return guarded(ir.Round(total, step.value.value, step.mode), total)
