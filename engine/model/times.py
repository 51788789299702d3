"""Windows and moments: how a span of time is counted from an event, with nothing left to a default."""

from __future__ import annotations

from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.types import COUNT, DATE, INSTANT, Type
from engine.ir.walk import children
from engine.model.literals import is_endless, whole
from engine.model.scope import Scope
from engine.model.tree import Counting, Typed
from engine.syntax.tree import Phrase, Word

_UNITS = {
    "calendar": "days",
    "business": "business_days",
    "hour": "hours",
    "minute": "minutes",
    "month": "months",
}
FARTHEST = 1_000
"""The years that a moment may lie from the event that it is counted from."""
_DAY = 24 * 60
_MINUTES = {"minutes": 1, "hours": 60, "days": _DAY, "business_days": _DAY, "months": 31 * _DAY}
"""The most minutes that each unit lasts."""


def moment(span: Phrase, side: str, anchor: Typed, counted: Phrase, scope: Scope) -> Typed | None:
    """The last day, or the instant, that lies a span of time `after` or `before` an event."""
    spelled = _spelled(span, scope)
    counting = scope.counting(counted.word())
    if spelled is None or counting is None or not _is_time(anchor, span.span, scope):
        return None
    count, unit = spelled
    if not _is_near(count, unit, anchor, span, scope):
        return None
    sign = 1 if side == "after" else -1
    if unit in {"hours", "minutes"}:
        return _instant(anchor, sign * count, unit, counting, counted.span, scope)
    rule = _rule(unit, counting, counted.span, scope)
    day = as_day(anchor, counting, counted.span, scope)
    if rule is None or day is None or not _says_ends(counting, counted.span, scope):
        return None
    return Typed(_last_day(day.expression, sign * count, unit, rule, counting), DATE, day.zone)


def _last_day(start: ir.Expression, count: int, unit: str, rule: str, counting: Counting) -> ir.Expression:
    """The day on which a span ends that starts on `start`; a negative count goes back.

    Where the first day counts, the span starts a day earlier. In months that is said from the other end, as in
    § 188 of the German Civil Code: the span ends on the day before the one that has the same number, or, where
    the month has none, on the last of the month.
    """
    if count == 0:
        return start
    back = -1 if count > 0 else 1
    inward = back * (not counting.last_counted)
    if unit == "days":
        return ir.Shift(start, count + inward + back * bool(counting.first_counted), unit)
    if counting.first_counted and unit == "months":
        rule, inward = "roll" if count > 0 else "clamp", inward + back
    elif counting.first_counted:
        start = ir.Shift(start, back, "days")
    end = ir.Shift(start, count, unit, rule)
    return ir.Shift(end, inward, "days") if inward else end


def _is_near(count: int, unit: str, anchor: Typed, span: Phrase, scope: Scope) -> bool:
    """Whether a moment and those that it is counted from lie in years that a calendar can name; reported if not."""
    is_near = _MINUTES[unit] * count + _reach(anchor.expression, scope, {}) <= FARTHEST * 366 * _DAY
    if not is_near:
        problem = f"`{span.span.text}` leads more than {FARTHEST:,} years away from the event"
        scope.report.error("RF216", problem, span.span, help="name a shorter stretch of time")
    return is_near


def _reach(node: ir.Expression, scope: Scope, known: dict[str, int]) -> int:
    """How many minutes a moment can lie from the facts that it is counted from, terms opened."""
    if isinstance(node, ir.Term):
        if node.name not in known:
            term = scope.terms[node.name]
            known[node.name] = 0 if term is None else _reach(term.meaning, scope, known)
        return known[node.name]
    inner = max((_reach(each, scope, known) for each in children(node)), default=0)
    return inner + (_MINUTES[node.unit] * abs(node.count) if isinstance(node, ir.Shift) else 0)


