"""The generator of programs: what it makes is sound, and nothing that exists is missing from it."""

from collections import Counter
from typing import get_args

from hypothesis import HealthCheck, given, settings

from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.walk import expressions_of, parts_of
from tests.ir.programs import programs

SEEN: Counter[type] = Counter()


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(programs())
def test_it_makes_sound_programs(program: ir.Program) -> None:
    assert check(program) == []
    SEEN.update(type(node) for each in expressions_of(program) for node in parts_of(each))
    SEEN.update(type(effect) for clause in program.clauses for effect in clause.effects)


def test_it_makes_every_node() -> None:
    if not SEEN:
        test_it_makes_sound_programs()
    assert [node.__name__ for node in get_args(ir.Expression) + get_args(ir.Effect) if not SEEN[node]] == []
