"""The list of sentences against the policy: what is missing on either side is named."""

import tomllib
from functools import cache
from pathlib import Path

import attrs
import pytest

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.model.check_source import check_accounted
from engine.model.from_syntax import policy_from_syntax
from engine.model.source_list import (
    ListedSentence,
    SourceList,
    source_list_from_table,
)
from engine.model.tree import Policy
from engine.syntax.from_text import Reader

VERSION = Path(__file__).resolve().parents[2] / "policies" / "youyun-refund" / "2026-07-03"
LIST = "2026-07-03.source.toml"


def shipped_list() -> SourceList:
    table = tomllib.loads(Path(f"{VERSION}.source.toml").read_text("utf-8"))
    found = source_list_from_table(table, Report(), LIST)
    assert found is not None
    return found


SHIPPED = shipped_list()


def names(key: str) -> list[str]:
    """The names that the shipped list has under a key."""
    return sorted({name for sentence in SHIPPED.sentences for name in sentence.named[key]})


@cache
def shipped_policy(old: str = "", new: str = "") -> Policy:
    """The shipped policy with one part of its text put in place of another."""
    reader, report = Reader(), Report()
    texts = [Path(f"{VERSION}.{end}").read_text("utf-8") for end in ("refund", "facts")]
    assert old in texts[0]
    sources = [Source("p", text) for text in (texts[0].replace(old, new, 1), texts[1])]
    policy, facts = (reader.read(source, report) for source in sources)
    checked = policy_from_syntax(policy, facts, frozenset({"mainland-china"}), report)
    assert checked is not None
    return checked


def accounted(policy: Policy | None = None, *changed: ListedSentence, without: str = "") -> list[Diagnostic]:
    """The findings on the shipped list with some sentences changed, or without the one at a place."""
    by_digest = {(sentence.section, sentence.digest): sentence for sentence in changed}
    kept = [
        by_digest.get((each.section, each.digest), each)
        for each in SHIPPED.sentences
        if each.place != without
    ]
    report = Report()
    check_accounted(attrs.evolve(SHIPPED, sentences=tuple(kept)), policy or shipped_policy(), report)
    assert all(each.help for each in report)
    return list(report)


def at(place: str) -> ListedSentence:
    return next(sentence for sentence in SHIPPED.sentences if sentence.place == place)


def path_of(place: str) -> str:
    return f"sentence[{[sentence.place for sentence in SHIPPED.sentences].index(place)}]"


def naming(key: str, name: str) -> list[str]:
    return [sentence.place for sentence in SHIPPED.sentences if name in sentence.named[key]]


def said(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in found]


def test_the_shipped_policy_answers_every_sentence() -> None:
    assert accounted() == []


def lacking(key: str, name: str) -> Policy:
    policy = shipped_policy()
    match key:
        case "clauses":
            kept = tuple(model for model in policy.clauses if model.clause.name != name)
            return attrs.evolve(policy, clauses=kept)
        case "amounts":
            amounts = {each: amount for each, amount in policy.amounts.items() if each != name}
            return attrs.evolve(policy, amounts=amounts)
        case _:
            points = tuple(point for point in policy.open_points if point.name != name)
            return attrs.evolve(policy, open_points=points)


@pytest.mark.parametrize(
    ("key", "word", "gone"),
    [
        (key, word, name)
        for key, word in (("clauses", "clause"), ("amounts", "amount"), ("open_points", "open point"))
        for name in names(key)
    ],
)
def test_what_the_policy_lost_is_missed_by_each_sentence_it_answered(key: str, word: str, gone: str) -> None:
    found = accounted(lacking(key, gone))
    message = f"the sentence `{{}}` names the {word} `{gone}`, which is not there"
    assert said(found) == [("RF705", message.format(place)) for place in naming(key, gone)]


def test_a_wrong_name_has_its_path_and_the_right_name() -> None:
    (found,) = accounted(None, attrs.evolve(at("2.3"), clauses=("2.3", "2,4")))
    assert found.where == Place(LIST, f"{path_of('2.3')}.clauses[1]")
    assert found.help == "did you mean `2.4`?"


