"""What is presumed of a fact is a value that a case could state, at the fact's own decimals."""

from __future__ import annotations

import pytest

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir import tree as ir
from engine.model.facts import facts_from_syntax
from engine.syntax.from_text import Reader

FACTS = """
facts of shop
  version 2026-01-01
  edition 1
fact share "Share" / "比例"
  percent
  {lines}
  asked "Which?" / "多少？"
"""


def _read(lines: str) -> tuple[Report, ir.FactDeclaration]:
    report = Report()
    file = Reader().read(Source("x.facts", FACTS.format(lines=lines)), report)
    declared, _ = facts_from_syntax(file, report)
    return report, declared.facts["share"].declaration


def test_a_presumed_percentage_is_brought_to_the_decimals_of_its_fact() -> None:
    report, fact = _read("at least 1 percent\n  at most 60 percent\n  presumed 50 percent")
    assert not report.diagnostics
    assert fact.presumed == ir.Literal(5000, fact.type)


@pytest.mark.parametrize("presumed", ["at most 20 percent\n  presumed 50 percent", "presumed 7.125 percent"])
def test_a_presumption_that_no_case_could_state_is_refused(presumed: str) -> None:
    report, _ = _read(presumed)
    assert [each.code for each in report.diagnostics] == ["RF216"]
