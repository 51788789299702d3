"""Every condition has words in both languages, and none of them is an identifier."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from engine.explain.figures import spaced
from engine.explain.phrases import Phrases
from engine.explain.words import WORDS
from engine.ir import tree as ir
from engine.ir.types import COUNT
from engine.ir.walk import expressions_of, parts_of
from tests.explain.explained import LANGUAGES
from tests.explain.labels import labelled
from tests.explain.shop import (
    NUMBER,
    ONE,
    PERCENT,
    PROGRAM,
    QUOTA,
    SIZE,
    day,
    fact,
    money,
    texts,
    within,
)
from tests.ir.programs import programs
from tests.ir.shipped import shipped

SAID: list[tuple[ir.Expression, str, str]] = [
    (fact("opened"), "Opened: yes", "已拆封：是"),
    (ir.Not(fact("opened")), "Opened: no", "已拆封：否"),
    (ir.Term("worn"), "It was worn", "曾经穿用"),
    (ir.Not(ir.Term("worn")), "It is not so that it was worn", "并非“曾经穿用”"),
    (ir.Compare("eq", fact("used"), ir.Literal(0, QUOTA)), "Quota used is zero", "已用额度为零"),
    (ir.Compare("gt", fact("used"), ir.Literal(200_000, QUOTA)), "Quota used is above 0.2 USD", "已用额度大于 0.2 USD"),
    (ir.Not(ir.Compare("gt", fact("price"), money(100))), "Price is at most 1.00 CNY", "价格不高于 1.00 CNY"),
    (ir.Compare("ge", fact("rate"), ir.Literal(250, PERCENT)), "Fee rate is at least 2.5%", "费率不低于 2.5%"),
    (ir.Compare("ne", fact("price"), fact("fee")), "Price is not Fee", "价格不等于手续费"),
    (ir.Compare("eq", fact("size"), ir.Literal("big", SIZE)), "Size is “big”", "尺寸为“大”"),
    (ir.Member(fact("size"), ("small", "big")), "Size is one of “small” or “big”", "尺寸为“小”或“大”之一"),
    (ir.Not(ir.Member(fact("size"), ("small",))), "Size is none of “small”", "尺寸不属于“小”"),
    (ir.Includes(fact("parts"), ("lid", "box"), "any"), "Parts: at least one", "部件：至少一项"),
    (ir.Not(ir.Includes(fact("parts"), ("lid", "box"), "any")), "Parts: none", "部件：无"),
    (ir.Includes(fact("parts"), ("lid", "box"), "all"), "Parts: “lid” and “box”", "部件：“盖子”、“盒子”"),
    (ir.Not(ir.Includes(fact("parts"), ("lid",), "any")), "Parts: none of “lid”", "部件：不含“盖子”"),
    (ir.Given("extra"), "Extra is given", "已提供附加费"),
    (ir.Not(ir.Given("extra")), "Extra is not given", "未提供附加费"),
    (within(7, "days"), "Asked is within 7 calendar days after Bought", "申请时间在购买时间后 7 个自然日内"),
    (within(1, "days"), "Asked is within 1 calendar day after Bought", "申请时间在购买时间后 1 个自然日内"),
    (
        ir.Not(within(3, "business_days", side=-1)),
        "Asked is not within 3 business days before Bought",
        "申请时间不在购买时间前 3 个工作日内",
    ),
    (
        ir.Compare("le", day("asked"), ir.Shift(fact("start"), 2, "months", "clamp")),
        "Asked is no later than 2 months after Start",
        "申请时间不晚于开始日期后 2 个月",
    ),
    (
        ir.Compare("lt", fact("asked"), ir.Shift(fact("bought"), -36, "hours")),
        "Asked is before 36 hours before Bought",
        "申请时间早于购买时间前 36 小时",
    ),
    (
        ir.Compare("gt", ir.Elapsed("days", day("bought"), day("asked")), ir.Literal(9, COUNT)),
        "The number of calendar days from Bought to Asked is above 9",
        "自购买时间至申请时间的自然日数大于 9",
    ),
    (
        ir.Any((fact("opened"), ir.All((ir.Term("worn"), ir.Not(fact("opened")))))),
        "Opened: yes, or (it was worn, and Opened: no)",
        "已拆封：是，或（曾经穿用，且已拆封：否）",
    ),
    (
        ir.Not(ir.Any((fact("opened"), ir.Term("worn")))),
        "Opened: no, and it is not so that it was worn",
        "已拆封：否，且并非“曾经穿用”",
    ),
    (
        ir.Compare("le", fact("fee"), ir.Scale(fact("price"), ir.Literal(3000, PERCENT), ir.Literal(10_000, COUNT))),
        "Fee is at most 30% of Price",
        "手续费不高于价格的 30%",
    ),
    (
        ir.Compare("le", fact("fee"), ir.Scale(fact("price"), fact("factor"), ir.Literal(100, COUNT))),
        "Fee is at most Price times Factor",
        "手续费不高于价格乘以系数",
    ),
    (
        ir.Compare("le", fact("fee"), ir.Scale(fact("price"), fact("used"), ir.Literal(5_000_000, QUOTA))),
        "Fee is at most Price in the proportion Quota used bears to 5 USD",
        "手续费不高于价格按已用额度占 5 USD 的比例",
    ),
    (
        ir.Compare("le", fact("fee"), ir.Round(ir.Scale(fact("visits"), money(50), ONE), 10, "up")),
        "Fee is at most Visits at 0.50 CNY per 1, rounded up to 0.10 CNY",
        "手续费不高于访问次数按每 1 折 0.50 CNY（向上取整至 0.10 CNY）",
    ),
    (
        ir.Compare("lt", fact("fee"), ir.Extreme("least", (ir.Term("paid"), fact("price"), money(1000)))),
        "Fee is below the least of what was paid, Price and 10.00 CNY",
        "手续费小于实付、价格、10.00 CNY 中的最小者",
    ),
    (
        ir.Compare("lt", ir.Scale(fact("visits"), ir.Literal(100, COUNT), ONE), ir.Literal(250, NUMBER)),
        "Visits is below 2.5",
        "访问次数小于 2.5",
    ),
    (
        ir.Compare("lt", ir.Scale(fact("visits"), ir.Literal(100, COUNT), ONE), fact("visits")),
        "Visits times 100 is below Visits",
        "访问次数乘以 100 小于访问次数",
    ),
    (ir.All(()), "In every case", "任何情况"),
    (ir.Not(ir.All(())), "In no case", "无此情况"),
]  # fmt: skip


@cache
def phrases(lang: str) -> Phrases:
    return Phrases(PROGRAM, texts(), lang)


@pytest.mark.parametrize(("test", "en", "zh"), SAID, ids=[en for _, en, _ in SAID])
def test_says_in_words(test: ir.Expression, en: str, zh: str) -> None:
    assert phrases("en").condition(test) == en
    assert phrases("zh").condition(test) == zh


def test_says_which_answers_a_clause_comes_on_top_of() -> None:
    assert phrases("en").answers(("refund", "refused", "discretion")) == (
        "The answer is a refund, a refusal or a person's choice"
    )
    assert phrases("zh").answers(("refund", "pending")) == "结论为退款或待定"


def identifiers(program: ir.Program) -> set[str]:
    """Every name of the program that is no word of a person."""
    names = {fact.name for fact in program.facts} | {term.name for term in program.terms}
    return {name for name in names if "_" in name or "." in name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shipped_policy_needs_no_identifier(lang: str) -> None:
    program, words = shipped()
    said = Phrases(program, words, lang)
    raw = identifiers(program)
    for node in expressions_of(program):
        text = said.condition(node) if _is_test(node) else spaced(said.figures.value(node))
        assert text
        assert not any(name in text for name in raw), text
        assert not set("{}_`") & set(text), text
        assert lang == "en" or not re.findall(r"[A-Za-z]+", re.sub(r"\b(CNY|USD)\b", "", text)), text


def _is_test(node: ir.Expression) -> bool:
    return isinstance(node, ir.Not | ir.All | ir.Any | ir.Compare | ir.Member | ir.Includes | ir.Given)


@given(programs())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_program_can_be_said(program: ir.Program) -> None:
    for lang in LANGUAGES:
        said = Phrases(program, labelled(program), lang)
        for clause in program.clauses:
            for test in (clause.scope, *(need.test for need in clause.needs)):
                text = said.condition(test)
                assert text
                assert not any(name in text for name in identifiers(program)), text
                assert "{" not in text, text
                if lang == "zh":
                    plain = re.sub(
                        r"\b(CNY|USD|UTC|[A-Z]\w+/\w+)\b|“[^”]*”|`[^`]*`", "", _without_literals(text, test)
                    )
                    assert not re.findall(r"[A-Za-z]+", plain), text


def _without_literals(text: str, test: ir.Expression) -> str:
    """The text without what a program compares texts with, which no policy can write."""
    literals = {
        str(part.value)
        for part in parts_of(test)
        if isinstance(part, ir.Literal) and part.type.kind == "text"
    }
    for literal in literals - {""}:
        text = re.sub(re.escape(literal), "", text, flags=re.IGNORECASE)  # a sentence begins with a capital
    return text


def test_parts_of_a_rate_are_shown_as_they_were_written() -> None:
    """Both sides of a rate are brought to one number of decimals, which nobody needs to see."""
    raised = ir.Scale(fact("visits"), ir.Literal(100, COUNT), ONE)
    rate = ir.Scale(raised, fact("price"), fact("factor"))
    share = ir.Scale(fact("price"), raised, fact("factor"))
    figures = Phrases(PROGRAM, texts(), "en").figures
    assert figures.value(rate) == "Visits at Price per Factor"
    assert figures.value(share) == "Price in the proportion Visits bears to Factor"


def test_both_languages_have_the_same_slots() -> None:
    for key, en in WORDS["en"].items():
        slots = [sorted(set(re.findall(r"\{\d\}", text))) for text in (en, WORDS["zh"][key])]
        assert slots[0] == slots[1], key
