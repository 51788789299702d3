"""What a check of a program goes by, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs

from engine.ir import tree as ir
from engine.ir.lists import Records

INVARIANTS = {
    "form": "the sealed form of the program reads back as the program",
    "unique": "each name is given to one thing of its kind",
    "known": "what is named exists",
    "order": "a term names only terms that stand before it",
    "word": "a mode, unit, kind or verdict is one of those that every reading knows",
    "type": "what a place holds is of the type that the place asks for",
    "literal": "a value that is written out fits its type",
    "bounds": "the least value of a fact is not above its greatest",
    "presumption": "what is presumed of a fact could have been said of it, and leads to an end",
    "personal": "nothing reads a fact that is marked personal",
    "divisor": "what is divided by is above zero in every case",
    "exact": "an amount, and whatever says so, ends in a whole number of its smallest unit",
    "entry": "a field is read inside a fold over a list that has it, and only there",
    "answer": "a clause does what a clause of its kind can do, and one answer alone",
    "precedence": "precedence goes in no circle, is closed, and is the order of the clauses",
    "calendars": "the calendars listed are those that business days are counted by",
    "consumption": "the turns of a consumption tell every two lots apart, and each of them can count",
    "text": "what a person is shown has its words in both languages",
}
"""Each invariant by its name, in a sentence."""


@attrs.define(slots=False)
class Findings:
    """The names of a program while it is checked, and each breach of an invariant as a line.

    `terms` holds the terms that the expression in hand may name: while a term is checked, those before it; `entry`
    the fields of the entries at hand.
    """

    program: ir.Program
    units: dict[str, int]
    facts: dict[str, ir.FactDeclaration]
    amounts: dict[str, ir.Amount]
    all_terms: frozenset[str]
    terms: dict[str, ir.TermDefinition] = attrs.Factory(dict)
    entry: dict[str, ir.FactDeclaration] = attrs.Factory(dict)
    lines: list[str] = attrs.Factory(list)

    @classmethod
    def of(cls, program: ir.Program) -> Findings:
        """Begin to check a program."""
        facts = {fact.name: fact for fact in program.facts}
        amounts = {amount.name: amount for amount in program.amounts}
        all_terms = frozenset(term.name for term in program.terms)
        return cls(program, dict(program.units), facts, amounts, all_terms)

    @property
    def readable(self) -> dict[str, ir.FactDeclaration]:
        """The facts and fields that the expression in hand may read."""
        return {**self.facts, **self.entry} if self.entry else self.facts

    @cached_property
    def records(self) -> Records:
        """Of which records the terms of the program read fields."""
        return Records.of(self.program.facts, self.program.terms)

    def add(self, invariant: str, path: str, problem: str) -> None:
        """Keep a breach: the invariant, where, and what is wrong."""
        if invariant not in INVARIANTS:
            raise KeyError(invariant)
        self.lines.append(f"{invariant}: {path}: {problem}")

    def once(self, names: Iterable[str], path: str) -> None:
        """Each of the names stands once."""
        seen: set[str] = set()
        for at, name in enumerate(names):
            if name in seen:
                self.add("unique", f"{path}[{at}]", f"`{name}` stands there already")
            seen.add(name)

    def among(self, word: str, words: Iterable[str], path: str) -> None:
        """The word is one that every reading knows."""
        if word not in words:
            self.add("word", path, f"`{word}` is none of {', '.join(words)}")
