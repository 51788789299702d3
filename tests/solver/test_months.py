"""Cycles of four years say of every day to which other day months move it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from engine.solver.months import _by_cycles
from engine.values.span import add_months

COUNTS = (-12, -1, 1, 12, 25)
FIRSTS = [
    date(year, month, 1).toordinal()
    for year, month in product((1900, 1903, 1904, 1999, 2000, 2096, 2100, 2104, 2199), (1, 2, 3, 4, 12))
]
NEAR = (-2, -1, 0, 1)


@pytest.mark.parametrize(("count", "rule"), list(product(COUNTS, ("clamp", "roll"))))
def test_a_day_moved_by_months(count: int, rule: str) -> None:
    days = [first + by for first in FIRSTS for by in NEAR]
    is_told = 0
    for day in days:
        moved = add_months(day, count, rule)
        assert _by_cycles(day, moved, count, rule) is True
        is_told += _by_cycles(day, moved + 1, count, rule) is False
    assert is_told > len(days) // 2
