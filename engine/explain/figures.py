"""Values of expressions in words: labels of facts, texts of terms, sums, shares, moments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never

from engine.explain.kinds import Kinds
from engine.explain.values_text import ValueTexts, number_text
from engine.explain.windows import side_of, without_day
from engine.explain.words import WORDS, counted
from engine.ir import tree as ir
from engine.ir.texts import Texts

_EDGE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9`])|(?<=[A-Za-z0-9`%])(?=[\u4e00-\u9fff])")


def spaced(text: str) -> str:
    """The text with a space where Chinese meets a number or a Latin letter."""
    return text if text.isascii() else _EDGE.sub(" ", text)


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


class Figures:
    """The values of one program in the words of one language."""

    def __init__(
        self, program: ir.Program, texts: Texts, lang: str, holds: Callable[[ir.Expression], str]
    ) -> None:
        """Take the labels from the texts; `holds` says in words that a test holds."""
        self._holds = holds
        self.kinds = Kinds(program)
        self.words = WORDS[lang]
        self.values = ValueTexts(program, texts, lang)
        self._texts = texts.of(lang)

    def value(self, node: ir.Expression, other: ir.Expression | None = None) -> str:
        """A value in words; `other` is what it is held against, whose labels a choice has."""
        match node:
            case ir.Literal():
                return self._literal(node, other)
            case ir.Fact(name):
                return self.label(f"fact.{name}", name)
            case ir.Term(name):
                return self.label(f"term.{name}", name)
            case ir.Day(inner):
                return self.value(inner)
            case ir.Sum(plus, less):
                return self._sum(plus, less)
            case ir.Scale():
                return self._scale(node)
            case ir.Round(inner, unit, mode):
                return self.words[mode].format(self.value(inner), number_text(unit, self.kinds.of(inner)))
            case ir.Extreme(which, values):
                return self._extreme(which, values)
            case ir.Choose(branches, otherwise):
                return self._choose(branches, otherwise)
            case ir.Shift(start, count, unit, rule):
                return self._shift(start, count, unit, rule)
            case ir.Elapsed(unit, first, last, rule):
                return self._elapsed(unit, first, last, rule)
            case ir.Fold("sum" | "least" | "greatest"):
                return self._fold(node)
            case (
                ir.Not()
                | ir.All()
                | ir.Any()
                | ir.Compare()
                | ir.Member()
                | ir.Includes()
                | ir.Given()
                | ir.Fold()
            ):
                return self.words["inside"].format(self._holds(node))
            case _:
                assert_never(node)

    def _elapsed(self, unit: str, first: ir.Expression, last: ir.Expression, rule: str) -> str:
        ends = (self.value(without_day(first)), self.value(without_day(last)))
        key = "elapsed_by_clock" if rule and unit in {"hours", "minutes"} else "elapsed"
        return self.words[key].format(self.words[f"whole_{unit}"], *ends, rule)

    def entries(self, node: ir.Fold) -> str:
        """The entries of a list that a fold is about."""
        named = self.label(f"fact.{node.over}", node.over)
        return self.words["where"].format(named, self._holds(node.where)) if node.where else named

    def _fold(self, node: ir.Fold) -> str:
        entries = self.entries(node)
        if node.how == "sum" and isinstance(node.value, ir.Literal) and node.type.kind == "count":
            return self.words["number_over"].format(entries)
        is_time = node.type.kind in {"instant", "date"}
        key = {"least": "earliest", "greatest": "latest"}.get(node.how, node.how) if is_time else node.how
        found = self.words[f"{key}_over"].format(self._part(node.value), entries)
        return self.words["or_none"].format(found, self._part(node.otherwise)) if node.otherwise else found

    def label(self, key: str, name: str) -> str:
        """The text under a key; a name that has none stands in backticks."""
        return self._texts.get(key, f"`{name}`")

    def span(self, count: int | ir.Expression, unit: str, rule: str = "") -> str:
        """A span of time: `7 calendar days`, or as many as are counted; hours may go by the clocks of a zone."""
        if rule and unit in {"hours", "minutes"}:
            return self.words["by_clock"].format(self.span(count, unit), rule)
        if isinstance(count, int):
            return self.words["span"].format(count, counted(self.words, unit, count))
        return self.words["span"].format(self._part(count), counted(self.words, unit, 2))

    def _shift(self, start: ir.Expression, count: int | ir.Expression, unit: str, rule: str) -> str:
        """A moment before or after another, or a time on a day."""
        if unit == "time" and isinstance(count, int):
            return self.words["time_on"].format(f"{count // 60:02}:{count % 60:02}", self._part(start))
        match start:
            case ir.Shift(end, -1, "days") if (count, unit) == (1, "business_days"):
                return self.words["business_from"].format(self._part(end))
        side, size = side_of(count)
        return self.words[side].format(self.span(size, unit, rule), self._part(start))

    def listed(self, items: list[str], last: str) -> str:
        """A list, its last item joined by `and` (`last`) or by `or` (`last_or`)."""
        return self.words[last].join(filter(None, (self.words["list"].join(items[:-1]), *items[-1:])))

    def choices(self, node: ir.Expression, options: tuple[str, ...], last: str) -> str:
        """Words that a value can be, by their labels, as a list."""
        labels = self.values.labels(self.kinds.of(node), self.kinds.choices_of(node))
        quoted = [self.words["quoted"].format(labels.get(option, option)) for option in options]
        return self.listed(quoted, last)

    def _literal(self, node: ir.Literal, other: ir.Expression | None) -> str:
        if isinstance(node.value, str) and other is not None:
            labels = self.values.labels(node.type, self.kinds.choices_of(other))
            return self.words["quoted"].format(labels.get(node.value, node.value))
        if node.value == 0 and node.type.is_numeric:
            return self.words["zero"]
        return self.values.reader(node.type)(node.value)

    def _part(self, node: ir.Expression) -> str:
        """A value inside another: in brackets unless it is a name or a number."""
        text = self.value(node)
        simple = ir.Literal | ir.Fact | ir.Term | ir.Day
        return text if isinstance(node, simple) else self.words["inside"].format(text)

    def _sum(self, plus: tuple[ir.Expression, ...], less: tuple[ir.Expression, ...]) -> str:
        level = self.kinds.level((*plus, *less))
        text = self._part(level[0]) if plus else self.words["zero"]
        for node in level[1 : len(plus)]:
            text = self.words["plus"].format(text, self._part(node))
        for node in level[len(plus) :]:
            text = self.words["less"].format(text, self._part(node))
        return text

    def _scale(self, node: ir.Scale) -> str:
        reading, value, times, over = self.kinds.reading(node), node.value, node.times, node.over
        if reading == "converted":
            value, over = self.kinds.level((value, over))
        elif reading == "proportion":
            times, over = self.kinds.level((times, over))
        return self.words[reading].format(*(self._part(each) for each in (value, times, over)))

    def _extreme(self, which: str, values: tuple[ir.Expression, ...]) -> str:
        is_time = self.kinds.of(values[0]).kind in {"instant", "date"}
        key = {"least": "earliest", "greatest": "latest"}[which] if is_time else which
        named = [self._part(without_day(each)) for each in self.kinds.level(values)]
        return self.words[key].format(self.listed(named, "last"))

    def _choose(
        self, branches: tuple[tuple[ir.Expression, ir.Expression], ...], otherwise: ir.Expression
    ) -> str:
        if not branches:
            return self.value(otherwise)
        last = self._part(otherwise)
        if all(self._part(then) == last for _, then in branches):
            return last  # it differs in its zone alone
        named = [self.words["choose"].format(self._part(then), self._holds(when)) for when, then in branches]
        return self.words["otherwise"].format(self.words["separator"].join(named), last)
