"""What a case says of its facts, each written when it is first asked for, and texts with the values in their slots."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.cases.presumption import presumed_value
from engine.cases.unknown import Unknown
from engine.evaluator.runtime import UNCERTAIN
from engine.explain.judging import Case, Judges
from engine.explain.kinds import Kinds
from engine.explain.tree import FactValue
from engine.explain.values_text import ValueTexts
from engine.explain.words import WORDS
from engine.ir import tree as ir
from engine.ir.texts import Texts

_SLOT = re.compile(r"\{([^{}]*)\}")


class Shown(dict[int, FactValue]):
    """The facts of one case by their place, in the words of one language."""

    __slots__ = ("_makers", "case")

    def __init__(self, case: Case, makers: tuple[Callable[[Any], FactValue], ...]) -> None:
        """Take the values of a case, and what writes each of them."""
        super().__init__()
        self.case = case
        self._makers = makers

    def __missing__(self, place: int) -> FactValue:
        found = self[place] = self._makers[place](self.case[place])
        return found


Filler = Callable[[Shown], str]


class Showing:
    """The facts and terms of a program, ready to be written for any case."""

    def __init__(self, program: ir.Program, texts: Texts, lang: str, judges: Judges) -> None:
        """Write beforehand whatever has few values."""
        self._texts = texts.of(lang)
        self._words = WORDS[lang]
        self._values = ValueTexts(program, texts, lang)
        self.makers = tuple(self._maker(fact) for fact in program.facts)
        self._fillers = self._slots(program, judges)

    def of(self, case: Case) -> Shown:
        """The facts of a case."""
        return Shown(case, self.makers)

    def filler(self, text: str) -> Filler:
        """A text with its `{payment.paid}` slots filled; a slot that names nothing keeps its name, in backticks."""
        pieces = _SLOT.split(text)
        if len(pieces) == 1:
            return lambda _: text
        fillers: list[Filler] = [
            _constant(piece) if at % 2 == 0 else self._fillers.get(piece) or _constant(f"`{piece}`")
            for at, piece in enumerate(pieces)
        ]
        return lambda shown: "".join([fill(shown) for fill in fillers])

    def _maker(self, fact: ir.FactDeclaration) -> Callable[[Any], FactValue]:
        read = self._values.reader(fact.type, fact.name)
        label = self._texts.get(f"fact.{fact.name}", f"`{fact.name}`")

        def shown(value: str) -> FactValue:
            return {"fact": fact.name, "label": label, "value": value}

        unknown = shown(self._words["unknown"])
        known = {value: shown(read(value)) for value in few_values(fact)} | {
            None: shown(self._words["left_out"])
        }

        def make(value: Any) -> FactValue:  # noqa: ANN401 - a fact is of any type
            if type(value) is Unknown:
                return unknown
            if fact.fields:
                return shown(read(value))
            return known.get(value) or shown(read(value))

        return make

    def _slots(self, program: ir.Program, judges: Judges) -> Mapping[str, Filler]:
        kinds = Kinds(program)
        found: dict[str, Filler] = {fact.name: _of_fact(place) for place, fact in enumerate(program.facts)}
        for term in program.terms:
            read = self._values.reader(term.type, kinds.choices_of(ir.Term(term.name)))
            found[term.name] = self._of_term(judges.value(ir.Term(term.name)), read)
        return found

    def _of_term(self, value: Callable[[Case], Any], read: Callable[[Any], str]) -> Filler:
        def filled(shown: Shown) -> str:
            try:
                return read(value(shown.case))
            except UNCERTAIN:
                return self._words["unknown"]

        return filled


def few_values(fact: ir.FactDeclaration) -> tuple[Any, ...]:
    """The values of a fact, where they are few; of another fact, the one that is presumed."""
    if fact.type.kind == "yes_no":
        return True, False
    if fact.type.kind == "choice":
        return fact.type.options
    return (presumed_value(fact.presumed, fact.type),) if isinstance(fact.presumed, ir.Literal) else ()


def _constant(text: str) -> Filler:
    return lambda _: text


def _of_fact(place: int) -> Filler:
    return lambda shown: shown[place]["value"]
