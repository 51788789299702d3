"""Windows and moments: how a span of time is counted from an event, with nothing left to a default."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.types import COUNT, DATE, INSTANT
from engine.model.scope import Scope
from engine.model.spans import Length, is_near, spelled, unit_of
from engine.model.tree import Counting, Typed
from engine.model.words import describe
from engine.syntax.tree import Phrase, Word


def moment(span: Phrase, side: str, anchor: Typed, counted: Phrase, scope: Scope) -> Typed | None:
    """The last day, or the instant, that lies a span of time `after` or `before` an event."""
    length = spelled(span, scope)
    counting = scope.counting(counted.word())
    if length is None or counting is None or not is_time(anchor, span.span, scope):
        return None
    if not is_near(length, anchor, span, scope):
        return None
    sign = 1 if side == "after" else -1
    if length.unit in {"hours", "minutes"}:
        return _instant(anchor, length, sign, counting, counted.span, scope)
    rule = rule_of(length.unit, counting, counted.span, scope)
    day = as_day(anchor, counting, counted.span, scope)
    if rule is None or day is None or not _says_ends(counting, counted.span, scope):
        return None
    end = _last_day(day.expression, length, sign, rule, counting)
    return _closed(Typed(end, DATE, day.zone), sign, counting, counted.span, scope)


def _closed(end: Typed, sign: int, counting: Counting, place: Span, scope: Scope) -> Typed | None:
    """The last day as it ends: on a business day, at a time of day, or in full."""
    if counting.moved_on and sign < 0:
        help_text = "count back with another counting"
        scope.report.error("RF211", "a day that is counted back to is not moved on", place, help=help_text)
        return None
    if counting.moved_on and counting.calendar is None:
        _too_little("the `calendar` of business days", counting, place, scope)
        return None
    if counting.moved_on:
        before = ir.Shift(end.expression, -1, "days")
        end = attrs.evolve(end, expression=ir.Shift(before, 1, "business_days", counting.calendar or ""))
    if counting.until is None:
        return end
    if counting.zone is None:
        _too_little("the `zone` whose clocks say so", counting, place, scope)
        return None
    day, until = end.expression, counting.until
    closes = in_zone(counting.zone, lambda zone: ir.Shift(day, until, "time", zone), scope)
    return Typed(closes, INSTANT, counting.zone)


def _last_day(
    start: ir.Expression, length: Length, sign: int, rule: str, counting: Counting
) -> ir.Expression:
    """The day on which a span ends that starts on `start`.

    Where the first day counts, the span starts a day earlier. In months that is said from the other end, as in
    § 188 of the German Civil Code: the span ends on the day before the one that has the same number, or, where
    the month has none, on the last of the month.
    """
    if length.count == 0:
        return start
    end, inward = start, -sign * (not counting.last_counted)
    early = -sign * bool(counting.first_counted)
    if length.unit == "days":
        end, early, inward = start, 0, early + inward
        end = ir.Shift(start, length.moved(sign, inward), "days")
    elif early and length.unit == "months":
        end = ir.Shift(start, length.moved(sign), "months", "roll" if sign > 0 else "clamp")
        end = ir.Shift(end, inward + early, "days")
    else:
        end = ir.Shift(start, early, "days") if early else start
        end = ir.Shift(end, length.moved(sign), length.unit, rule)
        end = ir.Shift(end, inward, "days") if inward else end
    if isinstance(length.count, int) or not (early or inward):
        return end
    none = ir.Compare(
        "eq", length.count, ir.Literal(0, COUNT)
    )  # the day of the event itself, as for 0 written out
    return ir.Choose(((none, start),), end)


def within(
    value: Typed, span: Phrase, side: str, anchor: Typed, counted: Phrase, scope: Scope
) -> ir.Expression | None:
    """The value lies between the event and the end of the window, both included."""
    if not is_time(value, span.span, scope):
        return None
    end = moment(span, side, anchor, counted, scope)
    if end is None:
        return None
    counting = scope.countings[counted.word().text]
    place = counted.span
    start = compare_times("ge" if side == "after" else "le", value, anchor, counting, place, scope)
    stop = compare_times("le" if side == "after" else "ge", value, end, counting, place, scope)
    return None if start is None or stop is None else ir.All((start, stop))


def compare_times(
    operator: ir.Operator, left: Typed, right: Typed, counting: Counting | None, place: Span, scope: Scope
) -> ir.Expression | None:
    """Two instants or two dates compared; an instant meets a date as the local day it falls on."""
    if left.type.kind == right.type.kind:
        return ir.Compare(operator, left.expression, right.expression)
    rule = counting or Counting("", zone=left.zone or right.zone or None)
    days = as_day(left, rule, place, scope), as_day(right, rule, place, scope)
    if days[0] is None or days[1] is None:
        return None
    return ir.Compare(operator, days[0].expression, days[1].expression)


def elapsed(unit_word: Word, first: Typed, last: Typed, counted: Phrase, scope: Scope) -> Typed | None:
    """The whole days, months, hours or minutes from one event to another."""
    unit = unit_of(unit_word)
    counting = scope.counting(counted.word())
    both = is_time(first, unit_word.span, scope) and is_time(last, unit_word.span, scope)
    if counting is None or not both:
        return None
    if unit in {"hours", "minutes"}:
        zone = _clock(counting, counted.span, scope)
        if zone is None:
            return None
        passed = in_zone(zone, lambda each: ir.Elapsed(unit, first.expression, last.expression, each), scope)
        return Typed(passed, COUNT)
    rule = rule_of(unit, counting, counted.span, scope)
    days = as_day(first, counting, counted.span, scope), as_day(last, counting, counted.span, scope)
    if rule is None or days[0] is None or days[1] is None or not _says_ends(counting, counted.span, scope):
        return None
    return Typed(_elapsed(unit, days[0].expression, days[1].expression, rule, counting), COUNT)


def _elapsed(
    unit: str, first: ir.Expression, last: ir.Expression, rule: str, counting: Counting
) -> ir.Expression:
    """What is over on the last day that counts; months that begin with their first day end as in `_last_day`."""
    if unit == "business_days":
        first = ir.Shift(first, -1, "days") if counting.first_counted else first
        last = last if counting.last_counted else ir.Shift(last, -1, "days")
        return ir.Elapsed(unit, first, last, rule)
    more = bool(counting.first_counted) - (not counting.last_counted)
    last = ir.Shift(last, more, "days") if more else last
    return ir.Elapsed(unit, first, last, "roll" if unit == "months" and counting.first_counted else rule)


def as_day(value: Typed, counting: Counting, place: Span, scope: Scope) -> Typed | None:
    """The local day of an instant in the zone of the counting; a date is one already."""
    if value.type.kind == "date":
        return value
    if counting.zone is None:
        _too_little("the `zone` whose days are counted", counting, place, scope)
        return None
    day = in_zone(counting.zone, lambda zone: ir.Day(value.expression, zone), scope)
    return Typed(day, DATE, counting.zone)


def in_zone(zone: str, make: Callable[[str], ir.Expression], scope: Scope) -> ir.Expression:
    """What is made with a zone; with a fact that is one of several zones, what is made with that one."""
    if zone not in scope.facts:
        return make(zone)
    type_ = scope.facts[zone].declaration.type
    *others, last = type_.options
    is_there = [ir.Compare("eq", ir.Fact(zone), ir.Literal(each, type_)) for each in others]
    made = tuple((test, make(each)) for test, each in zip(is_there, others, strict=True))
    return ir.Choose(made, make(last)) if made else make(last)


def _instant(
    anchor: Typed, length: Length, sign: int, counting: Counting, place: Span, scope: Scope
) -> Typed | None:
    if anchor.type.kind != "instant":
        problem = f"{length.unit} are counted from an instant, and this is a date"
        scope.report.error("RF211", problem, place, help="count days instead")
        return None
    zone = _clock(counting, place, scope)
    if zone is None:
        return None
    by = length.moved(sign)
    return Typed(
        in_zone(zone, lambda each: ir.Shift(anchor.expression, by, length.unit, each), scope), INSTANT
    )


def _clock(counting: Counting, place: Span, scope: Scope) -> str | None:
    """The zone whose clocks count hours, empty for a stopwatch; None with a report where that is not said."""
    if counting.hours is None:
        _too_little("`hours elapsed` or `hours by the clock`", counting, place, scope)
    elif counting.hours == "clock" and counting.zone is None:
        _too_little("the `zone` whose clocks count", counting, place, scope)
    else:
        return (counting.zone if counting.hours == "clock" else None) or ""
    return None


def rule_of(unit: str, counting: Counting, place: Span, scope: Scope) -> str | None:
    """The calendar or the rule for the end of a month that a unit needs; None with a report where it is not said."""
    if unit == "business_days" and counting.calendar is None:
        _too_little("the `calendar` of business days", counting, place, scope)
        return None
    if unit == "days" and counting.calendar is not None and not counting.moved_on:
        help_text = "use a counting without a calendar, or say `business days`"
        scope.report.error(
            "RF211",
            f"`{counting.name}` counts business days, and these are calendar days",
            place,
            help=help_text,
        )
        return None
    if unit == "months" and counting.month_end is None:
        _too_little("what the `month end` does", counting, place, scope)
        return None
    return {"business_days": counting.calendar, "months": counting.month_end}.get(unit) or ""


def _says_ends(counting: Counting, place: Span, scope: Scope) -> bool:
    """Whether a counting says of its first and last day if they count."""
    for day, said in (("first", counting.first_counted), ("last", counting.last_counted)):
        if said is None:
            _too_little(f"whether the `{day} day` counts", counting, place, scope)
    return counting.first_counted is not None and counting.last_counted is not None


def _too_little(what: str, counting: Counting, place: Span, scope: Scope) -> None:
    if counting.name:
        help_text = f"add a line to `counting {counting.name}`"
        scope.report.error("RF212", f"`{counting.name}` does not say {what}", place, help=help_text)
        return
    help_text = "take the day of the instant: `0 calendar days after …, counted as …`"
    scope.report.error(
        "RF212", f"an instant meets a date here, and nothing says {what}", place, help=help_text
    )


def is_time(value: Typed, place: Span, scope: Scope) -> bool:
    """Whether a value is an instant or a date; reported where it is not."""
    if value.type in (INSTANT, DATE):
        return True
    scope.report.error(
        "RF203",
        f"a span of time is counted from an instant or a date, not from {describe(value.type)}",
        place,
    )
    return False
