"""Bills as terms: what an amount comes to, and under which bullets an amount of zero is refused."""

from __future__ import annotations

import attrs

from engine.ir import tree as ir
from engine.solver.quotients import Ratio, extreme, picked, rounded, total
from engine.solver.reads import UnknownNodeError
from engine.solver.terms import Test, Whole, at_most, below, both, chosen, either, negation
from engine.solver.values import Values


@attrs.frozen
class Bill:
    """An amount that is not below zero, and each refusal of zero with its bullets; where each cannot be read.

    Where it comes to less than zero and a party owes the rest, `owed` is what is missing, below zero.
    """

    paid: Whole
    fails: Test
    refusals: tuple[tuple[Test, tuple[str, ...]], ...]
    refusal_fails: Test
    owed: Whole = 0
    is_owed: Test = False
    owed_by: str = ""

    @property
    def is_refused(self) -> Test:
        """Whether nothing is left, and the policy refuses then."""
        return either(*(test for test, _ in self.refusals))


def bill(amount: ir.Amount, values: Values) -> Bill:
    """An amount as its steps have it."""
    held, fails = Ratio(0), False
    for step in amount.steps:
        guard = values.test(step.guard)
        held, fails_too = _after(step, held, guard.held, values)
        fails = either(fails, guard.fails, both(guard.held, fails_too))
    held = rounded(held, 1, "down", values.space)  # a total is whole: this only takes its denominator away
    is_zero, refusal_fails = at_most(held.over, 0), False
    is_owed = both(bool(amount.owed_by), below(held.over, 0))
    refusals: list[tuple[Test, tuple[str, ...]]] = []
    open_ = both(is_zero, negation(is_owed))
    for left in amount.nothing_left:
        guard = values.test(left.guard)
        refusal_fails = either(refusal_fails, both(open_, guard.fails))
        refusals.append((both(open_, guard.held), left.cites))
        open_ = both(open_, negation(guard.held))
    paid, owed = chosen(is_zero, 0, held.over), chosen(is_owed, held.over, 0)
    return Bill(paid, fails, tuple(refusals), refusal_fails, owed, is_owed, amount.owed_by)


def _after(step: ir.Step, held: Ratio, counts: Test, values: Values) -> tuple[Ratio, Test]:
    """The running total after a step, which changes it where it counts."""
    found, fails = values.number(step.value)
    space = values.space
    match step.kind:
        case "take" | "add":
            return total([held, picked(counts, found, Ratio(0, found.under))], [], space), fails
        case "less":
            return total([held], [picked(counts, found, Ratio(0, found.under))], space), fails
        case "at_least":
            return picked(counts, extreme("greatest", [held, found], space), held), fails
        case "at_most":
            return picked(counts, extreme("least", [held, found], space), held), fails
        case "round":
            if not isinstance(found.over, int):
                raise UnknownNodeError(step.kind)
            return picked(counts, rounded(held, found.over, step.mode, space), held), fails
