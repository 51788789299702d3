"""Tests of a program as functions of a case that know a third answer: None, where that depends on unknown facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.evaluator.expression import Names, code, number
from engine.evaluator.load import Module
from engine.evaluator.runtime import UNCERTAIN
from engine.ir import tree as ir

Case = tuple[Any, ...]
Judge = Callable[[Case], bool | None]
Ratio = Callable[[Case], tuple[int, int]]


class Judges:
    """The tests and numbers of a program, made of the same source as its evaluator."""

    def __init__(self, program: ir.Program, module: Module) -> None:
        """Take a program and the loaded module that decides its cases."""
        self._names = Names.of(program)
        self._module = module
        self._terms = {term.name: term.meaning for term in program.terms}

    def judge(self, node: ir.Expression) -> Judge:
        """Whether a test holds for a case: as it is read, and where that fails part by part."""
        holds = self._function(f"not not {code(node, self._names)}")
        by_parts = self._by_parts(node)

        def judged(case: Case) -> bool | None:
            try:
                found: bool = holds(case)
            except UNCERTAIN:
                return by_parts(case) if by_parts else None
            return found

        return judged

    def ratio(self, node: ir.Expression) -> Ratio:
        """The value of a number, a date or an instant as an exact fraction."""
        over, under = number(node, self._names)
        return self._function(f"({over}, {under or 1})")

    def value(self, node: ir.Expression) -> Callable[[Case], Any]:
        """The value of any expression that is no fraction."""
        return self._function(code(node, self._names))

    def _by_parts(self, node: ir.Expression) -> Judge | None:
        """The answer of a test that is made of others, some of which may be certain (strong Kleene)."""
        match node:
            case ir.Not(inner):
                judge = self.judge(inner)
                return lambda case: None if (found := judge(case)) is None else not found
            case ir.All(tests):
                return _settled([self.judge(test) for test in tests], by=False)
            case ir.Any(tests):
                return _settled([self.judge(test) for test in tests], by=True)
            case ir.Term(name):
                return self.judge(self._terms[name])
            case _:
                return None

    def _function(self, source: str) -> Callable[[Case], Any]:
        made: Callable[[Case], Any] = eval(f"lambda c: {source}", self._module)  # noqa: S307 - our own source
        return made


def _settled(judges: list[Judge], *, by: bool) -> Judge:
    """Several tests together: one that comes out as `by` settles it, one that is open leaves it open."""

    def judged(case: Case) -> bool | None:
        found = {judge(case) for judge in judges}
        return by if by in found else None if None in found else not by

    return judged
