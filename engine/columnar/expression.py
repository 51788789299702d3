"""Expressions in SQL. NULL is "not known": where the evaluator would ask for a fact, or for a year of a calendar."""

from __future__ import annotations

from typing import assert_never

from engine.columnar import folds, times
from engine.columnar.number import Number, Whole, added, compared, constant, extreme, rounded
from engine.columnar.number import times as product
from engine.columnar.scope import Scope
from engine.columnar.unsupported import LARGEST, UnsupportedError, refuse
from engine.columnar.words import text
from engine.ir import tree as ir
from engine.ir.types import NUMERIC
from engine.values.moment import NANOSECONDS

_SIGNS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_TIMES = {"instant", "date"}
_DAYS = (times.FIRST_KNOWN - 400, times.LAST_KNOWN + 400)


def code(node: ir.Expression, scope: Scope) -> str:
    """The SQL of a test, a word, a set (as bits), or a whole number."""
    match node:
        case ir.Literal(value):
            return _literal(node, scope) if not isinstance(value, tuple) else str(scope.words.mask(value))
        case ir.Fact(name):
            return scope.columns[name]
        case ir.Term(name) if name in scope.inlined:
            return code(scope.inlined[name], scope)
        case ir.Term(name):
            return scope.terms[name]
        case ir.Not(inner):
            return f"(NOT {code(inner, scope)})"
        case ir.All(tests):
            return _joined(tests, "AND", scope)
        case ir.Any(tests):
            return _joined(tests, "OR", scope)
        case ir.Compare():
            return _compare(node, scope)
        case ir.Member(inner, options):
            return f"({code(inner, scope)} IN ({', '.join(map(text, options))}))" if options else "FALSE"
        case ir.Includes(inner, options, how):
            return _includes(code(inner, scope), scope.words.mask(options), how)
        case ir.Given(name):
            known = f"({scope.columns[name]} IS NOT NULL)"
            return known if scope.presume and name in scope.optional else f"(CASE WHEN {known} THEN TRUE END)"
        case ir.Choose(branches, otherwise):
            chosen = [(when, code(then, scope)) for when, then in branches]
            return choice(chosen, code(otherwise, scope), scope)
        case ir.Sum() | ir.Scale() | ir.Round() | ir.Extreme() | ir.Day() | ir.Shift() | ir.Elapsed():
            found_number = number(node, scope)
            if found_number.under is not None:
                raise refuse(node)
            return found_number.over.sql
        case ir.Fold("any" | "all"):
            return _holds(node, scope)
        case ir.Fold():
            return _fold(node, scope).sql
        case _:
            assert_never(node)


def _includes(held: str, mask: int, how: str) -> str:
    return f"(({held} & {mask}) = {mask})" if how == "all" else f"(({held} & {mask}) <> 0)"


def _literal(node: ir.Literal, scope: Scope) -> str:
    del scope
    match node.value:
        case bool(value):
            return "TRUE" if value else "FALSE"
        case int(value):
            return constant(value).sql
        case str(value):
            return text(value)
        case _:
            raise refuse(node)


def is_certain(node: ir.Expression, scope: Scope) -> bool:
    """Whether a test is never NULL."""
    match node:
        case ir.Literal():
            return True
        case ir.Fact(name):
            return scope.columns[name] in scope.always
        case ir.Term(name) if name in scope.inlined:
            return is_certain(scope.inlined[name], scope)
        case ir.Term(name):
            return scope.terms[name] in scope.always
        case ir.Given(name):
            return scope.presume and name in scope.optional
        case ir.Not(inner) | ir.Member(inner) | ir.Includes(inner):
            return is_certain(inner, scope)
        case ir.All(tests) | ir.Any(tests):
            return all(is_certain(each, scope) for each in tests)
        case ir.Compare(_, left, right):
            return is_certain(left, scope) and is_certain(right, scope)
        case ir.Sum(plus, less):
            return all(is_certain(each, scope) for each in (*plus, *less))
        case _:
            return False


def _joined(tests: tuple[ir.Expression, ...], word: str, scope: Scope) -> str:
    """All or any of some tests. As the evaluator does, a test is only asked where those before it leave it open."""
    if not tests:
        return "TRUE" if word == "AND" else "FALSE"
    *before, last = tests
    found = code(last, scope)
    for each in reversed(before):
        test = code(each, scope)
        if is_certain(each, scope):
            found = f"({test} {word} {found})"
        elif word == "AND":
            found = f"(CASE {test} WHEN TRUE THEN {found} WHEN FALSE THEN FALSE END)"
        else:
            found = f"(CASE {test} WHEN TRUE THEN TRUE WHEN FALSE THEN {found} END)"
    return found


def choice(branches: list[tuple[ir.Expression, str]], otherwise: str, scope: Scope) -> str:
    """The value beside the first test that holds; NULL where a test before it is."""
    found = otherwise
    for when, then in reversed(branches):
        test = code(when, scope)
        if is_certain(when, scope):
            found = f"CASE WHEN {test} THEN {then} ELSE {found} END"
        else:
            found = f"CASE {test} WHEN TRUE THEN {then} WHEN FALSE THEN {found} END"
    return f"({found})"


def _compare(node: ir.Compare, scope: Scope) -> str:
    sign = _SIGNS[node.operator]
    if _is_number(node.left, scope) and _is_number(node.right, scope):
        return compared(number(node.left, scope), sign, number(node.right, scope))
    return f"({code(node.left, scope)} {sign} {code(node.right, scope)})"


