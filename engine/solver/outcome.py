"""The answer to a case as terms: which clauses decide, and whom what they say together is left to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from engine.ir import tree as ir
from engine.solver.amounts import Bill, bill
from engine.solver.answer import Answer, Decisive, together
from engine.solver.says import Says, gathered, left, says
from engine.solver.terms import Test, both, chosen, either, negation
from engine.solver.values import Values


@attrs.frozen
class Reader:
    """A program over the facts as it knows them."""

    program: ir.Program
    values: Values
    bills: Mapping[str, Bill]
    clauses: tuple[Decisive, ...]
    answer: Answer


def reader(program: ir.Program, values: Values) -> Reader:
    """A program read: its bills, its clauses, and the answer that they give together."""
    bills = {amount.name: bill(amount, values) for amount in program.amounts}
    answering = [says(clause, values, bills) for clause in program.clauses if not clause.on]
    clauses, stuck = _decisive(answering, program.precedence)
    found = together(clauses, stuck)
    for clause in program.clauses:
        if clause.on:
            for effect in clause.effects:
                if isinstance(effect, ir.Leaves):
                    found = _left(clause, effect, found, values, bills)
    return Reader(program, values, bills, clauses, attrs.evolve(found, verdicts=_verdicts_of(found)))


def _decisive(
    answering: Sequence[Says], precedence: Sequence[tuple[str, str]]
) -> tuple[tuple[Decisive, ...], Test]:
    """The clauses in their order, each where it speaks and none before it decides; and where one cannot be read."""
    silencers: dict[str, list[str]] = {}
    for first, then in precedence:
        silencers.setdefault(then, []).append(first)
    decides: dict[str, Test] = {}
    stuck: list[Test] = []
    for each in answering:
        silenced = either(*(decides[name] for name in silencers.get(each.name, ()) if name in decides))
        decides[each.name] = both(negation(silenced), each.speaks.held)
        stuck += [both(negation(silenced), each.speaks.fails), both(decides[each.name], each.fails)]
    return tuple(Decisive(each, decides[each.name]) for each in answering), either(*stuck)


def _left(
    clause: ir.Clause, leaves: ir.Leaves, found: Answer, values: Values, bills: Mapping[str, Bill]
) -> Answer:
    """An answer that a clause on top leaves to somebody, where none before it did."""
    scope = values.test(clause.scope)
    already = found.verdicts.get("left", False)
    asked = both(negation(already), either(*(found.verdicts.get(verdict, False) for verdict in clause.on)))
    top = bills[leaves.high] if leaves.high else Bill(found.high, False, (), False)
    low, high, fails = left(leaves.low, top, values)
    counts = both(asked, scope.held)
    verdicts = {name: both(test, negation(counts)) for name, test in found.verdicts.items() if name != "left"}
    parties = {name: both(test, negation(counts)) for name, test in found.parties.items()}
    return Answer(
        {**verdicts, "left": either(already, counts)},
        chosen(counts, low, found.low),
        chosen(counts, high, found.high),
        gathered([*found.cites.items(), *((bullet, counts) for bullet in clause.cites)]),
        found.measures,
        gathered([*parties.items(), (leaves.party, counts)]),
        either(found.is_stuck, both(asked, scope.fails), both(counts, fails)),
        found.conflict,
        {party: both(test, negation(counts)) for party, test in found.owed_by.items()},
    )


def _verdicts_of(found: Answer) -> dict[str, Test]:
    """The verdicts, what was left to somebody being a discretion; none where the answer is stuck."""
    verdicts = dict(found.verdicts)
    left_ = verdicts.pop("left", False)
    verdicts["discretion"] = either(verdicts["discretion"], left_)
    return {name: both(test, negation(found.is_stuck)) for name, test in verdicts.items()}
