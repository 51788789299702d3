"""Faults of a clause: a need or condition left out, another amount, a measure, material or deadline forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

import attrs

from engine.compare.mutants.amounts import guard_faults
from engine.compare.mutants.expressions import Faults
from engine.compare.mutants.tree import Change, Cited, Kind, Site
from engine.ir import tree as ir
from engine.ir.outcome import VERDICTS

ALWAYS = ir.All(())
"""The scope of a clause that says no `for`."""
Options = tuple[tuple[ir.Expression | None, str], ...]


class ClauseFaults:
    """The faults that clauses of one program can have."""

    def __init__(self, program: ir.Program, faults: Faults) -> None:
        """Take the amounts that a clause could name instead of its own."""
        self._amounts = tuple(amount.name for amount in program.amounts)
        self._measures = _named(program, ir.Orders, "measure")
        self._routes = _named(program, ir.Routes, "route")
        self._cites = tuple(dict.fromkeys(clause.cites for clause in program.clauses))
        self._faults = faults

    def of(self, clause: ir.Clause) -> Iterator[tuple[Change, ir.Clause | None]]:
        """The clause with one fault in it, None where it is left out, and what the fault is."""
        yield Change("clause", Site("clause", clause.name)), None
        yield from self._scope(clause)
        for at, need in enumerate(clause.needs):
            site = Site("clause", clause.name, "need", at + 1)
            for kind, new in self._need(need):
                needs = (*clause.needs[:at], *([] if new is None else [new]), *clause.needs[at + 1 :])
                yield Change(kind, site, need, new), attrs.evolve(clause, needs=needs)
        for at, effect in enumerate(clause.effects):
            site = Site("clause", clause.name, "effect", at + 1)
            for kind, other in self._effect(effect):
                effects = (
                    *clause.effects[:at],
                    *([] if other is None else [other]),
                    *clause.effects[at + 1 :],
                )
                if effects:
                    yield Change(kind, site, effect, other), attrs.evolve(clause, effects=effects)
        if not clause.on and len(self._cites) > 1:
            cites = self._cites[(self._cites.index(clause.cites) + 1) % len(self._cites)]
            change = Change("citation", Site("clause", clause.name), Cited(clause.cites), Cited(cites))
            yield change, attrs.evolve(clause, cites=cites)
        for on in _verdicts(clause.on):
            yield (
                Change("verdict", Site("clause", clause.name, "on"), clause.on, on),
                attrs.evolve(clause, on=on),
            )

    def _scope(self, clause: ir.Clause) -> Iterator[tuple[Change, ir.Clause]]:
        if clause.scope == ALWAYS:
            return
        site = Site("clause", clause.name, "scope")
        faults: list[tuple[Kind, ir.Expression]] = [("condition", ALWAYS)]
        if isinstance(
            clause.scope, ir.All | ir.Member | ir.Includes
        ):  # others are turned round by a fault of theirs
            faults.append(("condition", ir.Not(clause.scope)))
        faults += self._faults.of(clause.scope)
        for kind, new in faults:
            yield Change(kind, site, clause.scope, new), attrs.evolve(clause, scope=new)

    def _need(self, need: ir.Need) -> Iterator[tuple[Kind, ir.Need | None]]:
        yield "need", None
        yield from ((kind, attrs.evolve(need, test=new)) for kind, new in self._faults.of(need.test))
        for at in range(len(need.measures)):
            yield "measure", attrs.evolve(need, measures=(*need.measures[:at], *need.measures[at + 1 :]))
        others = [each for each in self._measures if each not in need.measures]
        yield from (("measure", attrs.evolve(need, measures=(*need.measures, each))) for each in others[:1])

    def _effect(self, effect: ir.Effect) -> Iterator[tuple[Kind, ir.Effect | None]]:
        match effect:
            case ir.Pays(options):
                yield from (("payment", ir.Pays(other)) for other in self._options(options))
                yield from ((kind, ir.Pays(other)) for kind, other in self._guards(options))
                yield "verdict", ir.Refuses()
            case ir.Leaves(low=low, high=high):
                yield from (("payment", attrs.evolve(effect, high=other)) for other in self._other(high))
                yield from ((kind, attrs.evolve(effect, low=new)) for kind, new in self._faults.of(low))
            case ir.Asks(options=words):
                for at in range(len(words)):
                    yield "material", attrs.evolve(effect, options=(*words[:at], *words[at + 1 :]))
            case ir.Orders(measure, guard):
                yield "measure", None
                yield from (
                    ("measure", attrs.evolve(effect, measure=each)) for each in _next(measure, self._measures)
                )
                yield from (
                    (kind, attrs.evolve(effect, guard=new)) for kind, new in guard_faults(guard, self._faults)
                )
            case ir.Due(day=day):
                yield "deadline", None
                yield from ((kind, attrs.evolve(effect, day=new)) for kind, new in self._faults.of(day))
            case ir.Routes(route):
                yield "way", None
                yield from (("way", attrs.evolve(effect, route=each)) for each in _next(route, self._routes))
            case ir.Splits():
                yield "way", None
            case ir.Offers(options=offered):
                if len(offered) > 1:
                    others = ((*offered[:at], *offered[at + 1 :]) for at in range(len(offered)))
                    yield from (("measure", attrs.evolve(effect, options=each)) for each in others)
                yield "measure", None
            case ir.Refuses():
                yield from (("verdict", ir.Pays(((None, name),))) for name in self._amounts[:1])
            case _:
                assert_never(effect)

    def _options(self, options: Options) -> Iterator[Options]:
        """One of the amounts left out, or another in its place."""
        for at, (guard, name) in enumerate(options):
            if guard is not None:
                yield (*options[:at], *options[at + 1 :])
            yield from ((*options[:at], (guard, other), *options[at + 1 :]) for other in self._other(name))

    def _guards(self, options: Options) -> Iterator[tuple[Kind, Options]]:
        """One of the conditions left out, so that nothing below it is paid, or a fault in it."""
        for at, (guard, name) in enumerate(options):
            for kind, new in guard_faults(guard, self._faults):
                rest = options[at + 1 :] if new is not None else ()
                yield kind, (*options[:at], (new, name), *rest)

    def _other(self, name: str) -> Iterator[str]:
        """The amount declared behind this one, if there is another."""
        yield from _next(name, self._amounts)


def _named(program: ir.Program, kind: type[ir.Effect], field: str) -> tuple[str, ...]:
    """All names that effects of one kind have in a field."""
    effects = (effect for clause in program.clauses for effect in clause.effects)
    return tuple(dict.fromkeys(getattr(each, field) for each in effects if isinstance(each, kind)))


def _next(name: str, names: tuple[str, ...]) -> Iterator[str]:
    """The name behind this one, if there is another."""
    if name in names and len(names) > 1:
        yield names[(names.index(name) + 1) % len(names)]


def _verdicts(on: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The verdicts that a clause comes on top of, one left out, or one more."""
    if len(on) > 1:
        yield from ((*on[:at], *on[at + 1 :]) for at in range(len(on)))
    if on:
        yield from ((*on, verdict) for verdict in VERDICTS if verdict not in on)
