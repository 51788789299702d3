"""One fault put into a policy: where it stands, what stood there, and the program that has it."""

from __future__ import annotations

from typing import Literal as OneOf

import attrs

from engine.ir import tree as ir

Kind = OneOf[
    "comparison", "number", "choice", "yes_no", "unit", "zone", "rounding", "condition", "line", "bound", "guard",
    "payment", "material", "measure", "deadline", "way", "verdict", "need", "clause", "precedence", "value", "share",
    "citation", "order",
]  # fmt: skip
"""What was changed, in the words of the field."""
Block = OneOf["clause", "amount", "term", "precedence"]
What = OneOf["scope", "need", "effect", "on", "line", "nothing_left", "meaning", "whole"]


@attrs.frozen
class Order:
    """That one comes before the other: a clause before a section, or a section before a clause."""

    first: str
    then: str
    first_is_section: bool

    @property
    def reversed(self) -> Order:
        """That the other comes before the one."""
        return Order(self.then, self.first, not self.first_is_section)


@attrs.frozen
class Cited:
    """The bullets under which an answer is given."""

    bullets: tuple[str, ...]


Part = ir.Expression | ir.Need | ir.Step | ir.NothingLeft | ir.Effect | Order | Cited | tuple[str, ...] | None
"""A part of a clause or amount that reads as one line; None where there is none."""


@attrs.frozen
class Site:
    """Where a fault is: a line of a clause, amount or term, counted from 1 among its kind (an effect among effects).

    Of `precedence`, `name` is the clause of the two.
    """

    block: Block
    name: str
    what: What = "whole"
    number: int = 1


@attrs.frozen
class Change:
    """What the fault is: its kind, its place, and the line before and after it; None where there is no such line.

    Of the kind `order` these are two lines of a bill that change places.
    """

    kind: Kind
    site: Site
    before: Part = None
    after: Part = None


@attrs.frozen
class Mutant:
    """A sound program with one fault in it."""

    program: ir.Program
    change: Change
