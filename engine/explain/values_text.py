"""Values as a reader of a letter has them: `98.00 CNY`, `0.2 USD`, a day with its weekday, a choice by its label."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from engine.cases.unknown import Unknown
from engine.explain.words import WORDS
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.types import Type
from engine.values.moment import DAY, SECOND, day_start, day_text, instant_text, local_day, to_day
from engine.values.money import to_text

Reader = Callable[[Any], str]


def money_text(minor: int, type_: Type) -> str:
    """An amount with all its decimals and its unit."""
    return f"{to_text(minor, type_.decimals)} {type_.unit}"


def number_text(minor: int, type_: Type) -> str:
    """A number with no more decimals than it needs, and its unit."""
    if type_.kind == "money":
        return money_text(minor, type_)
    text = to_text(minor, type_.decimals)
    if type_.decimals:
        text = text.rstrip("0").rstrip(".")
    unit = "%" if type_.kind == "percent" else f" {type_.unit}" if type_.unit else ""
    return text + unit


def day_words(day: str, lang: str) -> str:
    """A date `YYYY-MM-DD` with its weekday."""
    return _day(to_day(day), lang)


def instant_words(instant: int, zone: str, lang: str) -> str:
    """An instant by the clocks of a zone, with its weekday, and with no more of the seconds than it has."""
    day = local_day(instant, zone)
    return f"{_day(day, lang)} {_clock(instant, day, zone)}"


def _clock(instant: int, day: int, zone: str) -> str:
    """What the clocks of a zone show; read off the time since midnight, but for days on which they change."""
    midnight = day_start(day, zone)
    if day_start(day + 1, zone) - midnight != DAY:
        written = instant_text(instant, zone)[11:]
        clock = written.removesuffix("Z").partition("+")[0].partition("-")[0]
        return clock.removesuffix(":00") if clock.count(":") > 1 else clock
    seconds, fraction = divmod(instant - midnight, SECOND)
    minutes, seconds = divmod(seconds, 60)
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    if not seconds and not fraction:
        return clock
    return f"{clock}:{seconds:02}" + (f".{fraction:09}".rstrip("0") if fraction else "")


@lru_cache(maxsize=4096)
def _day(day: int, lang: str) -> str:
    words = WORDS[lang]
    weekdays = words["weekdays"].split()
    return words["day"].format(day_text(day), weekdays[(day - 1) % len(weekdays)])


class ValueTexts:
    """Readers of the values of a program in one language."""

    def __init__(self, program: ir.Program, texts: Texts, lang: str) -> None:
        """Take the labels of choices from the texts, and the zone from the program."""
        self._lang = lang
        self._zone = program.zone
        self._texts = texts.of(lang)
        self._words = WORDS[lang]
        self._fields = {fact.name: fact.fields for fact in program.facts if fact.fields}

    def reader(self, type_: Type, choices: str = "") -> Reader:
        """A function that writes values of a type; `choices` is the fact whose labels its words have."""
        lang, zone, words = self._lang, self._zone, self._words
        match type_.kind:
            case "yes_no":
                return {True: words["yes"], False: words["no"]}.__getitem__
            case "choice":
                return self.labels(type_, choices).__getitem__
            case "set":
                return self._sets(type_, choices)
            case "text":
                return str
            case "instant":
                return lambda value: instant_words(value, zone, lang)
            case "date":
                return lambda value: _day(value, lang)
            case "list":
                return self._lists(choices)
            case _:
                return lambda value: number_text(value, type_)

    def _lists(self, name: str) -> Reader:
        """How many entries a list has, and what each of them says; fields left out for good are passed over."""
        words = self._words
        fields = [
            (self._texts.get(f"fact.{each.name}", f"`{each.name}`"), self.reader(each.type, each.name))
            for each in self._fields[name]
        ]

        def entry(held: tuple[Any, ...]) -> str:
            said = [
                f"{label} {words['unknown'] if isinstance(value, Unknown) else read(value)}"
                for (label, read), value in zip(fields, held, strict=True)
                if value is not None
            ]
            return words["inside"].format(words["list"].join(said))

        def written(held: tuple[tuple[Any, ...], ...]) -> str:
            if not held:
                return words["empty_set"]
            return words["entries"].format(len(held), words["list"].join(map(entry, held)))

        return written

    def labels(self, type_: Type, choices: str) -> dict[str, str]:
        """The words of a choice or a set, each with its label."""
        return {word: self._texts.get(f"fact.{choices}.choice.{word}", f"`{word}`") for word in type_.options}

    def _sets(self, type_: Type, choices: str) -> Reader:
        labels, words = self.labels(type_, choices), self._words

        @lru_cache(maxsize=1024)
        def written(held: frozenset[str]) -> str:
            return (
                words["list"].join(label for word, label in labels.items() if word in held)
                or words["empty_set"]
            )

        return written
