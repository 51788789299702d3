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

_ORDERED: Mapping[ir.Operator, tuple[ir.Operator, ...]] = {
    "lt": ("le", "ge"), "le": ("lt", "gt"), "gt": ("ge", "le"), "ge": ("gt", "lt"),
    "eq": ("ne", "le", "ge"), "ne": ("eq", "lt", "gt"),
}  # fmt: skip
_EQUAL: Mapping[ir.Operator, tuple[ir.Operator, ...]] = {"eq": ("ne",), "ne": ("eq",)}
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
        self._zones = tuple(dict.fromkeys((program.zone, "UTC")))
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
                table = _ORDERED if self._kinds.of(left).is_ordered else _EQUAL
                yield from (("comparison", attrs.evolve(node, operator=other)) for other in table[operator])
            case ir.Fact() | ir.Term() if self._kinds.of(node).kind == "yes_no":
                yield "yes_no", ir.Not(node)
            case ir.Not(inner):
                yield "yes_no", inner
            case ir.All(tests) | ir.Any(tests) if len(tests) > 1:
                yield "condition", (ir.Any if isinstance(node, ir.All) else ir.All)(tests)
                yield from (
                    ("condition", attrs.evolve(node, tests=(*tests[:at], *tests[at + 1 :])))
                    for at in range(len(tests))
                )
            case ir.Member(value, options):
                every = self._kinds.of(value).options
                yield from (
                    ("choice", attrs.evolve(node, options=other)) for other in _options(options, every)
                )
            case ir.Includes(value, options, how):
                every = self._kinds.of(value).options
                yield from (
                    ("choice", attrs.evolve(node, options=other)) for other in _options(options, every)
                )
                if len(options) > 1:
                    yield "choice", attrs.evolve(node, how="any" if how == "all" else "all")
            case ir.Sum() | ir.Extreme() | ir.Round() | ir.Choose():
                yield from _arithmetic(node)
            case ir.Day() | ir.Shift() | ir.Elapsed():
                yield from self._time(node)
            case _:
                return

    def _time(self, node: ir.Day | ir.Shift | ir.Elapsed) -> Iterator[Changed]:
        if isinstance(node, ir.Day):
            yield from (("zone", attrs.evolve(node, zone=zone)) for zone in self._zones if zone != node.zone)
            return
        if isinstance(node, ir.Shift):
            yield from (("number", attrs.evolve(node, count=node.count + by)) for by in (1, -1))
        for unit in _UNITS.get(node.unit, ()):
            rule = {"business_days": self._calendar, "months": "clamp"}.get(unit, "")
            if unit != "business_days" or (self._calendar and isinstance(node, ir.Shift)):
                yield "unit", attrs.evolve(node, unit=unit, rule=rule)
        if node.unit == "months":
            yield "unit", attrs.evolve(node, rule=_MONTH_ENDS[node.rule])


def _literal(node: ir.Literal) -> Iterator[Changed]:
    """A yes for a no, the next choice, or a number that is one smallest unit off."""
    match node.value:
        case bool():
            yield "yes_no", attrs.evolve(node, value=not node.value)
        case int():
            yield from (("number", attrs.evolve(node, value=node.value + by)) for by in (1, -1))
        case str() if node.type.kind == "choice":
            options = node.type.options
            yield "choice", attrs.evolve(node, value=options[(options.index(node.value) + 1) % len(options)])
        case _:
            return


def _options(options: tuple[str, ...], every: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words with one of them left out, and with the first that is not among them."""
    yield from ((*options[:at], *options[at + 1 :]) for at in range(len(options)))
    yield from ((*options, word) for word in [each for each in every if each not in options][:1])


def _arithmetic(node: ir.Sum | ir.Extreme | ir.Round | ir.Choose) -> Iterator[Changed]:
    match node:
        case ir.Sum(plus, less):
            yield from (("line", ir.Sum(plus, (*less[:at], *less[at + 1 :]))) for at in range(len(less)))
            yield from (
                ("line", ir.Sum((*plus[:at], *plus[at + 1 :]), less))
                for at in range(len(plus) * (len(plus) > 1))
            )
            yield from (
                ("line", ir.Sum((*plus, each), (*less[:at], *less[at + 1 :]))) for at, each in enumerate(less)
            )
        case ir.Extreme(which):
            yield "bound", attrs.evolve(node, which="greatest" if which == "least" else "least")
        case ir.Round(_, unit, mode):
            yield from (("rounding", attrs.evolve(node, mode=other)) for other in MODES if other != mode)
            yield "rounding", attrs.evolve(node, unit=unit * 10)
        case ir.Choose(branches):
            yield from (
                ("condition", attrs.evolve(node, branches=(*branches[:at], *branches[at + 1 :])))
                for at in range(len(branches))
            )
