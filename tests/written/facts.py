"""The facts that drawn policies speak of: one of every kind, with every bound and presumption."""

from __future__ import annotations

FACTS = """
facts of shop
  version  2026-01-01
  edition  1

unit CNY "yuan" / "元"
  money with 2 decimals
unit POINT "points" / "积分"
  quota with 1 decimals

party customer "the customer" / "客户"
party shop "the shop" / "商店"

fact case.id "Case" / "案件"
  text
  asked "Which case is it?" / "哪个案件？"
fact order.id "Order" / "订单"
  text
  asked "Which order is it?" / "哪个订单？"
fact account.id "Account" / "账户"
  text
  personal
  asked "Whose is it?" / "属于谁？"
fact order.paid_at "Paid" / "付款"
  instant
  asked "When was it paid?" / "何时付款？"
  supplied by shop
fact order.asked_at "Asked" / "申请"
  instant
  presumed order.paid_at
  asked "When was it asked for?" / "何时申请？"
fact visit.on "Visit" / "到访"
  date
  at least 2020-01-01
  asked "Which day was the visit?" / "哪天到访？"
fact visit.moved "Visit, moved to" / "改期"
  date
  presumed not given
  asked "To which day was it moved, if ever?" / "若曾改期，改至哪天？"
fact order.price "Price" / "价款"
  money in CNY
  at least zero
  asked "What was paid?" / "支付了多少？"
fact order.fee "Fee" / "费用"
  money in CNY
  at least zero
  at most 500 CNY
  presumed zero
  asked "Which fee was paid?" / "费用是多少？"
fact promise "Promised" / "承诺金额"
  money in CNY
  presumed not given
  asked "Which sum was promised, if any?" / "若有承诺，金额是多少？"
fact plan.months "Months" / "月数"
  count
  at least 0
  at most 24
  asked "How many months?" / "几个月？"
fact plan.units "Units" / "单位数"
  count
  above 0
  at most 60
  asked "How many units?" / "几个单位？"
fact points.granted "Points given" / "赠送积分"
  quota in POINT
  above zero
  asked "How many points were given?" / "赠送了多少积分？"
fact points.used "Points used" / "已用积分"
  quota in POINT
  at least zero
  presumed 0 POINT
  asked "How many were used?" / "使用了多少？"
fact points.gift_used "Gifts used" / "已用赠送"
  quota in POINT
  at least zero
  presumed 0 POINT
  asked "How many of those given were used?" / "使用了多少赠送积分？"
fact customer.kind "Kind" / "类别"
  one of
  choice guest "a guest" / "访客"
  choice member "a member" / "会员"
  choice firm "a firm" / "企业"
  asked "Who is it?" / "是谁？"
fact place "Place" / "地点"
  one of
  choice Europe/Paris "Paris" / "巴黎"
  choice Asia/Shanghai "Shanghai" / "上海"
  presumed Asia/Shanghai
  asked "Where is it?" / "在何处？"
fact order.proof "Proof" / "证明"
  any of
  choice photo "a photograph" / "照片"
  choice slip "the slip" / "单据"
  presumed empty
  asked "What was handed in?" / "提交了什么？"
fact order.opened "Opened" / "已拆封"
  yes or no
  asked "Was it opened?" / "是否已拆封？"
fact order.signed "Signed" / "已签名"
  yes or no
  presumed no
  asked "Was it signed?" / "是否已签名？"
fact order.discount "Discount" / "折扣"
  percent
  at least 0 percent
  at most 100 percent
  presumed 5 percent
  asked "Which discount was given?" / "折扣是多少？"
fact order.weight "Weight" / "重量"
  number with 1 decimals
  at least 0
  at most 1000
  asked "What does it weigh?" / "多重？"

list order.items of item "Things" / "商品"
  presumed empty
  asked "What was bought?" / "购买了什么？"
  supplied by shop
list order.extras of item "Extras" / "附加商品"
  asked "What came with it?" / "附带了什么？"
fact item.price "Price of it" / "单价"
  money in CNY
  at least zero
  asked "What did it cost?" / "价格？"
fact item.kind "Kind of it" / "种类"
  one of
  choice book "a book" / "图书"
  choice game "a game" / "游戏"
  asked "What is it?" / "是什么？"
fact item.opened "Opened" / "已拆封"
  yes or no
  presumed no
  asked "Was it opened?" / "是否已拆封？"
fact item.sent_on "Sent" / "发货"
  date
  asked "When was it sent?" / "何时发货？"

impossible asked_before_paid "asked for before it was paid" / "申请早于付款"
  when order.asked_at is before order.paid_at
"""
