"""Spans of time: a number that is written out or counted, and its unit; and how far it can lead."""

from __future__ import annotations

import attrs

from engine.ir import tree as ir
from engine.ir.types import COUNT
from engine.ir.walk import children
from engine.model.literals import is_endless, whole
from engine.model.scope import Scope
from engine.model.tree import Typed
from engine.model.words import describe
from engine.syntax.tree import Phrase, Word
from engine.syntax.wording import NO_NAMES

_UNITS = {
    "calendar": "days",
    "business": "business_days",
    "hour": "hours",
    "minute": "minutes",
    "month": "months",
}
FARTHEST = 1_000
"""The years that a moment may lie from the event that it is counted from."""
_WRITTEN = 300
"""The years between the first and the last moment that a case can tell."""
_DAY = 24 * 60
_MINUTES = {"minutes": 1, "hours": 60, "time": 1, "days": _DAY, "business_days": _DAY, "months": 31 * _DAY}
"""The most minutes that each unit lasts."""
_LEAST = {**_MINUTES, "months": 28 * _DAY}
"""The fewest minutes that each unit lasts, weekends and holidays left out."""

Bounds = tuple[int | None, int | None]


@attrs.frozen
class Length:
    """So many units of time; `most` is the greatest number that can be counted."""

    count: int | ir.Expression
    unit: str
    most: int

    def moved(self, sign: int, more: int = 0) -> int | ir.Expression:
        """The number to move a moment by, forth or back, and some units more."""
        if isinstance(self.count, int):
            return sign * self.count + more
        parts = [(sign, self.count), *([(more, ir.Literal(abs(more), COUNT))] if more else [])]
        plus, less = (tuple(part for way, part in parts if way * side > 0) for side in (1, -1))
        return self.count if sign > 0 and not more else ir.Sum(plus, less)


def spelled(span: Phrase, scope: Scope) -> Length | None:
    """The count and the unit of `7 calendar days`, or of `plan.term months`."""
    if span.kind == "span_of":
        return _counted(span, scope)
    if span.kind != "span":
        help_text = _other_span(span) or "say `7 calendar days`, `7 business days`, `24 hours` or `3 months`"
        scope.report.error("RF211", f"`{span.span.text}` is not a stretch of time", span.span, help=help_text)
        return None
    count = whole(span.word(), scope, least=0)
    return None if count is None else Length(count, unit_of(span.word(1)), count)


def unit_of(word: Word) -> str:
    """The unit that a word such as `calendar days` names."""
    return next(unit for start, unit in _UNITS.items() if word.text.startswith(start))


def is_near(length: Length, anchor: Typed, span: Phrase, scope: Scope) -> bool:
    """Whether a moment and those that it is counted from lie in years that a calendar can name; reported if not."""
    reach = _MINUTES[length.unit] * length.most + _reach(anchor.expression, scope, {})
    if reach <= FARTHEST * 366 * _DAY:
        return True
    problem = f"`{span.span.text}` leads more than {FARTHEST:,} years away from the event"
    scope.report.error("RF216", problem, span.span, help="name a shorter stretch of time")
    return False


def _counted(span: Phrase, scope: Scope) -> Length | None:
    """A span whose number is a fact, a term or a sum: a whole number, from zero to one that is known."""
    inner = span.phrase()
    if inner.kind == "word" and inner.word().text in NO_NAMES and inner.word().text not in scope.facts:
        problem = f"`{inner.span.text}` is not a number"
        scope.report.error("RF103", problem, inner.span, help=NO_NAMES[inner.word().text])
        return None
    typed, word = scope.value_of and scope.value_of(inner, scope), span.word(1)
    if typed is None:
        return None
    if typed.type.kind not in {"count", "number"} or typed.type.decimals or not typed.type.exact:
        problem = f"{describe(typed.type)} is not a number of {' '.join(word.text.split())}"
        scope.report.error("RF203", problem, inner.span, help="name a count, or round it to a whole number")
        return None
    low, high = _bounds(typed.expression, scope)
    if low is None or low < 0:
        help_text = "declare the fact `at least` zero, or say `(the greatest of … and 0)`"
        scope.report.error("RF216", f"`{inner.span.text}` could be below zero", inner.span, help=help_text)
        return None
    if high is None:
        help_text = "declare the fact `at most` so many, or say `(the least of … and 1000)`"
        problem = f"nothing says how many `{inner.span.text}` is at most"
        scope.report.error("RF216", problem, inner.span, help=help_text)
        return None
    return Length(typed.expression, unit_of(word), high)


