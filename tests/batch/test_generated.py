"""What SQL says of a case is what the evaluator says of it, for every program that SQL carries."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import sqlglot
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.cases.presumption import completed
from engine.cases.written import written
from engine.columnar.load import Raw
from engine.columnar.record import Words
from engine.columnar.unsupported import UnsupportedError
from engine.columnar.version import Governed, Version
from engine.decisions.record import ImpossibleCaseError, Policy, decide, to_record
from engine.evaluator.from_ir import compiled, load, search
from engine.ir import tree as ir
from tests.agree.test_readings import calendars
from tests.batch.tables import _policy
from tests.ir.programs import cases, programs

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
    drawn = [data.draw(cases(program)) for _ in range(6)]
    said = [{name: value for name, value in each.items() if value != ""} for each in drawn]  # no cell says ""
    try:
        query = Version(
            program,
            calendars(),
            {fact.name: Raw(f'"{fact.name}"', *_type(fact)) for fact in program.facts},
            Words(Labels(), IDENTITY, {}),
            Governed(None, None),
            presume,
        ).query("cases")
    except UnsupportedError:
        return
    assert sqlglot.parse_one(query, dialect="duckdb").find(sqlglot.exp.Select)
    for case, found in zip(said, _run(query, program, said), strict=True):
        if found["verdict"] is not None:
            assert found == _expected(program, case, presume=presume)


def _type(fact: ir.FactDeclaration) -> tuple[str, int, str]:
    return ("list", 0, "varchar") if fact.type.kind == "set" else ("varchar", 0, "")


def _run(query: str, program: ir.Program, said: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    connection = duckdb.connect()
    columns = ", ".join(
        f'"{fact.name}" {"VARCHAR[]" if fact.type.kind == "set" else "VARCHAR"}' for fact in program.facts
    )
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
    return found


def _cell(value: Any, fact: ir.FactDeclaration, program: ir.Program) -> object:  # noqa: ANN401
    if value is None:
        return None
    return list(value) if fact.type.kind == "set" else written(value, fact.type, program.zone)


def _expected(program: ir.Program, said: Mapping[str, Any], *, presume: bool) -> dict[str, Any] | None:
    module = load(compiled(program), calendars())
    told = {
        place: frozenset(said[fact.name]) if fact.type.kind == "set" else said[fact.name]
        for place, fact in enumerate(program.facts)
        if fact.name in said
    }
    case = completed(told, program, presume=presume)
    if module["impossible"](case.facts):
        return None
    policy = Policy(module, Labels(), search(program, module).settle, IDENTITY, {}, "en")
    try:
        return to_record(policy, case.facts, case.presumed, decide(policy, case.facts))
    except ImpossibleCaseError:
        return None
