"""What becomes of the cases of a case book, counted while it is read, so that its size does not matter."""

from __future__ import annotations

import heapq
from collections import Counter

import attrs

from engine.compare.answers import answer, direction, signed
from engine.compare.tree import MONEY_DIRECTIONS, Direction, Impact, MovedCase, Side, Tally
from engine.solver.parts import parts_of
from engine.solver.tree import State

MOST_ROWS = 200
"""How many of the cases that move are listed: those in which most money moves."""


@attrs.define
class CaseBook:
    """The cases of a book as they are counted."""

    name: str
    old: Side
    new: Side
    unreadable: int = 0
    read: int = 0
    _unmoved: int = 0
    _confirmed: int = 0
    _confirmed_moved: int = 0
    _counts: Counter[Direction] = attrs.Factory(Counter)
    _sums: Counter[Direction] = attrs.Factory(Counter)
    _rows: list[tuple[int, int, MovedCase]] = attrs.Factory(list)

    def add(self, case: str, place: str, states: tuple[State, State], *, is_confirmed: bool) -> None:
        """Count a case, which both versions have decided."""
        self.read += 1
        self._confirmed += is_confirmed
        if states[0] == states[1]:
            self._unmoved += not is_confirmed
            return
        before, after = answer(states[0], self.old), answer(states[1], self.new)
        way = direction(before, after)
        change = 0 if before.sum is None or after.sum is None else after.sum - before.sum
        if is_confirmed:
            self._confirmed_moved += 1
        else:
            self._counts[way] += 1
            self._sums[way] += change
        rank = abs(change), -self.read
        if len(self._rows) == MOST_ROWS:
            if rank < self._rows[0][:2]:
                return
            heapq.heappop(self._rows)
        said = "" if way == "open" else signed(change, self.new)
        row = MovedCase(case, place, before, after, parts_of(*states), way, said, is_confirmed)
        heapq.heappush(self._rows, (*rank, row))

    def skip(self, count: int) -> None:
        """Count cases of which both versions say the same, and which are in no ledger."""
        self.read += count
        self._unmoved += count

    def impact(self) -> Impact:
        """What was counted; the cases in which most money moves come first."""
        tallies = [
            Tally(
                way, self._counts[way], signed(self._sums[way], self.new) if way in {"more", "less"} else ""
            )
            for way in MONEY_DIRECTIONS
            if self._counts[way]
        ]
        moved = sum(self._counts.values()) + self._confirmed_moved
        rows = tuple(row for *_, row in sorted(self._rows, key=lambda kept: (-kept[0], -kept[1])))
        return Impact(
            self.name,
            self.read,
            self.unreadable,
            self._unmoved,
            self._confirmed,
            self._confirmed_moved,
            tuple(tallies),
            rows,
            moved - len(rows),
        )
