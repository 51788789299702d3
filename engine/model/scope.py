"""What a name means where it is used, and what to say where it means nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.lists import Records
from engine.ir.types import Type
from engine.ir.walk import parts_of
from engine.model.blocks import depth_of
from engine.model.tree import Citation, Counting, FactModel, Text, Typed
from engine.syntax.tree import Block, Phrase, Word

DEEPEST_TERM = 50
"""How deep the parts of a term may stand in each other, the terms in it written out."""


@attrs.define
class Scope:
    """The names that a facts file and a policy define; blocks are resolved when they are first used.

    `fields` has the record of each fact that is a field of one; `at_hand` are the records of which an entry is at hand;
    `total` is what the lines of a bill above the one at hand come to.
    `define_term` resolves a block of a term or table; it is asked once per name, so that terms may stand in any order.
    `value_of` reads a value, for what stands inside values; `values` and `tests` read the phrases of the kinds named.
    """

    report: Report
    units: dict[str, Type] = attrs.Factory(dict)
    facts: dict[str, FactModel] = attrs.Factory(dict)
    parties: set[str] = attrs.Factory(set)
    measures: set[str] = attrs.Factory(set)
    routes: set[str] = attrs.Factory(set)
    remedies: dict[str, Block] = attrs.Factory(dict)
    broken: set[str] = attrs.Factory(set)
    countings: dict[str, Counting] = attrs.Factory(dict)
    calendars: frozenset[str] = frozenset()
    fields: dict[str, str] = attrs.Factory(dict)
    at_hand: frozenset[str] = frozenset()
    total: Typed | None = None
    term_blocks: dict[str, Block] = attrs.Factory(dict)
    amount_blocks: dict[str, Block] = attrs.Factory(dict)
    amounts: dict[str, ir.Amount] = attrs.Factory(dict)
    citations: list[Citation] = attrs.Factory(list)
    terms: dict[str, ir.TermDefinition | None] = attrs.Factory(dict)
    texts: dict[str, Text] = attrs.Factory(dict)
    define_term: Callable[[Scope, str], ir.TermDefinition | None] | None = None
    value_of: Callable[[Phrase, Scope], Typed | None] | None = None
    values: dict[str, Callable[[Phrase, Scope], Typed | None]] = attrs.Factory(dict)
    tests: dict[str, Callable[[Phrase, Scope], ir.Expression | None]] = attrs.Factory(dict)
    _open: list[str] = attrs.Factory(list)
    _depths: dict[str, int] = attrs.Factory(dict)
    _is_too_deep: bool = False

    @property
    def declarations(self) -> dict[str, ir.FactDeclaration]:
        """The facts without their places."""
        return {name: model.declaration for name, model in self.facts.items()}

    def fact(self, name: str, place: Span) -> ir.FactDeclaration | None:
        """The declaration of a fact, or None with a report."""
        if name in self.facts:
            return self.facts[name].declaration
        self.unknown("RF202", "fact", name, self.facts, place)
        return None

    def term(self, name: str, place: Span) -> ir.TermDefinition | None:
        """The definition of a term that has a block, resolved on first use."""
        if name in self._open:
            circle = " → ".join([*self._open[self._open.index(name) :], name])
            self.report.error(
                "RF207",
                f"`{name}` is defined by itself: {circle}",
                place,
                help="define one of them without the other",
            )
            return None
        if name not in self.terms and self.define_term is not None:
            if sum(depth_of(self.term_blocks[each]) for each in (*self._open, name)) > DEEPEST_TERM:
                self._too_deep((*self._open, name)[0])
                return None
            self._open.append(name)
            around, self.at_hand = (self.at_hand, self.total), frozenset()
            self.total = None
            made = self.define_term(self, name)
            self.at_hand, self.total = around
            self._open.pop()
            self.terms[name] = made if made and self._is_shallow(made) else None
        return self.terms[name]

    def records(self) -> Records:
        """Of which records the lists, fields and terms known so far are."""
        return Records.of(self.declarations.values(), filter(None, self.terms.values()))

    def is_at_hand(self, records: Iterable[str], name: str, place: Span) -> bool:
        """Whether entries of these records are at hand; reported where they are not. A term may speak of any entry."""
        missing = sorted(set(records) - self.at_hand) if not self._open else []
        for record in missing:
            help_text = "read it in `the sum of … over …`, or behind `some … of … has` or `every … of … has`"
            problem = f"`{name}` speaks of one `{record}` of a list, and nothing here says of which"
            self.report.error("RF219", problem, place, help=help_text)
        return not missing

    def _is_shallow(self, term: ir.TermDefinition) -> bool:
        """Whether a term with those written out that it names is not too deep; reported if it is."""
        named = {part.name for part in parts_of(term.meaning) if isinstance(part, ir.Term)}
        below = max((self._depths.get(each, 0) for each in named), default=0)
        self._depths[term.name] = depth_of(self.term_blocks[term.name]) + below
        if self._depths[term.name] > DEEPEST_TERM:
            self._too_deep(term.name)
        return self._depths[term.name] <= DEEPEST_TERM

    def _too_deep(self, name: str) -> None:
        """Report a term that stands too deep, and none of those that it stands in or for."""
        if not self._is_too_deep:
            problem = f"the term `{name}` is more than {DEEPEST_TERM} deep, the terms in it written out"
            place = self.term_blocks[name].head.span
            self.report.error("RF902", problem, place, help="let fewer terms stand for one another")
        self._is_too_deep = True

    def counting(self, name: Word) -> Counting | None:
        """The named way to count, or None with a report."""
        return self.countings[name.text] if self.known("way to count", self.countings, name) else None

    def known(self, what: str, names: Iterable[str], name: Word) -> bool:
        """Whether a name is one of those declared; reported where it is not."""
        if name.text in names:
            return True
        self.unknown("RF201", what, name.text, names, name.span)
        return False

    def unknown(self, code: str, what: str, name: str, names: Iterable[str], place: Span) -> None:
        """Report a name that nothing declares."""
        listed = list(names)
        known = ", ".join(f"`{each}`" for each in sorted(listed)[:8])
        help_text = did_you_mean(name, listed) or (
            f"known are {known}" if known else f"no {what} is declared"
        )
        self.report.error(code, f"there is no {what} `{name}`", place, help=help_text)

    def define(self, kind: str, name: Word, names: Iterable[str]) -> bool:
        """Whether a name is new; reported where it was defined before."""
        if name.text not in names:
            return True
        self.report.error(
            "RF206", f"the {kind} `{name.text}` is defined twice", name.span, help="keep one of the two"
        )
        return False

    def say(self, key: str, phrase: Phrase | None) -> None:
        """Keep a text in both languages under its key; a text that stands in one only is reported."""
        if phrase is None:
            return
        en, zh = (part.text[1:-1].strip() for part in phrase.parts if isinstance(part, Word))
        for language, text in (("English", en), ("Chinese", zh)):
            if not text:
                self.report.error(
                    "RF405", f"the {language} text is empty", phrase.span, help="say it in both languages"
                )
        self.texts[key] = Text(en, zh, phrase.span)
