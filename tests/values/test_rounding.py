"""Rounding against exact fractions and against the modes of `decimal`."""

import decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.rounding import MODES, divide, to_multiple

DECIMAL_MODES = {
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
}

numerators = st.integers(-(10**24), 10**24) | st.integers(-50, 50)
denominators = st.integers(1, 10**24) | st.integers(1, 20)
modes = st.sampled_from(MODES)


@pytest.mark.parametrize(
    ("numerator", "denominator", "down", "up", "half_up", "half_even"),
    [
        (0, 7, 0, 0, 0, 0),
        (14, 7, 2, 2, 2, 2),
        (1, 2, 0, 1, 1, 0),
        (3, 2, 1, 2, 2, 2),
        (5, 2, 2, 3, 3, 2),
        (7, 5, 1, 2, 1, 1),
        (8, 5, 1, 2, 2, 2),
        (-1, 2, 0, -1, -1, 0),
        (-3, 2, -1, -2, -2, -2),
        (-5, 2, -2, -3, -3, -2),
        (-7, 5, -1, -2, -1, -1),
        (10**40 + 1, 2, 5 * 10**39, 5 * 10**39 + 1, 5 * 10**39 + 1, 5 * 10**39),
    ],
)
def test_boundaries(
    numerator: int, denominator: int, down: int, up: int, half_up: int, half_even: int
) -> None:
    expected = [down, up, half_up, half_even]
    assert [divide(numerator, denominator, mode) for mode in MODES] == expected


@given(numerators, denominators, modes)
def test_result_is_a_neighbour_of_the_exact_quotient(numerator: int, denominator: int, mode: str) -> None:
    exact = Fraction(numerator, denominator)
    result = divide(numerator, denominator, mode)
    assert abs(result - exact) < 1
    if mode.startswith("half"):
        assert abs(result - exact) <= Fraction(1, 2)
    elif mode == "down":
        assert abs(result) <= abs(exact)
    else:
        assert abs(result) >= abs(exact)


@given(numerators, st.integers(0, 20).map(lambda places: 10**places) | st.sampled_from([2, 4, 8, 125]), modes)
def test_result_is_that_of_decimal(numerator: int, denominator: int, mode: str) -> None:
    with decimal.localcontext() as context:
        context.prec = 80
        exact = decimal.Decimal(numerator) / denominator
        assert divide(numerator, denominator, mode) == int(exact.to_integral_value(DECIMAL_MODES[mode]))


@given(numerators, denominators, modes)
def test_sign_only_mirrors(numerator: int, denominator: int, mode: str) -> None:
    assert divide(-numerator, denominator, mode) == -divide(numerator, denominator, mode)


@given(numerators, denominators, st.integers(1, 10_000), modes)
def test_multiples(numerator: int, denominator: int, unit: int, mode: str) -> None:
    result = to_multiple(numerator, denominator, unit, mode)
    assert result % unit == 0
    assert result // unit == divide(numerator, denominator * unit, mode)
    assert abs(result - Fraction(numerator, denominator)) < unit


def test_a_multiple_is_rounded_once() -> None:
    # 449/10 is 45 to the nearest unit, and 45 would then be 50 to the nearest ten
    assert to_multiple(449, 10, 10, "half_up") == 40


@pytest.mark.parametrize("denominator", [0, -1])
def test_denominator_is_above_zero(denominator: int) -> None:
    with pytest.raises(ValueError, match="denominator must be above zero"):
        divide(1, denominator, "down")


@pytest.mark.parametrize("unit", [0, -5])
def test_unit_is_above_zero(unit: int) -> None:
    with pytest.raises(ValueError, match="unit to round to must be above zero"):
        to_multiple(1, 1, unit, "down")


@pytest.mark.parametrize("mode", ["", "floor", "HALF_UP", "half-up"])
def test_unknown_mode(mode: str) -> None:
    with pytest.raises(ValueError, match="unknown rounding mode"):
        divide(4, 2, mode)
