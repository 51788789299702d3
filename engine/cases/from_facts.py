"""The plain reader of a case: nested tables held against the facts of a program, every mistake in the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import attrs

from engine.cases.case import Case
from engine.cases.from_value import read_value
from engine.cases.impossible import impossible_because
from engine.cases.limits import LARGEST_LIST
from engine.cases.lists import entry_names, entry_program
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
        reading = _Reading(self.program, Mistakes(where), presume=presume)
        if isinstance(data, dict):
            reading.table(data, self._names, "")
        else:
            reading.mistakes.add("RF502", "", f"a case is a table of facts, not {said(data)}")
        facts, presumed = completed(reading.given, self.program, presume=presume)
        case = Case(facts, tuple(sorted((*presumed, *reading.presumed))))
        for name in self.judge(case.facts):
            at, why = impossible_because(name, case, reading.given, self.program, self.words)
            reading.mistakes.add("RF504", at, why)
        found = reading.mistakes.report
        report.extend(found)
        return None if found.has_errors else case

    @cached_property
    def _names(self) -> Names:
        return names_of(fact.name for fact in self.program.facts)


class _Reading:
    """One case under way, or one entry: the facts read so far, by their places, and those presumed in its lists."""

    def __init__(self, program: ir.Program, mistakes: Mistakes, *, presume: bool) -> None:
        self._program = program
        self._presume = presume
        self.mistakes = mistakes
        self.given: dict[int, object] = {}
        self.presumed: list[str] = []

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

    def _list(self, value: object, fact: ir.FactDeclaration) -> object:
        """The entries of a list, each the values of its fields."""
        if not isinstance(value, list):
            message = f"{cut(fact.name)} is a list of tables, not {said(value)}"
            return self.mistakes.refuse("RF502", fact, message, "write a list, even of one entry")
        if len(value) > LARGEST_LIST:
            message = f"{cut(fact.name)} has {len(value):,} entries, and at most {LARGEST_LIST} are read"
            return self.mistakes.refuse("RF507", fact, message)
        return tuple(self._entry(each, fact, at) for at, each in enumerate(value))

    def _entry(self, value: object, fact: ir.FactDeclaration, at: int) -> tuple[object, ...]:
        path, program = f"{fact.name}[{at}]", entry_program(self._program, fact, at)
        inside = _Reading(program, self.mistakes, presume=self._presume)
        if isinstance(value, dict):
            inside.table(value, entry_names(fact), path)
        else:
            message = f"an entry of {cut(fact.name)} is a table, not {said(value)}"
            self.mistakes.add("RF502", path, message)
        facts, presumed = completed(inside.given, program, presume=self._presume)
        self.presumed += presumed
        return facts

    def _fact(self, value: object, fact: ir.FactDeclaration) -> object:
        if fact.fields:
            return self._list(value, fact)
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
