"""The list of sentences as read from its file, and what is wrong with it."""

import tomllib
from pathlib import Path

import pytest

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.model.source_list import ListedSentence, SourceList, source_list_from_table

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "youyun-refund"

DIGEST = "sha256:" + "0a" * 32
GOOD = f"""
policy = "tea"
version = "2026-05-01"

[[sentence]]
place = "0.s1"
kind = "ruled"
clauses = ["2.1a"]
amounts = ["price"]
by = "versions"
note = "why"
digest = "{DIGEST}"

[[sentence]]
place = "10.2"
kind = "open"
open_points = ["how_long"]
digest = "{DIGEST}"
"""


def read(text: str) -> tuple[SourceList | None, Report]:
    report = Report()
    return source_list_from_table(tomllib.loads(text), report, "tea.source.toml"), report


def test_a_good_list() -> None:
    found, report = read(GOOD)
    one = ListedSentence("0.s1", DIGEST, "ruled", ("2.1a",), ("price",), by="versions", note="why")
    other = ListedSentence("10.2", DIGEST, "open", open_points=("how_long",))
    assert found == SourceList("tea.source.toml", "tea", "2026-05-01", (one, other))
    assert [sentence.section for sentence in (one, other)] == ["0", "10"]
    assert not len(report)


@pytest.mark.parametrize(
    ("old", "new", "code", "path", "words"),
    [
        ('policy = "tea"', "", "RF108", "policy", "`policy` is missing"),
        ('policy = "tea"', "policy = 7", "RF502", "policy", "`7` is no policy"),
        ("version =", "vers1on =", "RF201", "vers1on", "did you mean `version`?"),
        ('kind = "open"', "", "RF108", "sentence[1].kind", "`kind` is missing"),
        ('"ruled"', '"rule"', "RF205", "sentence[0].kind", "did you mean `ruled`?"),
        ('"open"', '""', "RF205", "sentence[1].kind", "say one of `ruled`, `informative`"),
        ('"versions"', '"magic"', "RF205", "sentence[0].by", "say one of `versions`, `ledger`"),
        ('"0.s1"', '"0.x1"', "RF502", "sentence[0].place", "`0.x1` is no place"),
        ('"10.2"', '"10"', "RF502", "sentence[1].place", "`10` is no place"),
        ('"10.2"', '"10.0"', "RF502", "sentence[1].place", "`10.0` is no place"),
        ("0a0a", "0A0A", "RF502", "sentence[0].digest", "is no digest"),
        ('["2.1a"]', '"2.1a"', "RF502", "sentence[0].clauses", "write it as in `clauses"),
        ('["price"]', "[1]", "RF502", "sentence[0].amounts", "`amounts` is no list of names"),
        ('"why"', "1.5", "RF502", "sentence[0].note", "`1.5` is no note"),
        ("open_points", "open_point", "RF201", "sentence[1].open_point", "did you mean `open_points`?"),
        ("clauses =", "zzz =", "RF201", "sentence[0].zzz", "known are `place`, `digest`"),
    ],
)
def test_a_mistake_is_named_with_its_path(old: str, new: str, code: str, path: str, words: str) -> None:
    assert old in GOOD
    found, report = read(GOOD.replace(old, new, 1))
    first = report.diagnostics[0] if code != "RF201" else next(each for each in report if each.code == code)
    assert found is None
    assert (first.code, first.where) == (code, Place("tea.source.toml", path))
    assert words in f"{first.message} {first.help}"


@pytest.mark.parametrize("rows", ["", "sentence = 1", "sentence = []"])
def test_a_list_without_sentences(rows: str) -> None:
    found, report = read(f'policy = "tea"\nversion = "1"\n{rows}')
    assert found is None
    assert [(each.code, each.message) for each in report] == [("RF108", "the list has no sentence")]


def test_an_entry_that_is_no_table() -> None:
    found, report = read('policy = "tea"\nversion = "1"\nsentence = [1, "a"]')
    assert found is None
    assert [each.message for each in report] == ["`sentence[0]` is no table", "`sentence[1]` is no table"]


def test_all_mistakes_are_told_at_once() -> None:
    _, report = read(GOOD.replace('"ruled"', '"rule"').replace('"10.2"', '"10"').replace('"why"', "1"))
    assert len(report) == 3


def test_every_shipped_list_can_be_read() -> None:
    lists = sorted(FOLDER.glob("*.source.toml"))
    assert lists
    for path in lists:
        found, report = read(path.read_text("utf-8"))
        assert not len(report)
        assert found is not None
        assert path.name == f"{found.version}.source.toml"
