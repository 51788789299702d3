"""Exact numbers: a whole number over another that is above zero, and all that is done with them."""

from __future__ import annotations

from math import gcd, lcm

import attrs

from engine.solver.bounds import bounds, is_never_negative, lies, times
from engine.solver.space import Application, Space
from engine.solver.terms import (
    Test,
    Whole,
    added,
    alike,
    at_most,
    below,
    both,
    chosen,
    either,
    equal,
    follows,
    is_same,
    key_of,
    negation,
    scaled,
    taken,
)  # fmt: skip
from engine.values.rounding import to_multiple


@attrs.frozen
class Ratio:
    """An exact number; `under` is above zero."""

    over: Whole
    under: Whole = 1


def product(left: Whole, right: Whole, space: Space) -> Whole:
    """Two numbers multiplied; where neither is written out, z3 is told of it bit by bit."""
    if isinstance(left, int):
        return scaled(right, left)
    if isinstance(right, int):
        return scaled(left, right)
    if left.get_id() > right.get_id():  # never by address, which is another in each process
        left, right = right, left
    return space.applied("product", (left, right), lambda: _product(left, right, space)).output


def _product(left: Whole, right: Whole, space: Space) -> Application:
    out = space.fresh("product")
    lies(out, times(bounds(left, space), bounds(right, space)), space)
    is_up = both(below(0, left), below(0, right))
    is_mixed = either(both(below(left, 0), below(0, right)), both(below(0, left), below(right, 0)))
    space.claims += [
        alike(either(equal(left, 0), equal(right, 0)), equal(out, 0)),
        follows(is_up, both(at_most(left, out), at_most(right, out))),
        follows(equal(left, 1), equal(out, right)),
        follows(equal(right, 1), equal(out, left)),
        follows(is_mixed, below(out, 0)),
        follows(both(below(left, 0), below(right, 0)), below(0, out)),
    ]

    def lemma(values: tuple[int, ...]) -> Test:
        """The plane through both values: the product is above it where both factors grow or shrink, else below it."""
        first, then = values
        plane = taken(added(scaled(right, first), scaled(left, then)), first * then)
        grow = at_most(first, left), at_most(then, right)
        shrink = at_most(left, first), at_most(right, then)
        return both(
            follows(either(both(*grow), both(*shrink)), at_most(plane, out)),
            follows(either(both(grow[0], shrink[1]), both(shrink[0], grow[1])), at_most(out, plane)),
        )

    for other in [each for key, each in space.applications.items() if key[0] == "product"]:
        space.claims += _beside((left, right, out), other)
    return Application((left, right), out, False, lambda values: values[0] * values[1], lemma)


def _beside(made: tuple[Whole, Whole, Whole], other: Application) -> list[Test]:
    """Two products with a factor in common, above zero, lie as their other factors do, and that factor apart."""
    claims: list[Test] = []
    for shared, mine in (made[:2], made[1::-1]):
        for at, again in enumerate(other.inputs):
            if is_same(shared, again):
                theirs = other.inputs[1 - at]
                for less, least, more, most in (
                    (mine, made[2], theirs, other.output), (theirs, other.output, mine, made[2]),
                ):  # fmt: skip
                    apart = at_most(added(least, shared), most)
                    claims.append(follows(both(below(0, shared), below(less, more)), apart))
                claims.append(follows(equal(mine, theirs), equal(made[2], other.output)))
    return claims


