"""One version of a policy in SQL: the record of each row that it governs, or that the evaluator must decide it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import attrs

from engine.cases.presumption import borrowed, scale
from engine.columnar.amounts import Bill
from engine.columnar.answer import VERDICTS, Answer, among
from engine.columnar.answers import Clauses
from engine.columnar.besides import Besides
from engine.columnar.bits import Bits
from engine.columnar.expression import code, number
from engine.columnar.load import Loaded, Raw, beyond, bounds_of, literal, loaded, silent
from engine.columnar.load_list import Lists, bad_entries, list_type, presumed_in
from engine.columnar.number import Number, Whole
from engine.columnar.record import Due, Record
from engine.columnar.record_words import Words
from engine.columnar.scope import Scope
from engine.columnar.sheet import Sheet
from engine.columnar.times import local_date
from engine.columnar.unsupported import UnsupportedError
from engine.ir import tree as ir
from engine.ir.besides import besides_of
from engine.ir.bullets import in_text_order
from engine.ir.lists import Records
from engine.ir.types import NUMERIC
from engine.values.calendar import Calendar


class Governed(NamedTuple):
    """The local dates that a version governs, as ordinals: from the first to before the last, None being open."""

    first: int | None
    last: int | None


@attrs.define
class Version:
    """A program under way from a table."""

    program: ir.Program
    calendars: Mapping[str, Calendar]
    raw: Mapping[str, Raw]
    words: Words
    governed: Governed
    presume: bool
    is_first: bool = True
    odd: list[str] = attrs.Factory(list)

    def query(self, source: str) -> str:
        """The query of the records, in the order of the rows; the verdict is NULL where the evaluator must decide."""
        sheet = Sheet(source)
        record, dues = self._decided(sheet)
        sheet.column("presumed_", self._presumed_list(record.bits["presumed"], sheet))
        may_be_none = self.governed.first is not None and self.is_first
        return sheet.select(record.columns(dues, may_be_none=may_be_none))

    def states(self, source: str) -> str:
        """The query of what two versions are compared by, without the words: see `Record.state`."""
        if besides_of(self.program):
            raise UnsupportedError("a comparison of what stands beside an answer")
        sheet = Sheet(source)
        record, dues = self._decided(sheet)
        return sheet.select(record.state(dues))

    def _decided(self, sheet: Sheet) -> tuple[Record, list[Due]]:
        """Define what a row is decided to be: its record and its deadlines."""
        scope = self._scope(sheet)
        self._terms(scope, sheet)
        self._odd_tests(scope, sheet)
        day = self._day(scope, sheet)
        bills = {each.name: Bill(each, at, scope, sheet) for at, each in enumerate(self.program.amounts)}
        bits = self._bits()
        clauses = Clauses(scope, sheet, bills, bits["cites"], bits["measures"], bits["parties"])
        found = clauses.on_top(clauses.found())
        lacking = self._lacking(found, scope, bits["missing"])
        sheet.column("none_", self._no_version(day))
        sheet.column("lacking", f"CASE WHEN none_ THEN 0 ELSE {lacking} END")
        pending = VERDICTS.index("pending")
        sheet.column(
            "verdict_",
            f"CASE WHEN none_ THEN {pending + 1} WHEN lacking <> 0 THEN {pending} ELSE {found.verdict} END",
        )
        dues = self._dues(scope, sheet)
        besides = Besides(self.program, self.words, scope, sheet, bills, found, clauses.unsure).columns()
        too_large = [test for bill in bills.values() for test in bill.too_large]
        unknown = [f"({due.on} AND {due.day} IS NULL)" for due in dues]
        unsure = " OR ".join([*clauses.unsure, *too_large, *unknown, "odd"])
        governed = self._is_governed(day)
        sheet.column("sure", f"coalesce(NOT ({unsure}), FALSE) AND {governed}")
        record = Record(self.program, self.words, found, scope, bills, bits, besides)
        for column, sql in record.sets().items():
            sheet.column(column, sql)
        return record, dues

    # ---- facts ------------------------------------------------------------------------------------------

    def _scope(self, sheet: Sheet) -> Scope:
        """Define a column for each fact, presumed where nothing is told."""
        facts = self.program.facts
        every = [each for fact in facts for each in (fact, *fact.fields)]
        words = Bits(
            sorted({word for each in every if each.type.kind == "set" for word in each.type.options})
        )
        columns = {fact.name: f"c{place}" for place, fact in enumerate(facts)}
        scope = Scope(
            self.program,
            self.calendars,
            words,
            columns,
            {},
            {},
            set(),
            frozenset(each.name for each in every if each.presumed == "not_given"),
            self.presume,
        )
        for place, fact in enumerate(facts):
            told = self._told(fact, words)
            sheet.column(f"l{place}", told.sql)
            if told.odd != "FALSE":
                self.odd.append(f"o{place}")
                sheet.column(f"o{place}", told.odd)
            if fact.fields:
                self.odd.append(sheet.column(f"b{place}", bad_entries(f"l{place}")))
                continue
            bounds = bounds_of(fact, columns[fact.name])
            if bounds is not None:
                scope.numbers[fact.name] = bounds
        self._presumed(scope, sheet)
        return scope

    def _told(self, fact: ir.FactDeclaration, words: Bits) -> Loaded:
        raw = self.raw.get(fact.name)
        if fact.fields:
            return Lists(self.program, words, self.presume).loaded(raw, fact)
        return silent(fact) if raw is None else loaded(raw, fact, words)

    def _presumed(self, scope: Scope, sheet: Sheet) -> None:
        facts = self.program.facts
        like = dict(borrowed(self.program)) if self.presume else {}
        for place, fact in enumerate(facts):
            if place in like:
                continue
            value = f"l{place}"
            if self.presume and isinstance(fact.presumed, ir.Literal):
                presumed = (
                    literal(fact, fact.presumed, scope.words) if not fact.fields else f"[]::{list_type(fact)}"
                )
                value = f"coalesce({value}, {presumed})"
                scope.always.add(f"c{place}")
            sheet.column(f"c{place}", value)
        for place, other in like.items():
            times = scale(facts[other].type, facts[place].type)
            value = f"c{other}" if times == 1 else f"(c{other} * {times})"
            sheet.column(f"c{place}", f"coalesce(l{place}, {value})")

    def _presumed_list(self, bits: Bits, sheet: Sheet) -> str:
        """The facts that took their default."""
        if not self.presume:
            return "[]::VARCHAR[]"
        like = dict(borrowed(self.program))
        parts = []
        for place, fact in enumerate(self.program.facts):
            if fact.presumed is None:
                continue
            if isinstance(fact.presumed, ir.Fact):
                test = f"l{place} IS NULL AND c{like[place]} IS NOT NULL" if place in like else "FALSE"
            else:
                test = f"l{place} IS NULL"
            parts.append(f"CASE WHEN {test} THEN {bits.mask([fact.name])} ELSE 0 END")
        mask = sheet.column("presumes", f"CASE WHEN none_ THEN 0 ELSE {' + '.join(parts) or '0'} END")
        lists = [presumed_in(f"l{at}") for at, fact in enumerate(self.program.facts) if fact.fields]
        found = bits.to_list(mask) if parts else "[]::VARCHAR[]"
        if not lists:
            return found
        return f"CASE WHEN none_ THEN {found} ELSE list_sort(list_concat({', '.join([found, *lists])})) END"

    # ---- terms, impossible combinations, the version ----------------------------------------------------

    def _terms(self, scope: Scope, sheet: Sheet) -> None:
        records = Records.of(self.program.facts, self.program.terms)
        for place, term in enumerate(self.program.terms):
            if records.of_term(term.name):
                scope.inlined[term.name] = term.meaning
                continue
            if term.type.kind in {*NUMERIC, "instant", "date"}:
                found = number(term.meaning, scope)
                if found.under is not None:
                    raise UnsupportedError("a term that may be a fraction")
                sql = found.over.sql
                scope.numbers[term.name] = Number(Whole(f"t{place}", found.over.low, found.over.high))
            else:
                sql = code(term.meaning, scope)
            sheet.column(f"t{place}", sql)
            scope.terms[term.name] = f"t{place}"

    def _odd_tests(self, scope: Scope, sheet: Sheet) -> None:
        """Define whether a case is odd: not readable by SQL, past the bounds of its facts, or impossible."""
        tests = list(self.odd)
        for place, fact in enumerate(self.program.facts):
            tests += [f"coalesce({test}, FALSE)" for test in beyond(f"l{place}", fact)]
        tests += [f"coalesce({code(each.test, scope)}, FALSE)" for each in self.program.impossible]
        sheet.column("odd", " OR ".join(tests) or "FALSE")

    def _day(self, scope: Scope, sheet: Sheet) -> str:
        """Define the local date that selects the version."""
        event = next(fact for fact in self.program.facts if fact.name == self.program.selected_by)
        column = scope.columns[event.name]
        sql = column if event.type.kind == "date" else local_date(column, self.program.zone)
        sheet.column("day_", sql)
        return "day_"

    def _is_governed(self, day: str) -> str:
        tests = [f"{day} IS NOT NULL"]
        if self.governed.first is not None:
            tests.append(f"{day} >= {self.governed.first}")
        if self.governed.last is not None:
            tests.append(f"{day} < {self.governed.last}")
        return f"({' AND '.join(tests)})"

    def _no_version(self, day: str) -> str:
        return (
            "FALSE"
            if self.governed.first is None or not self.is_first
            else f"coalesce({day} < {self.governed.first} AND NOT odd, FALSE)"
        )

    # ---- what comes on top ------------------------------------------------------------------------------

    def _bits(self) -> dict[str, Bits]:
        clauses = self.program.clauses
        needs = [need for clause in clauses for need in clause.needs]
        left = [each for amount in self.program.amounts for each in amount.nothing_left]
        cited = [cites for part in (clauses, needs, left) for each in part for cites in each.cites]
        effects = [effect for clause in clauses for effect in clause.effects]
        measures = {effect.measure for effect in effects if isinstance(effect, ir.Orders)}
        measures |= {measure for need in needs for measure in need.measures}
        asked = [effect for effect in effects if isinstance(effect, ir.Asks)]
        missing = [f"{effect.fact}.{option}" for effect in asked for option in effect.options]
        parties = [effect.party for effect in effects if isinstance(effect, ir.Leaves)]
        presumed = [fact.name for fact in self.program.facts if fact.presumed is not None]
        return {
            "cites": Bits(in_text_order(set(cited))),
            "measures": Bits(sorted(measures)),
            "missing": Bits(sorted(missing)),
            "parties": Bits(parties),
            "presumed": Bits(sorted(presumed)),
        }

    def _lacking(self, found: Answer, scope: Scope, missing: Bits) -> str:
        """The materials that the answer waits for."""
        parts = []
        for clause in self.program.clauses:
            for effect in clause.effects:
                if clause.on and isinstance(effect, ir.Asks):
                    held = f"coalesce({scope.columns[effect.fact]}, 0)"
                    every = scope.words.mask(effect.options)
                    lacks = " + ".join(
                        f"CASE WHEN {held} & {scope.words.mask([option])} = 0 "
                        f"THEN {missing.mask([f'{effect.fact}.{option}'])} ELSE 0 END"
                        for option in effect.options
                    )
                    asks = (
                        f"{among(found.verdict, clause.on)} AND coalesce({code(clause.scope, scope)}, TRUE)"
                    )
                    parts.append(
                        f"CASE WHEN {held} & {every} <> {every} AND {asks} THEN {lacks or '0'} ELSE 0 END"
                    )
        return f"({' | '.join(parts)})" if parts else "0"

    def _dues(self, scope: Scope, sheet: Sheet) -> list[Due]:
        """Define the deadlines; the day of one that is not known is NULL."""
        found: list[Due] = []
        for place, clause in enumerate(self.program.clauses):
            for effect in clause.effects:
                if clause.on and isinstance(effect, ir.Due):
                    if effect.name in {due.name for due in found}:
                        raise UnsupportedError("two deadlines of one name")
                    test, holds = among("verdict_", clause.on), code(clause.scope, scope)
                    day = number(effect.day, scope).over.sql
                    on = sheet.column(f"on{place}", f"({test} AND ({holds}) IS NOT FALSE)")
                    due = sheet.column(f"due{place}", f"CASE WHEN {test} AND {holds} THEN {day} END")
                    found.append(Due(effect.name, on, due))
        return found
