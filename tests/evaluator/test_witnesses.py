"""Candidates come upon what makes a difference through a term, a text, a set or a count of days."""

from __future__ import annotations

import pytest

from engine.cases.unknown import Unknown
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.evaluator.from_ir import compiled, load, search
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import to_ir
from engine.syntax.from_text import Reader

FACTS = """
facts of shop
  version 2026-01-01
  edition 1
unit CNY "yuan" / "元"
  money with 2 decimals
fact o.paid_at "Paid" / "付款"
  instant
  asked "a" / "b"
fact o.came_at "Came" / "到达"
  instant
  asked "a" / "b"
fact o.paid "Paid" / "实付"
  money in CNY
  at least zero
  asked "a" / "b"
fact o.kind "Kind" / "种类"
  one of
  choice gift "g" / "赠"
  choice other "o" / "他"
  choice third "t" / "三"
  asked "a" / "b"
fact o.a "A" / "甲"
  text
  asked "a" / "b"
fact o.b "B" / "乙"
  text
  asked "a" / "b"
fact o.parts "Parts" / "部件"
  any of
  choice a "a" / "一"
  choice b "b" / "二"
  choice c "c" / "三"
  choice e "e" / "四"
  asked "a" / "b"
"""
POLICY = """
policy shop "Shop" / "店"
  version 2026-01-01
  edition 1
  published 2026-01-01
  governs from 2026-01-01
  selected by o.paid_at in Asia/Shanghai
  prevails en
  facts 2026-01-01
counting plain "plain" / "自然日"
  first day not counted
  last day counted in full
  zone Asia/Shanghai
term kind "kind" / "种类"
  is o.kind
term age "age" / "天数"
  is the number of calendar days from o.paid_at to o.came_at, counted as plain
amount all "all" / "全部" under 1
  take o.paid
clause 1.1 "One" / "一"
  {scope}
  pays all
"""
TOLD = {
    "o.paid_at": 1_783_200_000_000_000_000,
    "o.came_at": 1_783_300_000_000_000_000,
    "o.paid": 10_000,
    "o.kind": "other",
    "o.a": "X1",
    "o.b": "X2",
    "o.parts": frozenset(),
}


@pytest.mark.parametrize(
    ("scope", "unknown"),
    [
        ("for kind is gift", "o.kind"),
        ("for kind is one of gift, third", "o.kind"),
        ("for o.a is o.b", "o.b"),
        ("for o.parts includes a, b\n  unless o.parts includes any of c, e", "o.parts"),
        ("for age is at least 8 and age is at most 14", "o.came_at"),
        ("for age is at least 8 and age is at most 14", "o.paid_at"),
    ],
)
def test_a_fact_that_matters_is_named(scope: str, unknown: str) -> None:
    report, reader = Report(), Reader()
    texts = (POLICY.format(scope=scope), FACTS)
    files = [reader.read(Source(name, text), report) for name, text in zip(("r", "f"), texts, strict=True)]
    policy = policy_from_syntax(files[0], files[1], frozenset(), report)
    assert policy is not None
    program = to_ir(policy, report)
    assert not report.diagnostics
    module = load(compiled(program), {})
    case = tuple(Unknown(fact.name) if fact.name == unknown else TOLD[fact.name] for fact in program.facts)
    assert search(program, module).settle(case).matters == (unknown,)
