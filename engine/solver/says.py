"""Clauses that answer, as terms: where one speaks, and what it says by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

import attrs

from engine.ir import tree as ir
from engine.solver.amounts import Bill
from engine.solver.reads import Read, UnknownNodeError
from engine.solver.terms import Test, Whole, at_most, both, chosen, either, negation
from engine.solver.values import Values


@attrs.frozen
class Says:
    """What one clause says where it decides; `cites` and `measures` go by name, `owed_by` by party.

    Sums are zero where it refuses, and below zero where a party owes what is missing.
    """

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
    owed_by: Mapping[str, Test] = attrs.Factory(dict)
    improves: bool = False


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
        {party: both(is_met, test) for party, test in gathered(answer.owed_by).items()},
        clause.improves,
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
    owed_by: tuple[tuple[str, Test], ...] = ()


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
        here, test = _billed(bills[name]), values.test(guard)
        if found is None:
            found = here
            continue
        others = [(both(negation(test.held), when), cites) for when, cites in found.refusals]
        owe = [(party, both(negation(test.held), when)) for party, when in found.owed_by]
        found = _Answer(
            refused=chosen(test.held, here.refused, found.refused),
            refund=chosen(test.held, here.refund, found.refund),
            refused_by_bill=chosen(test.held, here.refused_by_bill, found.refused_by_bill),
            refusals=(*((both(test.held, when), cites) for when, cites in here.refusals), *others),
            low=chosen(test.held, here.low, found.low),
            high=chosen(test.held, here.high, found.high),
            fails=either(test.fails, chosen(test.held, here.fails, found.fails)),
            owed_by=(*((party, both(test.held, when)) for party, when in here.owed_by), *owe),
        )
    if found is None:
        raise UnknownNodeError("pays")
    return found


def _billed(bill: Bill) -> _Answer:
    """What a bill says by itself: a refund, a refusal of nothing, or that a party owes the rest."""
    sum_ = chosen(bill.is_owed, bill.owed, bill.paid)
    return _Answer(
        refused=bill.is_owed,
        refund=negation(bill.is_owed),
        refused_by_bill=bill.is_refused,
        refusals=bill.refusals,
        low=sum_,
        high=sum_,
        fails=either(bill.fails, both(negation(bill.is_owed), bill.refusal_fails)),
        owed_by=((bill.owed_by, bill.is_owed),) if bill.owed_by else (),
    )
