"""Small faults of tests and values: another comparison, a number one off, another choice, unit, zone or rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import attrs

from engine.compare.mutants.tree import Kind
from engine.explain.kinds import Kinds
from engine.ir import tree as ir
from engine.ir.types import Type
from engine.values.rounding import MODES

Changed = tuple[Kind, ir.Expression]

_ORDERED: tuple[ir.Operator, ...] = ("lt", "le", "eq", "ge", "gt", "ne")
_EQUAL: tuple[ir.Operator, ...] = ("eq", "ne")
_FAR = ("UTC", "America/New_York")
"""Zones that somebody could have meant: that of the servers, and one whose clocks change."""
_UNITS = {
    "days": ("business_days", "months"), "business_days": ("days",), "months": ("days",),
    "hours": ("minutes",), "minutes": ("hours",),
}  # fmt: skip
_MONTH_ENDS = {"clamp": "roll", "roll": "clamp"}


class Faults:
    """The faults that expressions of one program can have."""

    def __init__(self, program: ir.Program) -> None:
        """Take the types of its facts and terms, its zone and its calendars."""
        self._kinds = Kinds(program)
        self._zones = tuple(dict.fromkeys((program.zone, *_FAR)))
        self._alike = _alike(program)
        self._calendar = program.calendars[0] if program.calendars else ""

    def of(self, node: ir.Expression) -> Iterator[Changed]:
        """The expression with one fault somewhere inside it, terms not opened."""
        return cast("Iterator[Changed]", self._inside(node))

    def _inside(self, part: object) -> Iterator[tuple[Kind, object]]:
        """Go through a node field by field, whatever node it is: one that is new to the ir is gone through as well."""
        if isinstance(part, tuple):
            for at, each in enumerate(part):
                yield from ((kind, (*part[:at], new, *part[at + 1 :])) for kind, new in self._inside(each))
        elif attrs.has(type(part)) and not isinstance(part, Type):
            yield from self._own(cast("Any", part))
            if isinstance(part, ir.Not) and isinstance(part.test, ir.Fact | ir.Term):
                return  # what is not so has one fault: that it is
            for field in attrs.fields(cast("Any", type(part))):
                for kind, new in self._inside(getattr(part, field.name)):
                    yield kind, attrs.evolve(cast("Any", part), **{field.name: new})

    def _own(self, node: ir.Expression) -> Iterator[Changed]:
        """The faults of one node itself."""
        match node:
            case ir.Literal():
                yield from _literal(node)
            case ir.Compare(operator, left):
                others = _ORDERED if self._kinds.of(left).is_ordered else _EQUAL
                yield from (
                    ("comparison", attrs.evolve(node, operator=other))
                    for other in others
                    if other != operator
                )
            case ir.Fact() | ir.Term():
                if self._kinds.of(node).kind == "yes_no":
                    yield "yes_no", ir.Not(node)
                yield from (("value", other) for other in self._alike.get(node, ()))
            case ir.Not(inner):
                yield "yes_no", inner
            case ir.All(tests) | ir.Any(tests) if len(tests) > 1:
                yield "condition", (ir.Any if isinstance(node, ir.All) else ir.All)(tests)
                yield from (
                    ("condition", attrs.evolve(node, tests=(*tests[:at], *tests[at + 1 :])))
                    for at in range(len(tests))
                )
            case ir.Member(value, options) | ir.Includes(value, options):
                every = self._kinds.of(value).options
                yield from (
                    ("choice", attrs.evolve(node, options=other)) for other in _options(options, every)
                )
                if isinstance(node, ir.Includes) and len(options) > 1:
                    yield "choice", attrs.evolve(node, how="any" if node.how == "all" else "all")
            case ir.Sum() | ir.Scale() | ir.Extreme() | ir.Round() | ir.Choose():
                yield from _arithmetic(node)
            case ir.Day() | ir.Shift() | ir.Elapsed():
                yield from self._time(node)
            case _:
                return

    def _time(self, node: ir.Day | ir.Shift | ir.Elapsed) -> Iterator[Changed]:
        if isinstance(node, ir.Day):
            yield from (("zone", attrs.evolve(node, zone=zone)) for zone in self._zones if zone != node.zone)
            return
        if isinstance(node, ir.Shift) and isinstance(node.count, int):
            counts = (node.count + 1, node.count - 1, -node.count)
            yield from (("number", attrs.evolve(node, count=count)) for count in counts)
        if node.unit == "time" or (node.rule and node.unit in {"hours", "minutes"}):
            yield from (("zone", attrs.evolve(node, rule=zone)) for zone in self._zones if zone != node.rule)
            return
        for unit in _UNITS.get(node.unit, ()):
            rule = {"business_days": self._calendar, "months": "clamp"}.get(unit, "")
            if unit != "business_days" or (self._calendar and isinstance(node, ir.Shift)):
                yield "unit", attrs.evolve(node, unit=unit, rule=rule)
        if node.unit == "months":
            yield "unit", attrs.evolve(node, rule=_MONTH_ENDS[node.rule])


def _alike(program: ir.Program) -> Mapping[ir.Expression, tuple[ir.Expression, ...]]:
    """For each fact and term the next two of the same type, which somebody could have meant."""
    kinds: dict[Type, list[ir.Expression]] = {}
    for fact in program.facts:
        if not fact.personal:
            kinds.setdefault(attrs.evolve(fact.type, exact=True), []).append(ir.Fact(fact.name))
    for term in program.terms:
        kinds.setdefault(attrs.evolve(term.type, exact=True), []).append(ir.Term(term.name))
    return {
        node: tuple(dict.fromkeys([*nodes[at + 1 :], *nodes[:at]]))[:2]
        for nodes in kinds.values()
        for at, node in enumerate(nodes)
    }


def _literal(node: ir.Literal) -> Iterator[Changed]:
    """A yes for a no, a choice beside it, or a number that is one smallest unit off or has a digit more or less."""
    match node.value:
        case bool():
            yield "yes_no", attrs.evolve(node, value=not node.value)
        case int() as held:
            numbers = dict.fromkeys((held + 1, held - 1, held * 10, held // 10))
            yield from (("number", attrs.evolve(node, value=number)) for number in numbers if number != held)
        case str() if node.type.kind == "choice":
            options = node.type.options
            at = options.index(node.value)
            beside = dict.fromkeys((options[(at + 1) % len(options)], options[at - 1]))
            yield from (("choice", attrs.evolve(node, value=word)) for word in beside if word != node.value)
        case _:
            return


def _options(options: tuple[str, ...], every: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words with one of them left out, and with each that is not among them."""
    yield from ((*options[:at], *options[at + 1 :]) for at in range(len(options)))
    yield from ((*options, word) for word in every if word not in options)


