"""Deciding the rows of a batch one by one, as `decide` does: the one way that serves for every row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from engine.decisions.record import Record, without_policy
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.to_json import to_json
from engine.ir import tree as ir
from engine.ir.besides import besides_of
from engine.tasks.cells import Case
from engine.tasks.column_map import Column
from engine.tasks.decide import Asked, Decision, Desk
from engine.tasks.files import LARGEST_CASE
from engine.tasks.rows import case_of
from engine.tasks.stop import stop

INVALID = "invalid"
_ERROR_KEYS = ("code", "path", "message", "help")

Told = bytes | Sequence[object] | None
"""What a row says: a line of JSON, or the cells of a table; None where not even that can be read."""


class Row(NamedTuple):
    """One row of the input: its number or line, from 1 on, and what it says."""

    line: int
    told: Told


class Source(NamedTuple):
    """Where rows come from: the name of the file, and what its columns tell (None: a line of JSON is a case)."""

    name: str
    columns: tuple[Column | None, ...] | None = None


class BatchDesk(Desk):
    """Decides row after row; a row that cannot be read has a record too, which says what is wrong with it."""

    def __init__(self, asked: Asked, source: Source) -> None:
        """Find the policy that is asked for, and what its facts are."""
        super().__init__(asked)
        if asked.history:
            from engine.tasks.case_history import WholeHistory

            self.history = WholeHistory(asked.history, asked.history_columns)
        self._source = source
        self._case = None if source.columns is None else Case(source.columns, self.facts())

    def facts(self) -> Mapping[str, ir.FactDeclaration]:
        """The facts of every version by name; where two versions declare one, as the newer has it."""
        found: dict[str, ir.FactDeclaration] = {}
        for opened in self.versions():
            found |= {fact.name: fact for fact in opened.program.facts}
        return found

    def versions(self) -> list[Any]:
        """Every version that may decide a row, oldest first."""
        if self.asked.draft is not None:
            return [self.draft(self.asked.draft)]
        entries = sorted(self._governing(), key=lambda entry: str(entry["governs_from"]))
        return [self.sealed(dict(entry)) for entry in entries]

    def besides(self) -> Mapping[str, tuple[str, ...]]:
        """The keys that only some versions give their records, by the digest of the version."""
        return {opened.policy.identity["digest"]: besides_of(opened.program) for opened in self.versions()}

    def _governing(self) -> Iterable[Mapping[str, Any]]:
        from engine.versions.quick import governing

        return governing(self._manifest)

    def _decided(self, opened: Any, facts: tuple[Any, ...], presumed: tuple[str, ...]) -> None:  # noqa: ANN401
        self.decisions.append(Decision(self._record(opened, facts, presumed), {}))

    def records(self, rows: Iterable[Row]) -> Iterator[Record]:
        """The record of each row, in their order; a blank line of JSON has none."""
        for row in rows:
            record = self._record_of(row)
            if record is not None:
                yield record

    def _record_of(self, row: Row) -> Record | None:
        where = Place(self._source.name, "", row.line)
        data = self._data(row, where)
        if data is not None:
            self.decide(data, self._source.name, where)
        messages, decisions = self.messages, self.decisions
        self.messages, self.decisions = [], []
        if any(each.severity == "error" for each in messages):
            return invalid(data, messages, self.asked.lang)
        return decisions[0].record if decisions else None

    def _data(self, row: Row, where: Place) -> dict[str, Any] | None:
        """The nested tables of a row, or None where there are none or where that is reported."""
        match row.told:
            case bytes() as told if self._case is None:
                return self._decoded(row.line, told)
            case None:
                problem = f"this row has more than {LARGEST_CASE} bytes"
                if self._case is not None:
                    problem = "this row cannot be read as CSV"
                self.messages += stop("RF507" if self._case is None else "RF512", problem, where).diagnostics
                return None
            case told if self._case is not None and self._source.columns is not None:
                if len(told) == len(self._source.columns):
                    return self._case.of(told)
                problem = f"this row has {len(told)} cells, and the header has {len(self._source.columns)}"
                help_text = "put a cell that holds the sign between cells in quotes"
                self.messages += stop("RF512", problem, where, help=help_text).diagnostics
                return None
            case _:
                raise TypeError(row)

    def _decoded(self, line: int, told: bytes) -> dict[str, Any] | None:
        found = [data for _, data in case_of(self._source.name, (line, told), self)]
        if len(found) == 1 and isinstance(found[0], dict) and not told.lstrip().startswith(b"["):
            return found[0]
        if found:
            problem = "a row is one case, a table of facts"
            self.messages += stop("RF502", problem, Place(self._source.name, "", line)).diagnostics
        return None


def invalid(data: dict[str, Any] | None, messages: Sequence[Diagnostic], lang: str) -> Record:
    """The record of a row that could not be read: every mistake in it."""
    from engine.cases.quick import told

    name = told(data, "case.id")
    record = without_policy(str(name) if isinstance(name, str) else None, INVALID)
    errors = [{key: each[key] for key in _ERROR_KEYS} for each in to_json(messages, lang=lang)]
    return {**record, "errors": errors}


def line_of(record: Record) -> str:
    """A record on a line of JSON."""
    return json.dumps(record, ensure_ascii=False)
