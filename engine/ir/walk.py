"""Going through a program node by node, for whoever needs to see all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from engine.ir import tree as ir


def children(node: ir.Expression) -> tuple[ir.Expression, ...]:
    """The expressions directly inside one, in the order in which they are read."""
    match node:
        case ir.Literal() | ir.Fact() | ir.Term() | ir.Given():
            return ()
        case ir.Not(inner) | ir.Member(inner) | ir.Includes(inner) | ir.Round(inner) | ir.Day(inner):
            return (inner,)
        case ir.Shift(start, count):
            return (start,) if isinstance(count, int) else (start, count)
        case ir.All(tests) | ir.Any(tests):
            return tests
        case ir.Compare(_, left, right):
            return left, right
        case ir.Sum(plus, less):
            return plus + less
        case ir.Scale(value, times, over):
            return value, times, over
        case ir.Extreme(_, values):
            return values
        case ir.Choose(branches, otherwise):
            return (*(part for branch in branches for part in branch), otherwise)
        case ir.Elapsed(_, first, last):
            return first, last
        case ir.Fold(value=value, where=where, otherwise=otherwise):
            return tuple(each for each in (where, value, otherwise) if each is not None)
        case _:
            assert_never(node)


def parts_of(node: ir.Expression) -> Iterator[ir.Expression]:
    """An expression and everything inside it, terms not opened."""
    yield node
    for child in children(node):
        yield from parts_of(child)


def parts_of_case(node: ir.Expression) -> Iterator[ir.Expression]:
    """An expression and everything inside it that is not about single entries of a list, terms not opened."""
    yield node
    for child in () if isinstance(node, ir.Fold) else children(node):
        yield from parts_of_case(child)


def expressions_of(program: ir.Program) -> Iterator[ir.Expression]:
    """Every expression that stands in a program, each once."""
    yield from (each.test for each in program.impossible)
    yield from (term.meaning for term in program.terms)
    for amount in program.amounts:
        yield from amount_expressions(amount)
    for clause in program.clauses:
        yield from clause_expressions(clause)


def amount_expressions(amount: ir.Amount) -> Iterator[ir.Expression]:
    """Every expression of a bill."""
    for step in amount.steps:
        yield step.value
        if step.guard is not None:
            yield step.guard
    yield from (each.guard for each in amount.nothing_left if each.guard is not None)


def clause_expressions(clause: ir.Clause) -> Iterator[ir.Expression]:
    """Every expression of a clause."""
    yield clause.scope
    yield from (need.test for need in clause.needs)
    for effect in clause.effects:
        match effect:
            case ir.Pays(options):
                yield from (guard for guard, _ in options if guard is not None)
            case ir.Leaves(low=low):
                yield low
            case ir.Orders(guard=guard) if guard is not None:
                yield guard
            case ir.Due(day=day):
                yield day
            case ir.Splits(parts=parts):
                yield from (most for _, most in parts)
            case ir.Offers(options, _, until):
                yield from (each for option in options for each in (option.guard, option.until) if each)
                yield from (until,) if until is not None else ()
            case _:
                continue


def facts_read(expression: ir.Expression, program: ir.Program) -> tuple[str, ...]:
    """The facts and lists on which an expression depends, terms opened, each once in the order of reading."""
    known = {fact.name for fact in program.facts}
    meanings = {term.name: term.meaning for term in program.terms}
    found: dict[str, None] = {}
    waiting = [expression]
    while waiting:
        for node in parts_of(waiting.pop(0)):
            if isinstance(node, ir.Fact) and node.name in known:
                found[node.name] = None
            elif isinstance(node, ir.Fold):
                found[node.over] = None
            elif isinstance(node, ir.Given) and node.fact in known:
                found[node.fact] = None
            elif isinstance(node, ir.Term):
                waiting.append(meanings[node.name])
    return tuple(found)


def on_top(program: ir.Program) -> Iterator[tuple[ir.Clause, ir.Effect]]:
    """Each thing that comes on top of an answer, with its clause."""
    return ((clause, effect) for clause in program.clauses if clause.on for effect in clause.effects)


def calendars_of(program: ir.Program) -> tuple[str, ...]:
    """The calendars that a program counts business days by, sorted."""
    counted = (
        node
        for expression in expressions_of(program)
        for node in parts_of(expression)
        if isinstance(node, ir.Shift | ir.Elapsed) and node.unit == "business_days"
    )
    return tuple(sorted({node.rule for node in counted}))
