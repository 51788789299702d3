"""Days of which no calendar is known: a version that answers there is never equal to one that waits."""

from __future__ import annotations

from datetime import date

import attrs

from engine.decisions.reading import reading
from engine.ir import tree as ir
from engine.ir.types import INSTANT
from engine.solver.compared import compared
from engine.solver.tree import Comparison
from engine.values.moment import day_start
from tests.agree.test_readings import calendars
from tests.solver.shop import shop

FIVE = """
counting working_days "working days of mainland China" / "中国大陆工作日"
  first day  not counted
  last day   counted in full
  zone       Asia/Shanghai
  calendar   mainland-china

clause 1.1 "Sent back in time" / "按期退货"
  for    order.reason is changed_mind
  needs  order.asked_at is within 5 business days after order.delivered_at, counted as working_days
         otherwise refused "It was asked for too late." / "申请逾期。"
  pays   price_back
"""
LATER = day_start(date(2030, 1, 1).toordinal(), "Asia/Shanghai")
EARLY = ir.Compare("lt", ir.Fact("order.asked_at"), ir.Literal(LATER, INSTANT))


def _compared(*tests: ir.Expression) -> Comparison:
    """The shop with five business days, held against one that needs these tests too, and looks at them first."""
    program, _ = shop(FIVE)
    (clause,) = program.clauses
    (need,) = clause.needs
    need = attrs.evolve(need, test=ir.All((*tests, need.test)))
    other = attrs.evolve(program, clauses=(attrs.evolve(clause, needs=(need,)),))
    old, new = (reading(each, calendars()) for each in (program, other))
    found = compared(old, new)
    for move in found.moves:
        told = dict(move.told)
        assert (old.decide(told), new.decide(told)) == (move.before, move.after)
    return found


def test_where_both_wait_they_are_equal() -> None:
    assert _compared().is_equal


def test_a_version_that_refuses_where_the_other_waits_is_another() -> None:
    found = _compared(EARLY)
    assert not found.given_up
    assert ("pending", "refused") in {(each.before.verdict, each.after.verdict) for each in found.moves}
