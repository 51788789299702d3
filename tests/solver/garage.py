"""A garage that takes cars back: a policy with lists, remedies, splits, sums that are owed, a law, and clocks."""

from __future__ import annotations

from engine.ir import tree as ir
from tests.mutants.policies import program_of

FACTS = """
facts of garage
  version  2026-01-01
  edition  1

unit CNY "yuan" / "元"
  money with 2 decimals

party customer "the customer" / "客户"
party garage "the garage" / "车行"

fact case.asked_at "Asked" / "申请时间"
  instant
  asked  "When was it asked for?" / "何时申请？"

fact car.sold_at "Sold" / "售出时间"
  instant
  asked  "When was the car sold?" / "车辆何时售出？"

fact car.price "Price" / "车价"
  money in CNY
  at least  zero
  asked     "What was paid?" / "支付了多少？"

fact car.reason "Reason" / "原因"
  one of
  choice  fault "a fault" / "故障"
  choice  regret "it is not wanted" / "不想要"
  asked   "Why?" / "为何退车？"

list car.repairs of repair "Repairs" / "维修记录"
  presumed  empty
  asked     "What was repaired?" / "维修过哪些？"

fact repair.cost "Cost" / "费用"
  money in CNY
  at least  zero
  asked     "What did it cost?" / "费用是多少？"

fact repair.failed "Failed" / "未修复"
  yes or no
  asked  "Did it fail?" / "是否未修复？"
"""

POLICY = """
policy garage "Cars taken back" / "退车政策"
  version       2026-01-01
  edition       1
  published     2025-12-01
  governs from  2026-01-01
  selected by   car.sold_at in Europe/Paris
  prevails      en
  facts         2026-01-01

counting clock "hours by the clock" / "按时钟计时"
  hours  by the clock
  zone   Europe/Paris

counting days "days" / "自然日"
  first day  not counted
  last day   counted in full
  zone       Europe/Paris

route transfer "by bank transfer" / "银行转账"
route card "to the card" / "银行卡"

remedy other_car "another car" / "换车"

amount less_repairs "what is left of the price" / "车价余额" under 1
  take        car.price
  less        the sum of repair.cost over car.repairs "Repairs" / "维修费"
  below zero  is owed by customer

amount whole "the price" / "车价" under 1
  take  car.price

section 1 "Cars" / "车辆"

clause 1.1 "Not wanted" / "不想要"
  for    car.reason is regret
  needs  case.asked_at is within 48 hours after car.sold_at, counted as clock
         otherwise refused "It is too late." / "已逾期。"
  pays   less_repairs

clause 1.2 "It cannot be repaired" / "无法修复"
  for   (the number of car.repairs where repair.failed) is at least 2
  pays  whole
  only  improves

section 2 "How" / "办理"

clause 2.1 "Instead" / "替代"
  on      refund
  offers  other_car of whole
  chosen  by customer until 14 calendar days after case.asked_at, counted as days

clause 2.2 "Divided" / "分摊"
  on      refund
  splits  in turn
          - by card up to 1000 CNY
          the rest by transfer

clause 2.3 "To the customer" / "退给客户"
  on    refund
  goes  by transfer to customer
"""


def garage(*changes: tuple[str, str]) -> ir.Program:
    """The program of the policy with some words changed."""
    text = POLICY
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return program_of(text, FACTS, "garage").program
