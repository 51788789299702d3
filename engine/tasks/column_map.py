"""The columns of a table file: which fact each tells, under which codes, in which unit and form of time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.ir import tree as ir
from engine.tasks.stop import USAGE, Stop, stop
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
    if path is None:
        return ColumnMap()
    try:
        table = tomllib.loads(Path(path).read_bytes().decode())
    except FileNotFoundError:
        raise stop("RF609", f"there is no file `{path}`") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise stop("RF506", f"`{path}` cannot be read: {why}") from None
    return _Map(path).of(table)


class _Map:
    """A map under way, each mistake told with the name of its file."""

    def __init__(self, path: str) -> None:
        self._path = path

    def of(self, table: Mapping[str, Any]) -> ColumnMap:
        self._check_keys(table, _TOP, "a column map")
        columns = self._typed(table, "columns", dict, {})
        ignored = self._typed(table, "ignore", list, [])
        return ColumnMap(
            {name: self._column(name, told) for name, told in columns.items()},
            frozenset(map(str, ignored)),
            self._encoding(self._typed(table, "encoding", str, "")),
            self._one_sign(self._typed(table, "delimiter", str, ",")),
        )

    def _column(self, name: str, told: object) -> Column:
        if isinstance(told, str):
            return Column(told)
        if not isinstance(told, dict) or not isinstance(told.get("fact"), str):
            raise self._stop(
                f"the column `{name}` does not say which fact it tells", 'write `fact = "order.id"`'
            )
        self._check_keys(told, _KEYS, f"the column `{name}`")
        values = self._typed(told, "values", dict, {})
        zone = self._typed(told, "zone", str, "")
        if zone and not is_zone(zone):
            raise self._stop(f"there is no zone `{zone}`", "write it like `Asia/Shanghai`")
        form = self._typed(told, "format", str, "")
        if form and form not in EPOCHS and "%z" not in form and not zone:
            raise self._stop(
                f"the times of the column `{name}` do not say how far their clock is from UTC",
                'add their zone, as in `zone = "Asia/Shanghai"`',
            )
        return Column(
            told["fact"],
            {str(code): str(word) for code, word in values.items()},
            self._places(name, self._typed(told, "unit", str, "")),
            form,
            zone,
            self._typed(told, "separator", str, ";") or ";",
        )

    def _places(self, name: str, unit: str) -> int | None:
        if not unit:
            return None
        whole, _, zeros = unit.partition(".")
        if unit == "1" or (whole == "0" and zeros.strip("0") == "1" and zeros.endswith("1")):
            return len(zeros)
        raise self._stop(
            f"the unit `{unit}` of the column `{name}` is none of 1, 0.1, 0.01 and so on",
            'write `unit = "0.01"` where the column counts in fen',
        )

    def _encoding(self, name: str) -> str:
        try:
            "".encode(name or "utf-8")
        except LookupError:
            raise self._stop(f"there is no encoding `{name}`", "write `utf-8` or `gb18030`") from None
        return name

    def _one_sign(self, sign: str) -> str:
        if len(sign) != 1 or sign in '"\r\n':
            raise self._stop(f"`{sign}` cannot stand between cells", "write one sign, as in `;`")
        return sign

    def _typed(self, table: Mapping[str, Any], key: str, kind: type, default: Any) -> Any:  # noqa: ANN401
        held = table.get(key, default)
        if isinstance(held, kind):
            return held
        raise self._stop(f"`{key}` holds another type of value than it should", None)

    def _check_keys(self, table: Mapping[str, Any], known: set[str], where: str) -> None:
        for key in table:
            if key not in known:
                raise self._stop(f"{where} has no `{key}`", did_you_mean(key, known))

    def _stop(self, problem: str, help_text: str | None) -> Stop:
        return stop("RF512", f"`{self._path}`: {problem}", help=help_text, exit_code=USAGE)


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
