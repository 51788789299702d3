"""Values that are above zero whatever a case says, so that they can be divided by, or at least never below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.ir import tree as ir
from engine.ir.walk import children


def is_above_zero(
    node: ir.Expression,
    facts: Mapping[str, ir.FactDeclaration],
    terms: Mapping[str, ir.TermDefinition | None],
) -> bool:
    """Whether it can be seen at a glance that a value is above zero in every case."""
    match node:
        case ir.Literal(value):
            return isinstance(value, int) and value > 0
        case ir.Fact(name):
            return name in facts and (facts[name].least or 0) > 0
        case ir.Term(name):
            term = terms.get(name)
            return term is not None and is_above_zero(term.meaning, facts, terms)
        case ir.Extreme("greatest", values):
            return any(is_above_zero(each, facts, terms) for each in values)
        case ir.Scale(value, times, over):
            return all(is_above_zero(each, facts, terms) for each in (value, times, over))
        case _:
            return False


def is_never_below_zero(
    node: ir.Expression, facts: Mapping[str, ir.FactDeclaration], terms: Mapping[str, ir.Expression]
) -> bool:
    """Whether it can be seen at a glance that a value is zero or above in every case."""

    def every(nodes: Iterable[ir.Expression]) -> bool:
        return all(is_never_below_zero(each, facts, terms) for each in nodes)

    match node:
        case ir.Literal(value):
            return isinstance(value, int) and value >= 0
        case ir.Fact(name):
            least = facts[name].least
            return least is not None and least >= 0
        case ir.Term(name):
            return every((terms[name],))
        case ir.Extreme("greatest", values):
            return any(is_never_below_zero(each, facts, terms) for each in values)
        case ir.Choose(branches, otherwise):
            return every((*(then for _, then in branches), otherwise))
        case ir.Sum(less=()) | ir.Scale() | ir.Round() | ir.Extreme():
            return every(children(node))
        case _:
            return False
