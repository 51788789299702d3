"""Which tests of a policy have come out both ways in a row of cases: scopes, needs, guards of amounts and effects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import attrs

from engine.cases.unknown import Needed
from engine.ir import tree as ir
from engine.ir.bullets import in_text_order
from engine.ir.outcome import BeyondCalendarError
from engine.reference.amounts import total
from engine.reference.from_ir import Reference
from engine.reference.values import Readings, test
from engine.tasks.edges import Choice, Edge, Edges, Place
from engine.values.calendar import Calendar

ALWAYS = ir.All(())
"""The scope of a clause that says no `for`: it cannot fail."""


class Point(NamedTuple):
    """A test of a clause or amount: `what` is `scope`, `need`, `pays`, `calls`, `line` or `ending`; numbers from 1."""

    kind: str
    name: str
    what: str
    number: int


class Seen(NamedTuple):
    """How often a test held and failed, and the test in words; `can_fail` is False for a scope that says nothing."""

    point: Point
    held: int
    failed: int
    can_fail: bool
    text: str

    @property
    def sides(self) -> int:
        """How many ways the test can come out."""
        return 2 if self.can_fail else 1

    @property
    def sides_seen(self) -> int:
        """How many of them were seen."""
        return (self.held > 0) + (self.can_fail and self.failed > 0)


class Coverage(NamedTuple):
    """All tests of a policy, the edges of its comparisons, and the choices that it names."""

    seen: tuple[Seen, ...]
    edges: tuple[Edge, ...] = ()
    choices: tuple[Choice, ...] = ()

    @property
    def sides(self) -> int:
        """How many outcomes of tests there are."""
        return sum(each.sides for each in self.seen)

    @property
    def sides_seen(self) -> int:
        """How many of them were seen."""
        return sum(each.sides_seen for each in self.seen)

    @property
    def percent(self) -> int:
        """The part seen, rounded down: 100 means every one."""
        return 100 * self.sides_seen // self.sides if self.sides else 100

    @property
    def never_reached(self) -> tuple[str, ...]:
        """The clauses that decided no case and came on top of none."""
        return tuple(each.point.name for each in self.seen if each.point.what == "scope" and not each.held)


class Watch:
    """Counts how the tests of a program come out; a clause counts as held where it speaks and no other silences it.

    Only what is certain counts: a test that waits for an unknown fact was not seen.
    """

    def __init__(self, program: ir.Program, calendars: Mapping[str, Calendar]) -> None:
        """Start with nothing seen."""
        self._program = program
        self._reference = Reference(program, calendars)
        bare = [each for each in program.clauses if not _leaves_on_top(each)]
        self._before_leaving = Reference(attrs.evolve(program, clauses=tuple(bare)), calendars)
        self._held, self._failed = Counter[Point](), Counter[Point]()
        self._edges = Edges(program)

    def case(self, facts: Mapping[str, object], verdict: str) -> None:
        """Watch one case, which got this verdict."""
        readings = self._reference.readings(facts)
        self._answering(readings)
        verdicts = {verdict, self._leaving(facts, readings)}
        for clause in self._program.clauses:
            comes = not _leaves_on_top(clause) and not verdicts.isdisjoint(clause.on)
            if comes and self._scope(clause, readings):
                self._orders(clause, readings)

    def coverage(self, words: Callable[[ir.Expression], str]) -> Coverage:
        """What was seen so far; `words` says a test in words."""
        return Coverage(
            tuple(
                Seen(point, self._held[point], self._failed[point], node != ALWAYS, words(node))
                for point, node in _points(self._program)
            ),
            self._edges.edges(words),
            self._edges.choices(words),
        )

    def _answering(self, readings: Readings) -> None:
        clauses = [clause for clause in self._program.clauses if not clause.on]
        quiet = {clause.name for clause in clauses if _certain(clause.scope, readings) is False}
        silenced = {then for first, then in self._program.precedence if first not in quiet}
        for clause in clauses:
            if clause.name not in silenced and self._scope(clause, readings):
                self._decisive(clause, readings)

    def _leaving(self, facts: Mapping[str, object], readings: Readings) -> str:
        """Watch the clauses that leave an answer to somebody; the verdict after them, none where it is uncertain."""
        try:
            verdict = self._before_leaving.outcome(facts).verdict
        except (Needed, BeyondCalendarError):
            return ""
        for clause in self._program.clauses:
            if _leaves_on_top(clause) and verdict in clause.on and self._scope(clause, readings):
                return "discretion"
        return verdict

    def _decisive(self, clause: ir.Clause, readings: Readings) -> None:
        needs = [
            self._mark(Point("clause", clause.name, "need", number), need.test, readings)
            for number, need in enumerate(clause.needs, 1)
        ]
        if not all(needs):
            return
        self._orders(clause, readings)
        for effect in clause.effects:
            match effect:
                case ir.Pays(options):
                    self._pays(clause, options, readings)
                case ir.Leaves(high=high):
                    self._lines(self._reference.amounts[high], readings)
                case _:
                    pass

    def _pays(
        self, clause: ir.Clause, options: tuple[tuple[ir.Expression | None, str], ...], readings: Readings
    ) -> None:
        chosen = self._first(
            Point("clause", clause.name, "pays", 0), [guard for guard, _ in options], readings
        )
        if chosen is None:
            return
        amount = self._reference.amounts[options[chosen][1]]
        self._lines(amount, readings)
        try:
            left = total(amount, readings)
        except (Needed, BeyondCalendarError):
            return
        if left <= 0:
            guards = [ending.guard for ending in amount.nothing_left]
            self._first(Point("amount", amount.name, "ending", 0), guards, readings)

    def _first(self, point: Point, guards: list[ir.Expression | None], readings: Readings) -> int | None:
        """The place of the first guard that holds, those before it watched; None where there is none for certain."""
        for place, guard in enumerate(guards):
            holds = guard is None or self._mark(point._replace(number=place + 1), guard, readings)
            if holds is not False:
                return place if holds else None
        return None

    def _lines(self, amount: ir.Amount, readings: Readings) -> None:
        for number, step in enumerate(amount.steps, 1):
            held = step.guard is None or self._mark(
                Point("amount", amount.name, "line", number), step.guard, readings
            )
            if held:
                self._edges.note(Place("amount", amount.name), step.value, readings)

    def _orders(self, clause: ir.Clause, readings: Readings) -> None:
        for number, effect in enumerate(clause.effects, 1):
            if isinstance(effect, ir.Orders) and effect.guard is not None:
                self._mark(Point("clause", clause.name, "calls", number), effect.guard, readings)

    def _scope(self, clause: ir.Clause, readings: Readings) -> bool:
        return self._mark(Point("clause", clause.name, "scope", 1), clause.scope, readings) is True

    def _mark(self, point: Point, node: ir.Expression, readings: Readings) -> bool | None:
        held = _certain(node, readings)
        self._edges.note(Place(point.kind, point.name), node, readings)
        if held is not None:
            (self._held if held else self._failed)[point] += 1
        return held


def _certain(node: ir.Expression, readings: Readings) -> bool | None:
    """Whether a test holds; None where that depends on what is unknown."""
    try:
        return test(node, readings)
    except (Needed, BeyondCalendarError):
        return None


def _leaves_on_top(clause: ir.Clause) -> bool:
    return bool(clause.on) and any(isinstance(effect, ir.Leaves) for effect in clause.effects)


def _points(program: ir.Program) -> Iterator[tuple[Point, ir.Expression]]:
    """Every test there is, clauses in the order of the text."""
    clauses = {clause.name: clause for clause in program.clauses}
    for clause in map(clauses.__getitem__, in_text_order(clauses)):
        yield Point("clause", clause.name, "scope", 1), clause.scope
        for number, need in enumerate(clause.needs, 1):
            yield Point("clause", clause.name, "need", number), need.test
        for number, effect in enumerate(clause.effects, 1):
            match effect:
                case ir.Pays(options):
                    yield from _guards("clause", clause.name, "pays", [guard for guard, _ in options])
                case ir.Orders(guard=guard) if guard is not None:
                    yield Point("clause", clause.name, "calls", number), guard
                case _:
                    pass
    for amount in program.amounts:
        yield from _guards("amount", amount.name, "line", [step.guard for step in amount.steps])
        yield from _guards("amount", amount.name, "ending", [ending.guard for ending in amount.nothing_left])


def _guards(
    kind: str, name: str, what: str, guards: list[ir.Expression | None]
) -> Iterator[tuple[Point, ir.Expression]]:
    for number, guard in enumerate(guards, 1):
        if guard is not None:
            yield Point(kind, name, what, number), guard
