"""The record of a row in SQL, out of the answer, the bills and the deadlines of one version."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from engine.columnar.amounts import Bill, money
from engine.columnar.answers import VERDICTS, Answer, among
from engine.columnar.bits import Bits
from engine.columnar.expression import code
from engine.columnar.record_types import nothing
from engine.columnar.record_words import Words
from engine.columnar.scope import Scope
from engine.columnar.times import day_text
from engine.columnar.unsupported import UnsupportedError
from engine.columnar.words import text
from engine.ir import tree as ir


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

    def columns(self, dues: list[str], presumed: str, *, may_be_none: bool) -> dict[str, str]:
        """The SQL of each key; `may_be_none` where the first version reads rows of before it governs, too."""
        empty = "[]::VARCHAR[]"
        verdicts = " ".join(f"WHEN {at} THEN {text(name)}" for at, name in enumerate(VERDICTS))
        names = {each.partition(" ")[2]: f"due{each.partition(' ')[0]}" for each in dues}
        case = self.scope.columns.get("case.id", "NULL::VARCHAR")
        measures = self._measures()
        policy, calendars = self._identity(), _map(self.words.digests)
        if may_be_none:
            policy = f"CASE WHEN NOT none_ THEN {policy} END"
            calendars = f"CASE WHEN none_ THEN MAP {{}} ELSE {calendars} END"
        return {
            "case": case,
            "verdict": f"CASE WHEN sure THEN CASE verdict_ {verdicts} END WHEN none_ THEN 'no_version' END",
            "refund": f"CASE WHEN verdict_ = 2 THEN {self._money(self.found.high)} END",
            "range": f"CASE WHEN verdict_ = 3 THEN [{self._money(self.found.low)}, "
            f"{self._money(self.found.high)}] END",
            "clauses": self.bits["cites"].to_list(
                f"(CASE WHEN verdict_ >= 4 THEN 0 ELSE {self.found.cites} END)"
            ),
            "missing": self.bits["missing"].to_list("lacking"),
            "route": self._route(),
            "review_due": day_text(names["review"]) if "review" in names else "NULL::VARCHAR",
            "measures": self.bits["measures"].to_list(measures),
            "notes": empty,
            "presumed": presumed,
            "lines": self._lines(),
            "policy": policy,
            "deadlines": _deadlines(names),
            "decided_by": self._party(),
            "calendars": calendars,
            **self.besides,
            **{key: nothing(key) for key in ("explanation", "errors")},
        }

    def state(self, dues: list[str]) -> dict[str, str]:
        """What versions are compared by: the verdict, NULL where the evaluator must decide, sums and lists."""
        verdicts = " ".join(f"WHEN {at} THEN {text(name)}" for at, name in enumerate(VERDICTS))
        names = {each.partition(" ")[2]: f"due{each.partition(' ')[0]}" for each in dues}
        days = ", ".join(
            f"CASE WHEN on{column.removeprefix('due')} THEN {{'name': {text(name)}, 'day': {column}}} END"
            for name, column in sorted(names.items())
        )
        cites = f"(CASE WHEN verdict_ >= 4 THEN 0 ELSE {self.found.cites} END)"
        return {
            "verdict": f"CASE WHEN sure THEN CASE verdict_ {verdicts} END END",
            "low": f"CASE WHEN verdict_ >= 4 THEN 0 ELSE {self.found.low} END",
            "high": f"CASE WHEN verdict_ >= 4 THEN 0 ELSE {self.found.high} END",
            "clauses": self.bits["cites"].to_list(cites),
            "missing": self.bits["missing"].to_list("lacking"),
            "measures": self.bits["measures"].to_list(self._measures()),
            "route": self._route(),
            "due": f"list_filter([{days}]::STRUCT(name VARCHAR, day BIGINT)[], lambda x: x IS NOT NULL)",
            "party": f"coalesce({self._party()}, '')",
        }

    def _measures(self) -> str:
        parts = [f"CASE WHEN verdict_ >= {VERDICTS.index('pending')} THEN 0 ELSE {self.found.measures} END"]
        for clause in self.program.clauses:
            for effect in clause.effects:
                if clause.on and isinstance(effect, ir.Orders):
                    tests = [among("verdict_", clause.on), code(clause.scope, self.scope)]
                    tests += [] if effect.guard is None else [code(effect.guard, self.scope)]
                    mask = self.bits["measures"].mask([effect.measure])
                    parts.append(f"CASE WHEN {' AND '.join(tests)} THEN {mask} ELSE 0 END")
        return f"({' | '.join(parts)})"

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


def _deadlines(names: Mapping[str, str]) -> str:
    """The deadlines of a record by name; a clause whose own condition fails names none."""
    if not names:
        return "MAP {}"
    places = {column: f"on{column.removeprefix('due')}" for column in names.values()}
    if len(names) == 1:
        ((name, column),) = names.items()
        return f"CASE WHEN {places[column]} THEN MAP {{{text(name)}: {day_text(column)}}} ELSE MAP {{}} END"
    entries = ", ".join(
        f"CASE WHEN {places[column]} THEN {{'key': {text(name)}, 'value': {day_text(column)}}} END"
        for name, column in names.items()
    )
    return f"map_from_entries(list_filter([{entries}], lambda x: x IS NOT NULL))"


def _map(held: Mapping[str, str]) -> str:
    entries = ", ".join(f"{text(name)}: {text(value)}" for name, value in held.items())
    return f"MAP {{{entries}}}"
