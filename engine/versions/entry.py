"""Reading one table of `versions.toml`: each value asked for by its key, each mistake reported with its path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.values.moment import from_date, to_day
from engine.values.unreadable import Unreadable

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@attrs.frozen
class Entry:
    """A table and where it stands.

    What is asked for and is not there, or not of its kind, is reported, and something empty is handed back: a
    manifest with any mistake in it is not used.
    """

    table: Mapping[str, object]
    path: str
    source_name: str
    report: Report

    def refuse(self, key: str, message: str, help_text: str | None = None) -> None:
        """Report a mistake at a key of this table."""
        where = Place(self.source_name, ".".join(part for part in (self.path, key) if part))
        self.report.error("RF607", message, where, help=help_text)

    def only(self, *keys: str) -> None:
        """Report each key that is none of these."""
        for key in self.table:
            if key not in keys:
                self.refuse(key, f"unknown key `{key}`", did_you_mean(key, keys))

    def _value(self, key: str, kind: type | tuple[type, ...], what: str) -> object:
        if key not in self.table:
            self.refuse(key, f"`{key}` is missing")
            return None
        value = self.table[key]
        if isinstance(value, kind) and not isinstance(value, bool | datetime):
            return value
        self.refuse(key, f"`{key}` is not {what}")
        return None

    def text(self, key: str) -> str:
        """A text that says something."""
        value = self._value(key, str, "a text")
        if value == "":
            self.refuse(key, f"`{key}` is empty")
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """A whole number from one on."""
        value = self._value(key, int, "a whole number")
        if isinstance(value, int) and value < 1:
            self.refuse(key, f"`{key}` is below one")
        return value if isinstance(value, int) else 0

    def day(self, key: str) -> int:
        """A date as an ordinal."""
        value = self._value(key, date, "a date")
        try:
            return from_date(value) if isinstance(value, date) else 0
        except Unreadable:
            self.refuse(key, f"`{key}` is too far away")
            return 0

    def name_of_day(self, key: str) -> str:
        """A text that is a date, as versions are named."""
        value = self.text(key)
        if value and not is_day(value):
            self.refuse(key, f"`{value}` is not a date, as in `2026-07-03`")
        return value

    def digest(self, key: str) -> str:
        """A digest as text."""
        value = self.text(key)
        if value and not _DIGEST.fullmatch(value):
            self.refuse(key, f"`{key}` is not a digest, as in `sha256:…` with 64 digits")
        return value

    def tables(self, key: str) -> dict[str, Entry]:
        """The tables inside the table at a key, each by its name."""
        inner = self.inner(key)
        return (
            {name: each for name in inner.table if (each := inner.inner(name)) is not None} if inner else {}
        )

    def inner(self, key: str) -> Entry | None:
        """A table inside this one."""
        value = self._value(key, Mapping, "a table")
        path = f"{self.path}.{key}" if self.path else key
        return attrs.evolve(self, table=value, path=path) if isinstance(value, Mapping) else None

    def rows(self, key: str) -> list[Entry]:
        """The tables of a list; a row that is no table is reported."""
        value = self._value(key, list, "a list of tables")
        found: list[Entry] = []
        for at, row in enumerate(value if isinstance(value, list) else []):
            if isinstance(row, Mapping):
                found.append(attrs.evolve(self, table=row, path=f"{self.path}.{key}[{at}]".lstrip(".")))
            else:
                self.refuse(f"{key}[{at}]", "this is not a table")
        return found


def is_day(text: str) -> bool:
    """Whether a text is a date, year-month-day."""
    try:
        to_day(text)
    except Unreadable:
        return False
    return True