def _bounds(node: ir.Expression, scope: Scope) -> Bounds:
    """The least and the greatest that a whole number can be, None where nothing says so."""
    match node:
        case ir.Literal(int() as held):
            return held, held
        case ir.Fact(name):
            declaration = scope.facts[name].declaration
            return declaration.least, declaration.greatest
        case ir.Term(name):
            term = scope.terms[name]
            return (None, None) if term is None else _bounds(term.meaning, scope)
        case ir.Sum(plus, less):
            more, taken = [_bounds(each, scope) for each in plus], [_bounds(each, scope) for each in less]
            lows = [low for low, _ in more] + [None if high is None else -high for _, high in taken]
            highs = [high for _, high in more] + [None if low is None else -low for low, _ in taken]
            return _total(lows), _total(highs)
        case ir.Extreme(which, values):
            return _extreme(which, [_bounds(each, scope) for each in values])
        case ir.Fold("sum", value=each):
            low, _ = _bounds(each, scope)
            return (0 if low is not None and low >= 0 else None), None
        case ir.Choose(branches, otherwise):
            found = [_bounds(each, scope) for each in (*(then for _, then in branches), otherwise)]
            return _least([low for low, _ in found]), _greatest([high for _, high in found])
        case ir.Elapsed(unit):
            most = (_WRITTEN * 366 * _DAY + _reach(node, scope, {})) // _LEAST[unit] + 1
            return -most, most
        case ir.Round(inner, unit):
            low, high = _bounds(inner, scope)
            least = None if low is None else 0 if low >= 0 else low - unit
            return least, None if high is None else high + unit
        case _:
            return None, None


def _extreme(which: str, parts: list[Bounds]) -> Bounds:
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    if which == "least":
        return _least(lows), min((each for each in highs if each is not None), default=None)
    return max((each for each in lows if each is not None), default=None), _greatest(highs)


def _total(parts: list[int | None]) -> int | None:
    known = [each for each in parts if each is not None]
    return sum(known) if len(known) == len(parts) else None


def _least(parts: list[int | None]) -> int | None:
    known = [each for each in parts if each is not None]
    return min(known) if len(known) == len(parts) else None


def _greatest(parts: list[int | None]) -> int | None:
    known = [each for each in parts if each is not None]
    return max(known) if len(known) == len(parts) else None


def _reach(node: ir.Expression, scope: Scope, known: dict[str, int]) -> int:
    """How many minutes a moment can lie from the facts that it is counted from, terms opened."""
    if isinstance(node, ir.Term):
        if node.name not in known:
            term = scope.terms[node.name]
            known[node.name] = 0 if term is None else _reach(term.meaning, scope, known)
        return known[node.name]
    inner = max((_reach(each, scope, known) for each in children(node)), default=0)
    if not isinstance(node, ir.Shift):
        return inner
    low, high = (node.count, node.count) if isinstance(node.count, int) else _bounds(node.count, scope)
    return inner + _MINUTES[node.unit] * max(abs(low or 0), abs(high or 0))


def _other_span(span: Phrase) -> str | None:
    """Weeks and years in the spans of the language."""
    if span.kind != "quantity" or not span.word().text.isdecimal() or is_endless(span.word()):
        return None
    count, unit = int(span.word().text), span.word(1).text.removesuffix("s")
    example = {"week": f"{7 * count} calendar days", "year": f"{12 * count} months"}.get(unit)
    return None if example is None else f"say `{example}`"
