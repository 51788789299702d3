"""What z3 is told of products and shares never denies what they are, nor do the bounds that are kept of them."""

from __future__ import annotations

from math import inf

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.solver.bounds import bounds, lies
from engine.solver.found import Finder
from engine.solver.quotients import Ratio, extreme, multiplied, rounded, total
from engine.solver.space import Space
from engine.solver.terms import Whole, below, equal
from engine.values.rounding import to_multiple

SUMS = st.integers(-10, 10) | st.integers(-(10**12), 10**12)
WHOLE = st.integers(1, 10) | st.integers(1, 10**9)
MODES = st.sampled_from(("up", "down", "half_up", "half_even"))


def _asked(values: tuple[int, ...], space: Space, *, is_bounded: bool) -> list[Whole]:
    """A variable for each value; it is known that those are not below zero which are not, or nothing is."""
    inputs = [space.whole(f"input {at}") for at in range(len(values))]
    for held, value in zip(inputs, values, strict=True):
        lies(held, (0 if is_bounded and value >= 0 else -inf, inf), space)
    return inputs


@example((1, 3, 2, 2), "down", 1, False)
@example((1, -3, 2, 2), "up", 1, False)
@given(st.tuples(SUMS, SUMS, SUMS, WHOLE), MODES, st.sampled_from((1, 5)), st.booleans())
@settings(max_examples=80, deadline=None)
def test_shares_of_a_sum(values: tuple[int, int, int, int], mode: str, unit: int, is_bounded: bool) -> None:
    space = Space()
    sum_, part, other, over = inputs = _asked(values, space, is_bounded=is_bounded)
    space.claims.append(below(0, over))
    shares = [
        rounded(multiplied(Ratio(sum_), Ratio(each), Ratio(over), space), unit, mode, space)
        for each in (part, other)
    ]
    less = total([shares[0]], [shares[1]], space)
    found = [each.over for each in (*shares, less, extreme("greatest", [less, Ratio(0)], space))]
    actual = [to_multiple(values[0] * each, values[3], unit, mode) for each in values[1:3]]
    actual += [actual[0] - actual[1], max(actual[0] - actual[1], 0)]
    for term, value in zip(found, actual, strict=True):
        low, high = bounds(term, space)
        assert low <= value <= high
    finder = Finder(space, {}, 0, 1)
    while True:
        finder._tell()
        model = finder._model([equal(held, value) for held, value in zip(inputs, values, strict=True)], [])
        assert model is not None, "what was told denies what is so"
        mistakes = finder._mistakes(model)
        if not mistakes:
            break
        space.claims += [each.lemma(held) for each, held in mistakes]
    assert [model.number(term) for term in found] == actual
