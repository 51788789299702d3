"""A span whose number is counted ends where the same span written out does; and what is wrong with one is said."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.cases.unknown import Unknown
from engine.evaluator.expression import identifier
from engine.evaluator.from_ir import compiled, load
from engine.reference import values
from engine.reference.from_ir import Reference

from .shop import Shop, shop

MOST = 12
FACTS = (
    'fact day.first "n" / "n"\n  date\n  asked "?" / "？"\n'
    f'fact day.count "n" / "n"\n  count\n  at least 0\n  at most {MOST}\n  asked "?" / "？"\n'
    'fact day.free "n" / "n"\n  count\n  asked "?" / "？"\n'
    'fact day.zone "n" / "n"\n  one of\n  choice Asia/Tokyo "n" / "n"\n  choice other "n" / "n"\n  asked "?" / "？"\n'
)
WAYS = list(product(("counted", "not counted"), ("counted in full", "not counted"), ("kept", "rolled")))


@cache
def _readings(way: tuple[str, str, str], unit: str, side: str) -> tuple[Reference, dict[str, Any]]:
    first, last, end = way
    written = "".join(
        f'term written_{count} "n" / "n"\n  is {count} {unit} {side} day.first, counted as way\n'
        for count in range(MOST + 1)
    )
    made = shop(
        f'counting way "n" / "n"\n  first day {first}\n  last day {last}\n  month end {end}\n{written}'
        f'term counted "n" / "n"\n  is day.count {unit} {side} day.first, counted as way\n',
        FACTS,
    )
    assert made.messages == []
    return Reference(made.program, {}), load(compiled(made.program), {})


@pytest.mark.parametrize("unit", ["months", "calendar days"])
@settings(max_examples=40)
@given(
    st.sampled_from(WAYS), st.sampled_from(("after", "before")), st.integers(730_000, 731_500), st.integers(0, MOST)
)  # fmt: skip
def test_a_number_that_is_counted_counts_like_one_that_is_written(
    unit: str, way: tuple[str, str, str], side: str, first: int, count: int
) -> None:
    reference, module = _readings(way, unit, side)
    told = {"day.first": first, "day.count": count}
    facts = {fact.name: told.get(fact.name, Unknown(fact.name)) for fact in reference.program.facts}
    ends = {
        values.value(reference.readings(facts).terms[name], reference.readings(facts))
        for name in ("counted", f"written_{count}")
    }
    assert len(ends) == 1
    case = tuple(facts.values())
    assert ends == {module[f"term_{identifier(name)}"](case) for name in ("counted", f"written_{count}")}


def _said(line: str, counting: str = "") -> Shop:
    way = (
        counting
        or "  first day not counted\n  last day counted in full\n  month end kept\n  zone Asia/Tokyo\n"
    )
    return shop(f'counting way "n" / "n"\n{way}term found "n" / "n"\n  is {line}, counted as way\n', FACTS)


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("day.free calendar days after day.first", "RF216", "`day.free` could be below zero"),
        (
            "(the greatest of day.free and 0) months after day.first",
            "RF216",
            "nothing says how many `the greatest of day.free and 0` is at most",
        ),
        ("order.price months after day.first", "RF203", "money in CNY is not a number of months"),
        ("seven calendar days after day.first", "RF103", "`seven` is not a number"),
        (
            "the first day of the cycle of 24 hours from day.first around day.first",
            "RF211",
            "`24 hours` is not the length of a cycle",
        ),
    ],
)
def test_what_is_wrong_with_a_span(line: str, code: str, message: str) -> None:
    made = _said(line)
    assert (made.codes, made.messages) == ([code], [message])


@pytest.mark.parametrize(
    ("counting", "code"),
    [
        ("  zone day.zone\n", "RF203"),
        ("  last day counted until 24:00\n", "RF216"),
        ("  last day counted until 18:00\n  last day counted in full\n", "RF305"),
        ("  hours elapsed\n  hours by the clock\n", "RF305"),
    ],
)
def test_what_is_wrong_with_a_counting(counting: str, code: str) -> None:
    assert code in _said("1 calendar day after day.first", counting).codes


def test_a_day_that_is_counted_back_to_is_not_moved_on() -> None:
    counting = "  first day not counted\n  last day counted in full\n  last day moved on\n  calendar mainland-china\n"
    assert _said("1 calendar day before day.first", counting).codes == ["RF211"]
    assert _said("1 calendar day after day.first", counting).codes == []


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("  where order.opened\n  clause 1.1 needs order.opened is yes, instead of order.opened is no\n", []),
        (
            "  where order.opened\n  clause 1.1 needs order.opened is yes, instead of order.opened is yes\n",
            ["RF303"],
        ),
        ("  where order.opened\n", ["RF108"]),
        ("  clause 1.1 pays price_back, instead of price_back\n", ["RF108"]),
    ],
)
def test_a_variation_meets_the_line_that_it_replaces(line: str, codes: list[str]) -> None:
    found = shop(f'variation some "n" / "n"\n{line}').codes
    assert [code for code in found if code != "RF303" or "RF303" in codes] == codes
