"""Yearly tables as a calendar, and what is wrong with them."""

import tomllib
from datetime import date

import pytest

from engine.values.calendar_from_toml import calendar_from_tables

GOOD = """
calendar = "somewhere"
year = 2026
weekend = ["saturday", "sunday"]
notice = "No. 7"
off = [2026-01-01, 2026-01-02]
work = [2026-01-04]
"""


def test_a_good_table() -> None:
    calendar = calendar_from_tables([tomllib.loads(GOOD)])
    assert (calendar.name, calendar.years) == ("somewhere", (2026,))
    week = [calendar.is_business_day(date(2026, 1, day).toordinal()) for day in range(1, 8)]
    assert week == [False, False, False, True, True, True, True]


def test_tables_in_any_order() -> None:
    tables = [
        tomllib.loads(GOOD),
        {"calendar": "somewhere", "year": 2025, "weekend": ["sunday", "saturday"], "off": [], "work": []},
    ]
    assert calendar_from_tables(tables).years == (2025, 2026)


def test_another_weekend() -> None:
    table = {"calendar": "gulf", "year": 2026, "weekend": ["friday"], "off": [], "work": [date(2026, 1, 2)]}
    calendar = calendar_from_tables([table])
    fridays = [calendar.is_business_day(date(2026, 1, day).toordinal()) for day in (2, 9, 10)]
    assert fridays == [True, False, True]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2026-01-02]", "2025-12-31]", "`2025-12-31` is not a day of 2026"),
        ("[2026-01-04]", "[2027-01-02]", "`2027-01-02` is not a day of 2026"),
        ("2026-01-02]", "2026-01-04]", "`2026-01-04` is both a day off and a working day"),
        ("2026-01-02]", "2026-01-01]", "`off` names `2026-01-01` twice"),
        ("[2026-01-04]", "[2026-01-05]", "`work` names `2026-01-05`, which is no weekend day"),
        ("2026-01-02]", '"2026-01-02"]', "`off` names `2026-01-02`, which is no date"),
        ("2026-01-02]", "2026-01-02T00:00:00Z]", "`off` names `.*`, which is no date"),
        ("[2026-01-04]", "[2026-01-04T00:00:00]", "`work` names `.*`, which is no date"),
        ("[2026-01-04]", "[4]", "`work` names `4`, which is no date"),
        ("[2026-01-04]", "2026-01-04", "`work` is a list of dates"),
        ("year = 2026", "year = true", "`year` is a whole number"),
        ("year = 2026", 'year = "2026"', "`year` is a whole number"),
        ("year = 2026\n", "", "`year` is missing"),
        ("off =", "of =", "`off` is missing"),
        ("notice", "note", "`note` is not a key of a calendar"),
        ('"No. 7"', "7", "`notice` is a text"),
        ('"somewhere"', "1", "`calendar` is a text"),
        ('["saturday", "sunday"]', '"sunday"', "`weekend` is a list"),
        ('"saturday"', '"Saturday"', "`weekend` names `Saturday`"),
        ('"saturday"', "6", "`weekend` names `6`"),
        ('"saturday"', "[]", "`weekend` names"),
    ],
)
def test_what_is_refused(old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(ValueError, match=words):
        calendar_from_tables([tomllib.loads(GOOD.replace(old, new))])


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({}, "two tables are of 2026"),
        ({"year": 2025, "calendar": "elsewhere"}, "these are different calendars: `elsewhere`, `somewhere`"),
        ({"year": 2025, "weekend": ["sunday"]}, "the years of one calendar have different weekends"),
    ],
)
def test_tables_that_do_not_belong_together(other: dict[str, object], words: str) -> None:
    good = tomllib.loads(GOOD)
    with pytest.raises(ValueError, match=words):
        calendar_from_tables([good, good | {"off": [], "work": []} | other])


def test_no_table() -> None:
    with pytest.raises(ValueError, match="at least one year"):
        calendar_from_tables([])
