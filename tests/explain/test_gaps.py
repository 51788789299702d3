"""By how much a condition missed, in words."""

from __future__ import annotations

import pytest

from engine.evaluator.from_ir import compiled, load
from engine.explain.gaps import Gaps
from engine.explain.judging import Judges
from engine.explain.kinds import Kinds
from engine.ir import tree as ir
from engine.ir.types import COUNT
from engine.values.moment import to_day, to_instant
from tests.explain.shop import FACTS, MONEY, NUMBER, ONE, PERCENT, PROGRAM, QUOTA, day, fact, money, within

PLACES = {name: place for place, name in enumerate(FACTS)}


def gap(test: ir.Expression, lang: str, **values: object) -> str | None:
    """The gap of a condition that fails."""
    judges = Judges(PROGRAM, load(compiled(PROGRAM), {}))
    case: list[object] = [None] * len(FACTS)
    for name, value in values.items():
        case[PLACES[name]] = value
    assert judges.judge(test)(tuple(case)) is False
    found = Gaps(judges, Kinds(PROGRAM), lang).of(test)
    return found and found(tuple(case))


BOUGHT = to_instant("2026-07-05T20:10:00+08:00")


def asked(written: str) -> dict[str, int]:
    return {"bought": BOUGHT, "asked": to_instant(written)}


ZERO = ir.Literal(0, QUOTA)
TIMES: list[tuple[ir.Expression, dict[str, int], str, str]] = [
    (within(7, "days"), asked("2026-07-13T00:00:00+08:00"), "1 day late", "晚 1 天"),
    (within(7, "days"), asked("2026-07-15T23:59:00+08:00"), "3 days late", "晚 3 天"),
    (within(7, "days"), asked("2026-07-05T20:08:30+08:00"), "1 minute 30 seconds early", "早 1 分钟 30 秒"),
    (within(7, "days", side=-1), asked("2026-06-26T00:00:00+08:00"), "2 days early", "早 2 天"),
    (
        ir.Compare("le", fact("asked"), ir.Shift(fact("bought"), 24, "hours")),
        asked("2026-07-09T21:10:05+08:00"),
        "3 days 1 hour late",
        "晚 3 天 1 小时",
    ),
    (
        ir.Compare("lt", fact("asked"), fact("bought")),
        asked("2026-07-05T20:10:00+08:00"),
        "exactly equal",
        "恰好相等",
    ),
    (
        ir.Compare("lt", fact("asked"), fact("bought")),
        asked("2026-07-05T20:10:00.1+08:00"),
        "1 second late",
        "晚 1 秒",
    ),
    (
        ir.Compare("ge", fact("start"), day("bought")),
        {"bought": BOUGHT, "start": to_day("2026-07-01")},
        "4 days early",
        "早 4 天",
    ),
]
NUMBERS: list[tuple[ir.Expression, dict[str, int], str, str]] = [
    (ir.Compare("eq", fact("used"), ZERO), {"used": 200_000}, "0.2 USD above", "多 0.2 USD"),
    (ir.Compare("le", fact("price"), money(9900)), {"price": 10_000}, "1.00 CNY above", "多 1.00 CNY"),
    (ir.Not(ir.Compare("lt", fact("price"), money(9900))), {"price": 9_850}, "0.50 CNY below", "少 0.50 CNY"),
    (ir.Compare("gt", fact("price"), fact("fee")), {"price": 5, "fee": 5}, "exactly equal", "恰好相等"),
    (ir.Compare("ge", fact("visits"), ir.Literal(3, COUNT)), {"visits": 1}, "2 below", "少 2"),
    (
        ir.Compare("le", fact("rate"), ir.Literal(250, PERCENT)),
        {"rate": 300},
        "0.5 percentage points above",
        "多 0.5 个百分点",
    ),
    (
        ir.Compare("le", fact("fee"), ir.Scale(fact("price"), ONE, ir.Literal(3, COUNT))),
        {"fee": 40, "price": 100},
        "0.07 CNY above",
        "多 0.07 CNY",
    ),
    (
        ir.Compare("lt", ir.Scale(fact("visits"), ir.Literal(100, COUNT), ONE), ir.Literal(250, NUMBER)),
        {"visits": 3},
        "0.5 above",
        "多 0.5",
    ),
    (
        ir.All((ir.Compare("gt", fact("price"), money(0)), ir.Compare("lt", fact("fee"), money(10)))),
        {"price": 1, "fee": 12},
        "0.02 CNY above",
        "多 0.02 CNY",
    ),
]


@pytest.mark.parametrize(("test", "case", "en", "zh"), TIMES + NUMBERS)
def test_says_by_how_much(test: ir.Expression, case: dict[str, int], en: str, zh: str) -> None:
    assert gap(test, "en", **case) == en
    assert gap(test, "zh", **case) == zh


def test_materials_are_counted() -> None:
    asks = ir.Includes(fact("parts"), ("lid", "box"), "all")
    assert gap(asks, "en", parts=frozenset({"lid"})) == "1 of 2 missing"
    assert gap(asks, "zh", parts=frozenset()) == "共 2 项，缺 2 项"


def test_what_is_no_number_has_no_gap() -> None:
    assert gap(fact("opened"), "en", opened=False) is None
    assert gap(ir.Compare("ne", fact("price"), fact("fee")), "en", price=5, fee=5) is None
    assert (
        gap(ir.Compare("eq", fact("size"), ir.Literal("big", FACTS["size"][0])), "en", size="small") is None
    )
    assert gap(ir.Any((fact("opened"),)), "en", opened=False) is None


def test_no_unit_is_left_out() -> None:
    assert gap(ir.Compare("eq", fact("extra"), ir.Literal(0, MONEY)), "en", extra=7) == "0.07 CNY above"
