"""By how much a comparison missed: `3 days late`, `1.00 CNY above`, `少 0.2 USD`."""

from __future__ import annotations

from collections.abc import Callable

from engine.explain.judging import Case, Judges
from engine.explain.kinds import Kinds
from engine.explain.phrases import opposite
from engine.explain.values_text import number_text
from engine.explain.windows import window_of
from engine.explain.words import WORDS, counted
from engine.ir import tree as ir
from engine.ir.types import Type
from engine.values.rounding import divide

Gap = Callable[[Case], str | None]

_SECOND = 1_000_000_000
_UNITS = (
    ("gap_days", 86_400 * _SECOND),
    ("gap_hours", 3_600 * _SECOND),
    ("gap_minutes", 60 * _SECOND),
    ("gap_seconds", _SECOND),
)


class Gaps:
    """The gaps of the conditions of a program, in the words of one language."""

    def __init__(self, judges: Judges, kinds: Kinds, lang: str) -> None:
        """Take the numbers of a program and their types."""
        self._judges = judges
        self._kinds = kinds
        self._words = WORDS[lang]

    def of(self, node: ir.Expression) -> Gap | None:
        """What says by how much a condition fails, for a case in which it does; None where that is no number."""
        window = window_of(node)
        match node:
            case _ if window is not None:
                return self._first((window.at_event, window.at_end))
            case ir.Compare(operator, left, right):
                return self._compared(operator, left, right)
            case ir.Not(ir.Compare(operator, left, right)):
                return self._compared(opposite(operator), left, right)
            case ir.All(tests):
                return self._first(tests)
            case ir.Includes(value, options, "all"):
                return self._lacks(value, frozenset(options))
            case _:
                return None

    def _first(self, tests: tuple[ir.Expression, ...]) -> Gap | None:
        """The gap of the first of several tests that fails by a number."""
        parts = [(self._judges.judge(test), gap) for test in tests if (gap := self.of(test)) is not None]
        if not parts:
            return None
        return lambda case: next((gap(case) for judge, gap in parts if judge(case) is False), None)

    def _lacks(self, value: ir.Expression, options: frozenset[str]) -> Gap:
        held = self._judges.value(value)
        return lambda case: self._words["lacks"].format(len(options - held(case)), len(options))

    def _compared(self, operator: ir.Operator, left: ir.Expression, right: ir.Expression) -> Gap | None:
        kind = self._kinds.widest((left, right))
        if operator == "ne" or not kind.is_ordered:
            return None
        one, other = self._judges.ratio(left), self._judges.ratio(right)
        over, under = ("late", "early") if kind.kind in {"instant", "date"} else ("above", "below")

        def gap(case: Case) -> str:
            (top, bottom), (top_too, bottom_too) = one(case), other(case)
            difference = top * bottom_too - top_too * bottom
            if difference == 0:
                return self._words["equal"]
            size = self._size(divide(abs(difference), bottom * bottom_too, "up"), kind)
            return self._words[over if difference > 0 else under].format(size)

        return gap

    def _size(self, minor: int, kind: Type) -> str:
        """A difference, a fraction of the smallest unit counting as a whole one."""
        match kind.kind:
            case "date":
                return self._span("gap_days", minor)
            case "instant":
                return self._duration(minor)
            case "percent":
                return self._words["points"].format(
                    number_text(minor, Type("number", decimals=kind.decimals))
                )
            case _:
                return number_text(minor, kind)

    def _duration(self, nanoseconds: int) -> str:
        """A stretch of time in its two largest units; less than a second counts as one."""
        parts: list[str] = []
        rest = divide(nanoseconds, _SECOND, "up") * _SECOND
        for key, size in _UNITS:
            count, rest = divmod(rest, size)
            if count or parts:
                parts.append(self._span(key, count) if count else "")
        return " ".join(filter(None, parts[:2]))

    def _span(self, unit: str, count: int) -> str:
        return self._words["span"].format(count, counted(self._words, unit, count))
