"""A program opened for the solver answers as the record of a decision does."""

import attrs

from engine.decisions.reading import reading
from engine.ir import tree as ir
from engine.solver.tree import INVALID, State
from engine.values.moment import to_day, to_instant
from tests.agree.test_readings import calendars
from tests.ir.shipped import shipped

MISTAKEN = {
    "case.reason": "mistaken_topup",
    "case.received_at": to_instant("2026-07-06T10:00:00+08:00"),
    "case.materials": frozenset({"account", "order_no", "paid_at", "amount", "channel", "reason", "proof"}),
    "order.kind": "cash_topup",
    "payment.paid_at": to_instant("2026-07-05T10:00:00+08:00"),
    "payment.paid": 10_000,
    "credit.granted": 100_000_000,
    "credit.used": 0,
    "credit.credited": True,
}


def test_what_two_clauses_ask_for_is_missing_once() -> None:
    program = shipped()[0]
    asking = [each for each in program.clauses if any(isinstance(effect, ir.Asks) for effect in each.effects)]
    again = [attrs.evolve(each, name=f"{each.name}.again") for each in asking]
    twice = attrs.evolve(program, clauses=(*program.clauses, *again))
    waits = MISTAKEN | {"case.materials": frozenset()}
    missing = reading(program, calendars()).decide(waits).missing
    assert len(missing) > 1
    assert reading(twice, calendars()).decide(waits).missing == missing


def test_states() -> None:
    decide = reading(shipped()[0], calendars()).decide
    due = (("review", to_day("2026-07-15")),)
    paid = State("refund", 10_000, 10_000, ("2.3",), route="original", due=due)
    assert decide(MISTAKEN) == paid
    assert decide(MISTAKEN | {"credit.used": 1}) == State("refused", clauses=("2.3",), due=due)
    assert decide(MISTAKEN | {"case.materials": frozenset()}).verdict == "pending"
    assert decide(MISTAKEN | {"payment.refunded_before": 10_001}) == State(INVALID)
    assert decide(MISTAKEN | {"payment.paid": -1}) == State(INVALID)
    assert decide(MISTAKEN | {"case.reason": "whim"}) == State(INVALID)
    unknown = {name: value for name, value in MISTAKEN.items() if name != "credit.used"}
    assert decide(unknown).missing == ("credit.used",)
