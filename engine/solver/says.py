"""Clauses that answer, as terms: where one speaks, and what it says by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

import attrs

from engine.ir import tree as ir
from engine.solver.amounts import Bill
from engine.solver.terms import Test, Whole, at_most, both, chosen, either, negation
from engine.solver.values import Read, UnknownNodeError, Values


@attrs.frozen
class Says:
    """What one clause says where it decides; sums are zero where it refuses, `cites` and `measures` go by name."""

    name: str
    speaks: Read
    refused: Test
    refund: Test
    discretion: Test
    low: Whole
    high: Whole
    cites: Mapping[str, Test]
    measures: Mapping[str, Test]
    party: str
    fails: Test


def gathered(pairs: Iterable[tuple[str, Test]]) -> dict[str, Test]:
    """For each name whether one of its tests holds."""
    found: dict[str, list[Test]] = {}
    for name, test in pairs:
        found.setdefault(name, []).append(test)
    return {name: either(*tests) for name, tests in found.items()}


def says(clause: ir.Clause, values: Values, bills: Mapping[str, Bill]) -> Says:
    """What a clause that answers says."""
    needs = [(need, values.test(need.test)) for need in clause.needs]
    failed = either(*(negation(test.held) for _, test in needs))
    holds = negation(failed)
    orders = [each for each in clause.effects if isinstance(each, ir.Orders)]
    guards = [(each.measure, values.test(each.guard)) for each in orders]
    answer = _answer(clause, values, bills)
    is_met = both(holds, negation(answer.refused_by_bill))
    cites = [(bullet, negation(test.held)) for need, test in needs for bullet in need.cites]
    cites += [(bullet, is_met) for bullet in clause.cites]
    cites += [(bullet, both(holds, test)) for test, bullets in answer.refusals for bullet in bullets]
    measures = [(name, negation(test.held)) for need, test in needs for name in need.measures]
    measures += [(name, both(is_met, test.held)) for name, test in guards]
    fails = [*(test.fails for _, test in needs), both(holds, answer.fails)]
    fails += [both(holds, test.fails) for _, test in guards]
    return Says(
        clause.name,
        values.test(clause.scope),
        either(failed, both(holds, answer.refused), both(holds, answer.refused_by_bill)),
        both(is_met, answer.refund),
        both(is_met, answer.discretion),
        chosen(is_met, answer.low, 0),
        chosen(is_met, answer.high, 0),
        gathered(cites),
        gathered(measures),
        answer.party,
        either(*fails),
    )


@attrs.frozen
class _Answer:
    """What the one answering line of a clause says where all needs are met."""

    refused: Test = False
    refund: Test = False
    discretion: Test = False
    refused_by_bill: Test = False
    refusals: tuple[tuple[Test, tuple[str, ...]], ...] = ()
    low: Whole = 0
    high: Whole = 0
    party: str = ""
    fails: Test = False


def _answer(clause: ir.Clause, values: Values, bills: Mapping[str, Bill]) -> _Answer:
    for effect in clause.effects:
        match effect:
            case ir.Refuses():
                return _Answer(refused=True)
            case ir.Pays(options):
                return _pays(options, values, bills)
            case ir.Leaves(party, low, high):
                least, most, fails = left(low, bills[high], values)
                return _Answer(discretion=True, low=least, high=most, party=party, fails=fails)
            case ir.Orders():
                continue
            case ir.Asks() | ir.Due() | ir.Routes() | ir.Splits() | ir.Offers():
                raise UnknownNodeError(clause.name)
            case _:
                assert_never(effect)
    raise UnknownNodeError(clause.name)


def left(low: ir.Expression, top: Bill, values: Values) -> tuple[Whole, Whole, Test]:
    """Least and most of a range that ends at a bill, and where they cannot be read."""
    found, fails = values.number(low)
    least = chosen(at_most(found.over, 0), 0, found.over)
    return chosen(at_most(least, top.paid), least, top.paid), top.paid, either(top.fails, fails)


def _pays(
    options: tuple[tuple[ir.Expression | None, str], ...], values: Values, bills: Mapping[str, Bill]
) -> _Answer:
    """The first amount whose guard holds; one that comes to zero is refused where the policy says so."""
    found: _Answer | None = None
    for guard, name in reversed(options):
        bill, test = bills[name], values.test(guard)
        fails = either(bill.fails, bill.refusal_fails)
        if found is None:
            found = _Answer(
                refund=True, refused_by_bill=bill.is_refused, refusals=bill.refusals,
                low=bill.paid, high=bill.paid, fails=fails,
            )  # fmt: skip
            continue
        others = [(both(negation(test.held), when), cites) for when, cites in found.refusals]
        found = _Answer(
            refund=True,
            refused_by_bill=chosen(test.held, bill.is_refused, found.refused_by_bill),
            refusals=(*((both(test.held, when), cites) for when, cites in bill.refusals), *others),
            low=chosen(test.held, bill.paid, found.low),
            high=chosen(test.held, bill.paid, found.high),
            fails=either(test.fails, chosen(test.held, fails, found.fails)),
        )
    if found is None:
        raise UnknownNodeError("pays")
    return found
