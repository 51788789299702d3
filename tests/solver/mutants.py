"""Programs with one thing changed: an operator, a number, a word, a line, a clause, a pair of the precedence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from engine.ir import tree as ir
from engine.values.rounding import MODES

_OPERATORS: tuple[ir.Operator, ...] = ("eq", "ne", "lt", "le", "gt", "ge")
_KINDS: dict[str, ir.StepKind] = {
    "take": "less",
    "add": "less",
    "less": "add",
    "at_least": "at_most",
    "at_most": "at_least",
}


def mutants(program: ir.Program) -> Iterator[ir.Program]:
    """Every program that differs from this one in one small thing, sound where this one is."""
    for field in ("terms", "amounts", "clauses", "impossible"):
        for other in _somewhere(getattr(program, field)):
            yield attrs.evolve(program, **{field: other})
    for at in range(len(program.precedence)):
        yield attrs.evolve(program, precedence=program.precedence[:at] + program.precedence[at + 1 :])
    answering = [clause for clause in program.clauses if not clause.on]
    for clause in program.clauses:
        if clause.on or len(answering) > 1:
            clauses = tuple(each for each in program.clauses if each is not clause)
            pairs = tuple(pair for pair in program.precedence if clause.name not in pair)
            yield attrs.evolve(program, clauses=clauses, precedence=pairs)
    for fact in program.facts:
        for other_fact in _facts(fact):
            facts = tuple(other_fact if each is fact else each for each in program.facts)
            yield attrs.evolve(program, facts=facts)


def _facts(fact: ir.FactDeclaration) -> Iterator[ir.FactDeclaration]:
    if fact.least is not None and not isinstance(fact.presumed, ir.Literal) and fact.least > 1:
        yield attrs.evolve(fact, least=fact.least + 1)
    if fact.greatest is not None:
        yield attrs.evolve(fact, greatest=fact.greatest + 1)
    match fact.presumed:
        case ir.Literal(bool() as value, type_):
            yield attrs.evolve(fact, presumed=ir.Literal(not value, type_))
            yield attrs.evolve(fact, presumed=None)
        case _:
            return


def _somewhere(node: Any) -> Iterator[Any]:  # noqa: ANN401
    """Every tree that differs from this one in one node."""
    yield from _here(node)
    if isinstance(node, tuple):
        for at, part in enumerate(node):
            for other in _somewhere(part):
                yield (*node[:at], other, *node[at + 1 :])
    elif attrs.has(type(node)) and not isinstance(node, ir.Literal):
        for field in attrs.fields(type(node)):
            if field.name in {"cites", "key", "measures", "type", "options"} and not isinstance(
                node, ir.Pays
            ):
                continue
            for other in _somewhere(getattr(node, field.name)):
                if not (
                    field.name in {"over", "value"} and isinstance(other, ir.Literal) and other.value == 0
                ):
                    yield attrs.evolve(node, **{field.name: other})


def _here(node: Any) -> Iterator[Any]:  # noqa: ANN401
    """What can stand in the place of one node."""
    match node:
        case ir.Compare(operator):
            ordered = operator not in {"eq", "ne"}
            others = _OPERATORS if ordered else _OPERATORS[:2]
            yield from (attrs.evolve(node, operator=other) for other in others if other != operator)
        case ir.Literal(bool() as value, type_):
            yield ir.Literal(not value, type_)
        case ir.Literal(int() as value, type_):
            yield ir.Literal(value + 1, type_)
            if value > 1:
                yield ir.Literal(value - 1, type_)
        case ir.Literal(str() as value, type_) if type_.options:
            yield ir.Literal(next(word for word in type_.options if word != value), type_)
        case ir.All(tests) if len(tests) > 1:
            yield ir.Any(tests)
            yield from (ir.All((*tests[:at], *tests[at + 1 :])) for at in range(len(tests)))
        case ir.Any(tests) if len(tests) > 1:
            yield ir.All(tests)
            yield from (ir.Any((*tests[:at], *tests[at + 1 :])) for at in range(len(tests)))
            yield ir.Any(tests[::-1])
        case ir.Not(test):
            yield test
        case ir.Includes(how=how):
            yield attrs.evolve(node, how="any" if how == "all" else "all")
        case ir.Member(options=options) if len(options) > 1:
            yield attrs.evolve(node, options=options[1:])
        case ir.Round(mode=mode):
            yield from (attrs.evolve(node, mode=other) for other in MODES if other != mode)
        case ir.Extreme(which=which):
            yield attrs.evolve(node, which="least" if which == "greatest" else "greatest")
        case ir.Shift(count=int(count)):
            yield attrs.evolve(node, count=count + 1)
        case ir.Choose(branches=branches) if branches:
            yield attrs.evolve(node, branches=branches[1:])
        case ir.Step(kind=kind) if kind in _KINDS:
            yield attrs.evolve(node, kind=_KINDS[kind])
        case ir.Need(cites=cites) if len(cites) > 1:
            yield attrs.evolve(node, cites=cites[1:])
        case ir.Clause(needs=needs) if needs:
            yield attrs.evolve(node, needs=needs[1:])
        case ir.Clause(on=on) if len(on) > 1:
            yield attrs.evolve(node, on=on[1:])
        case _:
            return
