"""The shipped business days of mainland China, against two independent sources and the notice of 2026."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from engine.values.calendar import Calendar, Shifted
from engine.values.calendar_from_toml import calendar_from_tables

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "calendars" / "mainland-china"
YEARS = range(2018, 2027)


def table(year: int) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{year}.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from_tables(table(year) for year in YEARS)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def span(month: int, first: int, last: int) -> list[date]:
    return [date(2026, month, day) for day in range(first, last + 1)]


def test_every_file_is_of_its_year_and_calendar() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.toml")) == [f"{year}.toml" for year in YEARS]
    for year in YEARS:
        assert (table(year)["calendar"], table(year)["year"]) == (FOLDER.name, year)


@pytest.mark.parametrize("year", YEARS)
def test_both_sources_agree_on_every_day(year: int, calendar: Calendar) -> None:
    china = holidays.country_holidays("CN", years=year)
    for day in days_of(year):
        known = calendar.is_business_day(day.toordinal())
        assert (day, known) == (day, chinese_calendar.is_workday(day))
        assert (day, known) == (day, china.is_working_day(day))


@pytest.mark.parametrize("year", YEARS)
def test_every_date_is_in_order(year: int) -> None:
    for key in ("off", "work"):
        dates = table(year)[key]
        assert isinstance(dates, list)
        assert dates == sorted(dates)


def test_the_notice_for_2026() -> None:
    assert table(2026) == {
        "calendar": "mainland-china",
        "year": 2026,
        "weekend": ["saturday", "sunday"],
        "notice": "国办发明电〔2025〕7号",
        "off": [
            *span(1, 1, 3),
            *span(2, 15, 23),
            *span(4, 4, 6),
            *span(5, 1, 5),
            *span(6, 19, 21),
            *span(9, 25, 27),
            *span(10, 1, 7),
        ],
        "work": [
            date(2026, month, day) for month, day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
        ],
    }


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 7, 8), date(2026, 7, 17)),
        (date(2026, 2, 13), date(2026, 3, 2)),
        (date(2026, 9, 30), date(2026, 10, 15)),
        (date(2026, 12, 22), date(2026, 12, 31)),
    ],
)
def test_seven_business_days_on(start: date, due: date, calendar: Calendar) -> None:
    assert calendar.shift(start.toordinal(), 7) == Shifted(due.toordinal(), due.toordinal())


def test_a_review_that_reaches_a_year_not_announced(calendar: Calendar) -> None:
    assert calendar.shift(date(2026, 12, 24).toordinal(), 7) == Shifted(None, date(2027, 1, 2).toordinal())
    assert calendar.shift(date(2018, 1, 3).toordinal(), -2) == Shifted(None, date(2017, 12, 31).toordinal())
