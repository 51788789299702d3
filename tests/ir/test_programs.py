"""The generator of programs: what it makes is sound, and nothing that exists is missing from it."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.walk import expressions_of, parts_of
from tests.ir.programs import programs

ANY = settings(max_examples=600, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(programs())
def test_it_makes_sound_programs(program: ir.Program) -> None:
    assert check(program) == []


@pytest.mark.parametrize("node", get_args(ir.Expression) + get_args(ir.Effect))
def test_it_makes_every_node(node: type) -> None:
    def has_one(program: ir.Program) -> bool:
        effects = (effect for clause in program.clauses for effect in clause.effects)
        inside = (part for each in expressions_of(program) for part in parts_of(each))
        return any(isinstance(each, node) for each in (*effects, *inside))

    assert has_one(find(programs(), has_one, settings=ANY))
