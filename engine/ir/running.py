"""The running total of a bill as an expression: what its lines come to, written out."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.types import COUNT

NOTHING_YET = ir.Literal(0, COUNT)
"""What a bill comes to before its first line."""


def after(step: ir.Step, total: ir.Expression, nothing: ir.Expression = NOTHING_YET) -> ir.Expression:
    """The running total after a step, as an expression; `nothing` is what a line adds whose `if` does not hold."""

    def guarded(value: ir.Expression, otherwise: ir.Expression) -> ir.Expression:
        return value if step.guard is None else ir.Choose(((step.guard, value),), otherwise)

    match step.kind:
        case "take" | "add":
            return ir.Sum((total, guarded(step.value, nothing)), ())
        case "less":
            return ir.Sum((total,), (guarded(step.value, nothing),))
        case "at_least" | "at_most":
            values = total, guarded(step.value, total)
            return ir.Extreme("greatest" if step.kind == "at_least" else "least", values)
        case "round":
            if not isinstance(step.value, ir.Literal) or not isinstance(step.value.value, int):
                raise TypeError(step.key)
            return guarded(ir.Round(total, step.value.value, step.mode), total)
