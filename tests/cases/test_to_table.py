"""The facts as a table for people, in both languages."""

from __future__ import annotations

from engine.cases.to_table import FactRow, facts_rows, to_markdown, to_text
from engine.ir.texts import Texts

from .programs import every_kind, youyun


def row_of(name: str, lang: str) -> FactRow:
    return next(row for row in facts_rows(*youyun(), lang) if row.name == name)


def test_rows_in_both_languages() -> None:
    assert row_of("account.id", "en") == FactRow(
        "account.id", "Registered account", "text", (), "unknown", "the customer", personal=True
    )
    assert row_of("outage.attributable", "zh") == FactRow(
        "outage.attributable",
        "不可用的责任方",
        "选其一",
        (("platform", "本平台"), ("upstream", "上游"), ("user", "用户")),
        "未知",
        "审核人员",
        personal=False,
    )
    assert row_of("credit.granted", "en").type == "quota in USD, above zero"
    assert row_of("credit.granted", "zh").type == "额度（USD），大于零"
    assert [row_of(name, "zh").presumed for name in ("law.forbids", "confirmation.amount", "case.materials")] == [
        "否", "未给出", "一项也没有",
    ]  # fmt: skip


def test_every_kind_of_fact_has_words() -> None:
    types = {row.name: (row.type, row.presumed) for row in facts_rows(every_kind(), Texts({}, {}), "en")}
    assert types["paint.layers.count"] == ("whole number, above zero, at most 9", "unknown")
    assert types["share.given"] == ("percentage, at least -10.50%, at most 100.50%", "unknown")
    assert types["share.kept"] == ("percentage, at least 0.00%", "5.00%")
    assert types["price.yen"] == ("money in JPY, above zero, at most 5000 JPY", "7 JPY")
    assert types["paint.layers.first.at"] == ("instant, at least 1970-01-01T08:00:00+08:00", "unknown")
    assert types["day"] == ("date, at most 2027-01-19", "unknown")
    assert types["is.new"] == ("yes or no", "no")
    assert types["extras"] == ("any of a list", "late; lost")
    assert types["weight"] == ("number", "the same as nights")


def test_text_is_aligned_for_wide_letters_too() -> None:
    rows = [
        FactRow("a", "金额", "是", (("x", "一"), ("yy", "二")), "未知", "客户", personal=True),
        FactRow("bb", "sum", "money", (), "unknown", "", personal=False),
    ]
    assert to_text(rows, "zh").splitlines() == [
        "事实  含义  类型   不填则为  提供者  个人信息",
        "a     金额  是     未知      客户    个人信息",
        "    x   一",
        "    yy  二",
        "bb    sum   money  unknown",
    ]
    assert "    platform  this platform\n" in to_text(facts_rows(*youyun(), "en"), "en")


def test_text_shows_nothing_that_steers_a_terminal() -> None:
    row = FactRow("a", "\x1b[31m", "text", (("b", "\u202e"),), "unknown", "\x07", personal=False)
    assert "\\x1b[31m" in to_text([row])
    assert to_text([row]).isprintable() is False  # the line breaks
    assert all(line.isprintable() for line in to_text([row]).splitlines())


def test_markdown_keeps_its_cells() -> None:
    row = FactRow(
        "a.b", "x | y", "one of a list", (("c", "<b>"), ("d", "e`f")), "un*known*", "", personal=True
    )
    assert to_markdown([row], "zh") == (
        "| 事实 | 含义 | 类型 | 不填则为 | 提供者 | 个人信息 |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| `a.b` | x \\| y | one of a list<br>`c` \\<b\\><br>`d` e\\`f | un\\*known\\* |  | 个人信息 |\n"
    )
    lines = to_markdown(facts_rows(*youyun(), "en"), "en").splitlines()
    assert len(lines) == len(youyun()[0].facts) + 2


def test_no_facts_are_an_empty_table() -> None:
    assert to_text([]).count("\n") == 1
    assert to_markdown([]).count("\n") == 2
