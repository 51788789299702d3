"""The page of the language shows nothing that is not so, and leaves nothing of the grammar out."""

from __future__ import annotations

import re
from typing import Any

import pytest

from engine.diagnostics.codes import CODES
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.syntax.to_text import to_text

from .answer import record
from .desk import READER, ROOT, check, program_of, reference
from .page import blocks_of, code_spans
from .walk import BOOKSHOP, GRAMMAR, PAGE, Walk, case_differences, cases, keywords, tables_of

TEXT = PAGE.read_text("utf-8")
_RULE = re.compile(r"^([a-z]+)_line:(.*(?:\n +\|.*)*)", re.MULTILINE)
_RESERVED = re.compile(r"<!-- checked: reserved -->\n(.*)\n")
_TITLE = re.compile(r"^#+ (.*)", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]*))?\)")


@pytest.fixture(scope="module")
def walk() -> Walk:
    walk = Walk()
    walk.page = walk.mended(TEXT)
    return walk


# ---- what the page shows is so -----------------------------------------------------------------------------------


def test_every_block_message_and_computed_cell_is_what_the_engine_gives(walk: Walk) -> None:
    assert walk.page == TEXT, "look at the change, then run: python -m tests.docs"


def test_the_steps_end_in_the_finished_policy(walk: Walk) -> None:
    assert {key: block for key, block in walk.policy.items() if key in walk.finished} == walk.finished


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_the_case_tests_of_the_example_pass(case: dict[str, Any], walk: Walk) -> None:
    assert case_differences(program_of(walk.finished, walk.shipped_facts), case) == {}


@pytest.mark.parametrize("ending", [".refund", ".facts"])
def test_the_example_is_in_its_one_layout(ending: str) -> None:
    path = BOOKSHOP.with_suffix(BOOKSHOP.suffix + ending)
    source = Source(path.name, path.read_text("utf-8"))
    assert to_text(READER.read(source, Report()), READER) == source.text


def test_clauses_that_contradict_each_other_are_left_to_a_person(walk: Walk) -> None:
    present = blocks_of('clause 1.6 "A present" / "赠品"\n  for   book.signed is yes\n  pays  everything\n')
    facts = (
        "return.reason = changed_mind; return.asked_at = 2026-12-01T10:00:00+08:00; book.kind = paper; "
        "order.paid_at = 2026-09-02T09:00:00+08:00; order.delivered_at = 2026-09-05T15:00:00+08:00; "
        "order.price = 80.00; book.opened = no; book.signed = yes"
    )
    found = record(reference(program_of(walk.finished | present, walk.shipped_facts)), tables_of(facts))
    assert (found["verdict"], found["range"]) == ("discretion", ["0.00 CNY", "80.00 CNY"])
    assert found["clauses"] == ["1.1", "1.6"]


def test_a_clause_can_come_before_a_section_and_after_it(walk: Walk) -> None:
    lost = 'clause 1.5 "Lost" / "丢失"\n  for        return.reason is other\n  refuses\n  overrides  clause 1.3\n'
    _, mistakes = check(walk.finished | blocks_of(lost), walk.shipped_facts)
    assert [each.code for each in mistakes] == ["RF302"]


def test_a_changed_cell_and_a_changed_block_do_not_pass() -> None:
    assert "| 22.85 CNY |" in Walk().mended(_changed("| 22.85 CNY |", "| 22.86 CNY |"))
    with pytest.raises(AssertionError):
        Walk().mended(_changed("  holds  book.opened is no\n", "  holds  book.openend is no\n"))


def _changed(words: str, other: str) -> str:
    """The page with other words, up to the end of the block or table in which they stand."""
    until = TEXT.index("\n\n", TEXT.index("\n```\n" if words.endswith("\n") else "\n\n", TEXT.index(words)))
    return TEXT[:until].replace(words, other, 1) + "\n"


# ---- nothing is left out -----------------------------------------------------------------------------------------


def test_every_construct_of_the_grammar_is_shown_in_a_block_that_is_checked(walk: Walk) -> None:
    aliases = set(re.findall(r"->\s*(\w+)", GRAMMAR.read_text("utf-8")))
    assert aliases - walk.kinds == set()


def test_every_line_and_every_head_stands_in_the_reference() -> None:
    spans = [re.sub(r"[^a-z ]", " ", span).split() for span in code_spans(TEXT)]
    heads = re.findall(r"^([a-z]+)_head:", GRAMMAR.read_text("utf-8"), re.MULTILINE)
    openings = [*([head] for head in heads), *_openings()]
    assert [each for each in openings if not any(span[: len(each)] == each for span in spans)] == []


def test_every_word_of_the_grammar_stands_in_the_reference() -> None:
    shown = {word for span in code_spans(TEXT) for word in re.findall(r"[a-z]+", span)}
    assert keywords() <= shown


def test_the_reserved_words_are_those_that_cannot_be_names(walk: Walk) -> None:
    listed = re.findall(r"`(\w+)`", _RESERVED.findall(TEXT)[0])
    assert not [word for word in listed if _can_be_a_name([word], walk)]
    assert _can_be_a_name(sorted(keywords() - set(listed)), walk)


def test_every_code_on_the_page_is_in_the_catalogue() -> None:
    assert set(re.findall(r"RF\d{3}", TEXT)) <= set(CODES)


def test_every_link_leads_somewhere() -> None:
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in _TITLE.findall(TEXT)}
    for path, anchor in _LINK.findall(TEXT):
        assert not path or (ROOT / "docs" / path).exists(), path
        assert not anchor or anchor in anchors, anchor


def _openings() -> list[list[str]]:
    """The words with which each kind of line begins, up to the first thing that is filled in."""
    found = []
    for block, body in _RULE.findall(GRAMMAR.read_text("utf-8")):
        for alternative in body.split("|"):
            words = re.match(r'\s*((?:"[a-z]+"\s*)+)', alternative)
            if block != "precedence":  # its one sentence begins with what it names
                assert words, alternative
                found.append(re.findall(r'"([a-z]+)"', words[1]))
    return found


def _can_be_a_name(words: list[str], walk: Walk) -> bool:
    """Whether each of these words can be a choice, also as a band of a table, and a fact, and a term."""
    both = '"a" / "一"\n'
    asked = f"  asked {both}"
    choices = "".join(f"  choice {word} {both}" for word in [*words, "others"])
    choice = f"fact probe.choice {both}  one of\n{choices}{asked}"
    facts = "".join(f"fact {word} {both}  yes or no\n{asked}" for word in words)
    terms = "".join(f"term {word} {both}  holds book.opened is no\n" for word in words)
    rows = "".join(f"  row {word} gives 1 CNY\n" for word in [*words, "others"])
    used = f"table probe_rows {both}  by probe.choice\n{rows}" + "".join(
        f"term chosen_{word} {both}  holds probe.choice is {word}\nterm used_{word} {both}  holds {word}\n"
        for word in words
    )
    found = [
        check(walk.finished | blocks_of(used + more), walk.shipped_facts | blocks_of(choice + told))[1]
        for more, told in (("", facts), (terms, ""))
    ]
    return not any(found)
