"""What a version says of a case, ready to be shown, and which way the money goes from one answer to the other."""

from __future__ import annotations

from engine.compare.tree import Answer, Direction, Side
from engine.explain.values_text import money_text
from engine.ir.outcome import PAYING
from engine.solver.tree import INVALID, Part, State
from engine.values.moment import day_text

WAITING = frozenset({"pending", INVALID})
"""The verdicts of which nobody can say yet what is paid."""


def answer(state: State, side: Side) -> Answer:
    """What a side says of a case."""
    shown = [money(sum_, side) for sum_ in (state.low, state.high)]
    text = {"refund": shown[1], "discretion": " – ".join(shown)}.get(state.verdict, "")
    sum_ = None if state.verdict in WAITING else state.high if state.verdict in PAYING else 0
    due = tuple((name, "" if day is None else day_text(day)) for name, day in state.due)
    return Answer(
        state.verdict, text, sum_, state.clauses, state.missing, state.measures, state.route or "", due, state.party
    )  # fmt: skip


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


def parts(before: State, after: State) -> tuple[Part, ...]:
    """The parts in which two states differ."""
    pairs: tuple[tuple[Part, object, object], ...] = (
        ("verdict", before.verdict, after.verdict),
        ("money", (before.low, before.high), (after.low, after.high)),
        ("clauses", before.clauses, after.clauses),
        ("missing", before.missing, after.missing),
        ("due", before.due, after.due),
        ("measures", before.measures, after.measures),
        ("route", before.route, after.route),
        ("party", before.party, after.party),
    )
    return tuple(name for name, old, new in pairs if old != new)
