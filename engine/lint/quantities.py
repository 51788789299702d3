"""The quantities that a sentence names in English or Chinese: 14 days, 第十四日, 30 percent, 3 July 2026."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from engine.model.check_texts import SLOT


class Quantity(NamedTuple):
    """A number and what it counts: `day`, `month`, `hour`, `minute`, `percent`, `money`, or nothing that is known."""

    value: Fraction
    unit: str


_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_CARDINALS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, **_TENS,
}  # fmt: skip
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip
_ONES = {"one": 1, "first": 1, **_CARDINALS, **_ORDINALS}
_TIMES = {"hundred": 100, "thousand": 1_000}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_UNITS = {
    "day": ("day", 1), "week": ("day", 7), "fortnight": ("day", 14), "month": ("month", 1), "year": ("month", 12),
    "hour": ("hour", 1), "minute": ("minute", 1), "percent": ("percent", 1), "yuan": ("money", 1), "cny": ("money", 1),
    "rmb": ("money", 1),
}  # fmt: skip
_CHINESE_UNITS = {
    "个工作日": ("day", 1), "个自然日": ("day", 1), "工作日": ("day", 1), "自然日": ("day", 1), "日": ("day", 1),
    "天": ("day", 1), "周": ("day", 7), "个星期": ("day", 7), "个月": ("month", 1), "年": ("month", 12),
    "个小时": ("hour", 1), "小时": ("hour", 1), "分钟": ("minute", 1), "元": ("money", 1),
}  # fmt: skip
_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1_000}

_WORDS = "|".join(sorted({*_ONES, *_TIMES}, key=len, reverse=True))
_ENGLISH = re.compile(
    rf"(?P<before>\bday )?(?:(?<![\w.])(?P<digits>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?![\w.]*\d)"
    rf"|\b(?P<words>(?:{_WORDS})(?:[ -](?:and )?(?:{_WORDS}))*)\b)"
    rf"(?P<unit>\s*%|[ -]+(?:(?:calendar|business|working|full|whole|elapsed) ){{0,2}}(?:{'|'.join(_UNITS)})s?\b)?",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?:\d{{1,2}} (?P<after>{'|'.join(_MONTHS)})\b|\b(?P<first>{'|'.join(_MONTHS)}) \d)")
_CHINESE = re.compile(
    rf"(?P<percent>百分之)?(?:(?<![\d.])(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<times> ?[万千百])?"
    rf"|(?P<words>[{_DIGITS}十百千万两]+))"
    rf"(?P<unit> ?%| ?(?:{'|'.join(sorted(_CHINESE_UNITS, key=len, reverse=True))}))?"
)
_YEARS = 1900
"""From here on a number of years is the number of a year."""
_FRACTION = re.compile(r"[折成]|分之|半")
"""Shares that English says in other words: such a sentence is left alone."""


@lru_cache(maxsize=4096)
def english(text: str) -> tuple[Quantity, ...]:
    """The quantities of an English sentence: every number in digits, and number words in front of a unit."""
    return tuple(dict.fromkeys(_english(SLOT.sub(" ", text))))


@lru_cache(maxsize=4096)
def chinese(text: str) -> tuple[Quantity, ...]:
    """The quantities of a Chinese sentence: every number in digits, and numerals in front of a unit."""
    return tuple(dict.fromkeys(_chinese(SLOT.sub(" ", text))))


def is_share(text: str) -> bool:
    """Whether a Chinese sentence names a share in a way that has no number like it in English."""
    return bool(_FRACTION.search(text.replace("百分之", "").replace("成立", "").replace("成为", "")))


def _english(text: str) -> Iterator[Quantity]:
    for month in _MONTH.finditer(text):
        name = month["after"] or month["first"]
        yield Quantity(Fraction(_MONTHS.index(name) + 1), "")
    for found in _ENGLISH.finditer(text):
        value = _figure(found["digits"]) if found["digits"] else _spelled(found["words"])
        word = (found["unit"] or "").strip(" -").lower().rpartition(" ")[2].removesuffix("s")
        unit, times = (
            ("percent", 1) if word == "%" else _UNITS.get(word, ("day", 1) if found["before"] else ("", 1))
        )
        if value is not None and (found["digits"] or (unit and value != 1)):
            yield Quantity(value * times, unit)


def _chinese(text: str) -> Iterator[Quantity]:
    for found in _CHINESE.finditer(text):
        value = _figure(found["digits"]) if found["digits"] else _numeral(found["words"])
        times = {"万": 10_000, "千": 1_000, "百": 100}.get((found["times"] or "").strip(), 1)
        word = (found["unit"] or "").strip()
        unit, more = ("percent", 1) if found["percent"] or word == "%" else _CHINESE_UNITS.get(word, ("", 1))
        if word == "年" and value is not None and value >= _YEARS:
            unit, more = "", 1
        if value is not None and (found["digits"] or (unit and value != 1)):
            yield Quantity(value * times * more, unit)


def _figure(digits: str) -> Fraction:
    return Fraction(digits.replace(",", "").rstrip("."))


def _spelled(words: str) -> Fraction | None:
    """A number in English words: one hundred and twenty."""
    total = part = 0
    for word in re.split(r"[ -]+", words.lower()):
        if word in _TIMES:
            part = max(part, 1) * _TIMES[word]
            total, part = (total + part, 0) if word == "thousand" else (total, part)
        elif word != "and":
            part += _ONES[word]
    return Fraction(total + part)


def _numeral(words: str) -> Fraction | None:
    """A number in Chinese numerals: 一百二十."""
    total = part = last = 0
    for sign in words.replace("两", "二"):
        if sign == "万":
            total, part, last = (total + part + last) * 10_000, 0, 0
        elif sign in _PLACES:
            part, last = part + max(last, 1) * _PLACES[sign], 0
        else:
            last = last * 10 + _DIGITS.index(sign)
    return Fraction(total + part + last)
