"""What z3 is told of the functions of time never denies what they are: each around any moment that can be written."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.reference.values import _elapsed, shift
from engine.solver.found import Finder
from engine.solver.space import Space
from engine.solver.terms import Test, Whole, equal
from engine.solver.times import elapsed, shifted
from engine.values.moment import FIRST_DAY, FIRST_INSTANT, LAST_DAY, LAST_INSTANT
from tests.agree.test_readings import UNSETTLED, calendars
from tests.ir.expressions import CALENDAR

DAYS = st.one_of(st.integers(FIRST_DAY, LAST_DAY), st.integers(739_600, 740_000))
INSTANTS = st.one_of(
    st.integers(FIRST_INSTANT, LAST_INSTANT),
    st.integers(1_774_000_000, 1_794_000_000).map(lambda second: second * 10**9),
)
ZONES = ("Europe/Paris", "America/New_York", "Pacific/Apia", "Asia/Gaza", "Asia/Shanghai")
COUNTS = st.integers(-40, 400)
KINDS = st.one_of(
    st.tuples(st.just("months"), st.sampled_from(("clamp", "roll")), DAYS, DAYS),
    st.tuples(st.just("business_days"), st.just(CALENDAR), DAYS, DAYS),
    st.tuples(st.just("days"), st.just(""), DAYS, DAYS),
    st.tuples(st.sampled_from(("hours", "minutes")), st.sampled_from(("", *ZONES)), INSTANTS, INSTANTS),
)
EXAMPLES = 80


def settled(values: tuple[int, ...], make: Callable[[Space, list[Whole]], tuple[Whole, Test]]) -> int | None:
    """What the terms of a function come to where its inputs have these values; None where it has no value."""
    space = Space()
    inputs = [space.whole(f"input {at}") for at in range(len(values))]
    output, fails = make(space, inputs)
    wanted = [equal(held, value) for held, value in zip(inputs, values, strict=True)]
    finder = Finder(space, {}, 0, 1)
    tables = [each.table for each in space.applications.values() if each.table is not None]
    while True:
        finder._tell()
        model = finder._model(wanted, [])
        assert model is not None, "what was told denies what is so"
        mistakes = finder._mistakes(model)
        if not mistakes and not tables:
            return None if model.holds(fails) else model.number(output)
        space.claims += [each.lemma(held) for each, held in mistakes] or [tables.pop()()]


@given(KINDS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_from_one_moment_to_another(kind: tuple[str, str, int, int]) -> None:
    unit, rule, first, last = kind
    found = settled(
        (first, last), lambda space, ends: elapsed(ends[0], ends[1], unit, rule, calendars(), space)
    )
    assert found == _actual(lambda: _elapsed(first, last, unit, rule, calendars()))


@given(KINDS, COUNTS, st.booleans())
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_moment_moved(kind: tuple[str, str, int, int], count: int, is_counted: bool) -> None:
    unit, rule, start, _ = kind
    values = (start, count) if is_counted else (start,)

    def made(space: Space, inputs: list[Whole]) -> tuple[Whole, Test]:
        return shifted(inputs[0], [*inputs, count][1], unit, rule, calendars(), space)

    assert settled(values, made) == _actual(lambda: shift(start, count, unit, rule, calendars()))


@given(DAYS, st.integers(0, 1439), st.sampled_from(ZONES))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_time_of_a_day(day: int, minutes: int, zone: str) -> None:
    found = settled((day,), lambda space, inputs: shifted(inputs[0], minutes, "time", zone, {}, space))
    assert found == shift(day, minutes, "time", zone, {})


def _actual(read: Callable[[], int]) -> int | None:
    try:
        return read()
    except UNSETTLED:
        return None
