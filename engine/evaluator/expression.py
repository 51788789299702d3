"""Expressions as Python source: integers throughout, an exact fraction being a pair of integers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, assert_never

import attrs

from engine.ir import tree as ir
from engine.ir.lists import Records, record_of
from engine.values.moment import NANOSECONDS

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


class Number(NamedTuple):
    """The source of a numerator, and of a denominator above zero where there is one."""

    over: str
    under: str = ""


@attrs.frozen
class Names:
    """How the generated source reaches facts (by place in the case), fields (in the entry at hand) and terms."""

    facts: Mapping[str, int]
    optional: frozenset[str]
    terms: Mapping[str, ir.Expression]
    fields: Mapping[str, str]
    records: Records
    owed: frozenset[str]

    @classmethod
    def of(cls, program: ir.Program) -> Names:
        """The names of a program."""
        facts = {fact.name: place for place, fact in enumerate(program.facts)}
        fields = {
            field.name: f"{entry(record_of(fact))}[{place}]"
            for fact in program.facts
            for place, field in enumerate(fact.fields)
        }
        declared = (each for fact in program.facts for each in (fact, *fact.fields))
        optional = frozenset(each.name for each in declared if each.presumed == "not_given")
        terms = {term.name: term.meaning for term in program.terms}
        owed = frozenset(amount.name for amount in program.amounts if amount.owed_by)
        return cls(facts, optional, terms, fields, Records.of(program.facts, program.terms), owed)

    def read(self, name: str) -> str:
        """The source that reads a fact, or a field of the entry at hand."""
        return self.fields[name] if name in self.fields else f"c[{self.facts[name]}]"

    def taken(self, term: str) -> str:
        """What the function of a term takes: the case, and the entries whose fields it reads."""
        return ", ".join(["c", *map(entry, sorted(self.records.of_term(term)))])


def entry(record: str) -> str:
    """The name of the entry at hand of a record in the source."""
    return f"e_{identifier(record)}"


def identifier(name: str) -> str:
    """A name of the policy as part of a Python name: letters and digits kept, anything else spelled by its number."""
    kept = name.replace("_", "__")
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign == "_") else f"_{ord(sign):x}_" for sign in kept
    )


def code(node: ir.Expression, names: Names) -> str:
    """The source of an expression whose value is a test, a word, a set, a date or a whole number."""
    match node:
        case ir.Literal(value):
            return f"frozenset({value!r})" if isinstance(value, tuple) else repr(value)
        case ir.Fact(name):
            read = names.read(name)
            return f"given({read}, {name!r})" if name in names.optional else read
        case ir.Term(name):
            return f"term_{identifier(name)}({names.taken(name)})"
        case ir.Not(inner):
            return f"(not {code(inner, names)})"
        case ir.All(tests):
            return _joined(tests, " and ", "True", names)
        case ir.Any(tests):
            return _joined(tests, " or ", "False", names)
        case ir.Compare():
            return _compare(node, names)
        case ir.Member(inner, options):
            return f"({code(inner, names)} in {options!r})"
        case ir.Includes(inner, options, how):
            held = code(inner, names)
            return (
                f"({held}.issuperset({options!r}))"
                if how == "all" and options
                else _any_of(held, options, how)
            )
        case ir.Given(name):
            read = names.read(name)
            return f"({read} is not None and {read} == {read})"
        case ir.Day() | ir.Shift() | ir.Elapsed():
            return _time(node, names)
        case ir.Fold("any" | "all" as how):
            return f"{how}({_each(node, code(node.value, names), names)})"
        case ir.Choose() | ir.Sum() | ir.Scale() | ir.Round() | ir.Extreme() | ir.Fold():
            over, under = number(node, names)
            return f"whole({over}, {under})" if under else over
        case _:
            assert_never(node)


def number(node: ir.Expression, names: Names) -> Number:
    """The source of an exact number."""
    match node:
        case ir.Sum(plus, less):
            return _sum([number(each, names) for each in plus], [number(each, names) for each in less])
        case ir.Scale(value, times, over):
            return _scale(*(number(each, names) for each in (value, times, over)))
        case ir.Round(inner, unit, mode):
            return Number(rounded(*number(inner, names), unit, mode))
        case ir.Extreme(which, values):
            return _extreme("min" if which == "least" else "max", [number(each, names) for each in values])
        case ir.Choose():
            return _choice(node, names)
        case ir.Fold("sum" | "least" | "greatest"):
            return _fold(node, names)
        case _:
            return Number(code(node, names))


def _each(node: ir.Fold, shown: str, names: Names) -> str:
    """The source that runs over the entries of a list that count."""
    where = f" if {code(node.where, names)}" if node.where is not None else ""
    return f"{shown} for {entry(names.records.of_list[node.over])} in c[{names.facts[node.over]}]{where}"


def _fold(node: ir.Fold, names: Names) -> Number:
    over, under = number(node.value, names)
    if node.how == "sum" and not under:
        return Number(f"sum({_each(node, over, names)})")
    if node.how == "sum":
        total = f"total({_each(node, f'({over}, {under})', names)})"
        return Number(f"{total}[0]", f"{total}[1]")
    if node.otherwise is None:
        raise AssertionError(node.over)
    held = over if not under else f"whole({over}, {under})"
    choose = "min" if node.how == "least" else "max"
    empty = code(node.otherwise, names)
    return Number(f"picked({choose}, [{_each(node, held, names)}], lambda: {empty})")


def rounded(over: str, under: str, unit: int, mode: str) -> str:
    """The source of a number rounded to a whole multiple of `unit`."""
    if not under and unit == 1:
        return over
    if unit == 1 and mode == "down":
        return f"down({over}, {under})"
    return f"to_multiple({over}, {under or 1}, {unit}, {mode!r})"


def _joined(tests: tuple[ir.Expression, ...], word: str, empty: str, names: Names) -> str:
    return f"({word.join(code(each, names) for each in tests)})" if tests else empty


def _any_of(held: str, options: tuple[str, ...], how: str) -> str:
    if how == "all":
        return f"({held} is not None)"
    return f"(not {held}.isdisjoint({options!r}))"


def _compare(node: ir.Compare, names: Names) -> str:
    left, right = number(node.left, names), number(node.right, names)
    sign = _SIGNS[node.operator]
    if not left.under and not right.under:
        return f"({left.over} {sign} {right.over})"
    return f"({_times(left.over, right.under)} {sign} {_times(right.over, left.under)})"


def _times(*factors: str) -> str:
    kept = [f"({factor})" for factor in factors if factor and factor != "1"]
    return " * ".join(kept) or "1"


def _sum(plus: list[Number], less: list[Number]) -> Number:
    unders = list(dict.fromkeys(each.under for each in plus + less if each.under))

    def over(each: Number) -> str:
        others = [under for under in unders if under != each.under]
        return f"({_times(each.over, *others)})" if others else each.over

    total = " + ".join(over(each) for each in plus) or "0"
    total += "".join(f" - {over(each)}" for each in less)
    return Number(f"({total})", _times(*unders) if unders else "")


def _scale(value: Number, times: Number, over: Number) -> Number:
    top = _times(value.over, times.over, over.under)
    bottom = _times(over.over, value.under, times.under)
    return Number(f"({top})", "" if bottom == "1" else f"({bottom})")


def _choice(node: ir.Choose, names: Names) -> Number:
    """The value beside the first test that holds; a fraction's denominator is chosen by the same tests."""
    tests = [code(when, names) for when, _ in node.branches]
    values = [number(then, names) for _, then in node.branches]
    last = number(node.otherwise, names)

    def chain(parts: list[str], end: str) -> str:
        return (
            "("
            + "".join(f"{part} if {test} else " for part, test in zip(parts, tests, strict=True))
            + f"{end})"
        )

    over = chain([each.over for each in values], last.over)
    if not any(each.under for each in (*values, last)):
        return Number(over)
    return Number(over, chain([each.under or "1" for each in values], last.under or "1"))


