"""Lists of records: which record a list has entries of, and which records an expression reads fields of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from engine.ir import tree as ir
from engine.ir.walk import children

NONE: frozenset[str] = frozenset()
Meanings = Mapping[str, ir.Expression]


def record_of(fact: ir.FactDeclaration) -> str:
    """The record that the entries of a list are: the first part of the names of its fields."""
    return fact.fields[0].name.partition(".")[0]


def key_of(field: ir.FactDeclaration) -> str:
    """The name of a field inside an entry."""
    return field.name.partition(".")[2]


def entry_fact(fact: ir.FactDeclaration, at: int, key: str) -> str:
    """The name of one field of one entry, as in `order.items[2].price`."""
    return f"{fact.name}[{at}].{key}"


def entry_fields(fact: ir.FactDeclaration, at: int) -> tuple[ir.FactDeclaration, ...]:
    """The fields of one entry of a list as facts of their own, each presumed to be as the other field of that entry."""
    keys = {field.name: key_of(field) for field in fact.fields}
    found = []
    for field in fact.fields:
        presumed = field.presumed
        if isinstance(presumed, ir.Fact):
            presumed = ir.Fact(entry_fact(fact, at, keys[presumed.name]))
        found.append(attrs.evolve(field, name=entry_fact(fact, at, key_of(field)), presumed=presumed))
    return tuple(found)


_PATH = re.compile(r"(.*)\[(\d+)\]\.(.*)")


def declared(name: str, facts: Iterable[ir.FactDeclaration]) -> tuple[ir.FactDeclaration, int | None, str]:
    """The fact of this name; of a path such as `items[2].price` the list, the place, and the name of the field."""
    path = _PATH.fullmatch(name)
    fact = next(each for each in facts if each.name == (path[1] if path else name))
    if path is None:
        return fact, None, name
    return fact, int(path[2]), f"{record_of(fact)}.{path[3]}"


class Records:
    """The records of a program's lists, and of which its terms read fields that nothing inside them binds."""

    def __init__(self, of_list: Mapping[str, str], fields: Mapping[str, str], meanings: Meanings) -> None:
        """Take the record of each list and of each field; each term is looked at when it is first asked for."""
        self.of_list = of_list
        self._fields = fields
        self._meanings = meanings
        self._terms: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, facts: Iterable[ir.FactDeclaration], terms: Iterable[ir.TermDefinition]) -> Records:
        """The records of the facts and terms of a program."""
        lists = [fact for fact in facts if fact.fields]
        fields = {field.name: record_of(fact) for fact in lists for field in fact.fields}
        meanings = {term.name: term.meaning for term in terms}
        return cls({fact.name: record_of(fact) for fact in lists}, fields, meanings)

    def of_term(self, name: str) -> frozenset[str]:
        """The records whose entry at hand a term needs."""
        if name not in self._terms:
            self._terms[name] = NONE  # a term that names itself is refused elsewhere
            self._terms[name] = self.free(self._meanings[name]) if name in self._meanings else NONE
        return self._terms[name]

    def free(self, node: ir.Expression) -> frozenset[str]:
        """The records whose entry at hand an expression needs: it reads their fields outside of any fold over them."""
        if not self._fields:
            return NONE
        match node:
            case ir.Fact(name) | ir.Given(name):
                return frozenset({self._fields[name]}) if name in self._fields else NONE
            case ir.Term(name):
                return self.of_term(name)
            case ir.Fold(over=name, otherwise=otherwise):
                inner = [each for each in (node.where, node.value) if each is not None]
                bound = frozenset({self.of_list.get(name, "")})
                outer = self.free(otherwise) if otherwise is not None else NONE
                return NONE.union(*map(self.free, inner)) - bound | outer
            case _:
                return NONE.union(*map(self.free, children(node)))
