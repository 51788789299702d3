"""Plain data and SARIF."""

import json
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.codes import CODES
from engine.diagnostics.diagnostic import Diagnostic, Label, Severity
from engine.diagnostics.place import Place
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.diagnostics.to_json import to_json, to_sarif

SOURCE = Source("政策/a b.refund", "one 退款\ntwo\n")
TITLES = {code.code: code.title for code in CODES.values()}
WORDS = st.lists(st.one_of(st.characters(), st.sampled_from("\ud800{}[](:/\\\n")), max_size=20).map("".join)


def sarif(*diagnostics: Diagnostic) -> dict[str, Any]:
    run = to_sarif(diagnostics, TITLES, "0.1.0")["runs"]
    assert isinstance(run, list)
    return dict(run[0])


def result(diagnostic: Diagnostic) -> dict[str, Any]:
    return dict(sarif(diagnostic)["results"][0])


def test_a_span_in_json() -> None:
    label = Label(Span(SOURCE, 0, 3), "first")
    diagnostic = Diagnostic("RF202", "error", "m", Span(SOURCE, 4, 9), [label], "h", ["n"])
    assert to_json([diagnostic]) == [
        {
            "code": "RF202",
            "severity": "error",
            "message": "m",
            "file": "政策/a b.refund",
            "line": 1,
            "column": 5,
            "end_line": 2,
            "end_column": 3,
            "path": None,
            "help": "h",
            "notes": ["n"],
            "labels": [
                {
                    "text": "first",
                    "file": "政策/a b.refund",
                    "line": 1,
                    "column": 1,
                    "end_line": 1,
                    "end_column": 4,
                    "path": None,
                }
            ],
        }
    ]


def test_every_key_is_there_whatever_is_known() -> None:
    place = Diagnostic("RF502", "error", "m", Place("case.json", "case.materials[2]", 7))
    shown = to_json(
        [place, Diagnostic("RF601", "note", "m"), Diagnostic("RF201", "error", "m", Span(SOURCE, 0, 1))]
    )
    assert len({tuple(item) for item in shown}) == 1
    assert shown[0]["path"] == "case.materials[2]"
    assert [item["file"] for item in shown] == ["case.json", None, SOURCE.name]
    assert [item["line"] for item in shown] == [7, None, 1]


def test_chinese_where_that_is_asked_for() -> None:
    label = Label(Span(SOURCE, 0, 3), "use blanks")
    english = Diagnostic(
        "RF202",
        "error",
        "there is no fact `a`",
        None,
        [label],
        "leave it out",
        ["3 other lines are indented so too"],
    )
    told = to_json([english], lang="zh")[0]
    assert (told["severity"], told["message"], told["help"]) == ("error", "没有事实 `a`", "请删去")
    assert told["notes"] == ["另有 3 行也这样缩进"]
    run: Any = to_sarif([english], TITLES, "1", lang="zh")["runs"]
    assert run[0]["language"] == "zh-CN"
    assert run[0]["results"][0]["message"] == {
        "text": "没有事实 `a`\n说明：另有 3 行也这样缩进\n建议：请删去"
    }
    assert run[0]["results"][0]["relatedLocations"][0]["message"] == {"text": "请改用空格"}


def test_the_frame_of_a_sarif_log() -> None:
    log = to_sarif([], {"RF202": "unknown fact"}, "1.2.3")
    assert log == {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "refundry",
                        "version": "1.2.3",
                        "rules": [{"id": "RF202", "shortDescription": {"text": "unknown fact"}}],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "results": [],
            }
        ],
    }


def test_a_span_in_sarif() -> None:
    label = Label(Span(SOURCE, 0, 3), "first")
    shown = result(Diagnostic("RF202", "warning", "no `a`", Span(SOURCE, 4, 6), [label], "say `b`", ["n"]))
    uri = "%E6%94%BF%E7%AD%96/a%20b.refund"
    region = {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 7}
    other = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 4}
    assert shown == {
        "ruleId": "RF202",
        "ruleIndex": list(TITLES).index("RF202"),
        "level": "warning",
        "message": {"text": "no `a`\nnote: n\nhelp: say `b`"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {"artifactLocation": {"uri": uri}, "region": other},
                "message": {"text": "first"},
            }
        ],
    }


def test_a_place_in_sarif() -> None:
    logical = [{"fullyQualifiedName": "payment.paid", "kind": "value"}]
    physical: dict[str, object] = {"artifactLocation": {"uri": "case.json"}}
    shown = result(Diagnostic("RF502", "error", "m", Place("case.json", "payment.paid")))
    assert shown["locations"] == [{"physicalLocation": physical, "logicalLocations": logical}]
    shown = result(Diagnostic("RF506", "error", "m", Place("case.json", "", 3)))
    assert shown["locations"] == [{"physicalLocation": {**physical, "region": {"startLine": 3}}}]


def test_no_place_and_no_rule_leave_their_keys_out() -> None:
    log = to_sarif([Diagnostic("RF601", "note", "m")], {}, "1")
    runs = log["runs"]
    assert isinstance(runs, list)
    assert runs[0]["results"] == [{"ruleId": "RF601", "level": "note", "message": {"text": "m"}}]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("slot `{name}` is unknown", "slot `{{name}}` is unknown"),
        ("`case.materials[2]` is unknown", "`case.materials[2]` is unknown"),
        ("see [this](https://example.org)", r"see \[this\](https://example.org)"),
    ],
)
def test_user_text_is_neither_a_placeholder_nor_a_link(words: str, text: str) -> None:
    assert result(Diagnostic("RF403", "error", words))["message"]["text"] == text


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a/b.refund", "a/b.refund"),
        ("a:b", "a%3Ab"),
        ("<stdin>", "%3Cstdin%3E"),
        ("/srv/a b", "file:///srv/a%20b"),
        (r"policies\a.refund", "policies/a.refund"),
        (r"C:\policies\a#1", "file:///C:/policies/a%231"),
    ],
)
def test_names_become_addresses(name: str, uri: str) -> None:
    shown = result(Diagnostic("RF609", "error", "m", Place(name, "")))
    assert shown["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@given(WORDS, WORDS, st.sampled_from(["error", "warning", "note"]), st.data())
def test_anything_becomes_a_sound_log(text: str, words: str, severity: Severity, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(Source(words, text), start, data.draw(st.integers(start, len(text))))
    where = data.draw(st.sampled_from([span, Place(words, text), Place(words, text, 3), None]))
    diagnostic = Diagnostic("RF201", severity, words, where, [Label(span, text)], text, [words])
    json.dumps(to_json([diagnostic]), ensure_ascii=False).encode()
    log = json.loads(json.dumps(sarif(diagnostic), ensure_ascii=False).encode())
    shown = log["results"][0]
    assert log["tool"]["driver"]["rules"][shown["ruleIndex"]]["id"] == shown["ruleId"]
    assert shown["level"] == severity
    assert not re.search(r"(?<!\{)\{(\{\{)*(?!\{)", shown["message"]["text"])
    for location in [*shown.get("locations", ()), *shown["relatedLocations"]]:
        physical = location["physicalLocation"]
        region = physical.get("region", {})
        assert all(number >= 1 for number in region.values())
        if "endLine" in region:
            ends = (region["endLine"], region["endColumn"])
            assert (region["startLine"], region["startColumn"]) <= ends
        uri = physical["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%/._~:-]*", uri)
        assert urlsplit(uri).scheme in {"", "file"}
        unquote(uri, errors="strict")
