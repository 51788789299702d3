"""Exact numbers in SQL: whole numbers with the bounds between which they lie, and fractions of two."""

from __future__ import annotations

import attrs

from engine.columnar.unsupported import LARGEST, WIDE, UnsupportedError

_NARROW = 2**62
_HALVED = 2**60
"""Up to here a number can be doubled and another added in 64 bits."""


@attrs.frozen
class Whole:
    """The SQL of a whole number, NULL where it is not known, and its bounds."""

    sql: str
    low: int
    high: int

    @property
    def is_wide(self) -> bool:
        """Whether 64 bits do not hold it."""
        return max(-self.low, self.high) >= _NARROW


@attrs.frozen
class Number:
    """A whole number, or a fraction of two of which the lower is above zero wherever it is read."""

    over: Whole
    under: Whole | None = None


def constant(value: int) -> Whole:
    """A number that is written out."""
    kind = "" if value in {0, 1} else "::BIGINT" if abs(value) < _NARROW else "::HUGEINT"
    return checked(Whole(f"{value}{kind}", value, value))


def checked(found: Whole) -> Whole:
    """A number whose bounds whole numbers of SQL hold; raises UnsupportedError where they do not."""
    if max(-found.low, found.high) >= WIDE:
        raise UnsupportedError("a number is too large")
    return found


ONE = constant(1)


def plus(one: Whole, other: Whole, sign: str = "+") -> Whole:
    """The sum or the difference."""
    low, high = (other.low, other.high) if sign == "+" else (-other.high, -other.low)
    found = Whole("", one.low + low, one.high + high)
    return checked(attrs.evolve(found, sql=f"({_wide(one, found)} {sign} {other.sql})"))


def times(one: Whole, other: Whole) -> Whole:
    """The product."""
    if ONE in (one, other):
        return other if one == ONE else one
    ends = [left * right for left in (one.low, one.high) for right in (other.low, other.high)]
    found = Whole("", min(ends), max(ends))
    return checked(attrs.evolve(found, sql=f"({_wide(one, found)} * {other.sql})"))


def _wide(part: Whole, result: Whole) -> str:
    return f"{part.sql}::HUGEINT" if result.is_wide and not part.is_wide else part.sql


def added(parts: list[tuple[str, Number]]) -> Number:
    """The sum of numbers, each with its sign."""
    total = Number(constant(0))
    for sign, part in parts:
        total = _added(total, part, sign)
    return total


def _added(one: Number, other: Number, sign: str) -> Number:
    if one.over.sql == "0":
        return Number(plus(constant(0), other.over, sign), other.under) if sign == "-" else other
    if one.under == other.under:
        return Number(plus(one.over, other.over, sign), one.under)
    left, right = one.under or ONE, other.under or ONE
    return Number(plus(times(one.over, right), times(other.over, left), sign), times(left, right))


def compared(one: Number, operator: str, other: Number) -> str:
    """The test of two numbers."""
    left, right = times(one.over, other.under or ONE), times(other.over, one.under or ONE)
    return f"({left.sql} {operator} {right.sql})"


def extreme(which: str, one: Number, other: Number) -> Number:
    """The least or the greatest of two; NULL where one of them is, unlike `least` of SQL."""
    sign, pick = ("<=", min) if which == "least" else (">=", max)
    test = compared(one, sign, other)

    def either(left: Whole, right: Whole, low: int, high: int) -> Whole:
        return Whole(f"(CASE {test} WHEN TRUE THEN {left.sql} WHEN FALSE THEN {right.sql} END)", low, high)

    if one.under is None and other.under is None:
        return Number(
            either(
                one.over, other.over, pick(one.over.low, other.over.low), pick(one.over.high, other.over.high)
            )
        )
    parts = ((one.over, other.over), (one.under or ONE, other.under or ONE))
    over, under = (
        either(left, right, min(left.low, right.low), max(left.high, right.high)) for left, right in parts
    )
    return Number(over, under)


def not_below_zero(sql: str) -> str:
    """A whole number, zero where it is below, NULL where it is not known."""
    return f"(CASE WHEN {sql} > 0 THEN {sql} WHEN {sql} <= 0 THEN 0 END)"


def at_most(sql: str, most: str) -> str:
    """A whole number, or another where that is below it, NULL where one of them is not known."""
    return f"(CASE WHEN {sql} <= {most} THEN {sql} WHEN {sql} > {most} THEN {most} END)"


def rounded(number: Number, unit: int, mode: str) -> Whole:
    """A whole multiple of `unit`; NULL, and so one for the evaluator, where it is larger than SQL reads."""
    if number.under is None and unit == 1:
        return number.over
    under = times(number.under or ONE, constant(unit))
    over, size = number.over, max(-number.over.low, number.over.high) + 1
    if mode != "down" and max(size, under.high) >= _HALVED and not over.is_wide:
        over = attrs.evolve(over, sql=f"{over.sql}::HUGEINT")
    quotient = _divided(over, under, mode)
    fits = f"CASE WHEN {under.sql} > 0 THEN {quotient} END"
    if size >= _HALVED or under.high >= _HALVED:
        fits, size = f"TRY_CAST({fits} AS DECIMAL(15, 0))::BIGINT", LARGEST
    return times(Whole(fits, -size, size), constant(unit))


def _divided(over: Whole, under: Whole, mode: str) -> str:
    """The quotient, rounded; division of SQL goes towards zero."""
    a, b = over.sql, under.sql
    if mode == "down":
        return f"({a} // {b})"
    size = f"abs({a})"
    match mode:
        case "up":
            found = f"(({size} + {b} - 1) // {b})"
        case "half_up":
            found = f"((2 * {size} + {b}) // (2 * {b}))"
        case _:
            found = f"({size} // {b} + CASE WHEN 2 * ({size} % {b}) + ({size} // {b}) % 2 > {b} THEN 1 ELSE 0 END)"
    return found if over.low >= 0 else f"(CASE WHEN {a} < 0 THEN -1 ELSE 1 END * {found})"
