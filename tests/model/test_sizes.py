"""The cost of a policy is known before it runs: terms that double terms are refused."""

from __future__ import annotations

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.model.from_syntax import policy_from_syntax
from engine.syntax.from_text import Reader
from tests.ir.shipped import FOLDER, VERSION


def _codes(terms: int) -> set[str]:
    doubled = "".join(f'term t{at} "k" / "k"\n  is t{at + 1} plus t{at + 1}\n' for at in range(terms))
    text = f'{doubled}term t{terms} "k" / "k"\n  is payment.paid\n'
    report, reader = Report(), Reader()
    facts = Source("x.facts", (FOLDER / f"{VERSION}.facts").read_text("utf-8"))
    files = [reader.read(source, report) for source in (Source("x.refund", text), facts)]
    policy_from_syntax(files[0], files[1], frozenset(), report)
    return {each.code for each in report.diagnostics}


def test_terms_that_double_terms_are_refused_in_time() -> None:
    assert "RF901" not in _codes(5)
    assert "RF901" in _codes(12)
    assert {"RF901", "RF902"} & _codes(400)
