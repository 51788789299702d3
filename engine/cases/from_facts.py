"""The plain reader of a case: nested tables held against the facts of a program, every mistake in the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import attrs

from engine.cases.case import Case
from engine.cases.from_value import read_value
from engine.cases.impossible import impossible_because
from engine.cases.mistakes import Mistakes
from engine.cases.names import Names, dotted, names_of
from engine.cases.presumption import completed
from engine.cases.written import cut, said, shortened
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir import tree as ir

Judge = Callable[[tuple[object, ...]], Iterable[str]]
"""Names the impossible combinations that these facts certainly have; what an unknown fact leaves open is none."""


@attrs.frozen
class Reader:
    """Reads cases of one program; `words` are its texts in the language of the messages."""

    program: ir.Program
    judge: Judge
    words: Mapping[str, str] = attrs.field(factory=dict)

    def read(self, data: object, *, presume: bool, report: Report, where: Place) -> Case | None:
        """The case that the tables say, or None with all mistakes in the report.

        `where` is the file, with the path of the case in it (`[3]`) or its line. Without `presume` a fact left
        out is unknown, even where the policy presumes something.
        """
        reading = _Reading(self.program, Mistakes(where))
        if isinstance(data, dict):
            reading.table(data, self._names, "")
        else:
            reading.mistakes.add("RF502", "", f"a case is a table of facts, not {said(data)}")
        case = completed(reading.given, self.program, presume=presume)
        for name in self.judge(case.facts):
            at, why = impossible_because(name, case, reading.given, self.program, self.words)
            reading.mistakes.add("RF504", at, why)
        found = reading.mistakes.report
        report.extend(found)
        return None if found.has_errors else case

    @cached_property
    def _names(self) -> Names:
        return names_of(self.program)


class _Reading:
    """One case under way: the facts read so far, by their places."""

    def __init__(self, program: ir.Program, mistakes: Mistakes) -> None:
        self._program = program
        self.mistakes = mistakes
        self.given: dict[int, object] = {}

    def table(self, table: dict[object, object], names: Names, path: str) -> None:
        """Read the facts of a table, and of those inside it."""
        for key, value in table.items():
            held = names.get(key) if isinstance(key, str) else None
            inner = dotted(path, str(key))
            if held is None:
                self._unknown(inner, value)
            elif isinstance(held, int):
                self.given[held] = self._fact(value, self._program.facts[held])
            elif isinstance(value, dict):
                self.table(value, held, inner)
            else:
                facts = ", ".join(f"`{name}`" for name in held)
                message = f"{cut(inner)} is a table of facts, not {said(value)}"
                self.mistakes.add("RF502", inner, message, f"it can hold {facts}")

    def _fact(self, value: object, fact: ir.FactDeclaration) -> object:
        if isinstance(value, dict):
            return self.mistakes.refuse("RF502", fact, f"{cut(fact.name)} is a single fact, not a table")
        return read_value(value, fact, self._program.zone, self.mistakes)

    def _unknown(self, path: str, value: object) -> None:
        """Report a name that no fact has; of a table that is not known, each name in it."""
        if isinstance(value, dict) and value:
            for key in value:
                self._unknown(dotted(path, str(key)), None)
            return
        facts = [fact.name for fact in self._program.facts]
        tables = {name.rpartition(".")[0] for name in facts} - {""}
        help_text = self.mistakes.guess(path, [*facts, *sorted(tables)])
        if path in facts:  # the whole dotted name was written as one key
            table, _, last = path.rpartition(".")
            help_text = f"write `{last}` inside the table `{table}`"
        self.mistakes.add("RF501", shortened(path), f"there is no fact {cut(path)}", help_text)