def common(values: list[Ratio], space: Space) -> tuple[list[Whole], Whole]:
    """Several numbers over one denominator."""
    if all(isinstance(each.under, int) for each in values):
        shared = lcm(*(each.under for each in values))
        return [scaled(each.over, shared // each.under) for each in values], shared
    unders = {key_of(each.under): each.under for each in values}
    overs = [each.over for each in values]
    under: Whole = 1
    for key, other in unders.items():
        under = product(under, other, space)
        for at, each in enumerate(values):
            if key_of(each.under) != key:
                overs[at] = product(overs[at], other, space)
    return overs, under


def total(plus: list[Ratio], less: list[Ratio], space: Space) -> Ratio:
    """Numbers added up, others taken off."""
    overs, under = common([*plus, *less], space)
    found: Whole = 0
    for at, over in enumerate(overs):
        found = added(found, over) if at < len(plus) else taken(found, over)
    return Ratio(found, under)


def multiplied(value: Ratio, times: Ratio, over: Ratio, space: Space) -> Ratio:
    """`value` times `times` over `over`, which is above zero."""
    top = product(product(value.over, times.over, space), over.under, space)
    bottom = product(product(value.under, times.under, space), over.over, space)
    if isinstance(top, int) and isinstance(bottom, int):
        shared = gcd(top, bottom)
        return Ratio(top // shared, bottom // shared)
    return Ratio(top, bottom)


def compared(operator: str, left: Ratio, right: Ratio, space: Space) -> Test:
    """Two numbers compared."""
    (one, other), _ = common([left, right], space)
    match operator:
        case "eq":
            return equal(one, other)
        case "ne":
            return negation(equal(one, other))
        case "lt":
            return below(one, other)
        case "le":
            return at_most(one, other)
        case "gt":
            return below(other, one)
        case _:
            return at_most(other, one)


def extreme(which: str, values: list[Ratio], space: Space) -> Ratio:
    """The least or the greatest of some numbers."""
    overs, under = common(values, space)
    found = overs[0]
    for over in overs[1:]:
        wins = below(over, found) if which == "least" else below(found, over)
        found = chosen(wins, over, found)
    return Ratio(found, under)


def picked(test: Test, then: Ratio, otherwise: Ratio) -> Ratio:
    """One of two numbers, by a test."""
    return Ratio(chosen(test, then.over, otherwise.over), chosen(test, then.under, otherwise.under))


def rounded(value: Ratio, unit: int, mode: str, space: Space) -> Ratio:
    """A number as a whole multiple of `unit`."""
    if isinstance(value.over, int) and isinstance(value.under, int):
        return Ratio(to_multiple(value.over, value.under, unit, mode))
    if unit == 1 and isinstance(value.under, int) and value.under == 1:
        return value
    under = scaled(value.under, unit)
    is_below = not is_never_negative(value.over, space) and below(value.over, 0)
    size = chosen(is_below, taken(0, value.over), value.over)
    quotient, rest = divided(size, under, space, value.over)
    quotient = added(quotient, chosen(_goes_away(mode, quotient, rest, under), 1, 0))
    return Ratio(scaled(chosen(is_below, taken(0, quotient), quotient), unit))


def divided(size: Whole, under: Whole, space: Space, top: Whole | None = None) -> tuple[Whole, Whole]:
    """Quotient and rest of a number, zero or above, over one above zero; `top` is the number with its sign."""
    if isinstance(under, int) and not isinstance(size, int):
        quotient = size / under
        return quotient, taken(size, scaled(quotient, under))
    made = space.applied("quotient", (size, under), lambda: _quotient(size, under, top, space))
    return made.output, taken(size, product(made.output, under, space))


def _quotient(size: Whole, under: Whole, top: Whole | None, space: Space) -> Application:
    out = space.fresh("quotient")
    lies(out, (0, bounds(size, space)[1]), space)
    back = product(out, under, space)
    real = both(at_most(0, out), at_most(back, size), below(size, added(back, under)))
    space.claims.append(follows(below(0, under), real))
    space.claims += _share(size if top is None else top, under, out, space)
    space.rises("quotient", (size, under), out)
    return Application((size, under), out, False, lambda values: _floor(*values), lambda _: True)


def _share(top: Whole, under: Whole, out: Whole, space: Space) -> list[Test]:
    """A share of a sum, sum times part over whole, is below the sum where the part is below the whole."""
    products = (each for (kind, *_), each in space.applications.items() if kind == "product")
    made = next((each for each in products if is_same(each.output, top)), None)
    if made is None:
        return []
    claims: list[Test] = []
    for sum_, part in (made.inputs, made.inputs[::-1]):
        real = both(below(0, under), below(0, sum_), at_most(0, top))
        claims += [
            follows(both(real, equal(part, under)), equal(out, sum_)),
            follows(both(real, below(part, under)), below(out, sum_)),
            follows(both(real, below(under, part)), at_most(sum_, out)),
        ]
    return claims


def _floor(size: int, under: int) -> int | None:
    return size // under if under > 0 else None


def _goes_away(mode: str, quotient: Whole, rest: Whole, under: Whole) -> Test:
    """Whether what is left over moves the result one further from zero."""
    match mode:
        case "up":
            return below(0, rest)
        case "half_up":
            return at_most(under, scaled(rest, 2))
        case "half_even":
            odd = quotient % 2
            return below(under, added(scaled(rest, 2), odd))
        case _:
            return False
