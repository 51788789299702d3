"""The figures by which clauses and amounts decide: windows, edges, shares and sums, terms opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

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

    def of_clause(self, clause: ir.Clause) -> frozenset[Quantity]:
        """The figures of a clause and of the amounts that it pays."""
        named = [name for effect in clause.effects for name in amounts_of(effect)]
        found = self._of(clause_expressions(clause))
        return found.union(*(self.of_amount(name) for name in named))

    def of_amount(self, name: str) -> frozenset[Quantity]:
        """The figures of an amount."""
        return self._of(amount_expressions(self._amounts[name])) if name in self._amounts else frozenset()

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
                yield from self._in(left, unit)
                yield from self._in(right, unit)
                return
            case _:
                pass
        for child in children(node):
            yield from self._in(child, counts)

    def _counted(self, node: ir.Expression) -> str:
        """What a number of days or months counts."""
        while isinstance(node, ir.Term):
            node = self._terms[node.name]
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
