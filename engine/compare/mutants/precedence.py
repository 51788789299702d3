"""Faults of precedence: a clause that no longer comes before a section, or the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import attrs

from engine.compare.mutants.tree import Change, Mutant, Order, Site
from engine.ir import tree as ir

Pairs = frozenset[tuple[str, str]]


def precedence_faults(program: ir.Program) -> Iterator[Mutant]:
    """The program without the precedence of one clause over a section or of a section over a clause, and reversed.

    What follows from the sentences that are left stays: precedence is closed again.
    """
    section = {clause.name: clause.cites[0].partition(".")[0] for clause in program.clauses}
    direct = _direct(frozenset(program.precedence))
    orders: defaultdict[Order, set[tuple[str, str]]] = defaultdict(set)
    for first, then in sorted(direct):
        orders[Order(first, section[then], first_is_section=False)].add((first, then))
        orders[Order(section[first], then, first_is_section=True)].add((first, then))
    for order, taken in orders.items():
        site = Site("precedence", order.then if order.first_is_section else order.first)
        for after, more in ((None, frozenset()), (order.reversed, {(then, first) for first, then in taken})):
            found = _with(program, direct.difference(taken).union(more))
            if found is not None:
                yield Mutant(found, Change("precedence", site, order, after))


def _direct(pairs: Pairs) -> Pairs:
    """The pairs that do not follow from others."""
    followed = {(a, d) for a, b in pairs for c, d in pairs if b == c}
    return pairs - followed


def _with(program: ir.Program, pairs: Pairs) -> ir.Program | None:
    """The program with this precedence, its clauses in an order that fits; None where it goes in a circle."""
    answering = [clause.name for clause in program.clauses if not clause.on]
    order = TopologicalSorter[str]({name: [] for name in answering})
    for first, then in sorted(pairs):
        order.add(then, first)
    try:
        place = {name: at for at, name in enumerate(order.static_order())}
    except CycleError:
        return None
    clauses = sorted(program.clauses, key=lambda clause: place.get(clause.name, len(place)))
    return attrs.evolve(program, clauses=tuple(clauses), precedence=tuple(sorted(_closed(pairs))))


def _closed(pairs: Pairs) -> Pairs:
    """The pairs with all that follow from them."""
    while True:
        more = {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs
        if not more:
            return pairs
        pairs |= more
