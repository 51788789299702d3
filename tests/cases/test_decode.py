"""Texts of case files: read exactly, or refused with the place of every mistake."""

import json
import tomllib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases import quick
from engine.cases.decode import cases_in, from_json, from_toml
from engine.cases.limits import DEEPEST, LONGEST_FILE
from engine.cases.number import Number
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span

READERS = {"json": from_json, "toml": from_toml}


def decoded(text: str, form: str = "json") -> object:
    report = Report()
    data = READERS[form](Source(f"case.{form}", text), report)
    assert not report.has_errors, report.diagnostics
    return data


def refused(text: str, form: str = "json") -> list[Diagnostic]:
    report = Report()
    assert READERS[form](Source(f"case.{form}", text), report) is None
    assert report.has_errors
    return list(report)


def paths(text: str, form: str = "json") -> list[tuple[str, str]]:
    """The code and path of each mistake; of one in the text itself, its line and column."""
    found = []
    for each in refused(text, form):
        if isinstance(each.where, Span):
            found.append((each.code, f"{each.where.line}:{each.where.column}"))
        elif isinstance(each.where, Place):
            found.append((each.code, each.where.path))
    return found


@pytest.mark.parametrize(
    "digits", ["100.00", "100", "-0", "0.10", "1e2", "1" * 5_000, "12345678901234567890.5"]
)
def test_a_number_keeps_every_digit(digits: str) -> None:
    data = decoded(f'{{"a": {digits}, "b": "{digits}"}}')
    assert data == {"a": digits, "b": digits}
    assert isinstance(data, dict)
    assert type(data["a"]) is Number
    assert type(data["b"]) is str


def test_numbers_of_toml_are_exact() -> None:
    data = decoded('a = 100.00\nb = 1_000.50\nc = +2.5\nd = 1_000\ne = "100.00"', "toml")
    assert data == {"a": "100.00", "b": "1000.50", "c": "2.5", "d": 1000, "e": "100.00"}
    assert isinstance(data, dict)
    assert [type(value) for value in data.values()] == [Number, Number, Number, int, str]


def test_moments_of_toml_are_read_by_toml() -> None:
    assert decoded("at = 2026-07-05T12:00:00Z", "toml") == {"at": datetime(2026, 7, 5, 12, tzinfo=UTC)}


@pytest.mark.parametrize("form", ["json", "toml"])
def test_a_byte_order_mark_is_passed_over(form: str) -> None:
    text, broken = {"json": ('{"a": "b"}', '{"a" "b"}'), "toml": ('a = "b"', 'a "b"')}[form]
    assert decoded("\ufeff" + text, form) == {"a": "b"}
    column = int(paths(broken, form)[0][1].partition(":")[2])
    assert paths("\ufeff" + broken, form) == [("RF506", f"1:{column + 1}")]


def test_a_file_may_hold_a_list_of_cases() -> None:
    data = decoded('[{"a": "b"}, {}]')
    assert cases_in(data, "x.json") == [(Place("x.json", "[0]"), {"a": "b"}), (Place("x.json", "[1]"), {})]
    assert cases_in({"a": 1}, "x.json") == [(Place("x.json", ""), {"a": 1})]


def test_every_key_given_twice_is_reported() -> None:
    text = '{"a": {"b": 1, "c": 2, "b": 3}, "d": [{"e": {"f": 1, "f": 1}}], "a": {"b": 1, "b": 2}, "x": 1, "x": 1}'
    assert paths(text) == [("RF505", path) for path in ["a.b", "d[0].e.f", "a", "x"]]


def test_the_second_of_two_cases_may_have_it() -> None:
    assert paths('[{"a": 1}, {"a": 1, "a": 2}]') == [("RF505", "[1].a")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "1:1"),
        ("{", "1:2"),
        ('{"a": 1,}', "1:8"),
        ('{"a": 1}\n{"b": 2}', "2:1"),
        ('{\n  "a": 01\n}', "2:9"),
        ('{"a": .5}', "1:7"),
        ('{"a": +1}', "1:7"),
        ('{"a": 1.}', "1:8"),
        ("{'a': 1}", "1:2"),
        ('{"a": True}', "1:7"),
        ('{"a": "line\nbreak"}', "1:12"),
        ('{"a": "\\x"}', "1:8"),
        ('{"a": "open', "1:7"),
        ('{"a": 1} // note', "1:10"),
        ('{"a": 1, "a": 2, !}', "1:18"),
    ],
)
def test_broken_json_says_where(text: str, place: str) -> None:
    found = paths(text)
    assert [code for code, _ in found] == ["RF506"]
    line, column = map(int, place.split(":"))
    found_line, found_column = map(int, found[0][1].split(":"))
    assert found_line == line
    assert abs(found_column - column) <= 1  # Python's versions differ by one here


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_json_has_no_such_numbers(constant: str) -> None:
    assert paths(f'{{"a": [1, {constant}]}}') == [("RF508", "a[1]")]


@pytest.mark.parametrize("constant", ["nan", "inf", "-inf", "+nan"])
def test_toml_has_them_and_they_are_refused(constant: str) -> None:
    assert paths(f"[a]\nb = [1, {constant}]", "toml") == [("RF508", "a.b[1]")]


