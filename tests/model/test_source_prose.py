"""The list of sentences against the prose: each sentence changed, gone or added is one finding."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.model import check_source
from engine.model.check_source import check_prose
from engine.model.source_list import (
    ListedSentence,
    Sentence,
    SourceList,
    sentences_of,
    source_list_from_table,
)

VERSION = Path(__file__).resolve().parents[2] / "policies" / "youyun-refund" / "2026-07-03"
LIST = "2026-07-03.source.toml"

PROSE = """\
seen_at: 2026-01-02

# Terms of the tea shop

Since 1 May 2026. We sell tea, and sometimes milk. Ask us.

## 1. Returns

Tea comes back within 14 days:

- if it is unopened
- if the bill is there
- if we say so

Ask us first. You pay the parcel.

## 2. Contact

- Shop: Tea and Milk
- if we say so

Ask us first.
"""


def said(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in found]


def listed(prose: str) -> SourceList:
    sentences = (ListedSentence(each.place, each.digest, "informative") for each in sentences_of(prose))
    return SourceList(LIST, "tea", "2026-05-01", tuple(sentences))


def compared(old: SourceList, prose: str) -> list[Diagnostic]:
    report = Report()
    check_prose(old, Source("terms.txt", prose), report)
    assert all(each.help for each in report)
    return list(report)


def without(prose: str, each: Sentence) -> str:
    return re.sub(r"^(?:- |#+ )\Z", "", prose[: each.start], flags=re.MULTILINE) + prose[each.end :].lstrip(
        " "
    )


def altered(prose: str, each: Sentence) -> str:
    middle = (each.start + each.end) // 2
    return f"{prose[:middle]}x{prose[middle:]}"


def with_more(prose: str, each: Sentence) -> str:
    """The prose with one sentence, bullet or, before a heading, paragraph more."""
    more = {"h": "There is more.\n\n", "s": "There is more. "}.get(
        each.place.split(".")[-1][0], "- There is more\n"
    )
    start = prose.rfind("\n", 0, each.start) + 1 if more.endswith("\n") else each.start
    return prose[:start] + more + prose[start:]


def check_each_mutation(old: SourceList, prose: str) -> None:
    for index, each in enumerate(sentences_of(prose)):
        (gone,) = compared(old, without(prose, each))
        assert (gone.code, gone.where) == ("RF703", Place(LIST, f"sentence[{index}]"))
        text = altered(prose, each)
        (changed,) = compared(old, text)
        assert (changed.code, changed.where) == (
            "RF704",
            Span(Source("terms.txt", text), each.start, each.end + 1),
        )
        assert f"`{each.place}` was changed" in changed.message
        (added,) = compared(old, with_more(prose, each))
        assert added.code == "RF702"
        assert isinstance(added.where, Span)
        assert added.where.text.startswith("There is more")


def test_the_text_that_was_listed() -> None:
    assert compared(listed(PROSE), PROSE) == []
    assert compared(listed(PROSE), PROSE.replace("\n", "\r\n").replace("2026-01-02", "2026-02-03")) == []


def test_each_mutation_is_one_finding() -> None:
    check_each_mutation(listed(PROSE), PROSE)


@given(st.lists(st.sampled_from([" ", "  ", "\n", "\r\n", "\t"]), min_size=60, max_size=60))
def test_wrapping_is_no_finding(white: list[str]) -> None:
    blanks: Iterator[str] = iter(white)
    wrapped = re.sub(r"(?<![\n#-]) (?![-#])", lambda _: next(blanks, " "), PROSE.partition("\n\n")[2])
    headings = re.sub(r"(?m)^#.*(?:\n(?!\n).*)*", lambda found: " ".join(found[0].split()), wrapped)
    assert compared(listed(PROSE), headings) == []


def test_each_message_says_what_to_do() -> None:
    old = listed(PROSE)
    ruled = attrs.evolve(old.sentences[6], kind="ruled", clauses=("1.1",), amounts=("price",))
    old = attrs.evolve(old, sentences=(*old.sentences[:6], ruled, *old.sentences[7:]))
    (gone,) = compared(old, PROSE.replace("- if it is unopened\n", ""))
    (changed,) = compared(old, PROSE.replace("unopened", "open"))
    (added,) = compared(
        old,
        PROSE.replace(
            "- if the bill",
            "- if it is ours, and then only where all who work here agree to it\n- if the bill",
        ),
    )
    digest = sentences_of("- if it is open")[0].digest
    assert gone.message == "the sentence `1.1` is gone from the text"
    assert (
        gone.help
        == "see whether clause `1.1`, amount `price` still hold, then take the sentence out of the list"
    )
    assert changed.message == "the sentence `1.1` was changed and now reads `if it is open`"
    assert changed.help is not None
    assert changed.help.endswith(f'then write `digest = "{digest}"` at `1.1` of `{LIST}`')
    assert added.message.startswith(
        "`if it is ours, and then only where all who work here agree…` is in the text"
    )
    assert added.help is not None
    assert f'`[[sentence]]`, `place = "1.2"`, `digest = "{sentences_of(PROSE)[0].digest[:7]}' in added.help


def test_a_bullet_that_moved_to_another_section() -> None:
    moved = PROSE.replace("- if the bill is there\n", "").replace("- Shop", "- if the bill is there\n- Shop")
    assert said(compared(listed(PROSE), moved)) == [("RF704", "the sentence `1.2` now stands at `2.1`")]


def test_a_bullet_that_became_a_sentence() -> None:
    plain = PROSE.replace("- if the bill is there\n- if we", "\nif the bill is there\n\n- if we")
    assert said(compared(listed(PROSE), plain)) == [("RF704", "the sentence `1.2` now stands at `1.s2`")]


def test_a_sentence_that_only_changed_its_turn() -> None:
    turned = "- One\n\nTea.\n\nMilk.\n"
    (found,) = compared(listed("Tea.\n\n- One\n\nMilk.\n"), turned)
    assert found.code == "RF704"
    assert found.message.endswith("now stands in another order")


def test_a_list_with_a_wrong_place() -> None:
    old = listed(PROSE)
    last = attrs.evolve(old.sentences[-1], place="3.s1")
    found = compared(attrs.evolve(old, sentences=(*old.sentences[:-1], last)), PROSE)
    assert said(found) == [("RF704", "the sentence `3.s1` now stands at `2.s1`")]


def test_changes_beside_each_other_keep_their_places() -> None:
    changed = PROSE.replace("- if it is unopened\n- if the bill is there\n", "- if it is whole\n")
    assert [(each.code, each.message.split("`")[1]) for each in compared(listed(PROSE), changed)] == [
        ("RF703", "1.2"),
        ("RF704", "1.1"),
    ]


def test_what_changed_is_looked_for_in_its_own_section_first() -> None:
    old = "## 1. A\n- One\n- Two\n\n## 2. B\n- Three\n"
    found = compared(listed(old), "## 1. A\n- One\n\n## 2. C\n- Four\n")
    assert [(each.code, each.message.split("`")[1]) for each in found] == [
        ("RF703", "1.2"),
        ("RF704", "2.h1"),
        ("RF704", "2.1"),
    ]


def test_a_sentence_that_stands_often_is_counted() -> None:
    often = "Tea. " * 300
    assert [each.code for each in compared(listed(f"Milk. {often}"), f"Rice. {often}")] == ["RF704"]


def test_the_only_sentence_was_changed() -> None:
    (found,) = compared(listed("Tea."), "Milk.")
    assert found.code == "RF704"


def test_a_section_that_got_another_number_is_one_finding() -> None:
    found = compared(listed(PROSE), PROSE.replace("## 2. Contact", "## 7. Contact"))
    assert said(found) == [("RF704", "the sentence `2.h1` was changed and now reads `7. Contact`")]


@pytest.mark.parametrize("prose", ["", "Quite another text. It has other sentences."])
def test_another_text_is_one_finding(prose: str) -> None:
    (found,) = compared(listed(PROSE), prose)
    assert said([found]) == [("RF703", "none of the listed sentences is in this text")]


def test_a_text_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_source, "MOST", 3)
    (found,) = compared(listed("Tea."), "Tea. Milk. Rice. Salt.")
    assert said([found]) == [("RF901", "this text has more than 3 sentences")]


@given(st.lists(st.sampled_from("ABC")), st.lists(st.sampled_from("ABC")))
def test_the_findings_explain_the_whole_difference(old: list[str], new: list[str]) -> None:
    """What was listed, less what is gone, and what was added make up the text."""
    found = compared(listed("\n\n".join(["Z", *old])), "\n\n".join(["Z", *new]))
    codes = [each.code for each in found]
    assert len(old) - codes.count("RF703") + codes.count("RF702") == len(new)
    assert bool(codes) == (old != new)


@pytest.mark.skipif(
    "REFUNDRY_PROSE" not in os.environ, reason="REFUNDRY_PROSE does not name the published text"
)
def test_the_published_text_is_the_one_that_was_listed() -> None:
    table = tomllib.loads(Path(f"{VERSION}.source.toml").read_text("utf-8"))
    shipped = source_list_from_table(table, Report(), LIST)
    assert shipped is not None
    prose = Path(os.environ["REFUNDRY_PROSE"]).read_text("utf-8")
    assert compared(shipped, prose) == []
    check_each_mutation(shipped, prose)
