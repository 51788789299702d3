"""Units: which values can be added or held against each other, and at how many decimals."""

from __future__ import annotations

from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.limits import LARGEST_NUMBER
from engine.ir.types import COUNT, Type
from engine.model.scope import Scope
from engine.model.tree import Typed
from engine.model.words import describe


def mixes(left: Type, right: Type) -> bool:
    """Whether two types can be compared or added."""
    counts = {"count", "number"}
    alike = left.same_measure(right) and set(left.options) == set(right.options)
    return alike or {left.kind, right.kind} <= counts


def align(values: list[Typed]) -> list[Typed]:
    """The values at one number of decimals, the greatest among them."""
    decimals = max(each.type.decimals for each in values)
    return [_at_decimals(each, decimals) for each in values]


def unmixed(left: Type, right: Type, place: Span, scope: Scope) -> None:
    """Report two types that cannot be compared or added."""
    unshared = sorted(set(left.options) ^ set(right.options))
    help_text: str | None
    if left.kind == right.kind and unshared:
        help_text = f"not among the choices of both: {', '.join(unshared)}"
        scope.report.error("RF203", "these two do not have the same choices", place, help=help_text)
    elif left.is_numeric and right.is_numeric:
        help_text = (
            "convert one with `converted at`, naming the rate" if "quota" in {left.kind, right.kind} else None
        )
        scope.report.error(
            "RF204", f"{describe(left)} does not mix with {describe(right)}", place, help=help_text
        )
    else:
        scope.report.error("RF203", f"{describe(left)} cannot be held against {describe(right)}", place)


def numeric(typed: Typed, place: Span, scope: Scope) -> bool:
    """Whether a value can be added and scaled; reported where it cannot."""
    if typed.type.is_numeric:
        return True
    scope.report.error("RF203", f"{describe(typed.type)} cannot be added or multiplied", place)
    return False


def inexact(type_: Type) -> Type:
    """The same type, for a value that may be a fraction of its smallest unit."""
    return Type(type_.kind, type_.unit, decimals=type_.decimals, exact=False)


def _at_decimals(typed: Typed, decimals: int) -> Typed:
    more = decimals - typed.type.decimals
    if more == 0 or not typed.type.is_numeric:
        return typed
    type_ = Type(typed.type.kind, typed.type.unit, decimals=decimals, exact=typed.type.exact)
    held = typed.expression.value if isinstance(typed.expression, ir.Literal) else None
    if isinstance(held, int) and held * 10**more <= LARGEST_NUMBER:
        return Typed(ir.Literal(held * 10**more, type_), type_)
    factor = ir.Literal(10**more, COUNT)
    return Typed(ir.Scale(typed.expression, factor, ir.Literal(1, COUNT)), type_)
