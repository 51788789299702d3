"""Which clauses do not apply because of one fact with few values: most clauses, in most cases, and known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod
from operator import itemgetter

from engine.cases.unknown import Needed, Unknown
from engine.explain.judging import Case
from engine.explain.scripts import Condition, Script
from engine.explain.shown import Showing, few_values
from engine.explain.tree import ClauseTrace
from engine.ir import tree as ir

Traces = dict[str, ClauseTrace]

_MOST = 64
"""How many combinations of values are written beforehand for the facts of one condition."""


class Sieve:
    """The clauses of a program that do not apply, by the values of the facts that say so."""

    def __init__(self, program: ir.Program, scripts: Sequence[Script], showing: Showing) -> None:
        """Try the conditions of every scope with all values of their facts, where these are few."""
        self._program = program
        self._showing = showing
        self._nothing: Case = tuple(Unknown(fact.name) for fact in program.facts)
        tables: dict[tuple[int, ...], dict[object, Traces]] = {}
        for script in scripts:
            for condition in script.scope:
                if 0 < self._count(condition.places) <= _MOST:
                    self._try(script, condition, tables.setdefault(condition.places, {}))
        # the first table comes last and so has the last word: its fact decides first in the text too
        self._tables: list[tuple[Callable[[Case], object], dict[object, Traces]]] = [
            (itemgetter(*places), tables[places]) for places in reversed(tables)
        ]

    def silent(self, case: Case) -> Traces:
        """The clauses that do not apply, by name, each with the condition that fails."""
        found: Traces = {}
        for pick, table in self._tables:
            try:
                found |= table.get(pick(case), {})
            except Needed:
                continue
        return found

    def _count(self, places: tuple[int, ...]) -> int:
        """How many combinations of values are tried for some facts; 0 where one has none that is worth it."""
        return prod(len(self._values(place)) for place in places) if places else 0

    def _values(self, place: int) -> tuple[object, ...]:
        return few_values(self._program.facts[place])

    def _try(self, script: Script, condition: Condition, table: dict[object, Traces]) -> None:
        for values in product(*(self._values(place) for place in condition.places)):
            case = list(self._nothing)
            for place, value in zip(condition.places, values, strict=True):
                case[place] = value
            shown = self._showing.of(tuple(case))
            if condition.judge(shown.case) is False:
                key = values if len(values) > 1 else values[0]
                table.setdefault(key, {}).setdefault(script.clause.name, script.silent(condition, shown))
