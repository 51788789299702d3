"""The type of any expression of a program, found from its facts and terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, assert_never

from engine.ir import tree as ir
from engine.ir.types import COUNT, DATE, INSTANT, YES_NO, Type

Reading = Literal["share", "times", "proportion", "converted"]

_PLAIN = frozenset({"count", "number"})


class Kinds:
    """The types of the facts and terms of a program, ready to be asked about expressions made of them."""

    def __init__(self, program: ir.Program) -> None:
        """Take the program as it is."""
        every = (each for fact in program.facts for each in (fact, *fact.fields))
        self._facts = {fact.name: fact.type for fact in every}
        self._terms = {term.name: term for term in program.terms}

    def of(self, node: ir.Expression) -> Type:
        """The type of an expression, at the number of decimals that its parts have."""
        match node:
            case ir.Literal(_, type_) | ir.Fold(type=type_):
                return type_
            case ir.Fact(name):
                return self._facts[name]
            case ir.Term(name):
                return self._terms[name].type
            case ir.Sum(plus, less):
                return self.widest((*plus, *less))
            case ir.Extreme(_, values):
                return self.widest(values)
            case ir.Scale(value, times):
                return self.of(times if self.reading(node) == "converted" else value)
            case ir.Shift(unit="time"):
                return INSTANT
            case ir.Round(inner) | ir.Choose(_, inner) | ir.Shift(inner):
                return self.of(inner)
            case ir.Day():
                return DATE
            case ir.Elapsed():
                return COUNT
            case ir.Not() | ir.All() | ir.Any() | ir.Compare() | ir.Member() | ir.Includes() | ir.Given():
                return YES_NO
            case _:
                assert_never(node)

    def reading(self, node: ir.Scale) -> Reading:
        """What a fraction is: a share in percent, a multiple, a proportion, or a conversion at a rate."""
        value, times, over = self.of(node.value), self.of(node.times), self.of(node.over)
        if isinstance(node.over, ir.Literal) and over.kind in _PLAIN and times.kind in {*_PLAIN, "percent"}:
            return "share" if times.kind == "percent" else "times"
        meets = times.same_measure(over) or {times.kind, over.kind} <= _PLAIN
        converts = value.same_measure(over) or {value.kind, over.kind} <= _PLAIN
        return "converted" if converts and not meets else "proportion"

    def widest(self, nodes: Iterable[ir.Expression]) -> Type:
        """The type of values that were brought to one number of decimals: the greatest among them."""
        return max((self.of(node) for node in nodes), key=lambda type_: type_.decimals)

    def level(self, nodes: tuple[ir.Expression, ...]) -> tuple[ir.Expression, ...]:
        """The values as they were before they were brought to one number of decimals."""
        decimals = self.widest(nodes).decimals
        return tuple(self._unraised(node, decimals) for node in nodes)

    def choices_of(self, node: ir.Expression) -> str:
        """The fact whose choices an expression takes its value from; empty where there is none."""
        match node:
            case ir.Fact(name):
                return name
            case ir.Term(name):
                return self.choices_of(self._terms[name].meaning)
            case ir.Choose(branches, otherwise):
                found = (self.choices_of(each) for each in (*(then for _, then in branches), otherwise))
                return next(filter(None, found), "")
            case _:
                return ""

    def _unraised(self, node: ir.Expression, decimals: int) -> ir.Expression:
        match node:
            case ir.Scale(inner, ir.Literal(int(factor)), ir.Literal(1)):
                more = decimals - self.of(node).decimals
                return inner if more > 0 and factor == 10**more else node
            case _:
                return node
