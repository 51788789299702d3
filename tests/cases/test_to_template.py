"""Blank cases: they say nothing as they stand, and are a case once every line is filled in."""

from __future__ import annotations

import re
import tomllib

import pytest

from engine.cases.decode import from_toml
from engine.cases.to_template import blank_case
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir.texts import Texts

from .programs import EXTRAS, TEXT, every_kind, fact, program_of, reader_of, youyun

PROGRAMS = {"shipped": youyun()[0], "every kind": every_kind()}
LINE = re.compile(r"(?m)^#(?! )")


def facts_in(data: object) -> int:
    return sum(map(facts_in, data.values())) if isinstance(data, dict) else 1


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_blank_case_says_nothing(name: str, lang: str) -> None:
    text = blank_case(PROGRAMS[name], youyun()[1], lang)
    assert facts_in(tomllib.loads(text)) == 0
    case = reader_of(PROGRAMS[name]).read(
        tomllib.loads(text), presume=True, report=Report(), where=Place("x", "")
    )
    assert case == reader_of(PROGRAMS[name]).read({}, presume=True, report=Report(), where=Place("x", ""))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_with_every_line_filled_in_it_is_a_case(name: str, lang: str) -> None:
    program, report = PROGRAMS[name], Report()
    text = blank_case(program, youyun()[1], lang)
    assert len(LINE.findall(text)) == len(program.facts)
    data = from_toml(Source("blank.toml", LINE.sub("", text)), report)
    case = reader_of(program).read(data, presume=True, report=report, where=Place("blank.toml", ""))
    assert case is not None, report.diagnostics
    assert case.presumed == ()
    assert facts_in(data) == len(program.facts)


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_line_can_be_filled_in_alone(name: str) -> None:
    program = PROGRAMS[name]
    text = blank_case(program, youyun()[1])
    for found in LINE.finditer(text):
        report = Report()
        data = from_toml(Source("x", text[: found.start()] + text[found.end() :]), report)
        assert facts_in(data) == 1
        reader_of(program).read(data, presume=True, report=report, where=Place("x", ""))
        assert not report.has_errors, report.diagnostics


def test_each_line_tells_what_it_asks() -> None:
    program, texts = youyun()
    assert """
# Invoice
# Was an invoice issued, and can it be reversed?
# one of a list
# `none`: none issued
# `issued`: issued
# `reversed`: reversed
# `irreversible`: cannot be reversed
# if left out: none
#state = "none"

# Invoice tax
# What tax did the invoice cost?
# money in CNY, at least 0.00 CNY
# if left out: 0.00 CNY
#tax = "0.00 CNY"
""" in blank_case(program, texts, "en")
    assert """
# 材料齐全的时间
# 材料何时齐全？
# 时刻
# 不填则为：与 case.received_at 相同
#complete_at = 2026-07-03T12:00:00+08:00
""" in blank_case(program, texts, "zh")


def test_names_that_toml_has_in_quotes() -> None:
    program = program_of(fact("客户.编号", TEXT), fact("a.b-c", EXTRAS))
    text = blank_case(program, Texts({}, {"fact.客户.编号": "客户\u2028[x]\x07"}), "zh")
    assert facts_in(tomllib.loads(text)) == 0
    assert tomllib.loads(LINE.sub("", text)) == {
        "客户": {"编号": "..."},
        "a": {"b-c": ["late", "lost", "broken"]},
    }


def test_examples_keep_the_bounds() -> None:
    kinds = {each.name: each for each in every_kind().facts}
    bounded = [
        fact("a", kinds["price.paid"].type, least=20_000),
        fact("b", kinds["price.paid"].type, greatest=5),
        fact("c", kinds["nights"].type, least=-5, greatest=-2),
        fact("d", kinds["day"].type, least=740_000),
    ]
    text = LINE.sub("", blank_case(program_of(*bounded), Texts({}, {})))
    assert [line for line in text.splitlines() if " = " in line] == [
        'a = "200.00 CNY"', 'b = "0.05 CNY"', "c = -2", "d = 2027-01-19",
    ]  # fmt: skip
