"""The entries of a list as cases of their own: each field is a fact there."""

from __future__ import annotations

import attrs

from engine.cases.names import Names, names_of
from engine.ir import tree as ir
from engine.ir.lists import entry_fact, key_of


def entry_program(program: ir.Program, fact: ir.FactDeclaration, at: int) -> ir.Program:
    """A program whose facts are the fields of one entry, by their paths in the case: `order.items[2].price`."""
    paths = {field.name: entry_fact(fact, at, key_of(field)) for field in fact.fields}
    fields = (_renamed(field, paths) for field in fact.fields)
    return attrs.evolve(program, facts=tuple(fields), impossible=())


def keyed_program(program: ir.Program, fact: ir.FactDeclaration) -> ir.Program:
    """The same, the fields by their names inside an entry: `price`."""
    keys = {field.name: key_of(field) for field in fact.fields}
    fields = (_renamed(field, keys) for field in fact.fields)
    return attrs.evolve(program, facts=tuple(fields), impossible=())


def entry_names(fact: ir.FactDeclaration) -> Names:
    """The fields of an entry as the nested tables in which a case file has them."""
    return names_of([key_of(field) for field in fact.fields])


def _renamed(field: ir.FactDeclaration, names: dict[str, str]) -> ir.FactDeclaration:
    presumed = field.presumed
    if isinstance(presumed, ir.Fact):
        presumed = ir.Fact(names[presumed.name])
    return attrs.evolve(field, name=names[field.name], presumed=presumed)
