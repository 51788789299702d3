"""The columns of a history: what each tells, under which codes, in which unit and form of time."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.tasks.stop import USAGE, Stop, stop
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
_T = TypeVar("_T")


@attrs.frozen
class Column:
    """A column of the operator's: its name, its codes, what a whole number in it counts, and the form of its times."""

    name: str
    values: Mapping[str, str] = attrs.field(factory=dict)
    unit: int = 0
    form: str = ""


def columns_of(path: str | None, decimals: int) -> dict[str, Column]:
    """What tells what, by the map in a TOML file; columns that it does not name are called as what they tell."""
    if path is None:
        return {}
    try:
        table = tomllib.loads(Path(path).read_bytes().decode())
    except FileNotFoundError:
        raise stop("RF609", f"there is no file `{path}`") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise stop("RF506", f"`{path}` cannot be read: {why}") from None
    return _Map(path, decimals).of(table)


class _Map:
    """A map under way, each mistake told with the name of its file."""

    def __init__(self, path: str, decimals: int) -> None:
        self._path = path
        self._decimals = decimals

    def of(self, table: Mapping[str, Any]) -> dict[str, Column]:
        self._known(table, ("columns",), "a column map")
        found: dict[str, Column] = {}
        for name, told in self._typed(table, "columns", dict).items():
            keys = {"fact": told} if isinstance(told, str) else told
            if not isinstance(keys, dict) or not isinstance(keys.get("fact"), str):
                problem = f"it is not said what the column `{name}` tells"
                raise self._stop(problem, 'write `fact = "quota"`')
            self._known(keys, _KEYS, f"the column `{name}`")
            tells = keys["fact"]
            if tells not in NAMES:
                help_text = did_you_mean(tells, NAMES) or f"what can be told is {_listed(NAMES)}"
                raise self._stop(f"the column `{name}` tells `{tells}`, which no event has", help_text)
            if tells in found:
                problem = f"the columns `{found[tells].name}` and `{name}` both tell `{tells}`"
                raise self._stop(problem, "take one of them out")
            found[tells] = self._column(name, tells, keys)
        return found

    def _column(self, name: str, tells: str, keys: Mapping[str, Any]) -> Column:
        values = {str(code): str(word) for code, word in self._typed(keys, "values", dict).items()}
        for word in values.values() if tells == "kind" else ():
            if word not in KINDS:
                help_text = did_you_mean(word, KINDS) or f"kinds are {_listed(KINDS)}"
                raise self._stop(f"there is no kind of event `{word}`", help_text)
        form = self._typed(keys, "format", str)
        if form and form not in FORMS:
            help_text = (
                did_you_mean(form, FORMS) or f"it is one of {_listed(FORMS)}, or left out for RFC 3339"
            )
            raise self._stop(f"the column `{name}` has times in `{form}`", help_text)
        return Column(name, values, self._unit(name, self._typed(keys, "unit", str)), form)

    def _unit(self, name: str, unit: str) -> int:
        """What one of a column of whole numbers is, in the smallest unit; 0 where it is written in the unit itself."""
        try:
            found = to_minor(unit, self._decimals) if unit else 0
        except Unreadable:
            found = -1
        if found < 0 or (unit and not found):
            problem = f"the column `{name}` has the unit `{unit}`"
            help_text = f"write how much one of it is, with {self._decimals} decimals at most"
            raise self._stop(problem, help_text)
        return found

    def _typed(self, table: Mapping[str, Any], key: str, kind: type[_T]) -> _T:
        held = table.get(key, kind())
        if isinstance(held, kind):
            return held
        raise self._stop(f"`{key}` is no {'table' if kind is dict else 'text'}", None)

    def _known(self, table: Mapping[str, Any], known: Sequence[str], where: str) -> None:
        for key in table:
            if key not in known:
                raise self._stop(f"{where} has no `{key}`", did_you_mean(key, known))

    def _stop(self, problem: str, help_text: str | None) -> Stop:
        return stop("RF520", f"`{self._path}`: {problem}", help=help_text, exit_code=USAGE)


def _listed(words: Sequence[str] | Mapping[str, object]) -> str:
    return ", ".join(f"`{word}`" for word in words)
