"""The Chinese side of every message: nothing is missing, nothing is left over, and it reads as Chinese."""

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.chinese.catalogue import LAYERS, TEXTS, WORDS
from engine.diagnostics.chinese.template import Catalogue, Template, pieces
from engine.diagnostics.chinese.translate import translate
from engine.diagnostics.codes import CODES
from engine.diagnostics.diagnostic import Diagnostic, Label
from engine.diagnostics.language import in_language
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from tests.diagnostics.messages import Said, said
from tests.diagnostics.source_code import Engine
from tests.diagnostics.values import HOLE

LATIN_IN_CHINESE = {
    "JSON",
    "TOML",
    "CSV",
    "Parquet",
    "DuckDB",
    "Spark",
    "Java",
    "Debian",
    "UTF",
    "GB",
    "RFC",
    "UTC",
    "Unicode",
}
QUOTED = re.compile("`[^`]*`")
USERS = st.text(st.characters(exclude_characters="`"), max_size=30)
GLOSSARY = {
    "clause": "条款",
    "fact": "事实",
    "policy": "政策",
    "version": "版本",
    "term": "术语",
    "counting": "计日规则",
    "measure": "措施",
    "party": "当事方",
    "section": "章节",
    "bullet": "条目",
    "draft": "草稿",
    "digest": "摘要",
    "unit": "单位",
    "sealed": "封存",
    "choice": "选项",
    "open point": "未决事项",
}


@cache
def every_text() -> tuple[Said, ...]:
    return tuple(said(Engine()))


def filled(text: str) -> str:
    """A text with a word of its own for each hole; only money and quota have units."""
    text = text.replace(f"{HOLE} in {HOLE}", f"money in {HOLE}")
    words = iter(range(1, text.count(HOLE) + 1))
    return re.sub(HOLE, lambda _: f"x{next(words)}", text)


def wrong_with(text: str) -> str | None:
    """What is wrong with the Chinese of a text that has words `x1`, `x2`… in its holes."""
    chinese = translate(text)
    if chinese == text:
        return "has no Chinese, or is put together in a way that cannot be followed"
    lost = Counter(re.findall(r"\bx\d+\b", text)) - Counter(
        re.findall(r"(?<!\w)x\d+(?!\w)", chinese, re.ASCII)
    )
    if lost:
        return f"loses {', '.join(lost)} in `{chinese}`"
    left = [
        word for word in re.findall("[A-Za-z]{2,}", QUOTED.sub("", chinese)) if word not in LATIN_IN_CHINESE
    ]
    return f"leaves {', '.join(left)} in `{chinese}`" if left else None


def test_every_text_that_reaches_a_diagnostic_has_its_chinese() -> None:
    found = {each: wrong_with(filled(each.text)) for each in every_text()}
    assert [
        f"{each.where} {each.role} `{filled(each.text)}` {why}" for each, why in found.items() if why
    ] == []


def test_nothing_is_translated_that_nobody_says() -> None:
    catalogue = Catalogue(TEXTS)
    entries = (catalogue.entry(filled(each.text)) for each in every_text())
    used = {entry[0].english for entry in entries if entry}
    assert sorted(TEXTS.keys() - used) == []


def test_no_text_stands_in_two_layers() -> None:
    times = Counter(english for layer in LAYERS for english in layer)
    assert [english for english, count in times.items() if count > 1] == []


@pytest.mark.parametrize("texts", [TEXTS, WORDS])
def test_both_sides_have_the_same_slots(texts: dict[str, str]) -> None:
    def slots(text: str) -> list[str]:
        return sorted(piece.slot for piece in pieces(text) if piece.slot)

    assert [english for english, chinese in texts.items() if slots(english) != slots(chinese)] == []
    assert [english for english in texts if len(set(slots(english))) != len(slots(english))] == []


@pytest.mark.parametrize("texts", [TEXTS, WORDS])
def test_what_is_the_users_in_english_is_so_in_chinese(texts: dict[str, str]) -> None:
    def quoted(text: str) -> set[str | None]:
        return {piece.slot for piece in pieces(text) if piece.quoted}

    assert [english for english, chinese in texts.items() if not quoted(english) <= quoted(chinese)] == []


def test_the_chinese_is_set_as_chinese() -> None:
    found = []
    for chinese in [*TEXTS.values(), *WORDS.values()]:
        bare = QUOTED.sub("`", chinese)
        spaced = re.search("[\u4e00-\u9fff][A-Za-z0-9`]|[A-Za-z0-9`][\u4e00-\u9fff]", bare)
        if (
            spaced
            or re.search(r"[,;:!?()。]|\.\.", bare)
            or re.search("[\u4e00-\u9fff] [\u4e00-\u9fff]", bare)
        ):
            found.append(chinese)
    assert found == []


