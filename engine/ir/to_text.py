"""A program as text, a line for each part of it: for tests that compare programs, and for whoever debugs one.

Facts stand bare, terms as `:term`, words of a choice as `'word`, texts in quotes; all else says its type.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import assert_never

from engine.ir import tree as ir
from engine.ir.types import Type
from engine.ir.walk import children
from engine.values.moment import day_text, instant_text
from engine.values.money import to_text as amount_text


def to_text(program: ir.Program) -> str:
    """Every part of a program in its order; the names of texts (`key`) are left out."""
    return "".join(f"{line}\n" for line in _lines(program))


def expression_text(node: ir.Expression) -> str:
    """An expression on one line."""
    match node:
        case ir.Literal(value, type_):
            return _literal(value, type_)
        case ir.Fact(name):
            return name
        case ir.Term(name):
            return f":{name}"
        case ir.Not() | ir.All() | ir.Any():
            return _list(type(node).__name__.lower(), *children(node))
        case ir.Compare(operator, left, right):
            return _list(operator, left, right)
        case ir.Member(value, options):
            return _list("member", value, *_words(options))
        case ir.Includes(value, options, how):
            return _list(f"includes-{how}", value, *_words(options))
        case ir.Given(fact):
            return _list("given", fact)
        case ir.Sum(plus, less):
            return _list("sum", *plus, *(["less", *less] if less else []))
        case ir.Scale(value, times, over):
            return _list("scale", value, "times", times, "over", over)
        case ir.Round(value, unit, mode):
            return _list("round", value, mode, str(unit))
        case ir.Extreme(which, values):
            return _list(which, *values)
        case ir.Choose(branches, otherwise):
            cases = [_list(expression_text(test), value) for test, value in branches]
            return _list("choose", *cases, "else", otherwise)
        case ir.Day(instant, zone):
            return _list("day", instant, zone)
        case ir.Shift(start, count, unit, rule):
            return _list("shift", start, str(count) if isinstance(count, int) else count, unit, rule)
        case ir.Elapsed(unit, first, last, rule):
            return _list("elapsed", unit, first, last, rule)
        case ir.Fold():
            return _fold(node)
        case _:
            assert_never(node)


def _fold(node: ir.Fold) -> str:
    where = ["where", node.where] if node.where else []
    otherwise = ["else", node.otherwise] if node.otherwise else []
    return _list(f"{node.how}-over", node.over, node.value, *where, *otherwise)


def _list(head: str, *parts: ir.Expression | str) -> str:
    """A list in brackets; a part that says nothing is left out."""
    texts = [part if isinstance(part, str) else expression_text(part) for part in parts]
    return f"({' '.join([head, *filter(None, texts)])})"


def _words(options: Iterable[str]) -> list[str]:
    return [f"'{word}" for word in options]


def _literal(value: ir.Value, type_: Type) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return f"'{value}" if type_.kind == "choice" else json.dumps(value, ensure_ascii=False)
        case tuple():
            return f"{{{' '.join(_words(value))}}}"
        case _ if type_.kind == "date":
            return day_text(value)
        case _ if type_.kind == "instant":
            return instant_text(value, "UTC")
        case _:
            unit = "%" if type_.kind == "percent" else f" {type_.unit}" if type_.unit else ""
            return amount_text(value, type_.decimals) + unit


def _lines(program: ir.Program) -> Iterator[str]:
    yield f"program {program.policy} {program.version}, edition {program.edition}"
    yield f"selected by {program.selected_by} in {program.zone}, prevails {program.prevails}"
    if program.confirms:
        case, order, most = program.confirms.case, program.confirms.order, program.confirms.most
        yield f"confirms {case} once, and {order} up to {most}"
    if program.consumption:
        yield from _consumption(program.consumption)
    yield from (f"unit {unit} {decimals}" for unit, decimals in program.units)
    yield from (f"calendar {name}" for name in program.calendars)
    for fact in program.facts:
        yield _fact(fact)
        yield from (f"  {_fact(field)}" for field in fact.fields)
    yield from (f"impossible {each.name} {expression_text(each.test)}" for each in program.impossible)
    for term in program.terms:
        yield f"term {term.name} {_type(term.type)} = {expression_text(term.meaning)}"
    for amount in program.amounts:
        yield from _amount(amount)
    for clause in program.clauses:
        yield from _clause(clause)
    for first in dict.fromkeys(first for first, _ in program.precedence):
        silenced = [then for before, then in program.precedence if before == first]
        yield f"{first} before {', '.join(silenced)}"


def _consumption(found: ir.Consumption) -> Iterator[str]:
    yield f"consumption {found.name} of {found.account} and {found.order} under {', '.join(found.cites)}"
    yield f"  granted {found.granted}, used {found.used}, gift used {found.gift_used or 'nowhere'}"
    how = "in proportion, the rest" if found.in_proportion else "by"
    said = f" as read in {found.open_point}" if found.open_point else ""
    yield f"  {how} {', then '.join(found.turns)}{said}"


def _type(type_: Type) -> str:
    options = f" of {' '.join(type_.options)}" if type_.options else ""
    unit = f" in {type_.unit}" if type_.unit else ""
    decimals = f" with {type_.decimals} decimals" if type_.decimals and not type_.unit else ""
    return f"{type_.kind}{options}{unit}{decimals}{'' if type_.exact else ', or a fraction'}"


def _fact(fact: ir.FactDeclaration) -> str:
    bounds = [("least", fact.least), ("greatest", fact.greatest)]
    said = [f"{word} {_literal(bound, fact.type)}" for word, bound in bounds if bound is not None]
    if fact.presumed is not None:
        presumed = fact.presumed if isinstance(fact.presumed, str) else expression_text(fact.presumed)
        said.append(f"presumed {presumed}")
    said += ["personal"] * fact.personal + [f"by {fact.supplied_by}"] * bool(fact.supplied_by)
    return ", ".join([f"fact {fact.name} {_type(fact.type)}", *said])


def _if(guard: ir.Expression | None) -> str:
    return "" if guard is None else f" if {expression_text(guard)}"


def _amount(amount: ir.Amount) -> Iterator[str]:
    yield f"amount {amount.name} {_type(amount.type)}"
    for step in amount.steps:
        mode = f" {step.mode}" if step.mode else ""
        under = f" under {step.cites}" if step.cites else ""
        yield f"  {step.kind}{mode} {expression_text(step.value)}{_if(step.guard)}{under}"
    if amount.owed_by:
        yield f"  below zero is owed by {amount.owed_by}"
    for ending in amount.nothing_left:
        yield f"  nothing left{_if(ending.guard)} under {', '.join(ending.cites)}"


def _clause(clause: ir.Clause) -> Iterator[str]:
    yield f"clause {clause.name} under {', '.join(clause.cites)}"
    if clause.improves:
        yield "  only improves"
    if clause.on:
        yield f"  on {', '.join(clause.on)}"
    yield f"  for {expression_text(clause.scope)}"
    for need in clause.needs:
        calling = f" calling for {', '.join(need.measures)}" if need.measures else ""
        yield f"  needs {expression_text(need.test)} under {', '.join(need.cites)}{calling}"
    for effect in clause.effects:
        yield from _effect(effect)


def _effect(effect: ir.Effect) -> Iterator[str]:
    match effect:
        case ir.Pays(options):
            yield from (f"  pays {amount}{_if(guard)}" for guard, amount in options)
        case ir.Refuses():
            yield "  refuses"
        case ir.Leaves(party, low, high):
            yield f"  leaves {party} from {expression_text(low)} to {high or 'the refund'}"
        case ir.Asks(fact, options):
            yield f"  asks {fact} for {', '.join(options)}"
        case ir.Orders(measure, guard):
            yield f"  calls for {measure}{_if(guard)}"
        case ir.Due(name, day):
            yield f"  due {name} by {expression_text(day)}"
        case ir.Splits(how, parts, rest):
            said = [f"{route} up to {expression_text(most)}" for route, most in parts]
            yield f"  splits in {how} {'; '.join([*said, f'the rest by {rest}'])}"
        case ir.Offers(options, party, until):
            for each in options:
                worth = f" of {each.amount}" if each.amount else ""
                good = f" until {expression_text(each.until)}" if each.until else ""
                marks = f", {', '.join(each.marks)}" if each.marks else ""
                yield f"  offers {each.remedy}{worth}{good}{marks}{_if(each.guard)}"
            end = f" until {expression_text(until)}" if until else ""
            yield from (f"  chosen by {party}{end}",) if party else ()
        case ir.Routes(route, party) if party:
            yield f"  goes by {route or 'any way'} to {party}"
        case ir.Routes(route):
            yield f"  goes by {route}"
        case _:
            assert_never(effect)
