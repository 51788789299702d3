"""Tests of a program with a third answer, for facts that are unknown."""

from __future__ import annotations

from itertools import product

import pytest

from engine.cases.unknown import Unknown
from engine.evaluator.from_ir import compiled, load
from engine.explain.judging import Judges
from engine.ir import tree as ir
from engine.ir.types import DATE, YES_NO
from tests.agree.test_readings import calendars
from tests.explain.shop import PROGRAM, fact
from tests.ir.expressions import CALENDAR

LEFT, RIGHT = fact("left"), fact("right")
TWO = ir.Program(
    "p", "1", 1, "left", "UTC", "en", (), (ir.FactDeclaration("left", YES_NO), ir.FactDeclaration("right", YES_NO)),
    (), (ir.TermDefinition("both", YES_NO, ir.All((LEFT, RIGHT))),), (), (), (),
)  # fmt: skip
ANSWERS = (True, False, None)


def both(one: bool | None, other: bool | None) -> bool | None:
    return False if False in (one, other) else None if None in (one, other) else True


def turned(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


@pytest.mark.parametrize(("left", "right"), list(product(ANSWERS, ANSWERS)))
def test_one_part_can_settle_it(left: bool | None, right: bool | None) -> None:
    judges = Judges(TWO, load(compiled(TWO), {}))
    case = tuple(
        Unknown(name) if answer is None else answer for name, answer in (("left", left), ("right", right))
    )
    expected: dict[ir.Expression, bool | None] = {
        ir.All((LEFT, RIGHT)): both(left, right),
        ir.Term("both"): both(left, right),
        ir.Any((LEFT, RIGHT)): turned(both(turned(left), turned(right))),
        ir.Not(ir.All((LEFT, RIGHT))): turned(both(left, right)),
        LEFT: left,
    }
    for test, answer in expected.items():
        assert judges.judge(test)(case) is answer, test


def test_a_day_beyond_the_calendar_is_no_answer() -> None:
    judges = Judges(PROGRAM, load(compiled(PROGRAM), calendars()))
    late = ir.Literal(780_000, DATE)
    beyond = ir.Compare("lt", late, ir.Shift(late, 3, "business_days", CALENDAR))
    assert judges.judge(beyond)(()) is None
