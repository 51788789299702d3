"""The value of an expression for the facts of a case, node by node."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, assert_never

import attrs

from engine.cases.unknown import Needed, Unknown
from engine.ir import tree as ir
from engine.ir.outcome import BeyondCalendarError
from engine.values.calendar import Calendar
from engine.values.moment import NANOSECONDS, clock_shift, clock_span, local_day, time_on
from engine.values.rounding import to_multiple
from engine.values.span import add_months, months_between

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
}  # fmt: skip


@attrs.frozen
class Readings:
    """The facts of a case by name, the meanings of terms and the calendars that the program counts by.

    A fact that is not known is an Unknown; one that is known to be left out is None. A list is a tuple of entries, an
    entry the values of its `fields`.
    """

    facts: Mapping[str, object]
    terms: Mapping[str, ir.Expression]
    calendars: Mapping[str, Calendar]
    fields: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)


def test(node: ir.Expression, readings: Readings) -> bool:
    """Whether a test holds; raises Needed where that depends on an unknown fact."""
    match node:
        case ir.Not(inner):
            return not test(inner, readings)
        case ir.All(tests):
            return all(test(each, readings) for each in tests)
        case ir.Any(tests):
            return any(test(each, readings) for each in tests)
        case ir.Compare(name, left, right):
            return _OPERATORS[name](value(left, readings), value(right, readings))
        case ir.Member(inner, options):
            return value(inner, readings) in options
        case ir.Includes(inner, options, how):
            held = value(inner, readings)
            return (all if how == "all" else any)(option in held for option in options)  # type: ignore[operator]
        case ir.Given(name):
            return known(name, readings) is not None
        case _:
            return value(node, readings) is True


def known(name: str, readings: Readings) -> object:
    """What the case says of a fact, None where it is left out for good; raises Needed where nothing is known."""
    held = readings.facts[name]
    if isinstance(held, Unknown):
        raise Needed(held.name)
    return held


def value(node: ir.Expression, readings: Readings) -> object:
    """The value of an expression; numbers are exact fractions. Raises Needed where it depends on an unknown fact."""
    match node:
        case ir.Literal(held):
            return held
        case ir.Fact(name):
            told = known(name, readings)
            if told is None:
                raise Needed(name)
            return told
        case ir.Term(name):
            return value(readings.terms[name], readings)
        case ir.Not() | ir.All() | ir.Any() | ir.Compare() | ir.Member() | ir.Includes() | ir.Given():
            return test(node, readings)
        case ir.Choose(branches, otherwise):
            chosen = next((then for when, then in branches if test(when, readings)), otherwise)
            return value(chosen, readings)
        case ir.Day() | ir.Shift() | ir.Elapsed():
            return _time(node, readings)
        case ir.Fold():
            return _folded(node, readings)
        case _:
            return number(node, readings)


def _folded(node: ir.Fold, readings: Readings) -> object:
    """What the entries of a list come to, taken together, those left out for which `where` does not hold."""
    names = readings.fields[node.over]
    entries = [
        attrs.evolve(readings, facts={**readings.facts, **dict(zip(names, entry, strict=True))})
        for entry in known(node.over, readings)  # type: ignore[attr-defined] # a list
    ]
    counted = (each for each in entries if node.where is None or test(node.where, each))
    match node.how:
        case "any":
            return any(test(node.value, each) for each in counted)
        case "all":
            return all(test(node.value, each) for each in counted)
        case "sum":
            return sum((number(node.value, each) for each in counted), Fraction())
        case "least" | "greatest":
            found = [number(node.value, each) for each in counted]
            if not found and node.otherwise is not None:
                return number(node.otherwise, readings)
            return min(found) if node.how == "least" else max(found)


def number(node: ir.Expression, readings: Readings) -> Fraction:
    """The exact value of a numeric expression."""
    match node:
        case ir.Sum(plus, less):
            return sum((number(each, readings) for each in plus), Fraction()) - sum(
                (number(each, readings) for each in less), Fraction()
            )
        case ir.Scale(base, times, over):
            return number(base, readings) * number(times, readings) / number(over, readings)
        case ir.Round(inner, unit, mode):
            exact = number(inner, readings)
            return Fraction(to_multiple(exact.numerator, exact.denominator, unit, mode))
        case ir.Extreme(which, values):
            found = [number(each, readings) for each in values]
            return min(found) if which == "least" else max(found)
        case _:
            held = value(node, readings)
            if isinstance(held, bool) or not isinstance(held, int | Fraction):
                raise TypeError(node)
            return Fraction(held)


def _time(node: ir.Day | ir.Shift | ir.Elapsed, readings: Readings) -> int:
    match node:
        case ir.Day(instant, zone):
            return local_day(_whole(instant, readings), zone)
        case ir.Shift(start, count, unit, rule):
            by = count if isinstance(count, int) else _whole(count, readings)
            return shift(_whole(start, readings), by, unit, rule, readings.calendars)
        case ir.Elapsed(unit, first, last, rule):
            return _elapsed(_whole(first, readings), _whole(last, readings), unit, rule, readings.calendars)
        case _:
            assert_never(node)


def shift(start: int, count: int, unit: str, rule: str, calendars: Mapping[str, Calendar]) -> int:
    """A date or an instant moved by a span of time."""
    match unit:
        case "days":
            return start + count
        case "months":
            return add_months(start, count, rule)
        case "business_days":
            shifted = calendars[rule].shift(start, count)
            if shifted.day is None:
                raise BeyondCalendarError(rule, shifted.bound)
            return shifted.day
        case "time":
            return time_on(start, count, rule)
        case _:
            by = count * NANOSECONDS[unit]
            return clock_shift(start, by, rule) if rule else start + by


def _elapsed(first: int, last: int, unit: str, rule: str, calendars: Mapping[str, Calendar]) -> int:
    match unit:
        case "days":
            return last - first
        case "months":
            return months_between(first, last, rule)
        case "business_days":
            counted = calendars[rule].between(first, last)
            if counted.day is None:
                raise BeyondCalendarError(rule, counted.bound)
            return counted.day
        case _:
            return (clock_span(first, last, rule) if rule else last - first) // NANOSECONDS[unit]


def _whole(node: ir.Expression, readings: Readings) -> int:
    held = number(node, readings)
    if held.denominator != 1:
        raise TypeError(node)
    return held.numerator
