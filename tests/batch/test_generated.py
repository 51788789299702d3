"""What SQL says of a case is what the evaluator says of it, for every program that SQL carries."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import sqlglot
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.cases.lists import entry_program
from engine.cases.presumption import completed
from engine.cases.written import written
from engine.columnar.load import Raw
from engine.columnar.record_words import Words
from engine.columnar.unsupported import UnsupportedError
from engine.columnar.version import Governed, Version
from engine.decisions.besides import said_in_words
from engine.decisions.record import ImpossibleCaseError, Policy, decide, to_record
from engine.evaluator.from_ir import compiled, load, search
from engine.ir import tree as ir
from engine.ir.besides import KEYS, besides_of
from engine.ir.lists import key_of
from tests.agree.test_readings import calendars
from tests.batch.tables import _policy
from tests.ir.programs import cases, fact_values, programs

EXAMPLES = int(os.environ.get("REFUNDRY_PROGRAMS", "8"))
IDENTITY = {"id": "shop", "version": "2026-07-01", "digest": "sha256:0"}


class Labels(dict[str, str]):
    """Words for every key."""

    def get(self, key: str, default: object = None) -> str:
        del default
        return self[key]

    def __missing__(self, key: str) -> str:
        return f"label of {key}"


@given(st.data())
@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
def test_sql_says_what_the_evaluator_says(data: st.DataObject) -> None:
    program = data.draw(programs())
    presume = data.draw(st.booleans())
    drawn = [data.draw(cases(program)) for _ in range(3)]
    drawn += [{fact.name: data.draw(fact_values(fact)) for fact in program.facts} for _ in range(3)]
    said = [
        {name: _with_gaps(value, data) for name, value in each.items() if value != ""}  # no cell says ""
        for each in drawn
    ]
    try:
        query = Version(
            program,
            calendars(),
            {fact.name: _raw(fact, f'"{fact.name}"') for fact in program.facts},
            Words(Labels(), IDENTITY, {}, Labels(), lambda key, *slots: said_in_words(key, "en", *slots)),
            Governed(None, None),
            presume,
        ).query("cases")
    except UnsupportedError:
        return
    assert sqlglot.parse_one(query, dialect="duckdb").find(sqlglot.exp.Select)
    for case, found in zip(said, _run(query, program, said), strict=True):
        if found["verdict"] is not None:
            assert found == _expected(program, case, presume=presume)


def _with_gaps(value: Any, data: st.DataObject) -> Any:  # noqa: ANN401 - a value of any kind
    """A list some of whose entries say nothing of a field."""
    if not isinstance(value, tuple) or not value or not isinstance(value[0], tuple):
        return value
    return tuple(tuple(held if data.draw(st.integers(0, 5)) else None for held in entry) for entry in value)


def _raw(fact: ir.FactDeclaration, sql: str) -> Raw:
    """How a table holds a fact: as text, sets as lists of words, lists as structs of such."""
    if fact.fields:
        return Raw(
            sql,
            "list",
            0,
            "struct",
            tuple((key_of(each), _raw(each, f'entry."{key_of(each)}"')) for each in fact.fields),
        )
    return Raw(sql, "list", 0, "varchar") if fact.type.kind == "set" else Raw(sql, "varchar")


def _type(fact: ir.FactDeclaration) -> str:
    if fact.fields:
        parts = ", ".join(f'"{key_of(each)}" {_type(each)}' for each in fact.fields)
        return f"STRUCT({parts})[]"
    return "VARCHAR[]" if fact.type.kind == "set" else "VARCHAR"


def _run(query: str, program: ir.Program, said: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    connection = duckdb.connect()
    columns = ", ".join(f'"{fact.name}" {_type(fact)}' for fact in program.facts)
    connection.execute(f"CREATE TABLE cases ({columns})")
    for case in said:
        cells = [_cell(case.get(fact.name), fact, program) for fact in program.facts]
        connection.execute(f"INSERT INTO cases VALUES ({', '.join('?' * len(cells))})", cells)
    rows = connection.execute(query)
    names = [each[0] for each in rows.description or ()]
    found = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    for each in found:
        each["policy"] = _policy(each["policy"])
        del each["errors"]
    keys = besides_of(program)
    return [
        {
            name: held
            for name, held in each.items()
            if name not in KEYS or (name in keys and (name != "beside" or held is not None))
        }
        for each in found
    ]


def _cell(value: Any, fact: ir.FactDeclaration, program: ir.Program) -> object:  # noqa: ANN401
    if value is None:
        return None
    if fact.fields:
        return [
            {
                key_of(field): _cell(held, field, program)
                for field, held in zip(fact.fields, entry, strict=True)
            }
            for entry in value
        ]
    return list(value) if fact.type.kind == "set" else written(value, fact.type, program.zone)


def _given(entry: Sequence[object]) -> dict[int, object]:
    return {place: held for place, held in enumerate(entry) if held is not None}


def _expected(program: ir.Program, said: Mapping[str, Any], *, presume: bool) -> dict[str, Any] | None:
    module = load(compiled(program), calendars())
    told: dict[int, object] = {}
    inside: list[str] = []
    for place, fact in enumerate(program.facts):
        if fact.fields and fact.name in said:
            entries = [
                completed(_given(entry), entry_program(program, fact, at), presume=presume)
                for at, entry in enumerate(said[fact.name])
            ]
            told[place] = tuple(each.facts for each in entries)
            inside += [name for each in entries for name in each.presumed]
        elif fact.name in said:
            told[place] = frozenset(said[fact.name]) if fact.type.kind == "set" else said[fact.name]
    case = completed(told, program, presume=presume)
    presumed = tuple(sorted((*case.presumed, *inside)))
    if module["impossible"](case.facts):
        return None
    policy = Policy(module, Labels(), search(program, module).settle, IDENTITY, {}, "en")
    try:
        return to_record(policy, case.facts, presumed, decide(policy, case.facts))
    except ImpossibleCaseError:
        return None
