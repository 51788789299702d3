"""Bills: the lines of an amount, which add up to its total."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from engine.ir import tree as ir
from engine.ir.texts import BELOW_ZERO
from engine.reference.values import Readings, number, test
from engine.values.rounding import divide, to_multiple


class Line(NamedTuple):
    """One line of a bill: the key of its words, the clause that it cites, and whole smallest units."""

    key: str
    clause: str
    amount: int


def total(amount: ir.Amount, readings: Readings) -> int:
    """What an amount comes to, in whole smallest units."""
    exact = Fraction()
    for step in amount.steps:
        exact = _after(step, exact, readings)
    if exact.denominator != 1:
        raise TypeError(amount.name)
    return exact.numerator


def lines(amount: ir.Amount, readings: Readings) -> list[Line]:
    """The lines of an amount in the order written, those left out that change nothing but the first.

    A running total that is a fraction is shown rounded down, so that the lines always add up to the total.
    """
    found: list[Line] = []
    exact, shown = Fraction(), 0
    for step in amount.steps:
        exact = _after(step, exact, readings)
        now = divide(exact.numerator, exact.denominator, "down")
        if now != shown:
            found.append(Line(step.key, step.cites, now - shown))
        shown = now
    if shown < 0 and not amount.owed_by:
        found.append(Line(BELOW_ZERO, amount.steps[0].cites, -shown))
    return found or [Line(amount.steps[0].key, amount.steps[0].cites, 0)]


def refused_under(amount: ir.Amount, readings: Readings) -> tuple[str, ...] | None:
    """The bullets under which an amount of zero is refused; None where the policy does not refuse it."""
    for left in amount.nothing_left:
        if left.guard is None or test(left.guard, readings):
            return left.cites
    return None


def _after(step: ir.Step, exact: Fraction, readings: Readings) -> Fraction:
    """The running total after a step."""
    if step.guard is not None and not test(step.guard, readings):
        return exact
    held = number(step.value, readings)
    match step.kind:
        case "take" | "add":
            return exact + held
        case "less":
            return exact - held
        case "at_least":
            return max(exact, held)
        case "at_most":
            return min(exact, held)
        case "round":
            return Fraction(to_multiple(exact.numerator, exact.denominator, held.numerator, step.mode))
