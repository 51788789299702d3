"""One account, event by event: the plain walk that says what each call drew from which lot."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from heapq import heappop, heappush
from typing import assert_never

import attrs

from engine.lots.tree import Account, Call, Credit, Event, Expiry, Fault, FaultKind, Lot, Return
from engine.lots.turns import NEVER, Key, Order, key_of, shares

RANKS: dict[type[Event], int] = {Credit: 0, Call: 1, Return: 2, Expiry: 3}
"""What comes first of events at one moment."""


def in_order(events: Iterable[Event]) -> list[Event]:
    """The events by their moments; at one moment credits come first, then calls, returns and expiries, by row each."""
    return sorted(events, key=lambda event: (event.at, RANKS[type(event)], event.row))


def consumed(events: Iterable[Event], order: Order, as_of: int | None = None) -> Account:
    """What comes of events that stand in order, up to a moment (that of the last event where none is given).

    An event that what is before it does not allow is a fault, and counts for nothing.
    """
    listed = events if isinstance(events, list) else list(events)
    walk = _Walk(order, {event.call for event in listed if isinstance(event, Return)})
    for event in listed:
        walk.at = event.at
        match event:
            case Credit():
                walk.credit(event)
            case Call():
                walk.call(event)
            case Return():
                walk.give_back(event)
            case Expiry():
                walk.expire(event)
            case _:
                assert_never(event)
    return walk.end(walk.at if as_of is None else as_of)


@attrs.define(eq=False)
class _Held:
    """A lot while the history goes on."""

    credit: Credit
    key: Key
    left: int
    ends: int
    used: int = 0
    returned: int = 0
    expired: int = 0
    waits: bool = True
    lapsed: bool = False


_Parts = list[tuple[_Held, int]]


@attrs.define(eq=False)
class _Drawn:
    """What a call drew, part by part, and what of it no lot has paid for yet."""

    parts: _Parts
    owed: int


def _held_by(drawn: _Drawn) -> int:
    """What of a call can still come back."""
    return drawn.owed + sum(part for _, part in drawn.parts)


class _Walk:
    """The state of an account: lots that wait for their turn, debts that wait for a lot."""

    def __init__(self, order: Order, returned_calls: set[str]) -> None:
        self.at = 0
        self.order = order
        self.key = key_of(order.turns)
        self.nameless = "" in returned_calls
        self.returned_calls = returned_calls
        self.lots: dict[str, _Held] = {}
        self.waiting: list[tuple[Key, _Held]] = []
        self.debts: deque[_Drawn] = deque()
        self.by_name: dict[str, list[_Drawn]] = {}
        self.latest: list[_Drawn] = []
        self.called = self.returned = self.owed = 0
        self.faults: list[Fault] = []

    # ---- events ------------------------------------------------------------------------------------------

    def credit(self, event: Credit) -> None:
        if event.lot in self.lots:
            self.fault(event, "lot_twice")
            return
        key = self.key(event, len(self.lots))
        held = _Held(event, key, event.quota, NEVER if event.expires_at is None else event.expires_at)
        self.lots[event.lot] = held
        heappush(self.waiting, (key, held))
        if self.owed:
            self.pay_debts()

    def call(self, event: Call) -> None:
        self.called += event.quota
        parts, owed = self.draw(event.quota)
        if owed or self.returned_calls:
            self.remember(event.call, _Drawn(parts, owed))

    def remember(self, call: str, drawn: _Drawn) -> None:
        """Keep what a call drew, where it is owed or can come back."""
        if drawn.owed:
            self.owed += drawn.owed
            self.debts.append(drawn)
        if call in self.returned_calls and call:
            self.by_name.setdefault(call, []).append(drawn)
        if self.nameless:
            self.latest.append(drawn)

    def give_back(self, event: Return) -> None:
        calls = self.by_name.get(event.call) if event.call else self.latest
        if calls is None:
            self.fault(event, "no_call")
            return
        held = sum(map(_held_by, calls)) if event.call else self.called - self.returned
        if event.quota > held:
            self.fault(event, "too_much", held)
            return
        self.returned += event.quota
        left = event.quota
        while left:
            if not (calls[-1].owed or calls[-1].parts):
                calls.pop()
                continue
            left -= self.undo(calls[-1], left)
        if self.owed:
            self.pay_debts()

    def expire(self, event: Expiry) -> None:
        held = self.lots.get(event.lot)
        if held is None:
            self.fault(event, "no_lot")
            return
        if event.quota is None:
            self.lapse(held)
            return
        quota = min(event.quota, held.left)
        held.left -= quota
        held.expired += quota

    def fault(self, event: Event, kind: FaultKind, held: int = 0) -> None:
        self.faults.append(Fault(event, kind, held))

    # ---- lots --------------------------------------------------------------------------------------------

    def wait(self, held: _Held) -> None:
        if not held.waits:
            held.waits = True
            heappush(self.waiting, (held.key, held))

    def first(self) -> _Held | None:
        """The lot whose turn it is."""
        while self.waiting:
            held = self.waiting[0][1]
            if self.is_there(held):
                return held
            heappop(self.waiting)
            held.waits = False
        return None

    def is_there(self, held: _Held) -> bool:
        if held.left and held.ends <= self.at:
            self.lapse(held)
        return held.left > 0

    def lapse(self, held: _Held) -> None:
        held.lapsed = True
        held.expired += held.left
        held.left = 0

    def draw(self, quota: int) -> tuple[_Parts, int]:
        """Draw as much of a quantity as there is: from where, and what of it there was not."""
        if self.order.in_proportion:
            return self.split(quota)
        found: _Parts = []
        while quota and (held := self.first()):
            part = min(quota, held.left)
            held.left -= part
            held.used += part
            quota -= part
            found.append((held, part))
        return found, quota

    def split(self, quota: int) -> tuple[_Parts, int]:
        """The same in proportion."""
        self.waiting = [each for each in self.waiting if self.is_there(each[1]) or self.leave(each[1])]
        lots = [held for _, held in self.waiting]
        weights = [held.left for held in lots]
        there = min(quota, sum(weights))
        split = shares(there, weights, [held.key for held in lots], self.order.turns) if there else []
        found = [(held, part) for held, part in zip(lots, split, strict=False) if part]
        for held, part in found:
            held.left -= part
            held.used += part
        return found, quota - there

    @staticmethod
    def leave(held: _Held) -> bool:
        held.waits = False
        return False

    # ---- debts and returns -------------------------------------------------------------------------------

    def pay_debts(self) -> None:
        """Pay the debts, the oldest first, from what there is."""
        while self.debts and (self.debts[0].owed == 0 or self.first()):
            drawn = self.debts[0]
            parts, owed = self.draw(drawn.owed)
            drawn.parts += parts
            self.owed -= drawn.owed - owed
            drawn.owed = owed
            if not drawn.owed:
                self.debts.popleft()

    def undo(self, drawn: _Drawn, quota: int) -> int:
        """Give back a part of a call at most: first what no lot has paid for, then the parts drawn last."""
        if drawn.owed:
            part = min(quota, drawn.owed)
            drawn.owed -= part
            self.owed -= part
            return part
        if self.order.in_proportion:
            return self.undo_in_proportion(drawn, quota)
        held, part = drawn.parts.pop()
        back = min(quota, part)
        if back < part:
            drawn.parts.append((held, part - back))
        self.restore(held, back)
        return back

    def undo_in_proportion(self, drawn: _Drawn, quota: int) -> int:
        weights = [part for _, part in drawn.parts]
        quota = min(quota, sum(weights))
        split = shares(quota, weights, [held.key for held, _ in drawn.parts], self.order.turns)
        left = [
            (held, part - back) for (held, part), back in zip(drawn.parts, split, strict=True) if part > back
        ]
        for (held, _), back in zip(drawn.parts, split, strict=True):
            self.restore(held, back)
        drawn.parts = left
        return quota

    def restore(self, held: _Held, quota: int) -> None:
        """Put quota back into its lot; where that has lapsed it lapses at once."""
        held.returned += quota
        held.left += quota
        if held.lapsed:
            self.lapse(held)
        elif held.left:
            self.wait(held)

    def end(self, as_of: int) -> Account:
        self.at = max(self.at, as_of)
        lots = []
        for held in self.lots.values():
            self.is_there(held)
            lots.append(Lot(held.credit, held.used, held.returned, held.expired, held.left))
        return Account(tuple(lots), self.called, self.returned, self.owed, tuple(self.faults))
