"""What expressions are written in terms of: the columns of facts and terms, and the bits of words."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from engine.columnar.bits import Bits
from engine.columnar.number import Number, Whole
from engine.ir import tree as ir
from engine.values.calendar import Calendar


@attrs.frozen
class Scope:
    """The facts by name, each with its column; the terms; what each may be; the calendars.

    `numbers` bounds the facts and terms that are numbers, instants or dates. `always` are the columns that are never
    NULL; `optional` the facts that may be left out for good, which are NULL then.
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

    def whole(self, name: str) -> Whole:
        """A fact that is a number."""
        return self.numbers[name].over
