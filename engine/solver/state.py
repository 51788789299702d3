"""All that is compared of a decision, as terms: the answer, what it waits for, and what comes on top of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from engine.ir import tree as ir
from engine.ir.outcome import PAYING
from engine.ir.walk import on_top
from engine.solver.besides import Besides, besides
from engine.solver.outcome import Reader
from engine.solver.reads import Read
from engine.solver.says import gathered
from engine.solver.terms import Test, Whole, both, chosen, either, negation


@attrs.frozen
class DueDay:
    """A deadline: whether it is set at all, whether its day is known, and the day as an ordinal."""

    is_set: Test
    is_known: Test
    day: Whole


@attrs.frozen
class StateTerms:
    """What a version says of a case: `engine.solver.tree.State`, each name with its test."""

    verdicts: Mapping[str, Test]
    low: Whole
    high: Whole
    clauses: Mapping[str, Test]
    missing: Mapping[str, Test]
    measures: Mapping[str, Test]
    routes: Mapping[str, Test]
    due: Mapping[str, DueDay]
    parties: Mapping[str, Test]
    waits: Test
    owed_by: Mapping[str, Test]
    besides: Besides


def state_terms(read: Reader) -> StateTerms:
    """The state of a case under one version."""
    answer, values = read.answer, read.values
    missing = gathered(_lacking(read))
    lacks = either(*missing.values())
    waits = either(lacks, answer.is_stuck)
    answers = negation(waits)
    verdicts = {name: both(test, answers) for name, test in answer.verdicts.items()} | {"pending": waits}
    open_ = either(*(verdicts[name] for name in sorted(PAYING)))
    measures = [(name, both(answers, test)) for name, test in answer.measures.items()]
    routes: list[tuple[str, Test]] = []
    due: dict[str, DueDay] = {}
    speaks: list[tuple[ir.Clause, ir.Effect, Test]] = []
    for clause, effect in on_top(read.program):
        scope, counts = values.test(clause.scope), either(*(verdicts[name] for name in clause.on))
        speaks.append((clause, effect, both(counts, _holds(scope))))
        match effect:
            case ir.Orders(measure, guard):
                measures.append((measure, both(counts, _holds(scope), _holds(values.test(guard)))))
            case ir.Routes(route) if route:
                routes.append((route, both(open_, counts, _holds(scope))))
                open_ = both(open_, negation(both(counts, _holds(scope))))
            case ir.Due(name, day):
                due[name] = _due(counts, scope, values.read(day), due.get(name, DueDay(False, False, 0)))
            case _:
                continue
    return StateTerms(
        verdicts,
        chosen(answers, answer.low, 0),
        chosen(answers, answer.high, 0),
        {name: both(answers, test) for name, test in answer.cites.items()},
        {name: both(negation(answer.is_stuck), test) for name, test in missing.items()},
        gathered(measures),
        gathered(routes),
        due,
        {name: both(answers, test) for name, test in answer.parties.items()},
        waits,
        {name: both(answers, test) for name, test in answer.owed_by.items()},
        besides(speaks, chosen(answers, answer.high, 0), read),
    )


def _holds(read: Read) -> Test:
    """A test certainly holds."""
    return both(negation(read.fails), read.held)


def _lacking(read: Reader) -> Iterator[tuple[str, Test]]:
    """The materials that an answer waits for; a clause that may ask for them asks."""
    for clause, effect in on_top(read.program):
        if isinstance(effect, ir.Asks):
            scope, held = read.values.test(clause.scope), read.values.facts[effect.fact]
            verdicts = either(*(read.answer.verdicts.get(name, False) for name in clause.on))
            asks = both(verdicts, either(scope.fails, scope.held))
            for option in effect.options:
                has = both(negation(held.is_none), held.held[option])  # type: ignore[index]
                yield f"{effect.fact}.{option}", both(asks, negation(has))


def _due(counts: Test, scope: Read, day: Read, before: DueDay) -> DueDay:
    """A deadline with one more clause that sets it: the last that does counts."""
    sets = both(counts, either(scope.fails, scope.held))
    knows = both(negation(scope.fails), negation(day.fails))
    return DueDay(
        either(sets, before.is_set),
        chosen(sets, knows, before.is_known),
        chosen(both(sets, knows), day.held.over, before.day),  # type: ignore[union-attr]
    )
