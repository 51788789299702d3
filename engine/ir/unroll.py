"""A program written out for lists of given lengths: each field of each entry becomes a fact, each fold what it means.

Whatever knows no lists (the search over unknown facts, a proof) can so be asked about them. A list without a length
stays a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from engine.ir import tree as ir
from engine.ir.lists import Records, entry_fact, entry_fields, key_of
from engine.ir.types import YES_NO, Type
from engine.ir.walk import calendars_of

Bound = Mapping[str, tuple[str, int]]
"""For each record with an entry at hand the list and the place of that entry."""


def unrolled(program: ir.Program, lengths: Mapping[str, int]) -> ir.Program:
    """The same program about lists that have so many entries."""
    return _Unrolling(program, lengths).program()


class _Unrolling:
    """One program under way; terms that read fields are written once for each entry they are asked about."""

    def __init__(self, program: ir.Program, lengths: Mapping[str, int]) -> None:
        self._program = program
        self._lengths = lengths
        self._records = Records.of(program.facts, program.terms)
        self._terms = {term.name: term for term in program.terms}
        self._lists = {fact.name: fact for fact in program.facts if fact.fields}
        self._keys = {field.name: key_of(field) for fact in self._lists.values() for field in fact.fields}
        self._made: dict[str, ir.TermDefinition] = {}

    def program(self) -> ir.Program:
        """The program without the lists that have a length."""
        for term in self._program.terms:
            if not self._records.of_term(term.name):
                self._term(term.name, {})
        changes: dict[str, Any] = {
            name: tuple(self._within(each) for each in getattr(self._program, name))
            for name in ("impossible", "amounts", "clauses")
        }
        facts = tuple(each for fact in self._program.facts for each in self._facts(fact))
        plain = attrs.evolve(self._program, **changes, facts=facts, terms=tuple(self._made.values()))
        return attrs.evolve(plain, calendars=calendars_of(plain))

    def _facts(self, fact: ir.FactDeclaration) -> Iterator[ir.FactDeclaration]:
        if fact.name not in self._lengths:
            yield fact
            return
        for at in range(self._lengths[fact.name]):
            yield from entry_fields(fact, at)

    def _within(self, node: object) -> object:
        """A part of the program that holds expressions, with these unrolled."""
        if isinstance(node, ir.Expression):
            return self._of(node, {})
        if isinstance(node, tuple):
            return tuple(self._within(each) for each in node)
        if not attrs.has(type(node)) or isinstance(node, Type):
            return node
        kind: Any = type(node)
        held = {field.name: getattr(node, field.name) for field in attrs.fields(kind)}
        return kind(**{name: self._within(each) for name, each in held.items()})

    def _of(self, node: ir.Expression, bound: Bound) -> ir.Expression:
        """An expression, the entries at hand being those that are bound."""
        match node:
            case ir.Fact(name):
                return ir.Fact(self._named(name, bound))
            case ir.Given(name):
                return ir.Given(self._named(name, bound))
            case ir.Term(name):
                return ir.Term(self._term(name, bound))
            case ir.Fold():
                return self._fold(node, bound)
            case _:
                return mapped(node, lambda inner: self._of(inner, bound))

    def _named(self, name: str, bound: Bound) -> str:
        record = name.partition(".")[0]
        if name not in self._keys or record not in bound:
            return name
        over, at = bound[record]
        return entry_fact(self._lists[over], at, self._keys[name])

    def _term(self, name: str, bound: Bound) -> str:
        """The name of a term as it is for the entries at hand, which is written if it was not before."""
        needed = {record: bound[record] for record in sorted(self._records.of_term(name)) if record in bound}
        made = "".join([name, *(f"@{over}[{at}]" for over, at in needed.values())])
        if made not in self._made:
            term = self._terms[name]
            meaning = self._of(term.meaning, needed)  # the terms in it are written first
            self._made[made] = attrs.evolve(term, name=made, meaning=meaning)
        return made

    def _fold(self, node: ir.Fold, bound: Bound) -> ir.Expression:
        record = self._records.of_list[node.over]
        if node.over not in self._lengths:
            open_ = {each: held for each, held in bound.items() if each != record}
            return mapped(node, lambda inner: self._of(inner, open_))
        entries = [{**bound, record: (node.over, at)} for at in range(self._lengths[node.over])]
        values = [self._of(node.value, each) for each in entries]
        everywhere = ir.Literal(value=True, type=YES_NO)
        counts = [self._of(node.where or everywhere, each) for each in entries]
        both = list(zip(counts, values, strict=True))
        match node.how:
            case "any":
                return ir.Any(tuple(ir.All(pair) for pair in both))
            case "all":
                return ir.All(tuple(ir.Any((ir.Not(test), value)) for test, value in both))
            case "sum":
                zero = ir.Literal(0, node.type)
                kept = tuple(ir.Choose((pair,), zero) if node.where else pair[1] for pair in both)
                return ir.Sum((zero, *kept), ())
            case "least" | "greatest":
                if node.otherwise is None:
                    raise AssertionError(node.over)
                branches = tuple(_picked(at, both, node.how) for at in range(len(both)))
                return ir.Choose(branches, self._of(node.otherwise, bound))


def _picked(
    at: int, entries: list[tuple[ir.Expression, ir.Expression]], how: str
) -> tuple[ir.Expression, ir.Expression]:
    """That an entry counts and no other that counts lies beyond it, and its value."""
    sign: ir.Operator = "le" if how == "least" else "ge"
    test, value = entries[at]
    others = (
        ir.Any((ir.Not(counts), ir.Compare(sign, value, other)))
        for place, (counts, other) in enumerate(entries)
        if place != at
    )
    return ir.All((test, *others)), value


def mapped(node: ir.Expression, change: Callable[[ir.Expression], ir.Expression]) -> ir.Expression:
    """A node with each expression directly inside it changed."""

    def changed(held: object) -> object:
        if isinstance(held, ir.Expression):
            return change(held)
        return tuple(changed(each) for each in held) if isinstance(held, tuple) else held

    changes: dict[str, Any] = {
        each.name: changed(getattr(node, each.name)) for each in attrs.fields(type(node))
    }
    return attrs.evolve(node, **changes)
