"""Histories of one account for tests: few moments, so that many events fall on one, and small quotas."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.ir.tree import Turn
from engine.lots.tree import Call, Credit, Event, Expiry, Return
from engine.lots.turns import ORDERS, Order

TURNS: tuple[Turn, ...] = ("gift", "paid", "soonest")


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """An order that a policy can name."""
    if draw(st.booleans()):
        return draw(st.sampled_from(list(ORDERS.values())))
    turns: list[Turn] = list(draw(st.permutations(TURNS)))[: draw(st.integers(0, 2))]
    if {"gift", "paid"} <= set(turns):
        turns.remove("paid")
    in_proportion = draw(st.booleans())
    if in_proportion and draw(st.booleans()):
        turns.insert(draw(st.integers(0, len(turns))), "remainder")
    return Order((*turns, draw(st.sampled_from(("oldest", "newest")))), in_proportion)


@st.composite
def histories(draw: st.DrawFn, *, plain: bool = False) -> list[Event]:
    """A history without a fault; a plain one has neither returns nor expiries that somebody wrote down."""
    events: list[Event] = []
    called: list[tuple[int, str, int]] = []
    lots: list[tuple[int, str]] = []
    at = 0
    for row in range(draw(st.integers(1, 14))):
        at += draw(st.integers(0, 2))
        kind = draw(
            st.sampled_from(
                ("credit", "call", "call") if plain else ("credit", "call", "call", "return", "expiry")
            )
        )
        if kind == "credit" or not events:
            expires = draw(st.none() | st.integers(at + 1, at + 9))
            lot = f"lot-{row}"
            order = draw(st.sampled_from(("", "A", "B")))
            events.append(Credit(at, lot, draw(st.integers(1, 9)), draw(st.booleans()), order, expires, row))
            lots.append((at, lot))
        elif kind == "call":
            quota = draw(st.integers(0, 12))
            name = draw(st.sampled_from(("", f"call-{row}")))
            events.append(Call(at, quota, name, row))
            called.append((at, name, quota))
        elif kind == "return" and (found := [each for each in called if each[1] and each[2]]):
            _, name, left = draw(st.sampled_from(found))
            quota = draw(st.integers(1, left))
            called = [(when, each, rest - quota if each == name else rest) for when, each, rest in called]
            events.append(Return(at, quota, name, row))
        elif kind == "expiry" and lots:
            events.append(
                Expiry(at, draw(st.sampled_from(lots))[1], draw(st.none() | st.integers(1, 4)), row)
            )
    return events


@st.composite
def with_nameless_returns(draw: st.DrawFn) -> list[Event]:
    """A history in which what comes back names no call."""
    events = [event for event in draw(histories()) if not isinstance(event, Return)]
    free, row = 0, len(events) + 20
    found: list[Event] = []
    for event in events:
        found.append(event)
        free += event.quota if isinstance(event, Call) else 0
        if free and draw(st.integers(0, 2)) == 0:
            quota = draw(st.integers(1, free))
            free -= quota
            found.append(Return(event.at, quota, "", row := row + 1))
    return found
