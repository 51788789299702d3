"""What expressions are written in terms of: the columns of facts and terms, and the bits of words."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from engine.columnar.bits import Bits
from engine.columnar.load import bounds_of
from engine.columnar.number import Number
from engine.ir import tree as ir
from engine.values.calendar import Calendar


@attrs.frozen
class Scope:
    """The facts by name, each with its column; the terms; what each may be; the calendars.

    `numbers` bounds the facts and terms that are numbers, instants or dates. `always` are the columns that are never
    NULL; `optional` the facts that may be left out for good, which are NULL then. `inlined` are the terms that read
    the entry at hand, and `depth` says how many lists lie around it.
    """

    program: ir.Program
    calendars: Mapping[str, Calendar]
    words: Bits
    columns: Mapping[str, str]
    numbers: dict[str, Number]
    terms: dict[str, str]
    always: set[str]
    optional: frozenset[str]
    presume: bool
    inlined: dict[str, ir.Expression] = attrs.field(factory=dict)
    depth: int = 0

    def inside(self, over: str) -> tuple[str, Scope]:
        """The name of an entry of a list, and what expressions about it are written in terms of."""
        entry = f"z{self.depth}"
        fields = next(fact.fields for fact in self.program.facts if fact.name == over)
        columns = {field.name: f"{entry}.{field_key(place)}" for place, field in enumerate(fields)}
        bounds = {field.name: bounds_of(field, columns[field.name]) for field in fields}
        certain = {
            columns[field.name] for field in fields if self.presume and isinstance(field.presumed, ir.Literal)
        }
        return entry, attrs.evolve(
            self,
            columns={**self.columns, **columns},
            numbers=self.numbers | {name: held for name, held in bounds.items() if held is not None},
            always=self.always | certain,
            depth=self.depth + 1,
        )


def field_key(place: int) -> str:
    """What a field of a record is called inside an entry."""
    return f"y{place}"