def within(
    value: Typed, span: Phrase, side: str, anchor: Typed, counted: Phrase, scope: Scope
) -> ir.Expression | None:
    """The value lies between the event and the end of the window, both included."""
    if not _is_time(value, span.span, scope):
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
    unit = _unit(unit_word)
    counting = scope.counting(counted.word())
    both = _is_time(first, unit_word.span, scope) and _is_time(last, unit_word.span, scope)
    if counting is None or not both:
        return None
    if unit == "business_days":
        help_text = "count calendar days, or say `is within 7 business days after …`"
        scope.report.error(
            "RF211", "business days are not counted between two events", unit_word.span, help=help_text
        )
        return None
    if unit in {"hours", "minutes"}:
        if not counting.hours_elapsed:
            _too_little("`hours elapsed`", counting, counted.span, scope)
            return None
        return Typed(ir.Elapsed(unit, first.expression, last.expression), COUNT)
    rule = _rule(unit, counting, counted.span, scope)
    days = as_day(first, counting, counted.span, scope), as_day(last, counting, counted.span, scope)
    if rule is None or days[0] is None or days[1] is None or not _says_ends(counting, counted.span, scope):
        return None
    return Typed(_elapsed(unit, days[0].expression, days[1].expression, rule, counting), COUNT)


def _elapsed(
    unit: str, first: ir.Expression, last: ir.Expression, rule: str, counting: Counting
) -> ir.Expression:
    """What is over on the last day that counts; months that begin with their first day end as in `_last_day`."""
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
    return Typed(ir.Day(value.expression, counting.zone), DATE, counting.zone)


def _instant(
    anchor: Typed, count: int, unit: str, counting: Counting, place: Span, scope: Scope
) -> Typed | None:
    if anchor.type.kind != "instant":
        scope.report.error(
            "RF211",
            f"{unit} are counted from an instant, and this is a date",
            place,
            help="count days instead",
        )
        return None
    if not counting.hours_elapsed:
        _too_little("`hours elapsed`", counting, place, scope)
        return None
    return Typed(ir.Shift(anchor.expression, count, unit), INSTANT)


def _rule(unit: str, counting: Counting, place: Span, scope: Scope) -> str | None:
    """The calendar or the rule for the end of a month that a unit needs; None with a report where it is not said."""
    if unit == "business_days" and counting.calendar is None:
        _too_little("the `calendar` of business days", counting, place, scope)
        return None
    if unit == "days" and counting.calendar is not None:
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


def _is_time(value: Typed, place: Span, scope: Scope) -> bool:
    if value.type in (INSTANT, DATE):
        return True
    scope.report.error(
        "RF203",
        f"a span of time is counted from an instant or a date, not from {describe(value.type)}",
        place,
    )
    return False


def describe(type_: Type) -> str:
    """A type in words, for messages."""
    words = {
        "yes_no": "a yes/no",
        "choice": "a choice",
        "set": "a set",
        "text": "a text",
        "instant": "an instant",
    }
    words |= {
        "list": "a list",
        "date": "a date",
        "count": "a count",
        "number": "a number",
        "percent": "a percentage",
    }
    return words.get(type_.kind, f"{type_.kind} in {type_.unit}")


def _other_span(span: Phrase) -> str | None:
    """Weeks and years in the spans of the language."""
    if span.kind != "quantity" or not span.word().text.isdecimal() or is_endless(span.word()):
        return None
    count, unit = int(span.word().text), span.word(1).text.removesuffix("s")
    example = {"week": f"{7 * count} calendar days", "year": f"{12 * count} months"}.get(unit)
    return None if example is None else f"say `{example}`"


def _spelled(span: Phrase, scope: Scope) -> tuple[int, str] | None:
    """The count and the unit of `7 calendar days`."""
    if span.kind != "span":
        help_text = _other_span(span) or "say `7 calendar days`, `7 business days`, `24 hours` or `3 months`"
        scope.report.error("RF211", f"`{span.span.text}` is not a stretch of time", span.span, help=help_text)
        return None
    count = whole(span.word(), scope, least=0)
    return None if count is None else (count, _unit(span.word(1)))


def _unit(word: Word) -> str:
    return next(unit for start, unit in _UNITS.items() if word.text.startswith(start))
