"""The figures by which clauses and amounts decide: windows, edges, shares and sums, terms opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from engine.ir import tree as ir
from engine.ir.walk import amount_expressions, children, clause_expressions
from engine.lint.quantities import Quantity

_UNITS = {"days": "day", "business_days": "day", "months": "month", "hours": "hour", "minutes": "minute"}


class Figures:
    """Finds the figures of one program."""

    def __init__(self, program: ir.Program) -> None:
        """Take its terms and amounts."""
        self._terms = {term.name: term.meaning for term in program.terms}
        self._amounts = {amount.name: amount for amount in program.amounts}
        self._known: dict[str, frozenset[Quantity]] = {}

    def of_clause(self, clause: ir.Clause) -> frozenset[Quantity]:
        """The figures of a clause and of the amounts that it pays."""
        named = [name for effect in clause.effects for name in amounts_of(effect)]
        found = self._of(clause_expressions(clause))
        return found.union(*(self.of_amount(name) for name in named))

    def of_amount(self, name: str) -> frozenset[Quantity]:
        """The figures of an amount."""
        if name not in self._known:
            nodes = amount_expressions(self._amounts[name]) if name in self._amounts else ()
            self._known[name] = self._of(nodes)
        return self._known[name]

    def _of(self, nodes: Iterable[ir.Expression]) -> frozenset[Quantity]:
        return frozenset(quantity for node in nodes for quantity in self._in(node))

    def _in(self, node: ir.Expression, counts: str = "") -> Iterator[Quantity]:
        """The figures in an expression; `counts` is what a bare number is held against."""
        match node:
            case ir.Term(name):
                yield from self._in(self._terms[name], counts)
            case ir.Shift(_, int() as count, unit) if unit in _UNITS:
                yield Quantity(Fraction(abs(count)), _UNITS[unit])
            case ir.Literal(int() as value, type_) if not isinstance(value, bool) and type_.is_numeric:
                kind = type_.kind if type_.kind in {"percent", "money"} else counts
                yield Quantity(Fraction(value, 10**type_.decimals), kind)
            case ir.Compare(_, left, right):
                unit = self._counted(left) or self._counted(right)
                for quantity in (*self._in(left, unit), *self._in(right, unit)):
                    yield quantity
                    if quantity.unit == "minute" and not quantity.value % 60:
                        yield Quantity(quantity.value / 60, "hour")
                yield from self._said_otherwise(node, unit)
                return
            case _:
                pass
        for child in children(node):
            yield from self._in(child, counts)

    def _said_otherwise(self, test: ir.Compare, counts: str) -> Iterator[Quantity]:
        """The figure on the other side of an edge of whole numbers: at most 29 is below 30, from 7 is above 6."""
        match test:
            case ir.Compare("le" | "ge", _, ir.Literal(int() as value, type_) as edge) if type_.is_numeric:
                beyond = value + (1 if test.operator == "le" else -1)
                yield from self._in(attrs.evolve(edge, value=beyond), counts)
            case _:
                pass

    def _counted(self, node: ir.Expression) -> str:
        """What a number of days or months counts."""
        while isinstance(node, ir.Term | ir.Choose):
            node = self._terms[node.name] if isinstance(node, ir.Term) else node.branches[0][1]
        return _UNITS[node.unit] if isinstance(node, ir.Elapsed) else ""


def amounts_of(effect: ir.Effect) -> tuple[str, ...]:
    """The amounts that an effect names."""
    match effect:
        case ir.Pays(options):
            return tuple(name for _, name in options)
        case ir.Leaves(high=high) if high:
            return (high,)
        case _:
            return ()
