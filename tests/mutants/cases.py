"""Random cases of any program, stratified: each clause in turn is made to speak, its facts put on edges of tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from engine.cases.unknown import Needed, Unknown
from engine.evaluator.candidates import Candidates
from engine.evaluator.from_ir import condition, evaluated
from engine.evaluator.load import Module
from engine.ir import tree as ir
from engine.ir.outcome import BeyondCalendarError
from engine.ir.walk import clause_expressions, facts_read

Case = tuple[Any, ...]
TRIES = 12
"""How often facts of a clause are drawn anew until it speaks."""


class Drawer:
    """Draws cases of one program; each begins as one drawn before, so that they wander through all there is."""

    def __init__(self, program: ir.Program, module: Module, seed: int) -> None:
        self._program = program
        self._module = module
        self._rng = Random(seed)
        self._candidates = Candidates(program, evaluated(program, module))
        self._places = {fact.name: at for at, fact in enumerate(program.facts)}
        self._scopes = [
            (condition(each.scope, program, module), _facts_of(each, program)) for each in program.clauses
        ]
        self._pool: list[Case] = [self._fresh() for _ in range(30)]

    def cases(self, count: int) -> Iterator[Case]:
        """Complete cases, each possible."""
        drawn = 0
        while drawn < count:
            holds, facts = self._scopes[drawn % len(self._scopes)]
            case = self._speaking(self._rng.choice(self._pool), holds, facts)
            if self._module["is_impossible"](case):
                case = self._rng.choice(self._pool)
                case = self._changed(case, self._rng.choice(tuple(self._places)))
                if self._module["is_impossible"](case):
                    continue
            self._pool[self._rng.randrange(len(self._pool))] = case
            drawn += 1
            yield case

    def incomplete(self, complete: Sequence[Case], count: int) -> Iterator[Case]:
        """Some of the cases with one or two facts left out, of those for which nothing is presumed."""
        silent = [at for at, fact in enumerate(self._program.facts) if fact.presumed is None]
        for _ in range(count):
            case = list(self._rng.choice(complete))
            for at in self._rng.sample(silent, min(len(silent), self._rng.choice((1, 2)))):
                case[at] = Unknown(self._program.facts[at].name)
            yield tuple(case)

    def _fresh(self) -> Case:
        """A case of ordinary values that is possible, where one is found soon."""
        case: Case = tuple(Unknown(fact.name) for fact in self._program.facts)
        for name in self._rng.sample(sorted(self._places), len(self._places)):
            drawn = [self._changed(case, name) for _ in range(TRIES)]
            case = next((each for each in drawn if not self._module["is_impossible"](each)), drawn[0])
        return case

    def _speaking(self, case: Case, holds: Any, facts: Sequence[str]) -> Case:  # noqa: ANN401 - a compiled test
        for _ in range(TRIES):
            for _ in range(self._rng.choice((1, 1, 2, 3))):
                name = self._rng.choice(facts) if facts and self._rng.random() < 0.8 else None
                case = self._changed(case, name or self._rng.choice(tuple(self._places)))
            try:
                if holds(case):
                    return case
            except (Needed, BeyondCalendarError):
                continue
        return case

    def _changed(self, case: Case, name: str) -> Case:
        """The case with another value of a fact: an edge of some test, or anything."""
        at = self._places[name]
        value = self._rng.choice(self._candidates.of(at, case))
        fact = self._program.facts[at]
        if fact.type.is_ordered and isinstance(value, int) and self._rng.random() < 0.3:
            far = (
                400 * 86_400 * 10**9
                if fact.type.kind == "instant"
                else 400
                if fact.type.kind == "date"
                else 20_000
            )
            value += self._rng.randrange(-far, far)
            value = max(value, fact.least) if fact.least is not None else value
            value = min(value, fact.greatest) if fact.greatest is not None else value
        elif fact.type.kind in {"choice", "set"} and self._rng.random() < 0.3:
            options = fact.type.options
            value = self._rng.choice(options) if fact.type.kind == "choice" else self._some(options)
        return (*case[:at], value, *case[at + 1 :])

    def _some(self, options: tuple[str, ...]) -> frozenset[str]:
        """Any set, often one that is nearly full: materials are handed in."""
        share = self._rng.choice((0.0, 0.5, 0.9, 1.0))
        return frozenset(option for option in options if self._rng.random() < share)


def _facts_of(clause: ir.Clause, program: ir.Program) -> tuple[str, ...]:
    """The facts that a clause reads, those of the amounts that it pays among them."""
    named = {name for effect in clause.effects for name in _amounts(effect)}
    expressions = list(clause_expressions(clause))
    for amount in program.amounts:
        if amount.name in named:
            expressions += [step.value for step in amount.steps]
            expressions += [step.guard for step in amount.steps if step.guard is not None]
    found = dict.fromkeys(name for node in expressions for name in facts_read(node, program))
    asked = (effect.fact for effect in clause.effects if isinstance(effect, ir.Asks))
    return tuple(dict.fromkeys((*found, *asked)))


def _amounts(effect: ir.Effect) -> tuple[str, ...]:
    match effect:
        case ir.Pays(options):
            return tuple(name for _, name in options)
        case ir.Leaves(high=high):
            return (high,)
        case _:
            return ()
