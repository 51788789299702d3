"""Months counted between two events agree with windows of months, and both count as windows of days do."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluator.expression import identifier
from engine.evaluator.from_ir import compiled, load
from engine.reference import values
from engine.reference.from_ir import Reference
from engine.values.moment import to_day
from engine.values.span import add_months

from .shop import shop

FACTS = "".join(f'fact day.{name} "n" / "n"\n  date\n  asked "?" / "？"\n' for name in ("first", "last"))
WAYS = list(product(("counted", "not counted"), ("counted in full", "not counted"), ("kept", "rolled")))
MOST = 30


@cache
def _readings(way: tuple[str, str, str], unit: str) -> tuple[Reference, dict[str, Any]]:
    first, last, end = way
    windows = "".join(
        f'term within_{count} "n" / "n"\n'
        f"  holds day.last is within {count} {unit} after day.first, counted as way\n"
        for count in range(1, MOST)
    )
    made = shop(
        f'counting way "n" / "n"\n  first day {first}\n  last day {last}\n  month end {end}\n{windows}'
        f'term counted "n" / "n"\n  is the number of {unit} from day.first to day.last, counted as way\n',
        FACTS,
    )
    assert made.messages == []
    return Reference(made.program, {}), load(compiled(made.program), {})


def _told(reference: Reference, first: int, last: int) -> dict[str, object]:
    return {
        fact.name: {"day.first": first, "day.last": last}.get(fact.name) for fact in reference.program.facts
    }


@pytest.mark.parametrize("unit", ["months", "calendar days"])
@given(st.sampled_from(WAYS), st.integers(730_000, 731_500), st.integers(-3, 3), st.integers(1, MOST - 1))
def test_a_day_lies_within_so_many_months_as_long_as_fewer_are_over_on_the_day_before(
    unit: str, way: tuple[str, str, str], first: int, away: int, count: int
) -> None:
    reference, module = _readings(way, unit)
    last = max((add_months(first, count, "roll") if unit == "months" else first + count) + away, first)
    # a last day that is not counted shortens the window, and the count, by that day each
    before = last - 1 + 2 * (way[1] == "not counted")
    terms = {term.name: term.meaning for term in reference.program.terms}
    told = _told(reference, first, last), _told(reference, first, before)
    held = values.test(terms[f"within_{count}"], reference.readings(told[0]))
    over = values.number(terms["counted"], reference.readings(told[1]))
    assert held is (over < count)
    window = module[f"term_{identifier(f'within_{count}')}"]
    assert window(tuple(told[0].values())) is held
    assert module["term_counted"](tuple(told[1].values())) == over


@pytest.mark.parametrize(
    ("way", "first", "last", "count"),
    [
        (("not counted", "counted in full", "kept"), "2026-01-01", "2026-01-31", 0),
        (("counted", "counted in full", "kept"), "2026-01-01", "2026-01-31", 1),
        (("counted", "not counted", "kept"), "2026-01-01", "2026-02-01", 1),
        (("counted", "not counted", "kept"), "2026-01-01", "2026-01-31", 0),
        (("not counted", "not counted", "kept"), "2026-01-01", "2026-02-01", 0),
        (("counted", "counted in full", "kept"), "2026-01-31", "2026-02-28", 1),
    ],
)
def test_whole_months(way: tuple[str, str, str], first: str, last: str, count: int) -> None:
    reference, module = _readings(way, "months")
    told = _told(reference, to_day(first), to_day(last))
    assert module["term_counted"](tuple(told.values())) == count
