"""Business days against counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.calendar import Calendar, Shifted

SATURDAY, SUNDAY = 5, 6
WEEKEND = frozenset({SATURDAY, SUNDAY})
NOTHING: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())

Years = dict[int, tuple[frozenset[int], frozenset[int]]]


def at(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@st.composite
def years_of_days(draw: st.DrawFn) -> Years:
    """Some of the years 2023 to 2026, each with days off and days worked anywhere in it."""
    years: Years = {}
    for year in draw(st.sets(st.integers(2023, 2026), min_size=1)):
        days = st.dates(date(year, 1, 1), date(year, 12, 31)).map(date.toordinal)
        off = draw(st.frozensets(days, max_size=40))
        years[year] = (off, draw(st.frozensets(days, max_size=20)) - off)
    return years


weekends = st.frozensets(st.integers(0, 6), max_size=3)
starts = st.dates(date(2022, 11, 1), date(2027, 2, 1)).map(date.toordinal)
counts = st.integers(-400, 400) | st.integers(-10, 10)


def plain_business_day(day: int, weekend: frozenset[int], years: Years) -> bool | None:
    plain = date.fromordinal(day)
    if plain.year not in years:
        return None
    off, work = years[plain.year]
    return day in work or (plain.weekday() not in weekend and day not in off)


def plain_shift(day: int, count: int, weekend: frozenset[int], years: Years) -> int | None:
    plain, step = date.fromordinal(day), timedelta(days=1 if count > 0 else -1)
    counted = 0
    while counted < abs(count):
        plain += step
        works = plain_business_day(plain.toordinal(), weekend, years)
        if works is None:
            return None
        counted += works
    return plain.toordinal()


@given(starts, weekends, years_of_days())
def test_business_days_are_those_listed(day: int, weekend: frozenset[int], years: Years) -> None:
    calendar = Calendar.from_years("made up", weekend, years)
    assert calendar.is_business_day(day) is plain_business_day(day, weekend, years)


@given(starts, counts, weekends, years_of_days())
def test_shift_is_plain_counting(day: int, count: int, weekend: frozenset[int], years: Years) -> None:
    found = Calendar.from_years("made up", weekend, years).shift(day, count)
    assert found.day == plain_shift(day, count, weekend, years)
    assert found.day in {None, found.bound}


@given(starts, counts, years_of_days(), st.data())
def test_no_later_notice_breaks_the_bound(day: int, count: int, years: Years, data: st.DataObject) -> None:
    found = Calendar.from_years("made up", WEEKEND, years).shift(day, count)
    rest = {year: NOTHING for year in range(2019, 2031) if year not in years}
    for year in rest:
        days = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        some = data.draw(st.sampled_from([0, 1, 2, 3]))
        rest[year] = (frozenset(), frozenset(days if some == 0 else days[::some]))
    end = plain_shift(day, count, WEEKEND, years | rest)
    assert end is not None
    assert end >= found.bound if count > 0 else end <= found.bound


@given(starts, counts)
def test_the_bound_is_reached_where_every_unknown_day_is_worked(day: int, count: int) -> None:
    known: Years = {2024: NOTHING, 2025: NOTHING}
    bound = Calendar.from_years("made up", WEEKEND, known).shift(day, count).bound
    if date(2024, 1, 1).toordinal() <= day <= date(2025, 12, 31).toordinal():
        worked = {
            year: (frozenset[int](), frozenset(range(date(year, 1, 1).toordinal(), at(f"{year}-12-31") + 1)))
            for year in (2022, 2023, 2026, 2027)
        }
        assert plain_shift(day, count, WEEKEND, known | worked) == bound


@pytest.mark.parametrize(
    ("day", "count", "shifted"),
    [
        ("2025-12-31", 0, Shifted(at("2025-12-31"), at("2025-12-31"))),
        ("2025-12-24", 5, Shifted(at("2025-12-31"), at("2025-12-31"))),
        ("2025-12-24", 6, Shifted(None, at("2026-01-01"))),
        ("2025-12-24", 7, Shifted(None, at("2026-01-02"))),
        ("2025-12-31", 1, Shifted(None, at("2026-01-01"))),
        ("2026-03-01", 3, Shifted(None, at("2026-03-04"))),
        ("2026-03-01", 0, Shifted(at("2026-03-01"), at("2026-03-01"))),
        ("2025-01-03", -2, Shifted(at("2025-01-01"), at("2025-01-01"))),
        ("2025-01-03", -3, Shifted(None, at("2024-12-31"))),
        ("2025-01-03", -5, Shifted(None, at("2024-12-29"))),
        # the day itself is not counted, so its own year need not be known
        ("2024-12-31", 1, Shifted(at("2025-01-01"), at("2025-01-01"))),
        ("2026-01-01", -1, Shifted(at("2025-12-31"), at("2025-12-31"))),
        ("2025-06-30", 10**15, Shifted(None, at("2025-12-31") + 10**15 - 132)),
    ],
)
def test_the_edges_of_what_is_known(day: str, count: int, shifted: Shifted) -> None:
    calendar = Calendar.from_years("plain weeks", WEEKEND, {2025: NOTHING})
    assert calendar.shift(at(day), count) == shifted


def test_a_year_between_may_be_unknown() -> None:
    calendar = Calendar.from_years("with a hole", WEEKEND, {2023: NOTHING, 2025: NOTHING})
    assert calendar.years == (2023, 2025)
    assert calendar.is_business_day(at("2024-06-03")) is None
    assert calendar.is_business_day(at("2025-06-02")) is True
    assert calendar.shift(at("2023-12-29"), 2) == Shifted(None, at("2024-01-02"))


def test_no_year_need_be_known() -> None:
    calendar = Calendar.from_years("empty", WEEKEND, {})
    assert calendar.is_business_day(at("2025-06-02")) is None
    assert calendar.shift(at("2025-06-02"), 2) == Shifted(None, at("2025-06-04"))


@pytest.mark.parametrize(
    ("off", "work", "words"),
    [
        ({at("2026-01-01")}, set(), "`2026-01-01` is not a day of 2025"),
        (set(), {at("2024-12-31")}, "`2024-12-31` is not a day of 2025"),
        ({at("2025-05-01")}, {at("2025-05-01")}, "`2025-05-01` is both a day off and a working day"),
    ],
)
def test_what_is_refused(off: set[int], work: set[int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Calendar.from_years("wrong", WEEKEND, {2025: (frozenset(off), frozenset(work))})


@pytest.mark.parametrize("weekend", [{7}, {-1, 5}])
def test_a_weekend_is_of_days_of_the_week(weekend: set[int]) -> None:
    with pytest.raises(ValueError, match="a day of the week is 0 to 6"):
        Calendar.from_years("wrong", frozenset(weekend), {})
