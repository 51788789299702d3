"""The entries of a list taken together, in SQL; NULL where what is asked of an entry is not known."""

from __future__ import annotations

from engine.cases.limits import LARGEST_LIST
from engine.columnar.number import Whole, checked


def holds(how: str, held: str, entry: str, value: str, where: str | None) -> str:
    """Whether a test holds for any, or for all, of the entries that count: the first that settles it says so."""
    passed = "FALSE" if how == "any" else "TRUE"
    found = _each(held, entry, _counted(value, where, passed))
    settles = f"list_filter({found}, lambda test: test IS DISTINCT FROM {passed})"
    return f"(CASE WHEN len({settles}) = 0 THEN {passed} ELSE ({settles})[1] END)"


def total(held: str, entry: str, value: Whole, where: str | None) -> Whole:
    """The sum of a value over the entries that count."""
    found = _each(held, entry, _counted(value.sql, where, "0"))
    low, high = min(0, value.low * LARGEST_LIST), max(0, value.high * LARGEST_LIST)
    kind = "HUGEINT" if checked(Whole("", low, high)).is_wide else "BIGINT"
    return Whole(_known(found, f"coalesce(list_sum({found}), 0)::{kind}"), low, high)


def extreme(how: str, held: str, entry: str, values: tuple[Whole, Whole], where: str | None) -> Whole:
    """The least or the greatest of a value over the entries that count, or what stands for none of them."""
    value, otherwise = values
    tests = _each(held, entry, where or "TRUE")
    chosen = held if where is None else f"list_filter({held}, lambda {entry}: coalesce({where}, FALSE))"
    found = _each(chosen, entry, value.sql)
    function = "list_min" if how == "least" else "list_max"
    picked = f"CASE WHEN len({found}) = 0 THEN {otherwise.sql} ELSE {function}({found}) END"
    sql = _known(tests, _known(found, picked))
    return Whole(sql, min(value.low, otherwise.low), max(value.high, otherwise.high))


def _each(held: str, entry: str, value: str) -> str:
    return f"list_transform({held}, lambda {entry}: {value})"


def _counted(value: str, where: str | None, otherwise: str) -> str:
    return value if where is None else f"CASE {where} WHEN TRUE THEN {value} WHEN FALSE THEN {otherwise} END"


def _known(found: str, value: str) -> str:
    """A value, where nothing in a list is unknown."""
    return f"(CASE WHEN list_count({found}) = len({found}) THEN {value} END)"
