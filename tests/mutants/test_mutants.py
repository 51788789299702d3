"""A few mutants of a few policies, held against random cases; `make mutants` holds all of them against many more."""

from __future__ import annotations

import pytest

from tests.mutants.held import Bench, figures
from tests.mutants.policies import policies

NAMES = ("book-returns", "story-table-of-two-axes")
CASES, MUTANTS = 300, 6


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_to_be_equal_is_and_what_differs_is_shown(name: str) -> None:
    bench = Bench(next(policies(name)), CASES, 3)
    every = bench.mutants()
    held = [bench.held(mutant) for mutant in every[:: len(every) // MUTANTS]]
    assert [(each.fault, each.problem, each.case) for each in held if each.problem] == []
    assert figures(held)["differ in a random case"]


def test_a_case_that_differs_where_equal_is_said_would_be_counted() -> None:
    """The harness itself: a mutant that is compared with itself is equal, and its cases differ from the policy's."""
    bench = Bench(next(policies("book-returns")), CASES, 0)
    mutant = next(each for each in bench.mutants() if each.change.kind == "need")
    bench._old = bench.opened(mutant)
    held = bench.held(mutant)
    assert held.differs
    assert held.is_equal
    assert held.problem.startswith("miss")