def _extreme(function: str, values: list[Number]) -> Number:
    unders = list(dict.fromkeys(each.under for each in values if each.under))
    if not unders:
        return Number(f"{function}({', '.join(each.over for each in values)})")
    scaled = [_times(each.over, *(under for under in unders if under != each.under)) for each in values]
    return Number(f"{function}({', '.join(scaled)})", f"({_times(*unders)})")


def _time(node: ir.Day | ir.Shift | ir.Elapsed, names: Names) -> str:
    match node:
        case ir.Day(instant, zone):
            return f"local_day({code(instant, names)}, {zone!r})"
        case ir.Shift(start, count, unit, rule):
            by = count if isinstance(count, int) else code(count, names)
            return _shift(code(start, names), by, unit, rule)
        case ir.Elapsed(unit, first, last, rule):
            return _elapsed(code(first, names), code(last, names), unit, rule)
        case _:
            assert_never(node)


def _shift(start: str, by: int | str, unit: str, rule: str) -> str:
    match unit:
        case "business_days":
            return f"business_day({start}, {by}, {rule!r})"
        case "months":
            return f"add_months({start}, {by}, {rule!r})"
        case "time":
            return f"time_on({start}, {by}, {rule!r})"
        case _:
            return _moved(start, by, unit, rule)


def _moved(start: str, by: int | str, unit: str, rule: str) -> str:
    """A date or an instant and a whole number of its smallest unit."""
    size = NANOSECONDS.get(unit, 1)
    moved = by * size if isinstance(by, int) else by if size == 1 else f"{by} * {size}"
    return f"clock_shift({start}, {moved}, {rule!r})" if rule else f"({start} + {moved})"


def _elapsed(first: str, last: str, unit: str, rule: str) -> str:
    match unit:
        case "days":
            return f"({last} - {first})"
        case "months":
            return f"months_between({first}, {last}, {rule!r})"
        case "business_days":
            return f"business_between({first}, {last}, {rule!r})"
        case _:
            span = f"clock_span({first}, {last}, {rule!r})" if rule else f"({last} - {first})"
            return f"({span} // {NANOSECONDS[unit]})"
