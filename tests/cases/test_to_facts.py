"""What a case tells, written down again: what is read back is the same case, by the loader and by the plain reader."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.case import Case
from engine.cases.to_canonical import CanonicalFacts
from engine.cases.to_facts import ToldFacts
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.values.canonical import canonical_record

from .programs import every_kind, loader_of, reader_of, youyun
from .test_to_python import exactly
from .written_cases import sound_cases

PROGRAMS = {"shipped": youyun()[0], "every kind": every_kind()}


def plainly(data: object, name: str) -> Case | None:
    return reader_of(PROGRAMS[name]).read(data, presume=True, report=Report(), where=Place("x", ""))


def with_personal(tables: dict[str, object], personal: dict[str, object]) -> dict[str, object]:
    """The tables with the facts about persons put back."""
    whole: dict[str, object] = json.loads(json.dumps(tables))
    for name, value in personal.items():
        *path, key = name.split(".")
        inner = whole
        for part in path:
            inner = inner.setdefault(part, {})  # type: ignore[assignment]
        inner[key] = value
    return whole


@pytest.mark.parametrize("name", PROGRAMS)
@given(st.data())
def test_what_is_written_down_is_read_back_as_the_same_case(name: str, data: st.DataObject) -> None:
    program = PROGRAMS[name]
    case = plainly(data.draw(sound_cases(program)), name)
    if case is None:
        return
    tables, personal = ToldFacts(program).of(case.facts, case.presumed)
    assert CanonicalFacts(program).of(case.facts, case.presumed) == (
        canonical_record(tables),
        sorted(personal.items()),
    )
    again = with_personal(tables, personal)
    assert json.loads(json.dumps(again)) == again
    read = plainly(again, name)
    assert read is not None
    assert exactly(read) == exactly(case)
    quick = loader_of(program)(again)
    assert quick is None or exactly(quick) == exactly(case)


def test_personal_facts_stand_apart() -> None:
    program = PROGRAMS["shipped"]
    case = plainly({"account": {"id": "U-1"}, "order": {"id": "O-1"}}, "shipped")
    assert case is not None
    assert ToldFacts(program).of(case.facts, case.presumed) == (
        {"order": {"id": "O-1"}},
        {"account.id": "U-1"},
    )
