"""The record of a row in SQL, out of the answer, the bills and the deadlines of one version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import attrs

from engine.columnar.amounts import Bill, money
from engine.columnar.answer import VERDICTS, Answer, among
from engine.columnar.bits import Bits
from engine.columnar.expression import code
from engine.columnar.record_types import TYPES, nothing
from engine.columnar.record_words import Words
from engine.columnar.scope import Scope
from engine.columnar.times import day_text
from engine.columnar.unsupported import UnsupportedError
from engine.columnar.words import text
from engine.ir import tree as ir


class Due(NamedTuple):
    """A deadline: its name, and the columns of whether it is named and of its day."""

    name: str
    on: str
    day: str


@attrs.frozen
class Record:
    """What a version answers, ready to be written as the columns of a record."""

    program: ir.Program
    words: Words
    found: Answer
    scope: Scope
    bills: Mapping[str, Bill]
    bits: Mapping[str, Bits]
    besides: Mapping[str, str]

    def sets(self) -> dict[str, str]:
        """The SQL of the columns that `columns` and `state` make lists of."""
        said = f"verdict_ >= {VERDICTS.index('pending')}"
        return {
            "cites_": f"CASE WHEN {said} THEN 0 ELSE {self.found.cites} END",
            "measures_": f"(CASE WHEN {said} THEN 0 ELSE {self.found.measures} END | {self._ordered()})",
        }

    def columns(self, dues: Sequence[Due], *, may_be_none: bool) -> dict[str, str]:
        """The SQL of each key; `may_be_none` where the first version reads rows of before it governs, too."""
        review = next((day_text(due.day) for due in dues if due.name == "review"), "NULL::VARCHAR")
        policy, calendars = self._identity(), _map(self.words.digests)
        if may_be_none:
            policy = f"CASE WHEN NOT none_ THEN {policy} END"
            calendars = f"CASE WHEN none_ THEN MAP {{}} ELSE {calendars} END"
        told = {
            "case": self.scope.columns.get("case.id", "NULL::VARCHAR"),
            "verdict": f"CASE WHEN sure THEN {_verdict()} WHEN none_ THEN 'no_version' END",
            "refund": f"CASE WHEN verdict_ = 2 THEN {self._money(self.found.high)} END",
            "range": f"CASE WHEN verdict_ = 3 THEN [{self._money(self.found.low)}, "
            f"{self._money(self.found.high)}] END",
            **self._lists(),
            "route": self._route(),
            "review_due": review,
            "notes": "[]::VARCHAR[]",
            "presumed": "presumed_",
            "lines": self._lines(),
            "policy": policy,
            "deadlines": _deadlines(dues),
            "decided_by": self._party(),
            "calendars": calendars,
            **self.besides,
            **{key: nothing(key) for key in ("explanation", "errors")},
        }
        return {key: told[key] for key in TYPES}

    def state(self, dues: Sequence[Due]) -> dict[str, str]:
        """What versions are compared by: the verdict, NULL where the evaluator must decide, sums and lists."""
        days = ", ".join(
            f"CASE WHEN {due.on} THEN {{'name': {text(due.name)}, 'day': {due.day}}} END"
            for due in sorted(dues)
        )
        return {
            "verdict": f"CASE WHEN sure THEN {_verdict()} END",
            "low": f"CASE WHEN verdict_ >= 4 THEN 0 ELSE {self.found.low} END",
            "high": f"CASE WHEN verdict_ >= 4 THEN 0 ELSE {self.found.high} END",
            **self._lists(),
            "route": self._route(),
            "due": f"list_filter([{days}]::STRUCT(name VARCHAR, day BIGINT)[], lambda x: x IS NOT NULL)",
            "party": f"coalesce({self._party()}, '')",
        }

    def _lists(self) -> dict[str, str]:
        return {
            "clauses": self.bits["cites"].to_list("cites_"),
            "missing": self.bits["missing"].to_list("lacking"),
            "measures": self.bits["measures"].to_list("measures_"),
        }

    def _ordered(self) -> str:
        """The measures that clauses on top order."""
        parts = ["0"]
        for clause in self.program.clauses:
            for effect in clause.effects:
                if clause.on and isinstance(effect, ir.Orders):
                    tests = [among("verdict_", clause.on), code(clause.scope, self.scope)]
                    tests += [] if effect.guard is None else [code(effect.guard, self.scope)]
                    mask = self.bits["measures"].mask([effect.measure])
                    parts.append(f"CASE WHEN {' AND '.join(tests)} THEN {mask} ELSE 0 END")
        return " | ".join(parts)

    def _route(self) -> str:
        branches = [
            f"WHEN {among('verdict_', clause.on)} AND {code(clause.scope, self.scope)} THEN {text(effect.route)}"
            for clause in self.program.clauses
            for effect in clause.effects
            if clause.on and isinstance(effect, ir.Routes)
        ]
        return (
            f"CASE WHEN verdict_ NOT IN (2, 3) THEN NULL {' '.join(branches)} END"
            if branches
            else "NULL::VARCHAR"
        )

    def _money(self, sql: str) -> str:
        kinds = {(each.amount.type.decimals, each.amount.type.unit) for each in self.bills.values()}
        if len(kinds) > 1:
            raise UnsupportedError("several currencies")
        return money(sql, *kinds.pop())

    def _lines(self) -> str:
        labels = self.words.labels
        branches = " ".join(
            f"WHEN {at} THEN {bill.lines(labels)}" for at, bill in enumerate(self.bills.values())
        )
        return (
            f"CASE WHEN verdict_ NOT IN (2, 3) THEN [] ELSE CASE {self.found.bill} {branches} ELSE [] END END"
        )

    def _party(self) -> str:
        branches = " ".join(
            f"WHEN {at} THEN {text(name)}" for at, name in enumerate(self.bits["parties"].words)
        )
        return (
            f"CASE WHEN verdict_ <> 3 THEN NULL ELSE CASE {self.found.party} {branches} END END"
            if branches
            else "NULL::VARCHAR"
        )

    def _identity(self) -> str:
        held = self.words.identity
        parts = ", ".join(f"'{name}': {text(str(held[name]))}" for name in ("id", "version", "digest"))
        return f"{{{parts}, 'draft': {'TRUE' if held.get('draft') else 'NULL::BOOLEAN'}}}"


def _verdict() -> str:
    return f"CASE verdict_ {' '.join(f'WHEN {at} THEN {text(name)}' for at, name in enumerate(VERDICTS))} END"


def _deadlines(dues: Sequence[Due]) -> str:
    """The deadlines of a record by name; a clause whose own condition fails names none."""
    if not dues:
        return "MAP {}"
    if len(dues) == 1:
        ((name, on, day),) = dues  # a struct is made into a map four times as fast as a map is made
        return (
            f"CASE WHEN {on} THEN {{{text(name)}: {day_text(day)}}}::{TYPES['deadlines']} ELSE MAP {{}} END"
        )
    entries = ", ".join(
        f"CASE WHEN {due.on} THEN {{'key': {text(due.name)}, 'value': {day_text(due.day)}}} END"
        for due in dues
    )
    return f"map_from_entries(list_filter([{entries}], lambda x: x IS NOT NULL))"


def _map(held: Mapping[str, str]) -> str:
    entries = ", ".join(f"{text(name)}: {text(value)}" for name, value in held.items())
    return f"MAP {{{entries}}}"
