"""The types of facts and values, as the programs of a policy carry them."""

from __future__ import annotations

import attrs

NUMERIC = frozenset({"money", "quota", "count", "number", "percent"})
ORDERED = NUMERIC | {"instant", "date"}


@attrs.frozen
class Type:
    """What a value is: its kind, and what belongs to that kind.

    `kind` is one of `yes_no`, `choice`, `set`, `text`, `instant`, `date`, `count`, `number`, `percent`, `money`,
    `quota` and `list`.
    `unit` names the currency or the unit of quota; `options` are the words of a choice or of a set; a value is held as
    a whole number of 10**-`decimals`. `exact` is False for a value that may be a fraction of that.
    """

    kind: str
    unit: str = ""
    options: tuple[str, ...] = ()
    decimals: int = 0
    exact: bool = True

    @property
    def is_numeric(self) -> bool:
        """Whether values of this type can be added and scaled."""
        return self.kind in NUMERIC

    @property
    def is_ordered(self) -> bool:
        """Whether one value of this type can be above or after another."""
        return self.kind in ORDERED

    def same_measure(self, other: Type) -> bool:
        """Whether values of the two types can be compared or added: money with money of one currency, and so on."""
        return (self.kind, self.unit) == (other.kind, other.unit)


YES_NO = Type("yes_no")
INSTANT = Type("instant")
DATE = Type("date")
COUNT = Type("count")
LIST = Type("list")
