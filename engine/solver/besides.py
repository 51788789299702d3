"""What few policies say beside an answer, as terms: the payee, the split, and what is offered instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

import attrs

from engine.ir import tree as ir
from engine.solver.amounts import Bill
from engine.solver.outcome import Reader
from engine.solver.quotients import divided, product
from engine.solver.says import gathered
from engine.solver.space import Space
from engine.solver.terms import (
    Test,
    Whole,
    added,
    alike,
    at_most,
    both,
    chosen,
    either,
    equal,
    negation,
    taken,
)

OnTop = Iterable[tuple[ir.Clause, ir.Effect, Test]]
"""Each thing that comes on top of an answer, with its clause, and whether that clause is certain to speak."""


@attrs.frozen
class OfferTerm:
    """A remedy where it is certainly offered: what it is worth and until when, None where that is not said."""

    remedy: str
    marks: tuple[str, ...]
    is_there: Test
    worth: Whole | None
    until: Whole | None


@attrs.frozen
class Choice:
    """Who chooses among what is offered, each party with its tests, and until which day, where one is named."""

    parties: Mapping[str, Test]
    has_day: Test
    day: Whole


@attrs.frozen
class Besides:
    """What comes beside an answer, each name with its test or its sum."""

    payees: Mapping[str, Test]
    split: Mapping[str, Whole]
    offers: tuple[OfferTerm, ...]
    choice: Choice


def besides(on_top: OnTop, paid: Whole, read: Reader) -> Besides:
    """What comes beside the answer of a case, of which `paid` is the sum."""
    listed = list(on_top)
    offers = tuple(_offers(listed, read))
    return Besides(
        gathered(_payees(listed)),
        _split(listed, paid, read),
        offers,
        _choice(listed, either(*(each.is_there for each in offers)), read),
    )


def _payees(on_top: OnTop) -> Iterator[tuple[str, Test]]:
    open_: Test = True
    for _, effect, speaks in on_top:
        if isinstance(effect, ir.Routes) and effect.party:
            yield effect.party, both(open_, speaks)
            open_ = both(open_, negation(speaks))


def _split(on_top: OnTop, paid: Whole, read: Reader) -> dict[str, Whole]:
    """What goes by each way; the first clause counts that can be read."""
    found: dict[str, Whole] = {}
    open_: Test = True
    for _, effect, speaks in on_top:
        if isinstance(effect, ir.Splits):
            parts = [(route, read.values.number(most)) for route, most in effect.parts]
            counts = both(open_, speaks, negation(either(*(fails for _, (_, fails) in parts))))
            rooms = [(route, chosen(at_most(most.over, 0), 0, most.over)) for route, (most, _) in parts]
            shares = divided_over(paid, effect.how, rooms, effect.rest, read.values.space)
            for route in dict.fromkeys((*found, *shares)):
                found[route] = chosen(counts, shares.get(route, 0), found.get(route, 0))
            open_ = both(open_, negation(counts))
    return found


def divided_over(
    paid: Whole, how: str, rooms: list[tuple[str, Whole]], rest: str, space: Space
) -> dict[str, Whole]:
    """A sum over several ways: each up to its room, in order or in proportion, the rest by one of them."""
    left, every = paid, 0
    found: dict[str, Whole] = dict.fromkeys((*(route for route, _ in rooms), rest), 0)
    for _, room in rooms:
        every = added(every, room)
    for route, room in rooms:
        in_order = chosen(at_most(room, left), room, left)
        share = in_order
        if how == "proportion":
            under = chosen(at_most(every, 0), 1, every)
            real = chosen(at_most(paid, 0), 0, paid)  # of what is owed nothing is divided
            part, _ = divided(product(real, room, space), under, space)
            share = chosen(equal(every, 0), in_order, chosen(at_most(room, part), room, part))
        found[route] = added(found[route], share)
        left = taken(left, share)
    found[rest] = added(found[rest], left)
    return found


def _offers(on_top: OnTop, read: Reader) -> Iterator[OfferTerm]:
    for _, effect, speaks in on_top:
        if isinstance(effect, ir.Offers):
            for option in effect.options:
                yield _offer(option, speaks, read)


def _offer(option: ir.Offer, speaks: Test, read: Reader) -> OfferTerm:
    guard = read.values.test(option.guard)
    bill: Bill | None = read.bills[option.amount] if option.amount else None
    until = None if option.until is None else read.values.number(option.until)
    fails = [guard.fails, bill.fails if bill else False, until[1] if until else False]
    return OfferTerm(
        option.remedy,
        option.marks,
        both(speaks, guard.held, negation(either(*fails))),
        bill.paid if bill else None,
        until[0].over if until else None,
    )


def _choice(on_top: OnTop, is_any: Test, read: Reader) -> Choice:
    """The party that the first clause names which can be read."""
    parties: list[tuple[str, Test]] = []
    has_day: Test = False
    day: Whole = 0
    open_ = is_any
    for _, effect, speaks in on_top:
        if isinstance(effect, ir.Offers) and effect.party:
            until = None if effect.until is None else read.values.number(effect.until)
            counts = both(open_, speaks, negation(until[1] if until else False))
            parties.append((effect.party, counts))
            if until:
                has_day, day = either(has_day, counts), chosen(counts, until[0].over, day)
            open_ = both(open_, negation(counts))
    return Choice(gathered(parties), has_day, day)


def split_differs(old: Besides, new: Besides) -> Test:
    """Another sum goes by one of the ways."""
    routes = dict.fromkeys((*old.split, *new.split))
    return either(*(negation(equal(old.split.get(route, 0), new.split.get(route, 0))) for route in routes))


def offers_differ(old: Besides, new: Besides) -> Test:
    """Something else is offered, or somebody else chooses, or until another day."""
    moved: list[Test] = []
    for remedy in dict.fromkeys(each.remedy for each in (*old.offers, *new.offers)):
        ones, others = ([each for each in side.offers if each.remedy == remedy] for side in (old, new))
        moved += [_offer_differs(one, other) for one, other in zip_longest(ones, others)]
    parties = dict.fromkeys((*old.choice.parties, *new.choice.parties))
    moved += [
        negation(alike(old.choice.parties.get(name, False), new.choice.parties.get(name, False)))
        for name in parties
    ]
    days = both(old.choice.has_day, negation(equal(old.choice.day, new.choice.day)))
    return either(*moved, negation(alike(old.choice.has_day, new.choice.has_day)), days)


def _offer_differs(one: OfferTerm | None, other: OfferTerm | None) -> Test:
    if one is None or other is None:
        return next(each.is_there for each in (one, other) if each is not None)
    same = [one.marks == other.marks, _same(one.worth, other.worth), _same(one.until, other.until)]
    there = both(one.is_there, negation(both(*same)))
    return either(negation(alike(one.is_there, other.is_there)), there)


def _same(one: Whole | None, other: Whole | None) -> Test:
    if one is None or other is None:
        return one is other
    return equal(one, other)
