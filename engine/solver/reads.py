"""What is read of an expression: its value as terms, and where it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from engine.solver.facts import Words
from engine.solver.quotients import Ratio, picked
from engine.solver.terms import Test, both, chosen, either, negation


class UnknownNodeError(Exception):
    """A program has a construct that the solver does not know: the question is given up, never answered."""


@attrs.frozen
class Read:
    """The value of an expression, and whether reading it fails: a fact is not there, or a day beyond its calendar."""

    held: Test | Ratio | Words
    fails: Test = False


def in_turn(found: Sequence[Read], *, stops: bool) -> Read:
    """Tests read one after the other, up to the first that says `stops`; a later one cannot fail then."""
    holds, fails = not stops, False
    for each in reversed(found):
        fails = either(each.fails, both(negation(each.held) if stops else each.held, fails))
        holds = either(each.held, holds) if stops else both(each.held, holds)
    return Read(holds, fails)


def one_of(test: Test, then: Test | Ratio | Words, otherwise: Test | Ratio | Words) -> Test | Ratio | Words:
    """One of two values of a kind, by a test."""
    match then, otherwise:
        case Ratio(), Ratio():
            return picked(test, then, otherwise)
        case Mapping(), Mapping():
            words = dict.fromkeys((*then, *otherwise))
            return {word: chosen(test, then.get(word, False), otherwise.get(word, False)) for word in words}
        case _:
            return chosen(test, then, otherwise)
