"""Faults in words: where, and what the line says with and without the fault."""

from __future__ import annotations

from typing import Any, assert_never, cast

import attrs

from engine.compare.mutants.tree import Change, Cited, Mutant, Order, Part, Site
from engine.explain.phrases import Phrases
from engine.ir import tree as ir
from engine.ir.texts import Texts

_WORDS = {
    "clause": ("clause {0}", "条款 {0}"),
    "amount": ("amount {0}", "金额 {0}"),
    "term": ("term {0}", "术语 {0}"),
    "precedence": ("precedence", "优先关系"),
    "section": ("section {0}", "第 {0} 节"),
    "scope": ("{0}, what it speaks of", "{0}，适用范围"),
    "need": ("{0}, need {1}", "{0}，要件 {1}"),
    "effect": ("{0}, effect {1}", "{0}，效果 {1}"),
    "on": ("{0}, on which answers", "{0}，所附结论"),
    "line": ("{0}, line {1}", "{0}，第 {1} 行"),
    "nothing_left": ("{0}, nothing left {1}", "{0}，归零 {1}"),
    "meaning": ("{0}", "{0}"),
    "whole": ("{0}", "{0}"),
    "becomes": ("“{0}” becomes “{1}”", "“{0}”变为“{1}”"),
    "zone": ("“{0}”, but by the days of {1}", "“{0}”，但按 {1} 的日期"),
    "month_end": ("“{0}”, but with the other end of a month", "“{0}”，但月末规则相反"),
    "under": ("under {0}", "依{0}"),
    "swapped": ("“{0}” comes only after “{1}”", "“{0}”移到“{1}”之后"),
    "left_out": ("“{0}” is left out", "漏写“{0}”"),
    "all_left_out": ("all of it is left out", "整条漏写"),
    "before": ("{0} comes before {1}", "{0}优先于{1}"),
    "if": ("{0} if {1}", "{1}时{0}"),
    "separator": ("; otherwise ", "；否则"),
    "pays": ("pays {0}", "支付{0}"),
    "leaves": ("{0} chooses from {1} to {2}", "由{0}在{1}至{2}之间裁量"),
    "the_refund": ("the refund", "应退金额"),
    "asks": ("asks for {0}", "须提交{0}"),
    "no_materials": ("nothing", "无"),
    "due": ("{0} by {1}", "{0}：不晚于{1}"),
    "refuses": ("refuses", "不予退款"),
    "take": ("take {0}", "取{0}"),
    "add": ("add {0}", "加{0}"),
    "less": ("less {0}", "减{0}"),
    "at_least": ("at least {0}", "不低于{0}"),
    "at_most": ("at most {0}", "不高于{0}"),
    "down": ("round down to {0}", "向下取整至{0}"),
    "up": ("round up to {0}", "向上取整至{0}"),
    "half_up": ("round half up to {0}", "四舍五入至{0}"),
    "half_even": ("round half even to {0}", "四舍六入五成双至{0}"),
    "ending": ("nothing left is refused under {0}", "归零时依{0}不予退款"),
    "test": ("{0}", "{0}"),
    "calls_for": ("{0}; else calls for {1}", "{0}；否则采取措施：{1}"),
}  # fmt: skip


_CLOCK = {"time", "hours", "minutes"}
"""The units of a span whose rule is a zone, or none."""


