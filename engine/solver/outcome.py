"""The answer to a case as terms: which clauses decide, what they say together, and whom it is left to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from engine.ir import tree as ir
from engine.ir.outcome import VERDICTS
from engine.solver.amounts import Bill, bill
from engine.solver.says import Says, gathered, left, says
from engine.solver.terms import Test, Whole, below, both, chosen, either, equal, key_of, negation
from engine.solver.values import Values

ANSWERS = tuple(verdict for verdict in VERDICTS if verdict != "pending")


@attrs.frozen
class Answer:
    """The answer with all materials handed in: each verdict, bullet, measure and party with its test.

    It is stuck where a fact is read that is left out, or a day of which the calendar is not known.
    """

    verdicts: Mapping[str, Test]
    low: Whole
    high: Whole
    cites: Mapping[str, Test]
    measures: Mapping[str, Test]
    parties: Mapping[str, Test]
    is_stuck: Test
    conflict: Test = False


@attrs.frozen
class Decisive:
    """A clause that answers: what it says, and where it decides, no clause that comes before it deciding."""

    says: Says
    decides: Test


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
    found = combined(clauses, stuck)
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


def combined(clauses: Sequence[Decisive], stuck: Test) -> Answer:
    """What several decisive clauses say together: refusals add up; anything else that differs is left to a person."""
    kinds = {
        name: either(*(both(each.decides, getattr(each.says, name)) for each in clauses))
        for name in ("refused", "refund", "discretion")
    }
    high, highs_differ = _greatest((each.decides, each.says.high) for each in clauses if _pays(each.says))
    low, lows_differ = _greatest(
        (both(each.decides, each.says.discretion), each.says.low) for each in clauses if each.says.party
    )
    refused, refund, discretion = kinds.values()
    conflict = either(
        both(refused, refund), both(refused, discretion), both(refund, discretion),
        both(negation(refused), either(highs_differ, lows_differ)),
    )  # fmt: skip
    agree = negation(conflict)
    verdicts = {
        "refund": both(agree, refund),
        "refused": both(agree, refused),
        "discretion": either(conflict, discretion),
        "not_covered": negation(either(*(each.decides for each in clauses))),
    }
    low = chosen(conflict, 0, chosen(refund, high, low))
    return Answer(
        verdicts, low, high,
        gathered((name, both(each.decides, test)) for each in clauses for name, test in each.says.cites.items()),
        gathered((name, both(each.decides, test)) for each in clauses for name, test in each.says.measures.items()),
        _parties(clauses, agree), stuck, conflict,
    )  # fmt: skip


def _pays(each: Says) -> bool:
    return each.refund is not False or each.discretion is not False


def _greatest(sums: object) -> tuple[Whole, Test]:
    """The greatest of the sums that count, zero where none does, and whether one that counts is another."""
    counted: dict[object, tuple[Whole, list[Test]]] = {}
    for counts, held in sums:  # type: ignore[attr-defined]
        counted.setdefault(key_of(held), (held, []))[1].append(counts)
    most: Whole = 0
    for held, tests in counted.values():
        most = chosen(both(either(*tests), below(most, held)), held, most)
    return most, either(
        *(both(either(*tests), negation(equal(held, most))) for held, tests in counted.values())
    )


def _parties(clauses: Sequence[Decisive], agree: Test) -> dict[str, Test]:
    """The party of the first clause that leaves the answer to one."""
    found: list[tuple[str, Test]] = []
    open_ = agree
    for each in clauses:
        if each.says.party:
            counts = both(each.decides, each.says.discretion)
            found.append((each.says.party, both(open_, counts)))
            open_ = both(open_, negation(counts))
    return gathered(found)


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
    )


def _verdicts_of(found: Answer) -> dict[str, Test]:
    """The verdicts, what was left to somebody being a discretion; none where the answer is stuck."""
    verdicts = dict(found.verdicts)
    left_ = verdicts.pop("left", False)
    verdicts["discretion"] = either(verdicts["discretion"], left_)
    return {name: both(test, negation(found.is_stuck)) for name, test in verdicts.items()}
