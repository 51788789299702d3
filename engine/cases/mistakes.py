"""The mistakes of one case while it is read: each with its path, and some guesses at what was meant."""

from __future__ import annotations

from collections.abc import Iterable

from engine.cases.names import dotted
from engine.cases.unknown import Unknown
from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir import tree as ir

GUESSES = 20
"""How many unknown words of one case are compared with the known ones; a hostile file has very many."""


class Mistakes:
    """Collects what is wrong with one case, which stands at `where`."""

    def __init__(self, where: Place) -> None:
        """Start with none."""
        self.report = Report()
        self._where = where
        self._guesses = GUESSES

    def add(self, code: str, path: str, message: str, help_text: str | None = None) -> None:
        """Collect one; `path` is counted from the top of the case."""
        where = self._where
        whole = dotted(where.path, path) if path else where.path
        self.report.error(code, message, Place(where.source_name, whole, where.line), help=help_text)

    def refuse(
        self, code: str, fact: ir.FactDeclaration, message: str, help_text: str | None = None, at: str = ""
    ) -> Unknown:
        """Collect one about the value of a fact, which stays unknown; `at` is the place inside the value."""
        self.add(code, fact.name + at, message, help_text)
        return Unknown(fact.name)

    def guess(self, word: str, candidates: Iterable[str]) -> str | None:
        """Word the help for a word that nothing has; None where nothing is near."""
        self._guesses -= 1
        return did_you_mean(word, candidates) if self._guesses >= 0 else None
