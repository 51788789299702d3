"""The columns of a history: what each tells, under which codes, in which unit and form of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.tasks.map_file import MapFile
from engine.values.money import to_minor
from engine.values.unreadable import Unreadable

NAMES = ("account", "at", "kind", "quota", "order", "lot", "call", "expires_at", "paid")
"""What the columns of a history can tell."""
NEEDED = NAMES[:4]
KINDS = ("top_up", "gift", "redemption", "call", "return", "expiry")
"""What an event can be."""
FORMS = {"seconds": 1_000_000, "milliseconds": 1_000, "microseconds": 1}
"""Times that are counted from 1970 on, each with the microseconds that one of it has."""

_KEYS = ("fact", "values", "unit", "format")


@attrs.frozen
class Column:
    """A column of the operator's: its name, its codes, what a whole number in it counts, and the form of its times."""

    name: str
    values: Mapping[str, str] = attrs.field(factory=dict)
    unit: int = 0
    form: str = ""


def columns_of(path: str | None, decimals: int) -> dict[str, Column]:
    """What tells what, by the map in a TOML file; columns that it does not name are called as what they tell."""
    return {} if path is None else _Map(path, decimals).read()


class _Map(MapFile):
    """A map of columns that tell events."""

    def __init__(self, path: str, decimals: int) -> None:
        super().__init__(path, "RF520")
        self._decimals = decimals

    def read(self) -> dict[str, Column]:
        found: dict[str, Column] = {}
        for name, keys in self.columns(self.table(("columns",)), _KEYS).items():
            tells = keys["fact"]
            if tells not in NAMES:
                help_text = did_you_mean(tells, NAMES) or f"what can be told is {_listed(NAMES)}"
                raise self.stop(f"the column `{name}` tells `{tells}`, which no event has", help_text)
            if tells in found:
                problem = f"the columns `{found[tells].name}` and `{name}` both tell `{tells}`"
                raise self.stop(problem, "take one of them out")
            found[tells] = self._column(name, tells, keys)
        return found

    def _column(self, name: str, tells: str, keys: Mapping[str, Any]) -> Column:
        values = self.values(keys)
        for word in values.values() if tells == "kind" else ():
            if word not in KINDS:
                help_text = did_you_mean(word, KINDS) or f"kinds are {_listed(KINDS)}"
                raise self.stop(f"there is no kind of event `{word}`", help_text)
        form = self.typed(keys, "format", str)
        if form and form not in FORMS:
            help_text = (
                did_you_mean(form, FORMS) or f"it is one of {_listed(FORMS)}, or left out for RFC 3339"
            )
            raise self.stop(f"the column `{name}` has times in `{form}`", help_text)
        return Column(name, values, self._unit(name, self.typed(keys, "unit", str)), form)

    def _unit(self, name: str, unit: str) -> int:
        """What one of a column of whole numbers is, in the smallest unit; 0 where it is written in the unit itself."""
        try:
            found = to_minor(unit, self._decimals) if unit else 0
        except Unreadable:
            found = -1
        if found < 0 or (unit and not found):
            problem = f"the column `{name}` has the unit `{unit}`"
            help_text = f"write how much one of it is, with {self._decimals} decimals at most"
            raise self.stop(problem, help_text)
        return found


def _listed(words: Sequence[str] | Mapping[str, object]) -> str:
    return ", ".join(f"`{word}`" for word in words)
