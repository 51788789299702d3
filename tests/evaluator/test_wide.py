"""Rule 9 where the ranges are as wide as a case allows: what only a few values among millions of billions show."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from engine.cases.unknown import Unknown
from engine.decisions.notes import note
from engine.decisions.record import Policy, decide
from engine.evaluator.from_ir import compiled, load, search
from engine.evaluator.unknowns import Settled
from engine.ir import tree as ir
from engine.ir.types import COUNT, DATE, INSTANT, YES_NO, Type
from tests.agree.test_readings import calendars

CNY = Type("money", "CNY", decimals=2)
PLACE = Type("choice", options=("here", "there"))
OTHER_PLACE = Type("choice", options=("home", "there"))
DAY = 739_800
FACTS = (
    ir.FactDeclaration("at", INSTANT),
    ir.FactDeclaration("a", CNY, least=0),
    ir.FactDeclaration("b", CNY, least=0),
    ir.FactDeclaration("c", CNY),
    ir.FactDeclaration("odd", YES_NO),
    ir.FactDeclaration("n", COUNT, least=1),
    ir.FactDeclaration("day", DATE),
    ir.FactDeclaration("season", DATE, least=DAY, greatest=DAY + 9),
    ir.FactDeclaration("from", PLACE),
    ir.FactDeclaration("to", OTHER_PLACE),
)
A, B, N, ALL = ir.Fact("a"), ir.Fact("b"), ir.Fact("n"), ir.All(())
TOLD = {
    "at": 1_783_000_000 * 10**9,
    "a": 500,
    "b": 700,
    "c": 0,
    "odd": False,
    "n": 4,
    "day": DAY,
    "season": DAY,
    "from": "here",
    "to": "home",
}


def _money(value: int) -> ir.Literal:
    return ir.Literal(value, CNY)


def _date(value: int) -> ir.Literal:
    return ir.Literal(value, DATE)


def _program(scope: ir.Expression, *steps: ir.Step) -> ir.Program:
    amount = ir.Amount("sum", CNY, steps or (ir.Step("take", _money(100), None, "1", "k"),), ())
    clause = ir.Clause("1.1", ("1.1",), scope, (), (ir.Pays(((None, "sum"),)),))
    return ir.Program(
        "shop",
        "v1",
        1,
        "at",
        "UTC",
        "en",
        (("CNY", 2),),
        FACTS,
        (),
        (),
        (amount,),
        (clause,),
        (),
        ("mainland-china",),
    )


def _settled(program: ir.Program, *unknown: str) -> Settled:
    module = load(compiled(program), calendars())
    case: tuple[Any, ...] = tuple(
        Unknown(fact.name) if fact.name in unknown else TOLD[fact.name] for fact in FACTS
    )
    return search(program, module).settle(case)


def _step(kind: ir.StepKind, value: ir.Expression, mode: str = "") -> ir.Step:
    return ir.Step(kind, value, None, "1", "k", mode)


def _share(value: ir.Expression, times: int, over: int) -> ir.Expression:
    return ir.Scale(value, ir.Literal(times, COUNT), ir.Literal(over, COUNT))


LEAST = ir.Extreme("least", (A, ir.Sum((_money(2_000),), (A,))))
ROUNDED = ir.Round(_share(A, 1, 3), 1, "half_up")
NOT_BELOW = _step("at_least", _money(0))
CROSSING = ir.All(
    (
        ir.Compare("eq", ir.Sum((A, B), ()), _money(7_000)),
        ir.Compare("eq", ir.Sum((A,), (B,)), _money(3_000)),
    )
)
C = ir.Fact("c")
OFF = ir.Sum((C,), (_money(500),))
BUSINESS = ir.Compare("le", ir.Fact("day"), ir.Shift(_date(DAY), 5, "business_days", "mainland-china"))
LATER = ir.Compare("le", ir.Shift(ir.Fact("day"), 5, "business_days", "mainland-china"), _date(DAY))


@pytest.mark.parametrize(
    ("program", "unknown", "matters"),
    [
        pytest.param(
            _program(ALL, _step("take", A), _step("at_most", _money(800)), _step("less", A), NOT_BELOW),
            ("a",), (), id="a cap that takes off what it gives",
        ),
        pytest.param(
            _program(ALL, _step("take", LEAST), _step("less", _money(999)), NOT_BELOW),
            ("a",), ("a",), id="a hat: zero but at one value",
        ),
        pytest.param(
            _program(ir.Compare("eq", ROUNDED, _money(123_457))), ("a",), ("a",), id="one step of a rounding"
        ),
        pytest.param(
            _program(ALL, _step("take", ir.Scale(A, N, N)), _step("round", _money(1), "down")),
            ("n",), (), id="what cancels out",
        ),
        pytest.param(
            _program(ir.Compare("lt", ir.Sum((A,), (A,)), _money(1))), ("a",), (), id="a fact taken off itself"
        ),
        pytest.param(
            _program(ir.Compare("lt", ir.Scale(OFF, OFF, _money(1)), _money(1))), ("c",), ("c",),
            id="a square, zero at 500",
        ),
        pytest.param(
            _program(ir.Compare("ge", ir.Sum((ir.Scale(C, C, _money(1)),), ()), _money(0))), ("c",), (),
            id="a square, never below zero",
        ),
        pytest.param(_program(BUSINESS), ("day",), ("day",), id="a window of business days"),
        pytest.param(_program(LATER), ("day",), ("day",), id="a window from a day of no calendar"),
        pytest.param(
            _program(ir.Compare("lt", ir.Fact("season"), _date(DAY - 1))), ("season",), (), id="before its least"
        ),
        pytest.param(
            _program(ir.Compare("gt", ir.Fact("season"), _date(DAY + 9))), ("season",), (), id="after its greatest"
        ),
        pytest.param(
            _program(ir.Compare("ge", ir.Fact("season"), _date(DAY + 9))), ("season",), ("season",),
            id="at its greatest",
        ),
        pytest.param(
            _program(ir.Compare("eq", ir.Fact("from"), ir.Fact("to"))), ("from", "to"), ("from", "to"),
            id="one word that both choices have",
        ),
        pytest.param(
            _program(ir.Compare("eq", ir.Fact("from"), ir.Fact("to"))), ("from",), (), id="no word that both have"
        ),
    ],
)  # fmt: skip
def test_what_matters_is_named_and_no_more(
    program: ir.Program, unknown: tuple[str, ...], matters: tuple[str, ...]
) -> None:
    settled = _settled(program, *unknown)
    assert settled.matters == matters
    assert settled.unshown == ()
    assert not settled.exhausted


def test_what_cannot_be_shown_waits_and_says_so() -> None:
    """Two straight lines that cross: no cut of the two ranges comes upon the one pair of sums that both allow."""
    program = _program(CROSSING)
    settled = _settled(program, "a", "b")
    assert settled.matters == settled.unshown == ("a", "b")
    module = load(compiled(program), calendars())
    case = tuple(Unknown(fact.name) if fact.name in {"a", "b"} else TOLD[fact.name] for fact in FACTS)
    decided = decide(Policy(module, {}, search(program, module).settle, {}, {}, "en"), case)
    assert (decided.verdict, decided.missing) == ("pending", ("a", "b"))
    assert decided.notes == (note("unshown", "en", facts="a, b"),)


def test_a_completion_is_not_given_up_because_none_like_it_was_found() -> None:
    """What is odd has sums that cross: possible, though no sums that were tried make it so."""
    odd = ir.Fact("odd")
    never = ir.Impossible("never", ir.All((odd, ir.Not(CROSSING))))
    program = attrs.evolve(_program(odd), impossible=(never,))
    settled = _settled(program, "odd", "a", "b")
    assert settled.matters == settled.unshown == ("odd",)


def test_a_day_of_no_calendar_is_one_completion_among_others() -> None:
    settled = _settled(_program(LATER), "day")
    assert {answer[0] for _, answer in settled.completions} == {"refund", "not_covered", "pending"}