class FaultTexts:
    """Says the faults of one program in the words of one language."""

    def __init__(self, program: ir.Program, texts: Texts, lang: str) -> None:
        """Take the program that has no fault, and its texts."""
        self._zh = lang == "zh"
        self._phrases = Phrases(program, texts, lang)
        self._label = self._phrases.figures.label

    def where(self, site: Site) -> str:
        """The place of a fault: `clause 2.3, need 2`."""
        block = self._say(site.block, site.name)
        return self._say(site.what, block, site.number)

    def what(self, mutant: Mutant) -> str:
        """The fault: the line that it is in, and what it says with the fault."""
        change: Change = mutant.change
        if change.before is None:
            return self._say("all_left_out")
        before = self._part(change.before)
        if change.after is None:
            return self._say("left_out", before)
        after = self._part(change.after)
        if change.kind == "order":
            return self._say("swapped", before, after)
        if change.kind == "zone":
            return self._say("zone", before, _new_zone(change.before, change.after))
        if after == before and change.kind == "unit":  # what the end of a month does has no words of its own
            return self._say("month_end", before)
        return self._say("becomes", before, after)

    def _say(self, key: str, *values: object) -> str:
        return _WORDS[key][self._zh].format(*values)

    def _part(self, part: Part) -> str:
        match part:
            case None:
                return ""
            case Order(first, then, first_is_section):
                named = (self._say("section" if first_is_section else "clause", first),
                         self._say("clause" if first_is_section else "section", then))  # fmt: skip
                return self._say("before", *named)
            case Cited(bullets):
                return self._say("under", ", ".join(bullets))
            case tuple():
                return self._phrases.answers(part)
            case ir.Need(test, _, measures):
                words = self._expression(test)
                also = ", ".join(self._label(f"measure.{each}", each) for each in measures)
                return self._say("calls_for", words, also) if measures else words
            case ir.Step():
                return self._step(part)
            case ir.NothingLeft(guard, cites):
                return self._if(self._say("ending", ", ".join(cites)), guard)
            case ir.Pays() | ir.Refuses() | ir.Leaves() | ir.Asks() | ir.Orders() | ir.Due() | ir.Routes():
                return self._effect(part)
            case ir.Splits() | ir.Offers():
                return self._effect(part)
            case _:
                return self._expression(part)

    def _expression(self, node: ir.Expression) -> str:
        if self._phrases.figures.kinds.of(node).kind == "yes_no":
            return self._phrases.condition(node)
        return self._phrases.figures.value(node)

    def _if(self, text: str, guard: ir.Expression | None) -> str:
        return text if guard is None else self._say("if", text, self._phrases.condition(guard))

    def _step(self, step: ir.Step) -> str:
        key = step.mode if step.kind == "round" else step.kind
        return self._if(self._say(key, self._phrases.figures.value(step.value)), step.guard)

    def _effect(self, effect: ir.Effect) -> str:
        match effect:
            case ir.Pays(options):
                paid = [self._if(self._say("pays", self._label(f"amount.{name}", name)), guard)
                        for guard, name in options]  # fmt: skip
                return self._say("separator").join(paid)
            case ir.Refuses():
                return self._say("refuses")
            case ir.Leaves(party, low, high):
                most = self._label(f"amount.{high}", high) if high else self._say("the_refund")
                least = self._phrases.figures.value(low)
                return self._say("leaves", self._label(f"party.{party}", party), least, most)
            case ir.Asks(fact, options):
                named = self._phrases.figures.choices(ir.Fact(fact), options, "last")
                return self._say("asks", named or self._say("no_materials"))
            case ir.Orders(measure, guard):
                return self._if(self._label(f"measure.{measure}", measure), guard)
            case ir.Due(name, day):
                return self._say("due", name, self._phrases.figures.value(day))
            case ir.Routes(route):
                return self._label(f"route.{route}", route)
            case ir.Splits(_, parts, rest):
                ways = dict.fromkeys((*(name for name, _ in parts), rest))
                return self._say("separator").join(self._label(f"route.{name}", name) for name in ways)
            case ir.Offers(options):
                offered = (self._label(f"remedy.{each.remedy}", each.remedy) for each in options)
                return self._say("separator").join(offered)
            case _:
                assert_never(effect)


def _new_zone(before: Part, after: Part) -> str:
    """The zone of the days of which a line has more than it had."""
    zones, had = _zones(after), _zones(before)
    return next(zone for zone in zones if zones.count(zone) > had.count(zone))


def _zones(part: object) -> list[str]:
    """The zones by which a line tells days."""
    if isinstance(part, tuple):
        return [zone for each in part for zone in _zones(each)]
    if not attrs.has(type(part)):
        return []
    return _own_zone(part) + [
        zone for field in attrs.fields(cast("Any", type(part))) for zone in _zones(getattr(part, field.name))
    ]


def _own_zone(part: object) -> list[str]:
    match part:
        case ir.Day(zone=zone):
            return [zone]
        case ir.Shift(unit=unit, rule=rule) | ir.Elapsed(unit=unit, rule=rule) if unit in _CLOCK:
            return [rule]
        case _:
            return []
