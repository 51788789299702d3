"""One value of a case file, read by the type of its fact; what is no such value is reported and stays unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeGuard

from engine.cases.from_amount import read_amount
from engine.cases.limits import LARGEST_SET, LONGEST_TEXT
from engine.cases.mistakes import Mistakes
from engine.cases.number import Number
from engine.cases.unknown import Unknown
from engine.cases.written import cut, said, written
from engine.ir import tree as ir
from engine.ir.types import ORDERED
from engine.values.moment import FIRST_YEAR, LAST_YEAR, from_date, from_datetime, to_day, to_instant
from engine.values.unreadable import Unreadable

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FAULTS: Mapping[str, str] = {
    "shape": "is not written as RFC 3339 asks",
    "offset": "does not say how far its clock is from UTC",
    "precision": "has more than nine decimals of a second",
    "range": f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}",
    "day": "names a day that the calendar does not have",
    "time": "names a time that no day has",
    "leap": "names a leap second, which is not counted",
}
_INSTANT = "write it like `2026-07-05T20:10:00+08:00`"
_LEAVE_OUT = "leave the fact out if it is not known"
_DATE = "write it like `2026-07-05`"


def read_value(given: object, fact: ir.FactDeclaration, zone: str, mistakes: Mistakes) -> object:
    """The value of a fact, or its Unknown where what is given is no possible value of it."""
    if given is None:
        return mistakes.refuse("RF502", fact, f"{cut(fact.name)} is null", _LEAVE_OUT)
    value = _READERS.get(fact.type.kind, read_amount)(given, fact, mistakes)
    if isinstance(value, int) and fact.type.kind in ORDERED:
        return _bounded(value, given, fact, zone, mistakes)
    return value


def _bounded(
    value: int, given: object, fact: ir.FactDeclaration, zone: str, mistakes: Mistakes
) -> int | Unknown:
    """The value, if it keeps the bounds of its fact."""
    is_time = fact.type.kind in {"instant", "date"}
    if fact.least is not None and value < fact.least:
        how = "early" if is_time else "little"
        least = f"the least it can be is `{written(fact.least, fact.type, zone)}`"
        help_text = "it must be above zero" if fact.least == 1 and not is_time else least
    elif fact.greatest is not None and value > fact.greatest:
        how = "late" if is_time else "much"
        help_text = f"the most it can be is `{written(fact.greatest, fact.type, zone)}`"
    else:
        return value
    return mistakes.refuse("RF503", fact, f"{said(given)} is too {how} for {cut(fact.name)}", help_text)


def _is_text(given: object) -> TypeGuard[str]:
    return isinstance(given, str) and not isinstance(given, Number)


def _not_a(what: str, given: object, fact: ir.FactDeclaration, mistakes: Mistakes, help_text: str) -> Unknown:
    return mistakes.refuse("RF502", fact, f"{cut(fact.name)} is {what}, not {said(given)}", help_text)


def _yes_no(given: object, fact: ir.FactDeclaration, mistakes: Mistakes) -> bool | Unknown:
    if isinstance(given, bool):
        return given
    return _not_a("yes or no", given, fact, mistakes, "write `true` or `false`, without quotes")


def _choice(given: object, fact: ir.FactDeclaration, mistakes: Mistakes) -> str | Unknown:
    if _is_text(given):
        return _word(given, fact, mistakes)
    return _not_a("one word of a list", given, fact, mistakes, _choices(fact))


def _set(given: object, fact: ir.FactDeclaration, mistakes: Mistakes) -> frozenset[str] | Unknown:
    if not isinstance(given, list):
        help_text = f'write a list, as in `["{fact.type.options[0]}"]`'
        return _not_a("a list of words", given, fact, mistakes, help_text)
    if len(given) > LARGEST_SET:
        message = f"{cut(fact.name)} has {len(given):,} entries, and at most {LARGEST_SET} are read"
        return mistakes.refuse("RF507", fact, message)
    words = [_member(each, fact, mistakes, f"[{place}]") for place, each in enumerate(given)]
    known = [word for word in words if isinstance(word, str)]
    return frozenset(known) if len(known) == len(words) else Unknown(fact.name)


def _member(given: object, fact: ir.FactDeclaration, mistakes: Mistakes, at: str) -> str | Unknown:
    if _is_text(given):
        return _word(given, fact, mistakes, at)
    message = f"{cut(fact.name)} holds words, not {said(given)}"
    return mistakes.refuse("RF502", fact, message, _choices(fact), at)


def _word(given: str, fact: ir.FactDeclaration, mistakes: Mistakes, at: str = "") -> str | Unknown:
    if given in fact.type.options:
        return given
    help_text = mistakes.guess(given, fact.type.options) or _choices(fact)
    return mistakes.refuse("RF511", fact, f"{cut(given)} is no choice of {cut(fact.name)}", help_text, at)


def _choices(fact: ir.FactDeclaration) -> str:
    return "the choices are " + ", ".join(f"`{option}`" for option in fact.type.options)


def _text(given: object, fact: ir.FactDeclaration, mistakes: Mistakes) -> str | Unknown:
    if not _is_text(given):
        return _not_a("a text", given, fact, mistakes, "put it in quotes")
    if len(given) > LONGEST_TEXT:
        message = f"{cut(fact.name)} has {len(given):,} characters, and at most {LONGEST_TEXT:,} are read"
        return mistakes.refuse("RF507", fact, message)
    if not given.strip():
        message = f"{cut(fact.name)} is an empty text"
        return mistakes.refuse("RF503", fact, message, _LEAVE_OUT)
    if _UNPRINTABLE.search(given):
        message = f"{cut(fact.name)} has a character that cannot be printed: {cut(given)}"
        return mistakes.refuse("RF503", fact, message, "take out line breaks, tabs and the like")
    return given


def _instant(given: object, fact: ir.FactDeclaration, mistakes: Mistakes) -> int | Unknown:
    try:
        if isinstance(given, datetime):
            return from_datetime(given)
        if _is_text(given):
            return to_instant(given)
    except Unreadable as fault:
        return mistakes.refuse("RF509", fact, f"{said(given)} {_FAULTS[fault.reason]}", _INSTANT)
    return _not_a("a moment", given, fact, mistakes, _INSTANT)


def _date(given: object, fact: ir.FactDeclaration, mistakes: Mistakes) -> int | Unknown:
    try:
        if isinstance(given, date) and not isinstance(given, datetime):
            return from_date(given)
        if _is_text(given):
            return to_day(given)
    except Unreadable as fault:
        return mistakes.refuse("RF509", fact, f"{said(given)} {_FAULTS[fault.reason]}", _DATE)
    return _not_a("a date", given, fact, mistakes, _DATE)


_READERS: Mapping[str, Callable[[object, ir.FactDeclaration, Mistakes], object]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "set": _set,
    "text": _text,
    "instant": _instant,
    "date": _date,
}
