"""The clauses of a policy and the facts of a facts file, resolved and typed, with their texts and places."""

from __future__ import annotations

import attrs

from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.types import Type


@attrs.frozen
class Text:
    """One sentence or title in both languages; `{payment.paid}` in it is a slot for the value of that name."""

    en: str
    zh: str
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class Typed:
    """An expression of the program with its type; a date that came from an instant knows the zone of its days."""

    expression: ir.Expression
    type: Type
    zone: str = ""


@attrs.frozen
class FactModel:
    """One declared fact and the places where it says so."""

    declaration: ir.FactDeclaration
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class Facts:
    """A facts file: what a case can tell, in which units, and which combinations no real case has."""

    policy: str
    version: str
    edition: int
    units: dict[str, Type]
    facts: dict[str, FactModel]
    impossible: tuple[ir.Impossible, ...]
    texts: dict[str, Text]


@attrs.frozen
class Header:
    """What a policy says of itself; dates are ordinals."""

    policy: str
    version: str
    edition: int
    published: int
    governs_from: int
    selected_by: str
    zone: str
    prevails: str
    facts_version: str
    reaches_back: bool
    confirms: ir.Confirms | None = None


@attrs.frozen
class Counting:
    """A named way to count time; None where the policy does not say."""

    name: str
    first_counted: bool | None = None
    last_counted: bool | None = None
    zone: str | None = None
    calendar: str | None = None
    month_end: str | None = None
    hours_elapsed: bool = False


@attrs.frozen
class ClauseModel:
    """A clause, the clauses that it says it overrides, the ways to count that it names, and its place."""

    clause: ir.Clause
    overrides: tuple[Target, ...]
    countings: tuple[str, ...]
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class Target:
    """A clause or a section that a sentence on precedence names."""

    kind: str
    bullet: str
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class Precedes:
    """The clauses or sections of `first` come before those of `then`."""

    first: tuple[Target, ...]
    then: tuple[Target, ...]
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class Citation:
    """A bullet or section that the head or a line of an amount cites."""

    name: str
    cites: str
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class OpenPoint:
    """What the prose leaves open, and the reading that the policy chose."""

    name: str
    cites: tuple[str, ...]
    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen
class Policy:
    """A policy version with everything it names, in the order written."""

    header: Header
    facts: Facts
    sections: tuple[str, ...]
    countings: dict[str, Counting]
    terms: dict[str, ir.TermDefinition]
    amounts: dict[str, ir.Amount]
    clauses: tuple[ClauseModel, ...]
    precedence: tuple[Precedes, ...]
    open_points: tuple[OpenPoint, ...]
    texts: dict[str, Text]
    amount_citations: tuple[Citation, ...] = ()
    consumption: ir.Consumption | None = None