def _is_number(node: ir.Expression, scope: Scope) -> bool:
    match node:
        case ir.Literal(value):
            return isinstance(value, int) and not isinstance(value, bool)
        case ir.Term(name) if name in scope.inlined:
            return _is_number(scope.inlined[name], scope)
        case ir.Fact(name) | ir.Term(name):
            return name in scope.numbers
        case ir.Fold(how):
            return how not in {"any", "all"}
        case ir.Choose(_, otherwise):
            return _is_number(otherwise, scope)
        case _:
            return isinstance(
                node, ir.Sum | ir.Scale | ir.Round | ir.Extreme | ir.Day | ir.Shift | ir.Elapsed
            )


def number(node: ir.Expression, scope: Scope) -> Number:
    """The SQL of an exact number."""
    match node:
        case ir.Literal(value) if isinstance(value, int):
            return Number(constant(int(value)))
        case ir.Term(name) if name in scope.inlined:
            return number(scope.inlined[name], scope)
        case ir.Fact(name) | ir.Term(name) if name in scope.numbers:
            return scope.numbers[name]
        case ir.Fold("sum" | "least" | "greatest"):
            return Number(_fold(node, scope))
        case ir.Sum(plus, less):
            return added(
                [
                    *(("+", number(each, scope)) for each in plus),
                    *(("-", number(each, scope)) for each in less),
                ]
            )
        case ir.Scale(value, times_, over):
            return _scale(number(value, scope), number(times_, scope), number(over, scope))
        case ir.Round(inner, unit, mode):
            return Number(rounded(number(inner, scope), unit, mode))
        case ir.Extreme(which, values):
            found = number(values[0], scope)
            for each in values[1:]:
                found = extreme(which, found, number(each, scope))
            return found
        case ir.Choose(branches, otherwise):
            return _choice(branches, otherwise, scope)
        case ir.Day(instant, zone):
            found_day = times.local_date(number(instant, scope).over.sql, zone)
            return Number(Whole(f"({found_day})", *_DAYS))
        case ir.Shift():
            return Number(_shift(node, scope))
        case ir.Elapsed():
            return Number(_elapsed(node, scope))
        case _:
            raise refuse(node)


def _scale(value: Number, factor: Number, over: Number) -> Number:
    top = product(value.over, factor.over)
    bottom = over.over
    for each in (over.under,):
        top = product(top, each) if each else top
    for each in (value.under, factor.under):
        bottom = product(bottom, each) if each else bottom
    return Number(top, None if bottom.sql == "1" else bottom)


def _holds(node: ir.Fold, scope: Scope) -> str:
    """Whether a test holds for any or for all entries of a list."""
    entry, inside = scope.inside(node.over)
    value, where = code(node.value, inside), _where(node, inside)
    return folds.holds(node.how, scope.columns[node.over], entry, value, where)


def _where(node: ir.Fold, inside: Scope) -> str | None:
    return None if node.where is None else code(node.where, inside)


def _fold(node: ir.Fold, scope: Scope) -> Whole:
    """The entries of a list taken together."""
    entry, inside = scope.inside(node.over)
    value = number(node.value, inside)
    if value.under is not None:
        raise UnsupportedError("fractions of entries")
    held, where = scope.columns[node.over], _where(node, inside)
    if node.otherwise is None:
        return folds.total(held, entry, value.over, where)
    empty = number(node.otherwise, scope)
    if empty.under is not None:
        raise UnsupportedError("fractions of entries")
    return folds.extreme(node.how, held, entry, (value.over, empty.over), where)


def _choice(
    branches: tuple[tuple[ir.Expression, ir.Expression], ...], otherwise: ir.Expression, scope: Scope
) -> Number:
    parts = [number(then, scope) for _, then in branches]
    last = number(otherwise, scope)
    tests = [when for when, _ in branches]

    def chosen(wholes: list[Whole], end: Whole) -> Whole:
        sql = choice([(when, each.sql) for when, each in zip(tests, wholes, strict=True)], end.sql, scope)
        every = [*wholes, end]
        return Whole(sql, min(each.low for each in every), max(each.high for each in every))

    over = chosen([each.over for each in parts], last.over)
    if not any(each.under for each in (*parts, last)):
        return Number(over)
    one = constant(1)
    return Number(over, chosen([each.under or one for each in parts], last.under or one))


def _shift(node: ir.Shift, scope: Scope) -> Whole:
    start, count = number(node.start, scope).over, node.count
    if not isinstance(count, int):
        raise UnsupportedError("a counted span")
    match node.unit:
        case "days":
            return Whole(f"({start.sql} + {count})", start.low + count, start.high + count)
        case "business_days":
            calendar = scope.calendars[node.rule]
            return Whole(f"({times.business_day(start.sql, count, calendar)})", *_DAYS)
        case "months":
            moved = times.add_months(start.sql, count, node.rule)
            reach = 32 * (abs(count) + 1)
            return Whole(f"({moved})", start.low - reach, start.high + reach)
        case unit if node.rule or unit not in NANOSECONDS:
            raise UnsupportedError("hours by the clock")
        case _:
            by = count * NANOSECONDS[node.unit]
            return Whole(f"({start.sql} + {by})", start.low + by, start.high + by)


def _elapsed(node: ir.Elapsed, scope: Scope) -> Whole:
    first, last = number(node.first, scope).over, number(node.last, scope).over
    match node.unit:
        case "days":
            return Whole(f"({last.sql} - {first.sql})", last.low - first.high, last.high - first.low)
        case "months":
            raise UnsupportedError("months between")
        case unit if node.rule or unit not in NANOSECONDS:
            raise UnsupportedError("days between, as a calendar or a clock counts")
        case _:
            under = NANOSECONDS[node.unit]
            between = f"({last.sql} - {first.sql})"
            return Whole(times.floor(between, under), -LARGEST, LARGEST)


def is_numeric(kind: str) -> bool:
    """Whether values of a kind are whole numbers in SQL."""
    return kind in NUMERIC or kind in _TIMES
