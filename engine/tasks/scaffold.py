"""A first policy to write over: a small return within fourteen days, with comments that teach."""

from __future__ import annotations

from datetime import date, timedelta
from string import Template

_REFUND = Template("""\
# The policy: what follows from the facts of a case. A line that begins with # is a comment.
# Clause numbers are section and bullet of the text that customers read; write them as they stand there.

policy $policy "$en" / "$zh"
  version       $date
  edition       1
  published     $date
  governs from  $date
  selected by   order.paid_at in Asia/Shanghai
  prevails      en
  facts         $date
  confirms      case.id once, and order.id up to order.price

# A way to count days has a name, so that every window can say which one it means.
counting plain_days "calendar days; the day itself is day 0" / "自然日，当日为第 0 日"
  first day  not counted
  last day   counted in full
  zone       Asia/Shanghai

# Where clauses of both speak, the one that comes before silences the other.
precedence
  section 2 before section 1

# ---- 1. What can be sent back ------------------------------------------------------------------------------

section 1 "What can be sent back" / "可以退货的情形"

# `for` says which cases a clause speaks of. `needs` says what must hold then: where it does not, the clause refuses,
# and says why. `pays` names an amount, which is worked out below.
clause 1.1 "Sent back within fourteen days" / "十四日内退货"
  for    return.reason is changed_mind
  needs  item.unused is yes
         otherwise refused "The item was used." / "商品已使用。"
  needs  return.asked_at is within 14 calendar days after order.delivered_at, counted as plain_days
         otherwise refused "It was asked for after the fourteenth day." / "退货申请晚于第十四日。"
  pays   price_paid
  says   "It is unused, and was asked for in time." / "商品未使用，且在期限内申请。"

clause 1.2 "Faulty, or not what was ordered" / "有瑕疵或与订单不符"
  for        return.reason is faulty
  pays       price_paid
  calls for  send_label
  says       "What was sent was not right." / "所寄商品存在问题。"

measure send_label "Send a label that the shop has paid for" / "寄送由商家付费的退货面单"

# What the text leaves open is said here, with the reading that was chosen; `check` lists it for whoever decides.
open unused under 1.1 "When is an item unused?" / "何为“未使用”？"
  read as  "When the shop finds no trace of use." / "商家未发现使用痕迹。"

# ---- 2. What cannot ----------------------------------------------------------------------------------------

section 2 "What cannot be sent back" / "不予退货的情形"

clause 2.1 "Made to order" / "定制商品"
  for      item.made_to_order is yes and return.reason is changed_mind
  refuses
  says     "It was made to order." / "该商品为定制。"

# ---- 3. How much, and how ----------------------------------------------------------------------------------

section 3 "How much is paid back, and how" / "退款金额与方式"

# An amount is a bill, read downwards.
amount price_paid "price paid" / "实付价款" under 3.1
  take          order.price
  less          order.refunded_before
  nothing left  is refused

route original "the way it was paid" / "原支付路径"

# A clause that says `on` comes on top of an answer: it sets a deadline, names a way, asks for materials or a measure.
clause 3.2 "The money goes back the way it came" / "原路退回"
  on       refund
  goes by  original

clause 3.3 "The answer comes within five days" / "五日内答复"
  on   refund, refused, not_covered
  due  review within 5 calendar days after return.asked_at, counted as plain_days
""")

