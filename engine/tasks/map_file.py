"""A map of columns in a TOML file: read, and held against the keys and types that it may have."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from engine.diagnostics.nearest import did_you_mean
from engine.tasks.stop import USAGE, Stop, stop

_T = TypeVar("_T")


class MapFile:
    """A map under way; each mistake is told under a code, with the name of the file."""

    def __init__(self, path: str, code: str) -> None:
        """Take the file and the code of its mistakes."""
        self._path = path
        self._code = code

    def table(self, keys: Iterable[str]) -> Mapping[str, Any]:
        """What the file says, under keys that it may have; stops where it cannot be read."""
        try:
            table = tomllib.loads(Path(self._path).read_bytes().decode())
        except FileNotFoundError:
            raise stop("RF609", f"there is no file `{self._path}`") from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
            raise stop("RF506", f"`{self._path}` cannot be read: {why}") from None
        self.known(table, keys, "a column map")
        return table

    def columns(self, table: Mapping[str, Any], keys: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
        """What is said of each column: a table with the `fact` that it tells; a bare text says just that."""
        found: dict[str, Mapping[str, Any]] = {}
        for name, said in self.typed(table, "columns", dict).items():
            told = {"fact": said} if isinstance(said, str) else said
            if not isinstance(told, dict) or not isinstance(told.get("fact"), str):
                problem = f"the column `{name}` does not say which fact it tells"
                raise self.stop(problem, 'write `fact = "order.id"`')
            self.known(told, keys, f"the column `{name}`")
            found[name] = told
        return found

    def values(self, told: Mapping[str, Any]) -> dict[str, str]:
        """The codes of a column, each with the word that it stands for."""
        return {str(code): str(word) for code, word in self.typed(told, "values", dict).items()}

    def typed(self, table: Mapping[str, Any], key: str, kind: type[_T]) -> _T:
        """What stands under a key, empty where nothing does; stops at another type of value."""
        held = table.get(key, kind())
        if isinstance(held, kind):
            return held
        raise self.stop(f"`{key}` holds another type of value than it should", None)

    def known(self, table: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
        """Stop at a key that means nothing."""
        known = set(keys)
        for key in table:
            if key not in known:
                raise self.stop(f"{where} has no `{key}`", did_you_mean(key, known))

    def stop(self, problem: str, help_text: str | None) -> Stop:
        """A mistake of the map."""
        return stop(self._code, f"`{self._path}`: {problem}", help=help_text, exit_code=USAGE)
