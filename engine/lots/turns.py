"""Which lot comes first, and who gets what is left over when a quantity is split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import attrs

from engine.ir.tree import Consumption, Turn
from engine.lots.tree import Credit

Key = tuple[int, ...]

NEVER = 1 << 62
"""The moment at which a lot ends that never does."""


@attrs.frozen
class Order:
    """An order of consumption: the turns that are asked one after the other, in proportion or not."""

    turns: tuple[Turn, ...]
    in_proportion: bool = False

    @staticmethod
    def of(consumption: Consumption) -> Order:
        """The order that a policy names."""
        return Order(consumption.turns, consumption.in_proportion)


ORDERS = {
    "gift_first": Order(("gift", "oldest")),
    "paid_first": Order(("paid", "oldest")),
    "oldest_first": Order(("oldest",)),
    "newest_first": Order(("newest",)),
    "soonest_expiring_first": Order(("soonest", "oldest")),
    "in_proportion": Order(("remainder", "oldest"), in_proportion=True),
}
"""The orders that a policy's own is held against."""


@cache
def key_of(turns: tuple[Turn, ...]) -> Callable[[Credit, int], Key]:
    """A key by which lots sort into their turns; a lot is its credit and its place in the history."""
    asked = [_ASKED[turn] for turn in turns if turn != "remainder"]
    return lambda credit, place: tuple([ask(credit, place) for ask in asked])


_ASKED: dict[Turn, Callable[[Credit, int], int]] = {
    "gift": lambda credit, _: int(credit.paid),
    "paid": lambda credit, _: int(not credit.paid),
    "oldest": lambda _, place: place,
    "newest": lambda _, place: -place,
    "soonest": lambda credit, _: NEVER if credit.expires_at is None else credit.expires_at,
}


def shares(quota: int, weights: Sequence[int], keys: Sequence[Key], turns: Sequence[Turn]) -> list[int]:
    """Split a quantity by weights, of which it is no more than the sum, rounding each share down.

    One unit more each goes to those that lost by the rounding, in the order of the turns, until nothing is left over.
    """
    whole = sum(weights)
    split = [quota * weight // whole for weight in weights]
    lost = [quota * weight % whole for weight in weights]
    by_turns = [place for place in range(len(weights)) if lost[place]]
    by_turns.sort(key=lambda place: _asked(turns, keys[place], lost[place]))
    for place in by_turns[: quota - sum(split)]:
        split[place] += 1
    return split


def _asked(turns: Sequence[Turn], key: Key, lost: int) -> Key:
    parts = iter(key)
    return tuple(-lost if turn == "remainder" else next(parts) for turn in turns)
