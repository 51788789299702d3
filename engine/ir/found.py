"""What a check finds out about the value of an expression."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from engine.ir.types import DATE, INSTANT, NUMERIC, ORDERED, YES_NO, Type

_WORDS = {"yes_no": "a yes/no", "instant": "an instant", "number": "a number"}


@attrs.frozen
class Found:
    """The type of a value: counts and numbers are one kind, and `decimals` holds each that it could have.

    Money and quota have the decimals of their unit. But a number times 10**n over 1 is either that many times
    the number, or the same number with n decimals more: a Scale does not say which, so both are found.
    """

    kind: str
    unit: str = ""
    options: tuple[str, ...] = ()
    decimals: frozenset[int] = frozenset({0})
    exact: bool = True

    @classmethod
    def of(cls, type_: Type) -> Found:
        """What a declared type says."""
        kind = "number" if type_.kind == "count" else type_.kind
        options = tuple(sorted(type_.options))  # two sets of choices are alike in any order
        return cls(kind, type_.unit, options, frozenset({type_.decimals}), type_.exact)

    @property
    def is_numeric(self) -> bool:
        """Whether values like this can be added and scaled."""
        return self.kind in NUMERIC

    @property
    def is_ordered(self) -> bool:
        """Whether one value like this can be above or after another."""
        return self.kind in ORDERED

    def meets(self, other: Found) -> bool:
        """Whether the two can stand on both sides of one comparison."""
        same = (self.kind, self.unit, self.options) == (other.kind, other.unit, other.options)
        return same and bool(self.decimals & other.decimals)

    def __str__(self) -> str:
        words = _WORDS.get(self.kind, f"a {self.kind}")
        unit = f" in {self.unit}" if self.unit else ""
        decimals = " or ".join(str(each) for each in sorted(self.decimals))
        return f"{words}{unit} with {decimals} decimals" if self.is_numeric else f"{words}{unit}"


def joined(values: Iterable[Found]) -> Found | None:
    """What several values are together, at least one of them; None where they do not all meet."""
    first, *others = values
    for each in others:
        if not first.meets(each):
            return None
        decimals, exact = first.decimals & each.decimals, first.exact and each.exact
        first = attrs.evolve(first, decimals=decimals, exact=exact)
    return first


FOUND_YES_NO = Found.of(YES_NO)
FOUND_DATE = Found.of(DATE)
FOUND_INSTANT = Found.of(INSTANT)
FOUND_COUNT = Found("number")
