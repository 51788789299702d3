"""For each clause and each of its conditions, the cases that would show that it makes a difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.ir import tree as ir
from engine.ir.walk import parts_of
from engine.solver.answer import Decisive
from engine.solver.found import Name
from engine.solver.outcome import Reader
from engine.solver.reads import Read
from engine.solver.state import state_terms
from engine.solver.terms import Test, both, either, negation


def witnesses(read: Reader) -> Iterator[tuple[Name, Test]]:
    """Names of clauses and conditions with the test for a case that needs them; `Finding` says what the names mean."""
    clauses = {clause.name: clause for clause in read.program.clauses}
    for each in read.clauses:
        clause = clauses[each.says.name]
        yield ("decides", clause.name), each.decides
        yield from _scope(clause, read)
        for at, need in enumerate(clause.needs):
            met = read.values.test(need.test)
            yield (
                ("matters", clause.name, "needs", str(at + 1)),
                both(each.decides, either(met.fails, negation(met.held))),
            )
        yield from _pays(clause, each, read)
    verdicts = state_terms(read).verdicts
    for clause in read.program.clauses:
        if clause.on:
            scope = read.values.test(clause.scope)
            counts = either(*(verdicts[name] for name in clause.on), *_left(clause, read))
            yield ("decides", clause.name), both(counts, either(scope.held, scope.fails))


def _left(clause: ir.Clause, read: Reader) -> list[Test]:
    """A clause that leaves an answer to somebody changes its verdict, so it is held against the one before."""
    if not any(isinstance(effect, ir.Leaves | ir.Asks) for effect in clause.effects):
        return []
    found = [each.decides for each in read.clauses]
    return [either(*found)] if set(clause.on) & {"refund", "discretion", "refused"} else []


def _scope(clause: ir.Clause, read: Reader) -> Iterator[tuple[Name, Test]]:
    """Each `for` and `unless`, where the others hold and it does not."""
    if not isinstance(clause.scope, ir.All):
        return
    tests = [read.values.test(test) for test in clause.scope.tests]
    for at, test in enumerate(tests):
        if not _is_of_its_own(clause.scope.tests[at], clause.scope.tests):
            continue
        others = _hold([other for place, other in enumerate(tests) if place != at])
        yield (
            ("matters", clause.name, "for", str(at + 1)),
            both(others, either(test.fails, negation(test.held))),
        )


def _is_of_its_own(test: ir.Expression, tests: Sequence[ir.Expression]) -> bool:
    """Whether it is there to make a difference: no guard that has to be, and not where a window starts."""
    match test:
        case ir.Given():
            return False
        case ir.Compare(_, left, right):
            others = [other for other in tests if isinstance(other, ir.Compare) and other.right != right]
            return not any(left in parts_of(each.left) and right in parts_of(each.right) for each in others)
        case _:
            return True


def _hold(tests: Sequence[Read]) -> Test:
    return both(*(both(test.held, negation(test.fails)) for test in tests))


def _pays(clause: ir.Clause, each: Decisive, read: Reader) -> Iterator[tuple[Name, Test]]:
    """Each amount, where the ones before it do not count."""
    open_ = each.decides
    for effect in clause.effects:
        if isinstance(effect, ir.Pays):
            for at, (guard, _) in enumerate(effect.options):
                test = read.values.test(guard)
                if len(effect.options) > 1:
                    yield (
                        ("matters", clause.name, "pays", str(at + 1)),
                        both(open_, either(test.held, test.fails)),
                    )
                open_ = both(open_, negation(test.held))
