"""The JSON Schema against the plain reader: whatever that accepts validates, and neither takes another type."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.decode import from_json
from engine.cases.names import names_of
from engine.cases.number import Number
from engine.cases.to_schema import json_schema
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir.texts import Texts

from .programs import at, every_kind, found_in, reader_of, youyun
from .written_cases import ODD_VALUES, sound_cases, spoilt_cases

PROGRAMS = {"shipped": youyun()[0], "every kind": every_kind()}


@cache
def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    schema = json_schema(PROGRAMS[name], youyun()[1])
    return jsonschema_rs.Draft202012Validator(schema)


def as_json(value: object) -> str:
    """A value as JSON; a `Number` becomes the number it is."""
    match value:
        case Number():
            return str(value)
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)}: {as_json(each)}" for key, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(as_json, value)) + "]"
        case bytes():
            return json.dumps(value.hex())
        case _:
            return json.dumps(value)


def is_read(text: str, name: str) -> bool:
    report = Report()
    data = from_json(Source("x", text), report)
    where = Place("x", "")
    if data is not None:
        reader_of(PROGRAMS[name]).read(data, presume=True, report=report, where=where)
    return {each.code for each in report} <= {"RF504"}


@pytest.mark.parametrize("name", PROGRAMS)
@given(st.data())
def test_what_is_read_validates(name: str, data: st.DataObject) -> None:
    case = data.draw(sound_cases(PROGRAMS[name]) | spoilt_cases(PROGRAMS[name]))
    text = as_json(case)
    if is_read(text, name):
        assert validator(name).is_valid(json.loads(text))


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_value_that_is_read_validates(name: str) -> None:
    read = 0
    for fact in PROGRAMS[name].facts:
        for written in ODD_VALUES:
            text = as_json(at(fact.name, written))
            if is_read(text, name):
                read += 1
                assert validator(name).is_valid(json.loads(text)), text
    assert read > 200


@pytest.mark.parametrize("name", PROGRAMS)
def test_wrong_types_names_and_choices_are_refused_by_both(name: str) -> None:
    for fact in PROGRAMS[name].facts:
        wrong: list[object] = [None, {}, {"x": 1}, [1], [None]]
        if fact.type.kind != "yes_no":
            wrong += [True, False]
        if fact.type.kind in {"yes_no", "choice", "set", "instant", "date"}:
            wrong += [1, "x", "1 CNY"]
        if fact.type.kind == "text":
            wrong += [1, "", "a\nb", "x" * 1_001]
        if fact.type.unit:
            wrong += ["1 XYZ", "1 GPUxh-1", "1e2", "x", "1.0000001", "1" * 16]
        for each in wrong:
            assert not is_read(as_json(at(fact.name, each)), name), (fact.name, each)
            assert not validator(name).is_valid(at(fact.name, each)), (fact.name, each)
        assert not validator(name).is_valid(at(fact.name + "x", 1))
    for key, held in names_of(fact.name for fact in PROGRAMS[name].facts).items():
        assert isinstance(held, int) or not validator(name).is_valid({key: 1})


@pytest.mark.parametrize("negative", ["-1", "-0.01", "-0.01 CNY", -1, -0.01])
def test_money_below_zero_is_refused_where_it_cannot_be(negative: object) -> None:
    assert not validator("every kind").is_valid({"price": {"paid": negative}})
    assert validator("every kind").is_valid({"price": {"moved": negative, "paid": "-0.00 CNY"}})


def test_an_amount_above_zero_is_not_zero() -> None:
    assert not validator("every kind").is_valid({"gpu": {"granted": 0}})
    assert not validator("every kind").is_valid({"gpu": {"granted": "-0"}})
    assert validator("every kind").is_valid({"gpu": {"granted": 0.5, "used": 0}})
    assert not validator("every kind").is_valid({"price": {"yen": 5001}})


def test_the_schema_is_a_schema_and_its_defaults_are_cases() -> None:
    for program in PROGRAMS.values():
        schema = json_schema(program, youyun()[1])
        jsonschema_rs.meta.validate(schema)
        assert json.loads(json.dumps(schema)) == schema
        for fact in program.facts:
            here: Any = schema
            for key in fact.name.split("."):
                here = here["properties"][key]
            if "default" in here:
                assert found_in(at(fact.name, here["default"]), program) == []


def test_titles_and_descriptions_are_in_the_language_asked_for() -> None:
    program, texts = youyun()
    for lang, title, said in [
        ("en", "Invoice tax", "What tax did the invoice cost?\nmoney in CNY, at least 0.00 CNY\n"),
        ("zh", "发票税费", "发票税费是多少？\n金额（CNY），不小于 0.00 CNY\n"),
    ]:
        schema: Any = json_schema(program, texts, lang)
        found = schema["properties"]["invoice"]["properties"]["tax"]
        assert found["title"] == title
        assert found["description"].startswith(said)
        assert found["default"] == "0.00 CNY"
    assert json_schema(program, Texts({}, {}))["title"] == "youyun-refund 2026-07-03"
