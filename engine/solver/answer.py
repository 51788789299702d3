"""What several clauses that decide say together, as terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from engine.solver.says import Says, gathered
from engine.solver.terms import Test, Whole, at_most, below, both, chosen, either, equal, key_of, negation


@attrs.frozen
class Answer:
    """The answer with all materials handed in: each verdict, bullet, measure and party with its test.

    It is stuck where a fact is read that is left out, or a day of which the calendar is not known. Sums are below zero
    where a party owes what is missing.
    """

    verdicts: Mapping[str, Test]
    low: Whole
    high: Whole
    cites: Mapping[str, Test]
    measures: Mapping[str, Test]
    parties: Mapping[str, Test]
    is_stuck: Test
    conflict: Test = False
    owed_by: Mapping[str, Test] = attrs.Factory(dict)


@attrs.frozen
class Decisive:
    """A clause that answers: what it says, and where it decides, no clause that comes before it deciding."""

    says: Says
    decides: Test


def together(clauses: Sequence[Decisive], stuck: Test) -> Answer:
    """What all clauses say, those that only improve an answer last."""
    found = combined([each for each in clauses if not each.says.improves], stuck)
    for each in clauses:
        if each.says.improves:
            found = _improved(found, each)
    return found


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
    owed = _owed(clauses)
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
    is_refused = both(agree, refused)
    low = chosen(is_refused, owed, chosen(conflict, 0, chosen(refund, high, low)))
    return Answer(
        verdicts, low, chosen(is_refused, owed, high),
        gathered((name, both(each.decides, test)) for each in clauses for name, test in each.says.cites.items()),
        gathered((name, both(each.decides, test)) for each in clauses for name, test in each.says.measures.items()),
        _parties(clauses, agree), stuck, conflict, _owing(clauses, is_refused, owed),
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


def _owed(clauses: Sequence[Decisive]) -> Whole:
    """What is owed where clauses refuse, below zero: the most that one of them says."""
    most: Whole = 0
    for each in clauses:
        if each.says.owed_by:
            counts = both(each.decides, each.says.refused, below(each.says.high, most))
            most = chosen(counts, each.says.high, most)
    return most


def _owing(clauses: Sequence[Decisive], is_refused: Test, owed: Whole) -> dict[str, Test]:
    """Who owes: the party that the first clause names which says that so much is owed."""
    found: list[tuple[str, Test]] = []
    open_ = is_refused
    for each in clauses:
        if each.says.owed_by:
            says_so = both(each.decides, each.says.refused, equal(each.says.high, owed), below(owed, 0))
            found += [(party, both(open_, says_so, test)) for party, test in each.says.owed_by.items()]
            open_ = both(open_, negation(says_so))
    return gathered(found)


def _improved(held: Answer, each: Decisive) -> Answer:
    """An answer after a clause that only improves it: from which sum on, and up to which, never goes down."""
    other, none = each.says, held.verdicts["not_covered"]
    no_better = either(other.refused, both(at_most(other.low, held.low), at_most(other.high, held.high)))
    no_worse = both(at_most(held.low, other.low), at_most(held.high, other.high))
    counts = both(each.decides, either(none, negation(no_better)))
    replaces = both(counts, either(none, no_worse))
    mixes = both(counts, negation(replaces))
    stays, is_most = negation(replaces), below(held.high, other.high)
    keeps = both(stays, negation(both(mixes, is_most)))
    takes = either(replaces, both(mixes, is_most))
    verdicts = {
        name: either(both(negation(counts), test), both(replaces, getattr(other, name, False)))
        for name, test in held.verdicts.items()
    }
    parties = [(name, both(keeps, test)) for name, test in held.parties.items()]
    parties += [(other.party, both(takes, other.discretion))] if other.party else []
    owe = [(name, both(negation(counts), test)) for name, test in held.owed_by.items()]
    return Answer(
        verdicts | {"discretion": either(verdicts["discretion"], mixes)},
        chosen(replaces, other.low, chosen(both(mixes, below(held.low, other.low)), other.low, held.low)),
        chosen(takes, other.high, held.high),
        _either_of(held.cites, stays, other.cites, counts),
        _either_of(held.measures, stays, other.measures, counts),
        gathered(parties),
        held.is_stuck,
        both(keeps, held.conflict),
        gathered([*owe, *((name, both(replaces, test)) for name, test in other.owed_by.items())]),
    )


def _either_of(
    one: Mapping[str, Test], stays: Test, other: Mapping[str, Test], comes: Test
) -> dict[str, Test]:
    return gathered(
        [(name, both(stays, test)) for name, test in one.items()]
        + [(name, both(comes, test)) for name, test in other.items()]
    )