def test_half_of_a_character_is_refused() -> None:
    assert decoded(r'{"a": "\ud83d\ude00"}') == {"a": "\U0001f600"}
    assert paths(r'{"a": {"b": "\ud83d"}}') == [("RF506", "a.b")]
    assert paths(r'{"\uDC00": 1}')[0][0] == "RF506"
    assert paths('{"a": "\ud83d"}') == [("RF506", "1:8")]
    assert paths('a = "\ud83d"', "toml") == [("RF506", "1:6")]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_nesting_has_an_end(opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return opening * depth + "[]" + closing * depth

    decoded(nested(DEEPEST - 1))
    assert paths(nested(DEEPEST)) == [("RF902", f"1:{len(opening) * DEEPEST + 1}")]
    assert paths(nested(100_000))[0][0] == "RF902"
    assert paths(opening * 100_000)[0][0] == "RF902"


def test_brackets_in_a_text_do_not_nest() -> None:
    assert decoded('{"a": "' + "[" * 100 + '\\"' + "{" * 100 + '"}') == {"a": "[" * 100 + '"' + "{" * 100}
    decoded("[" + ", ".join(["{}"] * 100) + "]")


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 3_000 + "]" * 3_000, "a = " + "[" * 21 + "]" * 21, ".".join("a" * 21) + " = 1"]
)
def test_nesting_in_toml_has_an_end(text: str) -> None:
    assert [code for code, _ in paths(text, "toml")] == ["RF902"]


def test_a_key_of_very_many_parts_is_not_even_tried() -> None:
    for key in ("a", '"a"', "'a'"):
        assert paths("b = 1\n" + ".".join([key] * 200_000) + " = 1", "toml") == [("RF902", "2:1")]
    text = "a" + 500 * "." + "'"
    assert decoded(f'b = "\\"{text}" # {text}', "toml") == {"b": f'"{text}'}


@pytest.mark.parametrize("form", ["json", "toml"])
def test_a_file_has_a_greatest_size(form: str) -> None:
    shortest = {"json": "{}", "toml": ""}[form]
    decoded(shortest.ljust(LONGEST_FILE), form)
    found = refused(shortest.ljust(LONGEST_FILE + 1), form)
    assert [each.code for each in found] == ["RF901"]
    assert "1,000,001 characters" in found[0].message
    assert "1,000,000" in found[0].message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = ", "1:5"),
        ("[a]\nb = 1\nb = 2", "3:6"),
        ("[a]\r\nb = 1\r\nb = 2\r\n", "3:6"),
        ("[a]\n[a]", "2:3"),
        ("a = 1 2", "1:7"),
        ("a = yes", "1:5"),
        ("a = 2026-07-05T24:00:00Z", "1:16"),
        ('a = "open', "1:10"),
        ("a = 1\nb", "2:2"),
        ("a = " + "1" * 5_000, "1:1"),
    ],
)
def test_broken_toml_says_where(text: str, place: str) -> None:
    found = paths(text, "toml")
    assert [code for code, _ in found] == ["RF506"]
    assert found[0][1].partition(":")[0] == place.partition(":")[0]
    assert abs(int(found[0][1].partition(":")[2]) - int(place.partition(":")[2])) <= 1


def test_toml_does_not_lose_decimals_of_a_second() -> None:
    assert paths("a = 1\nat = 2026-07-05T12:00:00.1234567Z", "toml") == [("RF509", "2:6")]
    quoted = 'at = "2026-07-05T12:00:00.123456789Z"'
    assert decoded(quoted, "toml") == {"at": "2026-07-05T12:00:00.123456789Z"}
    assert isinstance(decoded("at = 2026-07-05T12:00:00.123456Z", "toml"), dict)


@pytest.mark.parametrize("text", ["null", "1", '"text"', "true"])
def test_a_case_is_a_table(text: str) -> None:
    assert paths(text) == [("RF502", "")]


NESTED = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), NESTED) | st.lists(NESTED))
def test_json_is_read_as_python_reads_it(data: object) -> None:
    for text in (json.dumps(data), json.dumps(data, ensure_ascii=False, indent=2)):
        assert decoded(text) == json.loads(text, parse_int=str)


@given(st.text() | st.text('{}[]":,.\\u d8"e+-0123NaInfity \n\ttruefalsn', max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    for form, reader in READERS.items():
        report = Report()
        data = reader(Source(f"case.{form}", text), report)
        assert (data is None) == report.has_errors
        assert all(each.code.startswith(("RF50", "RF90")) for each in report)


@given(
    st.text('{}[]":,.\\ud8 e+-01NaInfity', max_size=30) | st.dictionaries(st.text(), NESTED).map(json.dumps)
)
def test_the_quick_decoder_leaves_the_unusual_alone(text: str) -> None:
    data, report = quick.decoded(text), Report()
    found = from_json(Source("case.json", text), report)
    if data is not None and found is not None:
        assert exactly(data) == exactly(found)
    elif data is not None:
        assert not isinstance(data, dict | list) or "\\u" in text


def exactly(data: object) -> object:
    """Data in a form in which numbers are told apart from texts."""
    match data:
        case dict():
            return {key: exactly(value) for key, value in data.items()}
        case list():
            return [exactly(value) for value in data]
        case _:
            return type(data), data


@given(st.text("a.b=[]{}\"'#\n 0123-:TZ_+einf", max_size=60))
def test_toml_is_read_as_python_reads_it(text: str) -> None:
    report = Report()
    data = from_toml(Source("case.toml", text), report)
    try:
        expected = tomllib.loads(text, parse_float=lambda digits: digits.replace("_", "").removeprefix("+"))
    except ValueError:
        expected = None
    assert data == expected or {each.code for each in report} <= {"RF508", "RF509", "RF902"}
