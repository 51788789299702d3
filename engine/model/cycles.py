"""Cycles: the months or days that are counted again and again from one day, and the one around a moment."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.types import COUNT, DATE
from engine.model.scope import Scope
from engine.model.spans import spelled
from engine.model.times import as_day, is_time, rule_of
from engine.model.tree import Typed
from engine.model.values import value
from engine.syntax.tree import Phrase

_UNITS = {"days", "months"}


def cycle(phrase: Phrase, scope: Scope) -> Typed | None:
    """The first or the last day of the cycle around a moment; of a moment before the first cycle it is the first.

    Each cycle is counted from the first day of all, so that one that begins on a 31st does so wherever there is one.
    """
    start, around = value(phrase.phrase(2), scope), value(phrase.phrase(3), scope)
    if start is None or around is None:
        return None
    edge, span, counted = phrase.phrase(), phrase.phrase(1), phrase.phrase(4)
    length, counting = spelled(span, scope), scope.counting(counted.word())
    timely = is_time(start, phrase.phrase(2).span, scope) and is_time(around, phrase.phrase(3).span, scope)
    if length is None or counting is None or not timely:
        return None
    if not isinstance(length.count, int) or length.count == 0 or length.unit not in _UNITS:
        help_text = "say `12 months` or `28 calendar days`"
        problem = f"`{span.span.text}` is not the length of a cycle"
        scope.report.error("RF211", problem, span.span, help=help_text)
        return None
    rule = rule_of(length.unit, counting, counted.span, scope)
    first, within = (as_day(each, counting, counted.span, scope) for each in (start, around))
    if rule is None or first is None or within is None:
        return None
    passed: ir.Expression = ir.Elapsed(length.unit, first.expression, within.expression, rule)
    passed = ir.Extreme("greatest", (passed, ir.Literal(0, COUNT)))
    if length.count > 1:
        passed = ir.Round(passed, length.count, "down")
    is_last = {"first_day": False, "last_day": True}[edge.kind]
    if is_last:
        passed = ir.Sum((passed, ir.Literal(length.count, COUNT)), ())
    day: ir.Expression = ir.Shift(first.expression, passed, length.unit, rule)
    return Typed(ir.Shift(day, -1, "days") if is_last else day, DATE, within.zone)