@pytest.mark.parametrize(("term", "chinese"), GLOSSARY.items())
def test_one_word_of_ours_is_one_word_in_chinese(term: str, chinese: str) -> None:
    word = re.compile(rf"(?<!\{{)\b{term}s?\b")
    found = [
        english for english in TEXTS if word.search(QUOTED.sub("", english)) and chinese not in TEXTS[english]
    ]
    assert found == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("there is no fact `payment.payd`", "没有事实 `payment.payd`"),
        ("there is no term, table or fact `退款`", "没有术语、表格或事实 `退款`"),
        ("did you mean `payment.paid`?", "是否应为 `payment.paid`？"),
        ("known are `a`, `b`, `c`", "现有：`a`、`b`、`c`"),
        ("money in CNY does not mix with quota in USD", "以 CNY 计的金额不能与以 USD 计的额度混用"),
        ("``` does not belong here", "此处不应有 ```"),
        ("`a is b` was not expected here", "此处不应有 `a is b`"),
        ("say `is after` or `is not`", "请写 `is after` 或 `is not`"),
        (
            "expected one of a name, a number of a clause or section such as `2.3`, `is` and others",
            "此处应为下列之一：名称、条款或章节的编号（如 `2.3`）、`is` 等",
        ),
        ("expected a number or `zero`", "此处应为数字或 `zero`"),
        (
            "see whether clause `2.1`, amount `all` still hold, then take the sentence out of the list",
            "请核对条款 `2.1`、金额项 `all` 是否仍然成立，再从清单中去掉这一句",
        ),
        (
            "付款在前: `a` is unknown and `b` is `1.00 CNY`, as presumed and `c` is not given and `d` is unknown",
            "付款在前：`a` 未知，`b` 为 `1.00 CNY`（推定），`c` 未提供，`d` 未知",
        ),
        (
            "this is not TOML: Invalid value (at line 3, column 5)",
            "这不是 TOML：无效的值（第 3 行第 5 列）",
        ),
        ("`a` cannot be read: Permission denied", "无法读取 `a`：没有权限"),
        ("`a` cannot be read: whatever a system says", "无法读取 `a`：whatever a system says"),
        ("`the `a` of `b`` is in the text and not in the list", "原文中的 `the `a` of `b`` 不在清单中"),
        ("a case is a table of facts, not `a`b`", "案件应为事实的表，而非 `a`b`"),
        ("nobody says this", "nobody says this"),
    ],
)
def test_what_is_ours_is_translated_and_what_is_the_users_is_kept(english: str, chinese: str) -> None:
    assert translate(english) == chinese


def test_the_template_with_most_words_of_ours_is_meant() -> None:
    catalogue = Catalogue(
        {"no {what}": "无{what}", "no {what} is here": "此处无{what}", "no tea is here": "没有茶"}
    )
    assert catalogue.find("no tea", str) == "无 tea"
    assert catalogue.find("no rice is here", str) == "此处无 rice"
    assert catalogue.find("no tea is here", str) == "没有茶"


@given(st.sampled_from([Template(*pair) for pair in TEXTS.items()]), st.data())
def test_the_words_of_a_user_are_kept_letter_by_letter(template: Template, data: st.DataObject) -> None:
    words = {
        piece.slot: data.draw(USERS) if piece.quoted else "x"
        for piece in pieces(template.english)
        if piece.slot
    }
    chinese = translate(template.english.format(**words))
    assert all(f"`{word}`" in chinese for word in words.values() if f"`{{{word}}}`" in template.english)


@given(st.text(st.sampled_from("`, orandis一'{}\n"), max_size=200))
def test_any_text_can_be_asked_for(text: str) -> None:
    assert translate(f"expected {text}")
    assert translate(text) is not None


def test_a_diagnostic_is_told_in_chinese_with_all_that_it_carries() -> None:
    span = Span(Source("a", "text"), 0, 4)
    english = Diagnostic(
        "RF202",
        "error",
        "there is no fact `a`",
        span,
        [Label(span, "use blanks")],
        "leave it out",
        ["use blanks"],
    )
    chinese = Diagnostic(
        "RF202", "error", "没有事实 `a`", span, [Label(span, "请改用空格")], "请删去", ["请改用空格"]
    )
    assert list(in_language([english], "zh")) == [chinese]
    assert list(in_language([english], "en")) == [english]


def test_a_message_that_the_catalogue_lacks_says_its_kind_in_chinese() -> None:
    told = next(in_language([Diagnostic("RF202", "error", "nobody says this")], "zh"))
    assert told.message == f"{CODES['RF202'].zh}：nobody says this"


def test_english_is_told_without_the_catalogue() -> None:
    program = (
        "import sys; from engine.diagnostics.diagnostic import Diagnostic as D; "
        "from engine.diagnostics.to_text import to_text; to_text([D('RF601', 'error', 'm')], colour=False); "
        "print([name for name in sys.modules if 'chinese' in name])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


SHOP = {
    "__init__.py": "",
    "words.py": '"""Words."""\nFAULTS = {"a": "is broken", "b": "is late"}\n',
    "deep.py": """
from shop.words import FAULTS

class Desk:
    def refuse(self, code, what, name, more=None):
        self.report.error(code, f"there is no {what} `{name}`", None, help=more or hint(name))

def hint(name):
    return None if not name else "add " + ", ".join(f"`{each}`" for each in name)

def doings(name):
    found = set()
    found.add("runs")
    return found

def check(desk, report, name, kind):
    desk.refuse("RF202", "fact" if kind else "term", name)
    problem = f"`{name}` {FAULTS[kind]}"
    problem += f" by {kind:,}"
    report.warning("RF201", problem, notes=[f"note {n}" for n in ("one", "two")])
    for key, cure in (("a", "mend it"), ("b", "wait")):
        report.note("RF203", message=key, help=cure)
    for what in sorted(doings(name)):
        report.note("RF203", what)
    names.refuse("not a code", "nothing", name)
""",
}


def test_texts_are_followed_to_where_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in SHOP.items():
        (tmp_path / "shop").mkdir(exist_ok=True)
        (tmp_path / "shop" / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = {(each.role, filled(each.text)) for each in said(Engine(tmp_path / "shop"))}
    assert found == {
        ("message", "there is no fact `x1`"),
        ("message", "there is no term `x1`"),
        ("help", "add `x1`"),
        ("help", "add `x1`, `x2`"),
        ("message", "`x1` is broken"),
        ("message", "`x1` is late"),
        ("message", "`x1` is broken by x2"),
        ("message", "`x1` is late by x2"),
        ("notes", "note one"),
        ("notes", "note two"),
        ("message", "runs"),
        ("message", "a"),
        ("message", "b"),
        ("help", "mend it"),
        ("help", "wait"),
    }