def _arithmetic(node: ir.Sum | ir.Scale | ir.Extreme | ir.Round | ir.Choose) -> Iterator[Changed]:
    match node:
        case ir.Scale(value):
            yield "share", value
        case ir.Sum(plus, less):
            yield from (("line", ir.Sum(plus, (*less[:at], *less[at + 1 :]))) for at in range(len(less)))
            yield from (
                ("line", ir.Sum((*plus[:at], *plus[at + 1 :]), less))
                for at in range(len(plus) * (len(plus) > 1))
            )
            yield from (
                ("line", ir.Sum((*plus, each), (*less[:at], *less[at + 1 :]))) for at, each in enumerate(less)
            )
        case ir.Extreme(which, values):
            yield "bound", attrs.evolve(node, which="greatest" if which == "least" else "least")
            fewer = [(*values[:at], *values[at + 1 :]) for at in range(len(values))]
            yield from (
                ("bound", each[0] if len(each) == 1 else attrs.evolve(node, values=each)) for each in fewer
            )
        case ir.Round(_, unit, mode):
            yield from (("rounding", attrs.evolve(node, mode=other)) for other in MODES if other != mode)
            yield "rounding", attrs.evolve(node, unit=unit * 10)
            if unit % 10 == 0:
                yield "rounding", attrs.evolve(node, unit=unit // 10)
        case ir.Choose(branches):
            for at in range(len(branches)):
                rest = branches[at + 1 :]
                yield "condition", attrs.evolve(node, branches=(*branches[:at], *rest))
                if rest:
                    (when, then), (other, value) = branches[at], rest[0]
                    swapped = (*branches[:at], (when, value), (other, then), *rest[1:])
                    yield "condition", attrs.evolve(node, branches=swapped)
