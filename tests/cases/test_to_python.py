"""The generated loader against the plain reader: what it takes, that takes too, and alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases import memory
from engine.cases.case import Case
from engine.cases.decode import from_json
from engine.cases.number import Number
from engine.cases.to_python import loader_source
from engine.cases.unknown import Unknown
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir import tree as ir
from engine.values.moment import to_instant
from engine.values.unreadable import Unreadable

from .programs import at, every_kind, loader_of, program_of, reader_of, youyun
from .written_cases import MOMENTS, ODD, ODD_VALUES, sound_cases, spoilt_cases

PUBLIC = Path(__file__).resolve().parents[1] / "second_reading/public_cases.jsonl"
PROGRAMS = {"shipped": youyun()[0], "every kind": every_kind()}


def plainly(data: object, program: ir.Program) -> Case | None:
    return reader_of(program).read(data, presume=True, report=Report(), where=Place("x", ""))


def exactly(case: Case | tuple[tuple[object, ...], tuple[str, ...]]) -> list[object]:
    """A case in a form in which `True` is not `1`."""
    facts, presumed = case
    return [
        *((type(value), repr(value) if isinstance(value, Unknown) else value) for value in facts),
        presumed,
    ]


def check(data: object, program: ir.Program, *, is_usual: bool = False) -> None:
    quick, plain = loader_of(program)(data), plainly(data, program)
    if quick is not None:
        assert plain is not None
        assert exactly(quick) == exactly(plain)
    elif is_usual:
        assert plain is None


@pytest.mark.parametrize("name", PROGRAMS)
@given(st.data())
def test_a_sound_case_is_loaded_as_it_is_read(name: str, data: st.DataObject) -> None:
    check(data.draw(sound_cases(PROGRAMS[name])), PROGRAMS[name], is_usual=True)


@pytest.mark.parametrize("name", PROGRAMS)
@given(st.data())
def test_a_spoilt_case_is_never_taken_for_another(name: str, data: st.DataObject) -> None:
    check(data.draw(spoilt_cases(PROGRAMS[name])), PROGRAMS[name])


def tables_of(name: str) -> list[str]:
    keys = name.split(".")
    return [".".join(keys[:count]) for count in range(1, len(keys))]


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_fact_is_as_strict_as_in_the_reader(name: str) -> None:
    program = PROGRAMS[name]
    for fact in program.facts:
        for written in ODD_VALUES:
            check(at(fact.name, written), program)
            check({**at(fact.name, written), "x": 1}, program)
        for table in tables_of(fact.name):
            for written in ODD_VALUES:
                check(at(table, written), program)


@pytest.mark.parametrize("name", PROGRAMS)
@given(st.data())
def test_every_fact_is_as_strict_as_in_the_reader_whatever_stands_there(
    name: str, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([fact.name for fact in PROGRAMS[name].facts]))
    check(at(path, data.draw(ODD)), PROGRAMS[name])


def test_the_public_cases_are_loaded_as_they_are_read() -> None:
    program = youyun()[0]
    for line in PUBLIC.read_text("utf-8").splitlines():
        report = Report()
        data = from_json(Source("x", json.dumps(json.loads(line)["case"])), report)
        quick, plain = loader_of(program)(data), plainly(data, program)
        assert quick is not None
        assert plain is not None
        assert exactly(quick) == exactly(plain)


@pytest.mark.parametrize("data", [None, [], "", 1, [{}], (), {"x": 1}, {"price": {"x": 1}}, {"price": None}])
def test_whatever_is_no_case_is_left_to_the_reader(data: object) -> None:
    assert loader_of(every_kind())(data) is None


def test_an_unknown_key_in_place_of_a_known_one_is_seen() -> None:
    load = loader_of(every_kind())
    assert load({"price": {"paid": "1"}}) is not None
    assert load({"price": {"payd": "1"}}) is None
    assert load({"price": {}}) is not None
    assert load({"prize": {}}) is None
    assert load({"price": {}, "paint": {"layers": {"first": {}, "last": {}, "middle": {}, "x": {}}}}) is None


def test_an_impossible_case_is_left_to_the_reader() -> None:
    load = loader_of(youyun()[0])
    assert load({"credit": {"granted": "1", "used": "1"}}) is not None
    assert load({"credit": {"granted": "1", "used": "1.000001"}}) is None


def test_one_and_true_are_told_apart_after_many_cases() -> None:
    program = every_kind()
    load = loader_of(program)
    for written in (1, "1", Number("1"), True, 1.0, "1.0", False, 0, "0"):
        for path in ("nights", "weight", "price.paid", "is.ours", "paint.layers.count"):
            check(at(path, written), program)
    assert load({"nights": 1}) is not None
    assert load({"nights": True}) is None
    assert load({"nights": 1.0}) is None


def test_the_source_makes_no_name_that_another_part_could_have() -> None:
    module: dict[str, Any] = {"_impossible": lambda _: False}
    exec(compile(loader_source(every_kind()), "<loader>", "exec"), module)  # noqa: S102 - that is its use
    assert all(name.startswith(("_in_", "__")) or name in {"load", "_impossible"} for name in module)


def test_the_source_is_the_same_every_time() -> None:
    assert loader_source(every_kind()) == loader_source(every_kind())


def test_a_program_without_facts_has_one_case() -> None:
    load = loader_of(program_of())
    assert load({}) == ((), ())
    assert load({"x": 1}) is None


@given(MOMENTS | ODD | st.text("0123456789-T: .Z+", max_size=26))
def test_the_parts_of_a_moment_are_the_moment(written: object) -> None:
    try:
        parts = written[:10], written[10:16], written[16:]  # type: ignore[index]
        found = memory.DATES[parts[0]] + memory.MINUTES[parts[1]] + memory.SECONDS[parts[2]]
    except (TypeError, ValueError, LookupError):
        return
    assert isinstance(written, str)
    assert found == to_instant(written)


@given(MOMENTS)
def test_every_moment_has_its_parts(written: str) -> None:
    found = memory.DATES[written[:10]] + memory.MINUTES[written[10:16]] + memory.SECONDS[written[16:]]
    assert found == to_instant(written)


def test_memories_forget_before_they_grow_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 3)
    amounts = memory.Amounts("CNY", 2, 0, None)
    for number in range(20):
        assert amounts[f"{number} CNY"] == number * 100
        assert len(amounts) <= 3
    names = memory.Presumed([(2, "b"), (1, "c"), (4, "a")])
    assert [names[mask] for mask in range(8)][5:] == [("a", "c"), ("a", "b"), ("a", "b", "c")]
    assert len(names) <= 3


def test_memories_hold_nothing_that_was_refused() -> None:
    amounts = memory.Amounts("CNY", 2, 0, 500)
    for written in ("1.001", "-1", "6", "1 USD", "1 CNY CNY", "x", ""):
        with pytest.raises(ValueError, match=r".*") as refused:
            amounts[written]
        assert isinstance(refused.value, Unreadable) or written in {"-1", "6"}
    for other in (None, True, 1.0, b"1"):
        with pytest.raises(TypeError):
            amounts[other]
    assert (amounts[5], amounts["5"]) == (500, 500)
    assert list(amounts) == ["5"]
