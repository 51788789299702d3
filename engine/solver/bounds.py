"""Between which sums a term lies whatever a case tells, as far as its shape shows: z3 is told of no signs then."""

from __future__ import annotations

from math import inf
from typing import Any

import z3

from engine.solver.space import Space
from engine.solver.terms import Whole, key_of

Bounds = tuple[float, float]
"""The least and the greatest value; a float holds infinity alone, any other bound is a whole number."""

_FURTHEST = 10**60
_ANYTHING = (-inf, inf)
_LESS = {z3.Z3_OP_LT, z3.Z3_OP_LE}
_MORE = {z3.Z3_OP_GT, z3.Z3_OP_GE}


def is_never_negative(held: Whole, space: Space) -> bool:
    """Whether a whole number is zero or above in every case."""
    return bounds(held, space)[0] >= 0


def lies(held: Whole, within: Bounds, space: Space) -> None:
    """Keep what is known of a variable."""
    space.bounds[key_of(held)] = held, within


def bounds(held: Whole, space: Space) -> Bounds:
    """The bounds of a whole number; what its shape does not show is left open."""
    if isinstance(held, int):
        return held, held
    key = key_of(held)
    if key not in space.bounds:
        space.bounds[key] = held, _bounds(held, space)
    found: Bounds = space.bounds[key][1]
    return found


def _bounds(held: Any, space: Space) -> Bounds:  # noqa: ANN401 - a term of z3
    match held.decl().kind():
        case z3.Z3_OP_ANUM:
            number = held.as_long()
            return number, number
        case z3.Z3_OP_ADD:
            parts = [bounds(each, space) for each in held.children()]
            return sum(low for low, _ in parts), sum(high for _, high in parts)
        case z3.Z3_OP_SUB:
            (low, high), *less = (bounds(each, space) for each in held.children())
            return low - sum(most for _, most in less), high - sum(least for least, _ in less)
        case z3.Z3_OP_UMINUS:
            low, high = bounds(held.arg(0), space)
            return -high, -low
        case z3.Z3_OP_MUL if held.num_args() == 2:  # noqa: PLR2004
            return times(*(bounds(each, space) for each in held.children()))
        case z3.Z3_OP_IDIV:
            low, high = bounds(held.arg(0), space)
            least, _ = bounds(held.arg(1), space)
            return (0, high) if low >= 0 and least > 0 else _ANYTHING
        case z3.Z3_OP_ITE:
            return _either(held, space)
        case _:
            return _ANYTHING


def times(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of a product."""
    ends = [0 if 0 in (left, right) else left * right for left in one for right in other]
    low, high = min(ends), max(ends)
    return -inf if low < -_FURTHEST else low, inf if high > _FURTHEST else high


def _either(held: Any, space: Space) -> Bounds:  # noqa: ANN401
    """The bounds of one of two numbers; of the greater of two, or the lesser, it is known which wins."""
    test, then, otherwise = held.children()
    (low, high), (least, most) = bounds(then, space), bounds(otherwise, space)
    kind = test.decl().kind()
    if kind in _LESS | _MORE:
        pair = [each.ast.value for each in test.children()]
        picked = [then.ast.value, otherwise.ast.value]
        if pair in (picked, picked[::-1]):
            is_least = (kind in _LESS) == (pair == picked)
            return (min(low, least), min(high, most)) if is_least else (max(low, least), max(high, most))
    return min(low, least), max(high, most)
