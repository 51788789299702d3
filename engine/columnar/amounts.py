"""Bills in SQL: the running total after each step, and the lines that add up to it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.columnar.expression import choice, code, number
from engine.columnar.number import Number, Whole, added, constant, extreme, rounded
from engine.columnar.scope import Scope
from engine.columnar.sheet import Sheet
from engine.columnar.unsupported import LARGEST, UnsupportedError
from engine.columnar.words import text
from engine.ir import tree as ir
from engine.ir.texts import BELOW_ZERO


class Bill:
    """One amount of the program: its total, and its lines."""

    def __init__(self, amount: ir.Amount, place: int, scope: Scope, sheet: Sheet) -> None:
        """Define the running totals, each in its own column."""
        self.amount = amount
        self._totals: list[str] = []
        total = Number(constant(0))
        for at, step in enumerate(amount.steps):
            column = f"a{place}_{at}"
            total = _guarded(step, total, _stepped(step, total, scope), scope)
            total = _kept(total, column, sheet)
            shown = rounded(total, 1, "down")
            if shown is not total.over:
                sheet.column(f"{column}_shown", shown.sql)
                self._totals.append(f"{column}_shown")
            else:
                self._totals.append(column)
        if total.under is not None:
            raise UnsupportedError("a total that may be a fraction")
        self.total = total.over
        self.too_large = [
            f"coalesce({column} NOT BETWEEN {-LARGEST} AND {LARGEST}, FALSE)" for column in self._totals
        ]
        """Tests of running totals that SQL does not write: a row of which one holds is one for the evaluator."""

    def lines(self, labels: Mapping[str, str]) -> str:
        """The list of the lines; those that change nothing are left out, as long as one is left."""
        before = ["0", *self._totals]
        found = [
            (step.key, step.cites, f"({now} - {then})", f"{now} <> {then}")
            for step, then, now in zip(self.amount.steps, before, self._totals, strict=False)
        ]
        first, last = self.amount.steps[0], self._totals[-1]
        if not self.amount.owed_by:
            found.append((BELOW_ZERO, first.cites, f"(-{last})", f"{last} < 0"))
        decimals, unit = self.amount.type.decimals, self.amount.type.unit
        each = [
            f"CASE WHEN {when} THEN {_line(labels[key], cites, money(sql, decimals, unit))} END"
            for key, cites, sql, when in found
        ]
        zero = _line(labels[first.key], first.cites, money("0", decimals, unit))
        nothing = " AND ".join(f"{now} = 0" for now in self._totals)
        return f"CASE WHEN {nothing} THEN [{zero}] ELSE list_filter([{', '.join(each)}], lambda x: x IS NOT NULL) END"


def money(sql: str, decimals: int, unit: str) -> str:
    """A sum as a record has it."""
    if decimals == 0:
        return f"({sql}::VARCHAR || {text(f' {unit}')})"
    share = f"0.{'1'.zfill(decimals)}::DECIMAL({decimals + 1}, {decimals})"
    return f"((TRY_CAST({sql} AS DECIMAL({17 - decimals}, 0)) * {share})::VARCHAR || {text(f' {unit}')})"


def _line(label: str, cites: str, amount: str) -> str:
    return f"{{'label': {text(label)}, 'clause': {text(cites)}, 'amount': {amount}}}"


def _kept(total: Number, column: str, sheet: Sheet) -> Number:
    """A running total in a column of its own, so that nothing is computed twice."""
    sheet.column(column, total.over.sql)
    over = Whole(column, total.over.low, total.over.high)
    if total.under is None:
        return Number(over)
    sheet.column(f"{column}_under", total.under.sql)
    return Number(over, Whole(f"{column}_under", total.under.low, total.under.high))


def _stepped(step: ir.Step, total: Number, scope: Scope) -> Number:
    if step.kind == "round":
        if not isinstance(step.value, ir.Literal) or not isinstance(step.value.value, int):
            raise UnsupportedError("a rounding to what is no number")
        return Number(rounded(total, step.value.value, step.mode))
    held = number(step.value, scope)
    match step.kind:
        case "take" | "add":
            return added([("+", total), ("+", held)])
        case "less":
            return added([("+", total), ("-", held)])
        case "at_least":
            return extreme("greatest", total, held)
        case "at_most":
            return extreme("least", total, held)


def _guarded(step: ir.Step, before: Number, after: Number, scope: Scope) -> Number:
    """The running total after a step that may not count."""
    if step.guard is None:
        return after
    guard, one = step.guard, constant(1)

    def either(then: Whole, otherwise: Whole) -> Whole:
        sql = choice([(guard, then.sql)], otherwise.sql, scope)
        return Whole(sql, min(then.low, otherwise.low), max(then.high, otherwise.high))

    over = either(after.over, before.over)
    if after.under is None and before.under is None:
        return Number(over)
    return Number(over, either(after.under or one, before.under or one))


def nothing_left(amount: ir.Amount, scope: Scope) -> list[tuple[str, tuple[str, ...]]]:
    """The tests under which an amount of zero is refused, each with its bullets, in order."""
    return [
        ("TRUE" if left.guard is None else code(left.guard, scope), left.cites)
        for left in amount.nothing_left
    ]