_FACTS = Template("""\
# The facts: what a case can tell. The questions to ask, the blank case and the table of facts all come from here.

facts of $policy
  version  $date
  edition  1

unit CNY "yuan" / "元"
  money with 2 decimals

party customer "the customer" / "客户"
party shop "the shop" / "商家"
party carrier "the carrier" / "承运方"

# ---- the return --------------------------------------------------------------------------------------------

fact case.id "Case number" / "案件编号"
  text
  asked        "What is the number of this case?" / "案件编号是什么？"
  supplied by  shop

fact return.reason "Why it comes back" / "退货原因"
  one of
  choice       changed_mind "changed their mind" / "改变主意"
  choice       faulty "faulty, or not what was ordered" / "有瑕疵或与订单不符"
  choice       other "something else" / "其他"
  asked        "Why does the customer send it back?" / "客户为何退货？"
  supplied by  customer

fact return.asked_at "Return asked for" / "提出退货的时间"
  instant
  asked        "When did the customer ask to send it back?" / "客户何时提出退货？"
  supplied by  shop

# ---- the order ---------------------------------------------------------------------------------------------

fact order.id "Order number" / "订单号"
  text
  asked        "What is the order number?" / "订单号是什么？"
  supplied by  customer

# What is `personal` can be erased later, so no clause may read it.
fact order.email "E-mail address of the customer" / "客户电子邮箱"
  text
  personal
  asked        "Which e-mail address was the order placed with?" / "下单时使用哪个电子邮箱？"
  supplied by  customer

fact order.paid_at "Payment completed" / "支付完成时间"
  instant
  asked        "When was the order paid?" / "订单何时支付？"
  supplied by  shop

fact order.delivered_at "Delivered" / "送达时间"
  instant
  asked        "When was it delivered?" / "何时送达？"
  supplied by  carrier

fact order.price "Price paid" / "实付价款"
  money in CNY
  above        zero
  asked        "What was paid for the item?" / "该商品实付多少？"
  supplied by  shop

# A fact that a case leaves out is unknown, and the case waits for it, unless something is `presumed`.
fact order.refunded_before "Refunded before" / "此前已退金额"
  money in CNY
  at least     zero
  presumed     zero
  asked        "How much of this order was paid back before?" / "该订单此前已退多少？"
  supplied by  shop

# ---- the item ----------------------------------------------------------------------------------------------

fact item.unused "Unused" / "未使用"
  yes or no
  asked        "Is the item unused?" / "商品是否未使用？"
  supplied by  shop

fact item.made_to_order "Made to order" / "定制"
  yes or no
  presumed     no
  asked        "Was the item made to order?" / "商品是否为定制？"
  supplied by  shop

# ---- what no real case can have: a case that says so is sent back as a mistake -----------------------------

impossible delivered_before_paid "the delivery came before the payment" / "送达早于付款"
  when  order.delivered_at is before order.paid_at

impossible asked_before_delivered "the return was asked for before the delivery" / "提出退货早于送达"
  when  return.asked_at is before order.delivered_at

impossible refunded_above_paid "more was paid back before than was paid" / "已退金额大于实付价款"
  when  order.refunded_before is above order.price
""")

_CASES = Template("""\
# Case tests, run by `refundry test`. Reason each from the text by hand, so that a change that moves money is noticed.
# `[facts]` is what all cases share; a case says what is different about it, and what the decision must say.

[facts]
order.paid_at = ${paid}T10:00:00+08:00
order.delivered_at = ${delivered}T16:00:00+08:00
order.price = "100.00 CNY"
item.unused = true
return.reason = "changed_mind"

[[case]]
name = "Unused, and asked for in the last second of day 14: the whole price goes back"
facts.return.asked_at = ${last_day}T23:59:59+08:00
expect.verdict = "refund"
expect.refund = "100.00 CNY"
expect.clauses = ["1.1"]
expect.review_due = $due

[[case]]
name = "Asked for in the first second of day 15: too late"
facts.return.asked_at = ${late}T00:00:00+08:00
expect.verdict = "refused"
expect.clauses = ["1.1"]
""")


def scaffold(policy: str, day: date) -> dict[str, str]:
    """The files of a first version of that day, by name."""
    title = policy.replace("-", " ").capitalize()

    def after(days: int) -> str:
        return (day + timedelta(days)).isoformat()

    slots = {"policy": policy, "date": day.isoformat(), "en": title, "zh": f"{title} 退货政策"}
    days = {
        "paid": after(0),
        "delivered": after(2),
        "last_day": after(16),
        "late": after(17),
        "due": after(21),
    }
    return {
        f"{day}.refund": _REFUND.substitute(slots),
        f"{day}.facts": _FACTS.substitute(slots),
        f"{day}.cases.toml": _CASES.substitute(days),
    }
