"""Numbers of which not every part is known: a sum of products of unknown parts, and bounds for what it comes to.

An unknown part is an atom, a number for short: a fact, or a step (a rounding, a cap) of what is told of its inside.
Two numbers with the same sum are equal whatever the facts are, so what cancels out, as `granted` does in
`paid * (granted - 0) / granted`, is seen not to matter.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

Powers = tuple[tuple[int, int], ...]
"""A product of atoms: pairs of an atom and its power, which is never zero."""
Exact = int | Fraction
"""Whole where it can be: whole numbers are several times quicker."""
Form = Mapping[Powers, Exact]
MOST_PARTS = 32
"""How many products a sum may have before it is treated as one atom."""
NOTHING: frozenset[int] = frozenset()


class Number(NamedTuple):
    """A number: what it is made of, and the bounds between which it lies."""

    form: Form
    low: Exact
    high: Exact

    @property
    def key(self) -> Hashable:
        """The same for two numbers only if they are always equal."""
        return frozenset(self.form.items())


class Atoms:
    """The unknown parts that were met, each with the facts on which it depends; shared by all boxes of one case."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[Hashable, int] = {}
        self.depends: list[frozenset[int]] = []
        self.whole: list[bool] = []

    def atom(self, key: Hashable, depends: frozenset[int], *, whole: bool = True) -> int:
        """The atom with this key, new or known."""
        number = self._numbers.setdefault(key, len(self.depends))
        if number == len(self.depends):
            self.depends.append(depends)
            self.whole.append(whole)
        return number

    def behind(self, *numbers: Number) -> frozenset[int]:
        """The facts on which numbers depend."""
        found = (self.depends[atom] for each in numbers for powers in each.form for atom, _ in powers)
        return NOTHING.union(*found)

    def is_whole(self, number: Number) -> bool:
        """Whether a number is certainly a whole one."""
        return all(
            share.denominator == 1 and all(power > 0 and self.whole[atom] for atom, power in powers)
            for powers, share in number.form.items()
        )


def constant(value: Exact) -> Number:
    """A number that is known."""
    return Number({(): value} if value else {}, value, value)


def added(parts: Iterable[tuple[int, Number]]) -> tuple[Form, Exact, Exact]:
    """The sum of numbers, each so many times."""
    form: dict[Powers, Exact] = {}
    low: Exact = 0
    high: Exact = 0
    for sign, part in parts:
        for powers, share in part.form.items():
            form[powers] = form.get(powers, 0) + sign * share
        low += sign * (part.low if sign > 0 else part.high)
        high += sign * (part.high if sign > 0 else part.low)
    return {powers: share for powers, share in form.items() if share}, low, high


def multiplied(first: Number, then: Number) -> tuple[Form, Exact, Exact]:
    """The product of two numbers."""
    form: dict[Powers, Exact] = {}
    for powers, share in first.form.items():
        for more, times in then.form.items():
            product = _together(powers, more)
            form[product] = form.get(product, 0) + share * times
    corners = [one * other for one in (first.low, first.high) for other in (then.low, then.high)]
    return {powers: share for powers, share in form.items() if share}, min(corners), max(corners)


def inverse(number: Number) -> Form | None:
    """One over a number, where it is a single product; None where it is a sum."""
    if len(number.form) != 1:
        return None
    ((powers, share),) = number.form.items()
    return {tuple((atom, -power) for atom, power in powers): Fraction(1) / share}


def tightened(form: Form, low: Exact, high: Exact, bounds: Mapping[int, tuple[Exact, Exact]]) -> Number:
    """A number with the narrower of the bounds given and those that its form has."""
    if not form or form.keys() == {()}:
        return constant(form.get((), 0))
    spans = [_span(powers, share, bounds) for powers, share in form.items()]
    low = max(low, sum(least for least, _ in spans))
    high = min(high, sum(greatest for _, greatest in spans))
    return constant(low) if low == high else Number(form, low, high)


def _span(powers: Powers, share: Exact, bounds: Mapping[int, tuple[Exact, Exact]]) -> tuple[Exact, Exact]:
    """The bounds of one product."""
    low = high = share
    for atom, power in powers:
        sides = [_power(side, power) for side in bounds[atom]]
        if power % 2 == 0 and bounds[atom][0] < 0 < bounds[atom][1]:
            sides.append(0)
        corners = [end * side for end in (low, high) for side in sides]
        low, high = min(corners), max(corners)
    return low, high


def _power(value: Exact, power: int) -> Exact:
    product: Exact = 1
    for _ in range(abs(power)):
        product *= value
    return product if power > 0 else Fraction(1) / product


def _together(one: Powers, other: Powers) -> Powers:
    if not one or not other:
        return one or other
    powers = dict(one)
    for atom, power in other:
        powers[atom] = powers.get(atom, 0) + power
    return tuple(sorted((atom, power) for atom, power in powers.items() if power))
