"""Calendars from TOML: the tables of a calendar's yearly files, once parsed, as one calendar."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NoReturn

from engine.values.calendar import Calendar

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEEDED = frozenset({"calendar", "year", "weekend", "off", "work"})
_KEYS = _NEEDED | {"notice"}


def calendar_from_tables(tables: Iterable[Mapping[str, object]]) -> Calendar:
    """Build one calendar from its yearly tables: `calendar`, `year`, `weekend`, `off`, `work`, `notice`.

    `off` and `work` list dates of that year: days off, and weekend days that are worked; `notice`, the
    number of the official notice, may be left out. Raises ValueError for a table that is missing a
    key or has an unknown one, a date of another year, a date listed twice or in both lists, a worked day
    that is no weekend day, an entry that is no date, two tables of one year, or tables that differ in
    calendar or weekend.
    """
    names: set[str] = set()
    weekends: set[frozenset[int]] = set()
    known: dict[int, tuple[frozenset[int], frozenset[int]]] = {}
    for table in tables:
        year = _year(table)
        if year in known:
            _refuse(f"two tables are of {year}")
        names.add(_text(table, "calendar"))
        weekends.add(_weekend(table["weekend"]))
        known[year] = (_days(table, "off"), _days(table, "work"))
    if not known:
        _refuse("a calendar needs at least one year")
    if len(names) > 1:
        _refuse(f"these are different calendars: {', '.join(f'`{name}`' for name in sorted(names))}")
    if len(weekends) > 1:
        _refuse("the years of one calendar have different weekends")
    weekend = weekends.pop()
    for _, work in known.values():
        _check_worked(work, weekend)
    return Calendar.from_years(names.pop(), weekend, known)


def _year(table: Mapping[str, object]) -> int:
    """Return the year of a table that has all keys it needs and no other."""
    for key in sorted(_NEEDED - table.keys()):
        _refuse(f"`{key}` is missing")
    for key in sorted(table.keys() - _KEYS):
        _refuse(f"`{key}` is not a key of a calendar")
    _text(table, "notice")
    year = table["year"]
    if not isinstance(year, int) or isinstance(year, bool):
        _refuse(f"`year` is a whole number, not `{year}`")
    return year


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        _refuse(f"`{key}` is a text, not `{value}`")
    return value


def _weekend(names: object) -> frozenset[int]:
    """Read the names of the days of the weekend."""
    if not isinstance(names, list):
        _refuse(f"`weekend` is a list, not `{names}`")
    for name in names:
        if name not in _WEEK:
            _refuse(f"`weekend` names `{name}`, which is no day of the week")
    return frozenset(_WEEK.index(name) for name in names)


def _days(table: Mapping[str, object], key: str) -> frozenset[int]:
    """Read a list of dates."""
    values = table[key]
    if not isinstance(values, list):
        _refuse(f"`{key}` is a list of dates, not `{values}`")
    days: set[int] = set()
    for value in values:
        # a datetime is a date to Python, but not to a calendar
        if not isinstance(value, date) or isinstance(value, datetime):
            _refuse(f"`{key}` names `{value}`, which is no date")
        if value.toordinal() in days:
            _refuse(f"`{key}` names `{value}` twice")
        days.add(value.toordinal())
    return frozenset(days)


def _check_worked(work: frozenset[int], weekend: frozenset[int]) -> None:
    """Refuse a working day that would be one anyway: some other day was meant."""
    for day in sorted(work):
        if (day - 1) % len(_WEEK) not in weekend:
            _refuse(f"`work` names `{date.fromordinal(day)}`, which is no weekend day")


def _refuse(message: str) -> NoReturn:
    raise ValueError(message)