@pytest.mark.parametrize("place", [each.place for each in SHIPPED.sentences if each.kind == "ruled"])
def test_a_ruled_sentence_that_names_nothing(place: str) -> None:
    found = accounted(None, ListedSentence(place, at(place).digest, "ruled"))
    assert [each.where for each in found if each.code == "RF701"] == [Place(LIST, path_of(place))]


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        (attrs.evolve(at("9.s3"), by=None), "RF701", "nothing answers the sentence `9.s3`"),
        (attrs.evolve(at("1.s1"), kind="open"), "RF701", "is open and names no open point"),
        (attrs.evolve(at("2.4"), kind="ruled"), "RF504", "is ruled and names an open point"),
        (attrs.evolve(at("8.s2"), kind="informative"), "RF504", "is informative and yet answered"),
        (attrs.evolve(at("1.s2"), by="ledger"), "RF504", "is informative and yet answered"),
    ],
)
def test_a_kind_must_fit(changed: ListedSentence, code: str, words: str) -> None:
    (found,) = accounted(None, changed)
    assert found.code == code
    assert words in found.message


def test_a_clause_that_no_sentence_names() -> None:
    (found,) = accounted(None, attrs.evolve(at("2.4"), clauses=()))
    assert said([found]) == [("RF706", "no sentence of the text names the clause `2.4`")]
    assert isinstance(found.where, Span)
    assert found.where.text == "2.4"


def test_an_open_point_that_no_sentence_names() -> None:
    (found,) = accounted(None, attrs.evolve(at("9.s2"), open_points=("first_day",)))
    assert said([found]) == [("RF706", "no sentence of the text names the open point `prevailing_language`")]


def test_a_need_and_an_amount_cite_a_sentence_that_does_not_name_them() -> None:
    (need,) = accounted(None, attrs.evolve(at("3.7"), clauses=("5",)))
    (end,) = accounted(None, attrs.evolve(at("3.1"), amounts=(), clauses=("3.2",)))
    assert said([need, end]) == [
        ("RF706", "the clause `2.3` cites `3.7`, and that sentence does not name it"),
        ("RF706", "the amount `unused_balance` cites `3.1`, and that sentence does not name it"),
    ]
    assert isinstance(need.where, Span)
    assert "the seventh day" in need.where.text


def test_a_line_of_an_amount_cites_a_sentence_that_does_not_name_it() -> None:
    moved = attrs.evolve(at("4.s1"), amounts=("unused_balance", "excess"))
    (found,) = accounted(None, attrs.evolve(at("2.1"), amounts=()), moved)
    message = "the amount `excess` cites `2.1`, and that sentence does not name it"
    assert said([found]) == [("RF706", message)]


def test_a_citation_of_what_the_text_does_not_have() -> None:
    policy = shipped_policy()
    models = {model.clause.name: model for model in policy.clauses}
    review = attrs.evolve(models["6a"], clause=attrs.evolve(models["6a"].clause, cites=("6", "6.7")))
    (found,) = accounted(attrs.evolve(policy, clauses=tuple((models | {"6a": review}).values())))
    message = "the clause `6a` cites `6.7`, which the list of sentences does not have"
    assert said([found]) == [("RF404", message)]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("payment.refunded_before under 4", "payment.refunded_before under 4, 44", "44"),
        ('under 4 "Never below zero"', 'under 44 "Never below zero"', "44"),
        ('/ "多付部分" under 2.1', '/ "多付部分" under 2.1, 9.9', "9.9"),
    ],
)
def test_each_bullet_of_an_amount_is_looked_up(old: str, new: str, place: str) -> None:
    (found,) = accounted(shipped_policy(old, new))
    message = f"the amount `excess` cites `{place}`, which the list of sentences does not have"
    assert said([found]) == [("RF404", message)]
    assert isinstance(found.where, Span)
    assert found.where.text == place


def test_a_section_that_the_text_does_not_have() -> None:
    (found,) = accounted(shipped_policy('section 8 "', 'section 18 "'))
    assert said([found]) == [("RF404", "the list of sentences has no section `18`")]
    assert isinstance(found.where, Span)


def test_a_sentence_left_out_of_the_list() -> None:
    assert said(accounted(without="7.2")) == [("RF504", "`7.3` stands where `7.2` should")]
    assert {each.code for each in accounted(without="3.8")} == {"RF404"}


def test_a_place_that_stands_twice() -> None:
    (found,) = accounted(None, attrs.evolve(at("7.5"), place="7.4"))
    assert said([found]) == [("RF504", "`7.4` stands where `7.5` should")]


def test_a_list_of_another_policy_or_version() -> None:
    report = Report()
    check_accounted(attrs.evolve(SHIPPED, policy="tea", version="2026-07-04"), shipped_policy(), report)
    assert [(each.code, each.where) for each in report] == [
        ("RF601", Place(LIST, "policy")),
        ("RF602", Place(LIST, "version")),
    ]
