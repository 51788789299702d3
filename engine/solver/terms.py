"""Tests and whole numbers as z3 has them, folded where their value can be seen: what is constant stays in Python.

Equal terms are one node of z3, so that what two versions have in common is one and the same (`is_same`). They are made
by the functions below z3's operators, which look at each argument anew: a question has thousands of terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, TypeAlias

import z3

Test: TypeAlias = "bool | z3.BoolRef"
Whole: TypeAlias = "int | z3.ArithRef"

_MANY = 20


def yes_no(name: str, context: z3.Context) -> Test:
    """A variable that holds or does not."""
    return z3.Bool(name, context)


def whole(name: str, context: z3.Context) -> Whole:
    """A variable that is a whole number."""
    return z3.Int(name, context)


def both(*parts: Test) -> Test:
    """Each of them holds; an empty list holds."""
    return _joined(parts, z3.Z3_mk_and, neutral=True)


def either(*parts: Test) -> Test:
    """One of them holds; an empty list does not."""
    return _joined(parts, z3.Z3_mk_or, neutral=False)


def _joined(parts: Iterable[Test], make: Any, *, neutral: bool) -> Test:  # noqa: ANN401
    kept: dict[int, Any] = {}
    for part in parts:
        if isinstance(part, bool):
            if part is not neutral:
                return not neutral
        else:
            kept[part.ast.value] = part
    if len(kept) < 2:  # noqa: PLR2004
        return next(iter(kept.values()), neutral)
    found = [part.ast for part in kept.values()]
    context = next(iter(kept.values())).ctx
    return z3.BoolRef(make(context.ref(), len(found), (z3.Ast * len(found))(*found)), context)


def negation(part: Test) -> Test:
    """It does not hold."""
    if isinstance(part, bool):
        return not part
    context = part.ctx.ref()
    if z3.Z3_get_decl_kind(context, z3.Z3_get_app_decl(context, part.ast)) == z3.Z3_OP_NOT:
        return z3.BoolRef(z3.Z3_get_app_arg(context, part.ast, 0), part.ctx)
    return z3.BoolRef(z3.Z3_mk_not(context, part.ast), part.ctx)


def exactly_one(parts: Sequence[Test]) -> Test:
    """One of some variables holds, and no other; many of them are counted, which no other solver can read."""
    if len(parts) > _MANY:
        return z3.PbEq([(part, 1) for part in parts], 1)
    return both(either(*parts), *(negation(both(*pair)) for pair in combinations(parts, 2)))


def follows(first: Test, then: Test) -> Test:
    """Where the first holds, so does the other."""
    return either(negation(first), then)


def alike(left: Test, right: Test) -> Test:
    """Both hold, or neither."""
    if isinstance(left, bool):
        return right if left else negation(right)
    if isinstance(right, bool):
        return left if right else negation(left)
    return is_same(left, right) or _held_against(z3.Z3_mk_eq, z3.Z3_mk_eq, left, right)


def is_same(left: Test | Whole, right: Test | Whole) -> bool:
    """Whether two terms are one and the same, without asking the solver."""
    if isinstance(left, int) or isinstance(right, int):
        return left is right or (isinstance(left, int) and isinstance(right, int) and left == right)
    return bool(left.ast.value == right.ast.value)


def chosen(test: Test, then: Any, otherwise: Any) -> Any:  # noqa: ANN401
    """One of two tests or two whole numbers, by a test."""
    if isinstance(test, bool):
        return then if test else otherwise
    if is_same(then, otherwise):
        return then
    if isinstance(then, bool) or isinstance(otherwise, bool) or isinstance(then, z3.BoolRef):
        return either(both(test, then), both(negation(test), otherwise))
    one, other = _numbers(then, otherwise, test.ctx)
    return z3.ArithRef(z3.Z3_mk_ite(test.ctx.ref(), test.ast, one.ast, other.ast), test.ctx)


def _numbers(left: Whole, right: Whole, context: z3.Context) -> tuple[Any, Any]:
    """Both as nodes; whoever asks must hold on to them, as z3 drops a number that nobody holds."""
    one, other = (z3.IntVal(each, context) if isinstance(each, int) else each for each in (left, right))
    return one, other


def _counted(make: Any, left: Any, right: Any) -> Whole:  # noqa: ANN401
    """A number made of two, of which one at least is no number that is written out."""
    context = (right if isinstance(left, int) else left).ctx
    one, other = _numbers(left, right, context)
    return z3.ArithRef(make(context.ref(), 2, (z3.Ast * 2)(one.ast, other.ast)), context)


def _held_against(make: Any, turned: Any, left: Any, right: Any) -> Test:  # noqa: ANN401
    """A test of two terms, of which one at least is no number that is written out; such a number comes last."""
    if isinstance(left, int):
        make, left, right = turned, right, left
    one, other = _numbers(left, right, left.ctx)
    return z3.BoolRef(make(one.ctx.ref(), one.ast, other.ast), one.ctx)


def added(left: Whole, right: Whole) -> Whole:
    """The sum of two whole numbers."""
    if isinstance(left, int) and left == 0:
        return right
    if isinstance(right, int) and (right == 0 or isinstance(left, int)):
        return left + right if right else left
    return _counted(z3.Z3_mk_add, left, right)


def taken(left: Whole, right: Whole) -> Whole:
    """What is left of one number when another is taken off."""
    if is_same(left, right):
        return 0
    if isinstance(right, int) and (right == 0 or isinstance(left, int)):
        return left - right if right else left
    return _counted(z3.Z3_mk_sub, left, right)


def scaled(held: Whole, factor: int) -> Whole:
    """A number times a number that is written out."""
    if isinstance(held, int) or factor == 1:
        return held * factor if factor != 1 else held
    return 0 if factor == 0 else _counted(z3.Z3_mk_mul, held, factor)


def equal(left: Whole, right: Whole) -> Test:
    """Two numbers are the same."""
    if isinstance(left, int) and isinstance(right, int):
        return left == right
    return is_same(left, right) or _held_against(z3.Z3_mk_eq, z3.Z3_mk_eq, left, right)


def at_most(left: Whole, right: Whole) -> Test:
    """The first number is not above the second."""
    if isinstance(left, int) and isinstance(right, int):
        return left <= right
    return is_same(left, right) or _held_against(z3.Z3_mk_le, z3.Z3_mk_ge, left, right)


def below(left: Whole, right: Whole) -> Test:
    """The first number is below the second."""
    if isinstance(left, int) and isinstance(right, int):
        return left < right
    return not is_same(left, right) and _held_against(z3.Z3_mk_lt, z3.Z3_mk_gt, left, right)


def is_between(first: int, held: Whole, last: int) -> Test:
    """A number lies between two others, both counted."""
    return both(at_most(first, held), at_most(held, last))


def key_of(held: Whole) -> object:
    """What tells a number from another: the number itself, or the node of z3."""
    return held if isinstance(held, int) else held.ast.value, isinstance(held, int)
