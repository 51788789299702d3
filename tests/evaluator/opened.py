"""The shipped policy, loaded to decide cases, for tests of the evaluator."""

from __future__ import annotations

from functools import cache
from typing import Any

from engine.cases.from_facts import Reader
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.evaluator.from_ir import compiled, load, search
from engine.evaluator.listed import ListedSearch
from engine.evaluator.load import Module
from engine.evaluator.unknowns import Search
from engine.ir import tree as ir
from tests.agree.test_readings import calendars
from tests.ir.shipped import shipped

Facts = tuple[Any, ...]


@cache
def opened() -> tuple[ir.Program, Module, Search | ListedSearch]:
    program, _ = shipped()
    module = load(compiled(program), calendars())
    return program, module, search(program, module)


def read(data: object, *, presume: bool = True) -> Facts:
    """The facts of a raw case, which must be readable."""
    program, module, _ = opened()
    report = Report()
    case = Reader(program, module["impossible"]).read(
        data, presume=presume, report=report, where=Place("case", "")
    )
    assert case is not None, [each.message for each in report.diagnostics]
    return case.facts
