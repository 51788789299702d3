"""The columns of a table file: which fact each tells, under which codes, in which unit and form of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.ir import tree as ir
from engine.tasks.map_file import MapFile
from engine.tasks.stop import stop
from engine.values.zone import is_zone

_KEYS = {"fact", "values", "unit", "format", "zone", "separator"}
_TOP = {"columns", "ignore", "encoding", "delimiter"}
EPOCHS = {"seconds": 9, "milliseconds": 6, "microseconds": 3, "nanoseconds": 0}
"""Forms of time that count from 1970 in UTC, each with the zeros that make nanoseconds of it."""


@attrs.frozen
class Column:
    """One column: the fact that it tells, and how.

    `values` are codes of the operator, each with the word or text that it stands for. A number counts in
    10**-`places` of the fact's unit (None: it is written in the unit itself). A time is RFC 3339, or counts in
    `form` (one of EPOCHS), or is written in `form` (of strptime) in `zone`. Words of a set stand between `separator`.
    """

    fact: str
    values: Mapping[str, str] = attrs.field(factory=dict)
    places: int | None = None
    form: str = ""
    zone: str = ""
    separator: str = ";"


@attrs.frozen
class ColumnMap:
    """What an operator says of their table: columns by name, those to be ignored, and the form of a CSV file."""

    columns: Mapping[str, Column] = attrs.field(factory=dict)
    ignored: frozenset[str] = frozenset()
    encoding: str = ""
    delimiter: str = ","


def read_map(path: str | None) -> ColumnMap:
    """The map in a TOML file; an empty one where none is named. Stops at the first thing that it cannot mean."""
    return ColumnMap() if path is None else _Map(path, "RF512").read()


class _Map(MapFile):
    """A map of columns that tell facts."""

    def read(self) -> ColumnMap:
        table = self.table(_TOP)
        ignored = self.typed(table, "ignore", list)
        return ColumnMap(
            {name: self._column(name, told) for name, told in self.columns(table, _KEYS).items()},
            frozenset(map(str, ignored)),
            self._encoding(self.typed(table, "encoding", str)),
            self._one_sign(self.typed(table, "delimiter", str) or ","),
        )

    def _column(self, name: str, told: Mapping[str, Any]) -> Column:
        zone = self.typed(told, "zone", str)
        if zone and not is_zone(zone):
            raise self.stop(f"there is no zone `{zone}`", "write it like `Asia/Shanghai`")
        form = self.typed(told, "format", str)
        if form and form not in EPOCHS and "%z" not in form and not zone:
            raise self.stop(
                f"the times of the column `{name}` do not say how far their clock is from UTC",
                'add their zone, as in `zone = "Asia/Shanghai"`',
            )
        return Column(
            told["fact"],
            self.values(told),
            self._places(name, self.typed(told, "unit", str)),
            form,
            zone,
            self.typed(told, "separator", str) or ";",
        )

    def _places(self, name: str, unit: str) -> int | None:
        if not unit:
            return None
        whole, _, zeros = unit.partition(".")
        if unit == "1" or (whole == "0" and zeros.strip("0") == "1" and zeros.endswith("1")):
            return len(zeros)
        raise self.stop(
            f"the unit `{unit}` of the column `{name}` is none of 1, 0.1, 0.01 and so on",
            'write `unit = "0.01"` where the column counts in fen',
        )

    def _encoding(self, name: str) -> str:
        try:
            "".encode(name or "utf-8")
        except LookupError:
            raise self.stop(f"there is no encoding `{name}`", "write `utf-8` or `gb18030`") from None
        return name

    def _one_sign(self, sign: str) -> str:
        if len(sign) != 1 or sign in '"\r\n':
            raise self.stop(f"`{sign}` cannot stand between cells", "write one sign, as in `;`")
        return sign


Facts = Mapping[str, ir.FactDeclaration]
"""The facts of all versions by name, those of the newest before those of an older one."""


def columns_of(names: Sequence[str], map_: ColumnMap, facts: Facts, source: str) -> tuple[Column | None, ...]:
    """What each column of a table tells, by its header; None for one to be ignored. Stops where one tells nothing."""
    for name in map_.columns:
        if name not in names:
            help_text = did_you_mean(name, names)
            raise stop("RF512", f"`{source}` has no column `{name}`", help=help_text)
    found = tuple(_column(name, map_, facts, source) for name in names)
    _check_once(names, found, source)
    return found


def _column(name: str, map_: ColumnMap, facts: Facts, source: str) -> Column | None:
    if name in map_.ignored:
        return None
    column = map_.columns.get(name, Column(name))
    if column.fact in facts:
        return column
    help_text = (
        did_you_mean(column.fact, facts) or "name what it tells with `--columns`, or have it ignored there"
    )
    raise stop("RF501", f"the column `{name}` of `{source}` tells no fact of the policy", help=help_text)


def _check_once(names: Sequence[str], columns: Sequence[Column | None], source: str) -> None:
    told: dict[str, str] = {}
    for name, column in _named(names, columns):
        if column.fact in told:
            problem = (
                f"the columns `{told[column.fact]}` and `{name}` of `{source}` both tell `{column.fact}`"
            )
            raise stop("RF505", problem, help="keep one of the two, or have one ignored with `--columns`")
        told[column.fact] = name


def _named(names: Sequence[str], columns: Sequence[Column | None]) -> Iterator[tuple[str, Column]]:
    for name, column in zip(names, columns, strict=True):
        if column is not None:
            yield name, column
