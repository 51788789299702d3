"""What a version says of a case, ready to be shown, and which way the money goes from one answer to the other."""

from __future__ import annotations

from engine.compare.tree import Answer, Direction, Offered, Side
from engine.explain.values_text import money_text
from engine.ir.outcome import PAYING
from engine.solver.tree import INVALID, State
from engine.solver.tree import Offered as SolverOffered
from engine.values.moment import day_text

WAITING = frozenset({"pending", INVALID})
"""The verdicts of which nobody can say yet what is paid."""


def answer(state: State, side: Side) -> Answer:
    """What a side says of a case."""
    shown = [money(sum_, side) for sum_ in (state.low, state.high)]
    owed = money(-state.high, side) if state.owed_by else ""
    text = {"refund": shown[1], "discretion": " – ".join(shown)}.get(state.verdict, owed)
    sum_ = None if state.verdict in WAITING else state.high if state.verdict in PAYING or owed else 0
    due = tuple((name, _day(day)) for name, day in state.due)
    party, until = state.chosen_by or ("", None)
    return Answer(
        state.verdict, text, sum_, state.clauses, state.missing, state.measures, state.route or "", due, state.party,
        payee=state.payee,
        owed_by=state.owed_by,
        split=tuple((route, money(share, side)) for route, share in state.split),
        offers=tuple(_offered(each, side) for each in state.offers),
        chosen_by=party,
        choose_until=_day(until),
    )  # fmt: skip


def _day(day: int | None) -> str:
    return "" if day is None else day_text(day)


def _offered(offer: SolverOffered, side: Side) -> Offered:
    remedy, worth, until, marks = offer
    return Offered(remedy, "" if worth is None else money(worth, side), _day(until), marks)


def money(sum_: int, side: Side) -> str:
    """A sum with its unit."""
    return money_text(sum_, side.money) if side.money else str(sum_)


def signed(sum_: int, side: Side) -> str:
    """A change of a sum, with its sign; a minus as long as a plus."""
    return f"{'+' if sum_ > 0 else '−' if sum_ < 0 else '±'}{money(abs(sum_), side)}"


def direction(before: Answer, after: Answer) -> Direction:
    """What the customer gets by the new answer, held against the old."""
    if before.sum is None or after.sum is None:
        return "open"
    return "more" if after.sum > before.sum else "less" if after.sum < before.sum else "otherwise"
