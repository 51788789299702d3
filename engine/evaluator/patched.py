"""A loaded module with a few of its functions taken from another program, for whoever tries many that are alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from engine.evaluator.load import Module
from engine.evaluator.to_python import source
from engine.ir import tree as ir

_PART = re.compile(r"^(?=[^\s)])", re.MULTILINE)
"""Where a statement of the module begins: a name in the first column."""
_NAMED = re.compile(r"(?:def )?(\w+)(?:\(| = )")
_TABLES = ("LINES", "BESIDES")
"""The tables that hold functions of the module, and so must be made anew with them."""


class Patched:
    """A module, and the programs that stand in for its own one after another; both have the same facts."""

    def __init__(self, program: ir.Program, module: Module) -> None:
        """Take a program and the module that was loaded of it."""
        self.module = module
        self._parts = frozenset(_parts(source(program)))

    @contextmanager
    def by(self, other: ir.Program) -> Iterator[frozenset[str]]:
        """The module reads the other program as long as this lasts; the names of what was taken from it."""
        parts = list(_parts(source(other)))
        changed = [part for part in parts if part not in self._parts]
        names = frozenset(found[1] for part in changed if (found := _NAMED.match(part)))
        tables = [part for part in parts if part.startswith(tuple(f"{table} = " for table in _TABLES))]
        before = {name: self.module.get(name) for name in (*names, *_TABLES)}
        exec(compile("".join([*changed, *tables]), "<patched>", "exec"), self.module)
        try:
            yield names
        finally:
            self.module |= before


def _parts(text: str) -> Iterator[str]:
    return filter(None, _PART.split(text))
