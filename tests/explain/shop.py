"""A little shop: facts of every type, two terms, and conditions as the policy language lowers them."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.types import COUNT, DATE, INSTANT, YES_NO, Type

MONEY = Type("money", "CNY", decimals=2)
QUOTA = Type("quota", "USD", decimals=6)
PERCENT = Type("percent", decimals=2)
NUMBER = Type("number", decimals=2)
SIZE = Type("choice", options=("small", "big"))
ONE = ir.Literal(1, COUNT)
PARTS = Type("set", options=("lid", "box"))

FACTS = {
    "price": (MONEY, "Price", "价格"),
    "fee": (MONEY, "Fee", "手续费"),
    "extra": (MONEY, "Extra", "附加费"),
    "used": (QUOTA, "Quota used", "已用额度"),
    "visits": (COUNT, "Visits", "访问次数"),
    "rate": (PERCENT, "Fee rate", "费率"),
    "factor": (NUMBER, "Factor", "系数"),
    "bought": (INSTANT, "Bought", "购买时间"),
    "asked": (INSTANT, "Asked", "申请时间"),
    "start": (DATE, "Start", "开始日期"),
    "opened": (YES_NO, "Opened", "已拆封"),
    "size": (SIZE, "Size", "尺寸"),
    "parts": (PARTS, "Parts", "部件"),
}
_OTHERS = {
    "fact.size.choice.small": ("small", "小"),
    "fact.size.choice.big": ("big", "大"),
    "fact.parts.choice.lid": ("lid", "盖子"),
    "fact.parts.choice.box": ("box", "盒子"),
    "term.worn": ("it was worn", "曾经穿用"),
    "term.paid": ("what was paid", "实付"),
}


PROGRAM = ir.Program(
    policy="shop",
    version="2026-07-01",
    edition=1,
    selected_by="bought",
    zone="Asia/Shanghai",
    prevails="en",
    units=(),
    facts=tuple(ir.FactDeclaration(name, type_) for name, (type_, _, _) in FACTS.items()),
    impossible=(),
    terms=(
        ir.TermDefinition("worn", YES_NO, ir.Fact("opened")),
        ir.TermDefinition("paid", MONEY, ir.Sum((ir.Fact("price"),), (ir.Fact("fee"),))),
    ),
    amounts=(),
    clauses=(),
    precedence=(),
)


def texts() -> Texts:
    """The words of the shop."""
    said = {f"fact.{name}": (en, zh) for name, (_, en, zh) in FACTS.items()} | _OTHERS
    return Texts(en={key: en for key, (en, _) in said.items()}, zh={key: zh for key, (_, zh) in said.items()})


def fact(name: str) -> ir.Fact:
    return ir.Fact(name)


def money(minor: int) -> ir.Literal:
    return ir.Literal(minor, MONEY)


def day(name: str) -> ir.Day:
    return ir.Day(fact(name), "Asia/Shanghai")


def within(count: int, unit: str, *, side: int = 1) -> ir.Expression:
    """`asked is within … after bought`, as the policy language lowers it; before it for a side of -1."""
    first: ir.Operator = "ge" if side > 0 else "le"
    then: ir.Operator = "le" if side > 0 else "ge"
    end = ir.Shift(day("bought"), side * count, unit)
    return ir.All((ir.Compare(first, fact("asked"), fact("bought")), ir.Compare(then, day("asked"), end)))
