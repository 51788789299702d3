"""What is presumed of a fact is a value that a case could state, at the fact's own decimals."""

from __future__ import annotations

import pytest

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir import tree as ir
from engine.model.facts import facts_from_syntax
from engine.syntax.from_text import Reader

from .shop import shop

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


def _fact(name: str, *lines: str) -> str:
    return "\n  ".join([f'fact {name} "n" / "n"', *lines, 'asked "?" / "？"\n'])


def _one_of(*words: str) -> tuple[str, ...]:
    return ("one of", *(f'choice {word} "{word}" / "{word}"' for word in words))


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (_one_of("x", "y"), _one_of("y", "z"), "RF203"),
        (("number with 1 decimals",), ("number with 2 decimals",), "RF203"),
        (("count",), ("number",), "RF203"),
        (("money in CNY",), ("quota in POINT",), "RF204"),
        (("instant",), ("date",), "RF203"),
        (("count",), ("count", "at least 1"), "RF216"),
        (("count", "at least 1", "at most 9"), ("count", "at most 8"), "RF216"),
        (("count", "personal"), ("count",), "RF217"),
    ],
)
def test_a_fact_is_presumed_only_from_one_whose_values_it_could_have(
    one: tuple[str, ...], other: tuple[str, ...], code: str
) -> None:
    declared = _fact("o.one", *one), _fact("o.other", *other, "presumed o.one")
    for facts in ("".join(declared), "".join(reversed(declared))):
        assert shop("", facts).codes == [code]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_one_of("x", "y"), _one_of("y", "x")),
        (("count", "at least 2"), ("count", "at least 1")),
        (("money in CNY",), ("money in CNY",)),
    ],
)
def test_a_fact_is_presumed_from_one_like_it(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert shop("", _fact("o.one", *one) + _fact("o.other", *other, "presumed o.one")).messages == []


@pytest.mark.parametrize("test", ["o.one is o.other", "o.one is not o.other", "o.other is o.one"])
def test_choices_that_differ_are_not_compared(test: str) -> None:
    facts = _fact("o.one", *_one_of("x", "y")) + _fact("o.other", *_one_of("y", "z"))
    assert shop(f'term k "k" / "k"\n  holds {test}\n', facts).messages == [
        "these two do not have the same choices"
    ]
    alike = _fact("o.one", *_one_of("x", "y")) + _fact("o.other", *_one_of("y", "x"))
    assert shop(f'term k "k" / "k"\n  holds {test}\n', alike).messages == []
