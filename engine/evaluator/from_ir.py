"""A program made ready to decide cases, and to be searched where facts are unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from types import CodeType
from typing import TYPE_CHECKING, Any

from engine.cases.unknown import Needed, Unknown
from engine.evaluator.expression import Names, number
from engine.evaluator.load import Module, load
from engine.evaluator.runtime import Answer
from engine.evaluator.to_python import source
from engine.ir import tree as ir

if TYPE_CHECKING:
    from engine.evaluator.listed import ListedSearch
    from engine.evaluator.unknowns import Search


def compiled(program: ir.Program) -> CodeType:
    """The module of a program, ready to be kept and loaded."""
    return compile(source(program), f"<{program.policy} {program.version}>", "exec")


def search(
    program: ir.Program, module: Module, outcome: Callable[[Any], Answer] | None = None
) -> Search | ListedSearch:
    """The search over unknown facts for a loaded module; `outcome` stands in for that of the module."""
    if outcome is None and any(fact.fields for fact in program.facts):
        from engine.evaluator.listed import ListedSearch  # noqa: PLC0415 - as below

        calendars = module["CALENDARS"]
        return ListedSearch(program, lambda each: _search(each, load(compiled(each), calendars)))
    return _search(program, module, outcome)


def _search(program: ir.Program, module: Module, outcome: Callable[[Any], Answer] | None = None) -> Search:
    from engine.evaluator.unknowns import Search  # noqa: PLC0415 - wanted only where facts are unknown

    names = Names.of(program)
    tests = [_function(each.test, names, module) for each in program.impossible]
    return Search(program, module, outcome or module["outcome"], tests, _evaluate(names, module))


def condition(node: ir.Expression, program: ir.Program, module: Module) -> Callable[[Any], bool]:
    """A test of a program as something to ask of a case."""
    return _function(node, Names.of(program), module)


def evaluated(program: ir.Program, module: Module) -> Callable[[ir.Expression, Sequence[object]], object]:
    """A function that gives the value of any expression of the program for a case."""
    return _evaluate(Names.of(program), module)


def _evaluate(names: Names, module: Module) -> Callable[[ir.Expression, Sequence[object]], object]:
    """A function that gives the value of any expression of the program for a case, compiled on first use."""
    known: dict[int, tuple[ir.Expression, Callable[[Any], object]]] = {}

    def evaluate(node: ir.Expression, case: Sequence[object]) -> object:
        at = id(
            node
        )  # to hash a whole expression takes longer than to evaluate it; the node is kept, so is its id
        if at not in known:
            known[at] = node, _function(node, names, module)
        return known[at][1](case)

    return evaluate


def _function(node: ir.Expression, names: Names, module: Module) -> Callable[[Any], Any]:
    over, under = number(node, names)
    made: Callable[[Any], Any] = eval(f"lambda c: {over}", module)
    if not under:
        return made
    below: Callable[[Any], Any] = eval(f"lambda c: {under}", module)

    def fraction(case: Any) -> Fraction:  # noqa: ANN401 - as made and below take it
        parts = made(case), below(case)
        for part in parts:
            if isinstance(part, Unknown):  # it was only handed on, so that nothing raised its name
                raise Needed(part.name)
        return Fraction(*parts)

    return fraction


__all__ = ["Module", "compiled", "condition", "evaluated", "load", "search"]
