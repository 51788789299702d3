"""The readable form of a program."""

import pytest
from hypothesis import given, settings

from engine.ir import tree as ir
from engine.ir.to_text import expression_text, to_text
from engine.ir.types import COUNT, DATE, INSTANT, YES_NO
from engine.ir.walk import expressions_of
from tests.ir.expressions import CNY, COLOUR, NUMBER, PARTS, PERCENT, TEXT
from tests.ir.programs import programs
from tests.ir.shipped import shipped
from tests.ir.sound import SOUND

EXPECTED = """\
program shop 2026-07-01, edition 1
selected by paid_at in Asia/Shanghai, prevails en
consumption quota of name and order_no under 4
  granted granted, used used, gift used nowhere
  by gift, then oldest as read in gift_order
unit CNY 2
unit USD 6
unit JPY 0
calendar mainland
fact paid_at instant
fact paid money in CNY, least 0.00 CNY
fact granted quota in USD, least 0.000001 USD
fact used quota in USD, least 0.000000 USD, presumed 0.000000 USD
fact parts set of lid box cable, presumed {'box 'lid}
fact colour choice of red green blue
fact name text, personal
fact promised money in CNY, least 0.00 CNY, presumed not_given
fact day date
fact n count, least 0, greatest 9
fact done_at instant, presumed paid_at
fact order_no text
fact items list
  fact item.price money in CNY, least 0.00 CNY
impossible used_above_granted (gt used granted)
term left quota in USD = (sum granted less used)
term share money in CNY = (round (scale paid times :left over granted) down 1)
term is_dear yes_no = (gt item.price 50.00 CNY)
term dear money in CNY = (sum-over items item.price where :is_dear)
term is_left yes_no = (gt :left 0.000000 USD)
amount rest money in CNY
  take :share under 4
  less (scale paid times 1 over 3) if :is_left under 4
  round down 0.10 CNY under 4
  at_least 0.00 CNY under 4
  nothing left if :is_left under 4
clause 1 under 1
  for (member colour 'red 'blue)
  needs (given promised) under 1 calling for verify
  pays rest if yes
  pays rest
  calls for verify
clause 2 under 2
  for (all)
  refuses
clause 3 under 3
  for (any)
  leaves reviewer from 0.00 CNY to rest
clause 4 under 4
  on refund, discretion
  for (includes-any parts 'lid)
  asks parts for lid, box
  due review by (shift (day done_at UTC) 7 business_days mainland)
  goes by original
  calls for verify if yes
  leaves reviewer from 0 to the refund
1 before 2, 3
2 before 3
"""


def test_a_program_reads_line_by_line() -> None:
    assert to_text(SOUND) == EXPECTED


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (ir.Literal(value=False, type=YES_NO), "no"),
        (ir.Literal("red", COLOUR), "'red"),
        (ir.Literal("支付 “宝”", TEXT), '"支付 “宝”"'),
        (ir.Literal((), PARTS), "{}"),
        (ir.Literal(-50, NUMBER), "-0.50"),
        (ir.Literal(1250, PERCENT), "12.50%"),
        (ir.Literal(739_800, DATE), "2026-07-03"),
        (ir.Literal(1, INSTANT), "1970-01-01T00:00:00.000000001Z"),
        (ir.Not(ir.Fact("open")), "(not open)"),
        (ir.Includes(ir.Fact("parts"), ("lid", "box"), "all"), "(includes-all parts 'lid 'box)"),
        (ir.Extreme("least", (ir.Fact("a"), ir.Fact("b"))), "(least a b)"),
        (ir.Choose(((ir.Fact("a"), ir.Literal(1, CNY)),), ir.Term("b")), "(choose (a 0.01 CNY) else :b)"),
        (ir.Shift(ir.Fact("a"), -24, "hours"), "(shift a -24 hours)"),
        (ir.Elapsed("months", ir.Fact("a"), ir.Fact("b"), "clamp"), "(elapsed months a b clamp)"),
        (ir.Sum((ir.Literal(1, COUNT), ir.Fact("n")), ()), "(sum 1 n)"),
    ],
)
def test_an_expression_is_one_line(node: ir.Expression, text: str) -> None:
    assert expression_text(node) == text


@settings(max_examples=25)
@given(programs())
def test_any_program_can_be_read(program: ir.Program) -> None:
    lines = to_text(program).splitlines()
    heads = len(program.clauses) + len(program.amounts)
    assert sum(line.startswith(("clause ", "amount ")) for line in lines) == heads
    assert all(expression_text(each) for each in expressions_of(program))


def test_the_shipped_policy_can_be_read() -> None:
    assert "clause 3.8 under 3.8\n  for law.forbids\n  refuses\n" in to_text(shipped()[0])
