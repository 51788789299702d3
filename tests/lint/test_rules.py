"""Lint finds each seeded fault with its place, and says nothing of the policies that are here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.lint.quantities import Quantity, chinese, english
from engine.lint.rules import RULES, lint
from engine.lint.subject import Subject
from engine.model.from_syntax import policy_from_syntax
from engine.model.source_list import ListedSentence, Sentence, SourceList
from engine.model.to_ir import to_ir
from engine.tasks.drafts import reader
from tests.agree.test_readings import calendars
from tests.solver.garage import FACTS as GARAGE_FACTS
from tests.solver.garage import POLICY as GARAGE
from tests.stories.story import FOLDER as STORIES
from tests.stories.story import Story

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "policies" / "youyun-refund" / "2026-07-03.refund"
BOOKSHOP = ROOT / "docs" / "examples" / "bookshop" / "2026-09-01.refund"
GOOD = sorted((STORIES / "good").glob("*.md"))


def subject(refund: str, facts: str) -> Subject:
    report = Report()
    files = [
        reader().read(Source(name, text), report) for name, text in (("a.refund", refund), ("a.facts", facts))
    ]
    policy = policy_from_syntax(files[0], files[1], frozenset(calendars()), report)
    assert policy is not None
    found = Subject(policy, to_ir(policy, report), files)
    assert not report.has_errors, [each.message for each in report]
    return found


def messages(of: Subject) -> list[tuple[str, str]]:
    report = Report()
    lint(of, report)
    assert not report.has_errors  # what is doubtful stops nothing
    return [(each.code, each.message) for each in report]


def texts(path: Path) -> tuple[str, str]:
    return path.read_text("utf-8"), path.with_suffix(".facts").read_text("utf-8")


@pytest.mark.parametrize("path", [SHIPPED, BOOKSHOP], ids=lambda path: path.stem)
def test_nothing_is_said_of_the_policies_here(path: Path) -> None:
    assert messages(subject(*texts(path))) == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_nothing_is_said_of_what_the_good_stories_write(path: Path) -> None:
    story = Story.at(path)
    of, report = subject(*(story.policy_text(kind, mended=False) for kind in ("refund", "facts"))), Report()
    for code in RULES.keys() - {"RF005"}:  # their facts are those of a page that they share
        RULES[code](of, report)
    assert [each.message for each in report] == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("申请晚于第七日", "申请晚于第八日", "RF001"),
        ("after the seventh day", "after the eighth day", "RF001"),
        ("2026 年 7 月 3 日", "2026 年 8 月 3 日", "RF001"),
        ("该额度为赠送，并非购买。", "该额度为购买。", "RF002"),
        ("The records show no second payment", "The records show a second payment", "RF002"),
        ("须由人裁量。", "可由人裁量。", "RF003"),
        ("第 3 节称“通常”", "第 3 节", "RF003"),
        ("within 7 calendar days", "within 14 calendar days", "RF004"),
        ("  calls for  reissue_quota\n", "", "RF005"),
    ],
)  # fmt: skip
def test_a_fault_seeded_into_the_shipped_policy_is_found(old: str, new: str, code: str) -> None:
    refund, facts = texts(SHIPPED)
    assert old in refund
    assert code in {found for found, _ in messages(subject(refund.replace(old, new), facts))}


def test_a_limit_is_no_denial() -> None:
    refund, facts = texts(SHIPPED)
    seeded = refund.replace('"Never below zero" / "不低于零"', '"Up to zero" / "不超过零"')
    assert seeded != refund
    assert "RF002" not in {found for found, _ in messages(subject(seeded, facts))}


def test_each_text_of_the_shipped_policy_with_a_number_of_days_is_guarded() -> None:
    refund, facts = texts(SHIPPED)
    for number in re.findall(r"第([七])日", refund):
        assert any(
            code == "RF001" for code, _ in messages(subject(refund.replace(f"第{number}日", "第九日"), facts))
        )


def test_a_clause_is_held_against_the_note_and_the_sentence_that_it_answers() -> None:
    found = subject(*texts(SHIPPED))
    listed = ListedSentence("2.3", "sha256:0", "ruled", ("2.3",), note="unused, and within 10 days")
    sources = SourceList("a.source.toml", "youyun-refund", "2026-07-03", (listed,))
    prose = (Sentence("2.3", "Within 9 days after payment", 0, 27),)
    assert messages(Subject(found.policy, found.program, (), sources, prose)) == [
        ("RF004", "the words say `10 days`, and the clause says `7`"),
        ("RF004", "the words say `9 days`, and the clause says `7`"),
    ]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("within 14 days", "十四日内"),
        ("after the fourteenth day", "晚于第十四日"),
        ("After day fourteen", "第 14 天之后"),
        ("two weeks", "两周"),
        ("a hundred and twenty yuan; 120 yuan", "一百二十元"),
        ("30 percent", "百分之三十"),
        ("1,000 yuan", "一千元"),
        ("10,000 yuan", "1 万元"),
        ("3 July 2026", "2026 年 7 月 3 日"),
        ("twenty-four hours", "二十四小时"),
    ],
)
def test_both_languages_name_one_number(en: str, zh: str) -> None:
    assert {quantity.value for quantity in english(en)} == {quantity.value for quantity in chinese(zh)}
    assert english(en)


def test_a_week_is_seven_days_and_a_year_twelve_months() -> None:
    assert english("two weeks, three years") == (Quantity(14, "day"), Quantity(36, "month"))  # type: ignore[arg-type]


def test_words_that_count_nothing_are_no_numbers() -> None:
    assert english("The second payment of one order; a third party; paid twice") == ()
    assert chinese("同一订单的第二笔付款；第三方；一律不退") == ()


def test_the_edge_of_a_band_can_be_said_from_either_side_and_minutes_as_hours() -> None:
    found = messages(subject(*(text for text in _banded(3))))
    assert found == []
    assert [code for code, _ in messages(subject(*_banded(4)))] == ["RF004"]


def _banded(hours: int) -> tuple[str, str]:
    """The shipped policy, with a term in 2.3 that is compared with 180 minutes and with bands up to below 30 days."""
    refund, facts = texts(SHIPPED)
    term = (
        'counting stopwatch "hours" / "小时"\n  hours elapsed\n\n'
        'term waited "minutes" / "分钟"\n'
        "  is the number of minutes from payment.paid_at to case.received_at, counted as stopwatch\n\n"
        'term days "days" / "天数"\n'
        "  is the number of calendar days from payment.paid_at to case.received_at, counted as plain_days\n\n"
    )
    need = (
        "  needs  waited is at least 180 or days is below 30\n"
        f'         otherwise refused "Sooner than {hours} hours, on day 30." / "早于 {hours} 小时，第 30 天。"\n'
    )
    clause = refund.index("  needs  credit.used is zero")
    return term + refund[:clause] + need + refund[clause:], facts


def test_a_remedy_and_a_field_that_nothing_uses_are_named() -> None:
    start, end = GARAGE.index("  offers  other_car"), GARAGE.index("clause 2.2")
    offers = GARAGE[start:end]
    policy = GARAGE.replace(offers, "  calls for tell\n\n") + '\nmeasure tell "Tell" / "告知"\n'
    place = '\nfact repair.place "Place" / "地点"\n  count\n  asked "Where?" / "何处？"\n'
    assert messages(subject(GARAGE, GARAGE_FACTS)) == []
    assert messages(subject(policy, GARAGE_FACTS + place)) == [
        ("RF005", "the fact `repair.place` is used by nothing"),
        ("RF005", "the remedy `other_car` is used by nothing"),
    ]
