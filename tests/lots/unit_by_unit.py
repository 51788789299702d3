"""The same meaning, as slowly and plainly as can be: every unit is a thing of its own, looked for among all others."""

from __future__ import annotations

from fractions import Fraction

import attrs

from engine.lots.account import in_order
from engine.lots.tree import Call, Credit, Event, Expiry, Return
from engine.lots.turns import Order


@attrs.define(eq=False)
class Unit:
    """One unit of quota; `state` is where it is now."""

    lot: Credit
    place: int
    state: str = "there"
    draws: int = 0
    returns: int = 0


@attrs.define(eq=False)
class Take:
    """One unit that a call took: from a unit of quota, or from nothing yet."""

    call: str
    number: int
    unit: Unit | None
    gone: bool = False


def rank(unit: Unit, order: Order, lost: Fraction = Fraction(0)) -> tuple[Fraction, ...]:
    """Where a unit stands in its turn, said turn by turn."""
    never = 10**30
    said = {
        "gift": 1 if unit.lot.paid else 0,
        "paid": 0 if unit.lot.paid else 1,
        "oldest": unit.place,
        "newest": -unit.place,
        "soonest": never if unit.lot.expires_at is None else unit.lot.expires_at,
        "remainder": -lost,
    }
    return tuple(Fraction(said[turn]) for turn in order.turns)


def quantities(quota: int, weights: dict[int, int], firsts: dict[int, Unit], order: Order) -> dict[int, int]:
    """How much of a quantity falls on each lot in proportion: by fractions."""
    whole = sum(weights.values())
    exact = {place: Fraction(quota * weight, whole) for place, weight in weights.items()}
    split = {place: int(part) for place, part in exact.items()}
    lost = {place: exact[place] - split[place] for place in exact}
    waiting = sorted((p for p in lost if lost[p]), key=lambda p: rank(firsts[p], order, lost[p]))
    for place in waiting[: quota - sum(split.values())]:
        split[place] += 1
    return split


class Units:
    """An account as heaps of units."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.units: list[Unit] = []
        self.takes: list[Take] = []
        self.lots: list[Credit] = []
        self.lapsed: set[int] = set()
        self.calls = 0
        self.returned = 0

    def there(self, at: int) -> list[Unit]:
        for unit in self.units:
            ends = unit.lot.expires_at
            if unit.state == "there" and ((ends is not None and ends <= at) or unit.place in self.lapsed):
                unit.state = "expired"
        return [unit for unit in self.units if unit.state == "there"]

    def pick(self, quota: int, at: int) -> list[Unit]:
        """The units that a quantity draws, in the order in which it draws them."""
        there = self.there(at)
        if not self.order.in_proportion:
            return sorted(there, key=lambda unit: rank(unit, self.order))[:quota]
        weights: dict[int, int] = {}
        firsts: dict[int, Unit] = {}
        for unit in there:
            weights[unit.place] = weights.get(unit.place, 0) + 1
            firsts.setdefault(unit.place, unit)
        quota = min(quota, len(there))
        split = quantities(quota, weights, firsts, self.order) if quota else {}
        return [unit for place, part in split.items() for unit in self.of(place, there)[:part]]

    @staticmethod
    def of(place: int, units: list[Unit]) -> list[Unit]:
        return [unit for unit in units if unit.place == place]

    def pay(self, at: int) -> None:
        """Let what is there pay for what was taken from nothing, call by call, the oldest first."""
        for number in dict.fromkeys(take.number for take in self.takes if not take.unit and not take.gone):
            owed = [take for take in self.takes if take.number == number and not take.unit and not take.gone]
            paid = self.pick(len(owed), at)
            for take, unit in zip(owed, paid, strict=False):
                unit.state, unit.draws, take.unit = "used", unit.draws + 1, unit
                self.takes.remove(take)
                self.takes.append(take)  # it was drawn just now

    def event(self, event: Event) -> None:
        match event:
            case Credit():
                self.units += [Unit(event, len(self.lots)) for _ in range(event.quota)]
                self.lots.append(event)
                self.pay(event.at)
            case Call():
                self.calls += 1
                picked = self.pick(event.quota, event.at)
                for unit in picked:
                    unit.state, unit.draws = "used", unit.draws + 1
                    self.takes.append(Take(event.call, self.calls, unit))
                owed = event.quota - len(picked)
                self.takes += [Take(event.call, self.calls, None) for _ in range(owed)]
            case Return():
                self.give_back(event)
            case Expiry():
                place = [lot.lot for lot in self.lots].index(event.lot)
                if event.quota is None:
                    self.lapsed.add(place)
                    self.there(event.at)
                else:
                    for unit in self.of(place, self.there(event.at))[: event.quota]:
                        unit.state = "expired"

    def give_back(self, event: Return) -> None:
        left = event.quota
        self.returned += left
        while left:
            live = [take for take in self.takes if not take.gone and event.call in ("", take.call)]
            number = max(take.number for take in live)
            taken = [take for take in live if take.number == number]
            owed = [take for take in taken if take.unit is None]
            chosen = owed[:left] or self.chosen(taken, left)
            for take in chosen:
                take.gone = True
                if take.unit is not None:
                    take.unit.state, take.unit.returns = "there", take.unit.returns + 1
            left -= len(chosen)
        self.there(event.at)
        self.pay(event.at)

    def chosen(self, taken: list[Take], quota: int) -> list[Take]:
        """The units of a call that come back: those drawn last, or in proportion."""
        if not self.order.in_proportion:
            return taken[::-1][:quota]
        by_lot: dict[int, list[Take]] = {}
        for take in taken:
            assert take.unit is not None
            by_lot.setdefault(take.unit.place, []).append(take)
        weights = {place: len(takes) for place, takes in by_lot.items()}
        firsts = {place: takes[0].unit for place, takes in by_lot.items() if takes[0].unit}
        split = quantities(min(quota, len(taken)), weights, firsts, self.order)
        return [take for place, part in split.items() for take in by_lot[place][:part]]


def by_units(events: list[Event], order: Order, as_of: int) -> list[tuple[str, int, int, int, int]]:
    """Of every lot: its name, what was drawn from it, came back, lapsed and is there; last, what is owed."""
    account = Units(order)
    for event in in_order(events):
        account.event(event)
    account.there(as_of)
    found = []
    for place, lot in enumerate(account.lots):
        units = account.of(place, account.units)
        states = [unit.state for unit in units]
        draws, returns = sum(unit.draws for unit in units), sum(unit.returns for unit in units)
        found.append((lot.lot, draws, returns, states.count("expired"), states.count("there")))
    owed = sum(take.unit is None and not take.gone for take in account.takes)
    return [*found, ("owed", owed, account.returned, 0, 0)]
