"""A blank case: every fact of a program as a TOML line to fill in, with its question and what silence means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from engine.cases.limits import LARGEST_SET
from engine.cases.lists import keyed_program
from engine.cases.names import Names, dotted, names_of
from engine.cases.presumption import presumed_value
from engine.cases.words import description_of, in_words, label_of
from engine.cases.written import written
from engine.diagnostics.display import shown
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.values.moment import SECOND, day_start, to_day
from engine.values.unreadable import Unreadable

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NOON = 12 * 3600 * SECOND


def blank_case(program: ir.Program, texts: Texts, lang: str = "en") -> str:
    """A TOML text that says nothing yet: each fact has a line that starts with `#` and is read once that is gone."""
    head = in_words("blank", lang, policy=f"{program.policy} {program.version}")
    return (
        "\n".join(
            [
                f"# {shown(head)}",
                *_Blank(program, texts.of(lang), lang).table(
                    names_of(fact.name for fact in program.facts), ""
                ),
            ]
        )
        + "\n"
    )


class _Blank:
    """The lines of a blank case in one language."""

    def __init__(self, program: ir.Program, words: Mapping[str, str], lang: str) -> None:
        self._program = program
        self._words = words
        self._lang = lang

    def table(self, names: Names, path: str) -> Iterator[str]:
        """The facts of a table, and then the tables inside it: what comes after their heads is theirs."""
        if path:
            yield ""
            yield f"[{path}]"
        for key, held in names.items():
            if isinstance(held, int):
                yield from self._fact(_key(key), self._program.facts[held])
        for key, held in names.items():
            if not isinstance(held, int):
                yield from self.table(held, dotted(path, _key(key)))

    def _fact(self, key: str, fact: ir.FactDeclaration) -> Iterator[str]:
        yield from self._told(fact)
        if not fact.fields:
            yield f"#{key} = {_toml(_example(fact, self._program), fact, self._program.zone)}"
            return
        keyed = keyed_program(self._program, fact)
        for field in keyed.facts:
            described = description_of(field, self._program.zone, self._words, self._lang).splitlines()
            yield f"# {field.name}: {shown(' | '.join(described))}"
        entry = (
            f"{'.'.join(map(_key, field.name.split('.')))} = {_toml(_example(field, keyed), field, keyed.zone)}"
            for field in keyed.facts
        )
        yield f"#{key} = [ {{ {', '.join(entry)} }} ]"

    def _told(self, fact: ir.FactDeclaration) -> Iterator[str]:
        """What a fact is, in words."""
        yield ""
        yield f"# {shown(label_of(f'fact.{fact.name}', self._words))}"
        for line in description_of(fact, self._program.zone, self._words, self._lang).splitlines():
            yield f"# {shown(line)}"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _example(fact: ir.FactDeclaration, program: ir.Program) -> object:
    """A value that the fact can have: the presumed one where there is one.

    Amounts are alike and so are moments, so that a combination of examples is seldom an impossible one.
    """
    if isinstance(fact.presumed, ir.Literal) and fact.type.kind != "set":
        return presumed_value(fact.presumed, fact.type)
    match fact.type.kind:
        case "yes_no":
            return True
        case "choice":
            return fact.type.options[0]
        case "set":
            return frozenset(fact.type.options[:LARGEST_SET])
        case "text":
            return "..."
        case "instant":
            value = day_start(_day(program), program.zone) + _NOON
        case "date":
            value = _day(program)
        case "count":
            value = 1
        case _:
            value = 100 * 10**fact.type.decimals
    least = value if fact.least is None else max(value, fact.least)
    return least if fact.greatest is None else min(least, fact.greatest)


def _day(program: ir.Program) -> int:
    """The day of the version; some day where its name is none."""
    try:
        return to_day(program.version)
    except Unreadable:
        return to_day("2026-01-01")


def _toml(value: object, fact: ir.FactDeclaration, zone: str) -> str:
    if isinstance(value, frozenset):
        words = [each for each in fact.type.options if each in value]
        return json.dumps(words, ensure_ascii=False)
    text = written(value, fact.type, zone)
    is_bare = fact.type.kind in {"yes_no", "instant", "date", "count", "number"}
    return text if is_bare else json.dumps(text, ensure_ascii=False)
