"""What is followed through the source of the engine: an expression there, or something that a module holds."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cached_property
from itertools import product

import attrs

from tests.diagnostics.source_code import Function, Place

HOLE = "\0"
"""What stands in a text for what only a run knows."""
MOST = 5000
"""How many ways there may be to read one text."""


@attrs.frozen(eq=False)
class Data:
    """Something that a module holds when it runs."""

    held: object

    @property
    def texts(self) -> frozenset[str]:
        if self.held is None:
            return frozenset()
        return frozenset({self.held if isinstance(self.held, str) else HOLE})


@attrs.frozen(eq=False)
class Expr:
    """An expression, where it stands, and what is known of the parameters around it."""

    node: ast.AST
    place: Place
    given: Mapping[tuple[Function, str], Expr] = attrs.field(factory=dict)

    def sub(self, node: ast.AST) -> Expr:
        return Expr(node, self.place, self.given)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What another expression has too that stands for the same."""
        given = frozenset((name, each.key) for name, each in self.given.items())
        return (self.node, self.place.functions, given)


Value = Expr | Data
UNKNOWN = Data(object())


def joined(parts: list[frozenset[str]]) -> frozenset[str]:
    """Every way to put texts together, one of each part."""
    total = 1
    for part in parts:
        total *= len(part)
    assert total <= MOST, f"{total} ways to read one text: {parts}"
    return frozenset("".join(each) for each in product(*parts))
