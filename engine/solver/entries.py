"""Lists as facts: how long each is, and the fields of its first entries; what a longer one holds is left open.

A case of the solver is flat: `items` is a length, and `items[0].price` a fact of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from engine.cases.presumption import completed
from engine.ir import tree as ir
from engine.ir.lists import entry_fact, entry_fields, key_of
from engine.ir.walk import expressions_of, parts_of
from engine.solver.facts import Known
from engine.solver.quotients import Ratio
from engine.solver.terms import Whole
from engine.solver.tree import Reading, State, Told

_FEWEST, _MOST = 3, 8
"""How many entries of each list are written out at least and at most."""


@attrs.frozen
class Listed:
    """A list as a version knows it: its length, and its first entries, each with its fields by name.

    `declared` are all facts and fields of the version.
    """

    length: Known
    entries: tuple[Mapping[str, Known], ...]
    declared: Mapping[str, ir.FactDeclaration]

    @property
    def size(self) -> Whole:
        """How many entries it has."""
        if not isinstance(self.length.held, Ratio):
            raise TypeError(self.length)
        return self.length.held.over


def written_out(*programs: ir.Program) -> int:
    """How many entries of a list are looked at: one more than any number of entries that a program names."""
    named = [
        node.value
        for program in programs
        for expression in expressions_of(program)
        for part in parts_of(expression)
        if isinstance(part, ir.Compare)
        for node in (part.left, part.right)
        if isinstance(node, ir.Literal) and node.type.kind == "count" and isinstance(node.value, int)
    ]
    if not any(fact.fields for program in programs for fact in program.facts):
        return 0
    return max(_FEWEST, *(count + 1 for count in named if count < _MOST), 0)


def widened(program: ir.Program, entries: int) -> ir.Program:
    """The program with a fact for each field of each entry beside its lists."""
    facts: list[ir.FactDeclaration] = []
    for fact in program.facts:
        facts.append(fact)
        facts += [field for at in range(entries if fact.fields else 0) for field in entry_fields(fact, at)]
    return attrs.evolve(program, facts=tuple(facts))


def lists_of(program: ir.Program, known: Mapping[str, Known], entries: int) -> dict[str, Listed]:
    """The lists of a program as it knows them."""
    declared = {each.name: each for fact in program.facts for each in (fact, *fact.fields)}
    return {
        fact.name: Listed(
            known[fact.name],
            tuple(
                {field.name: known[entry_fact(fact, at, key_of(field))] for field in fact.fields}
                for at in range(entries)
            ),
            declared,
        )
        for fact in program.facts
        if fact.fields
    }


def flat(reading: Reading, entries: int) -> Reading:
    """The reading as it is asked about flat cases."""
    if not any(fact.fields for fact in reading.program.facts):
        return reading
    program = widened(reading.program, entries)

    def at_once(told: Told) -> State | None:
        return reading.at_once(together(told, program))

    return attrs.evolve(
        reading,
        decide=lambda told: reading.decide(together(told, program)),
        at_once=at_once,
        holds=lambda test, told: reading.holds(test, together(told, program)),
    )


def together(told: Told, program: ir.Program) -> dict[str, object]:
    """What a flat case tells, lists being lists again; `program` has a fact for each field of each entry."""
    places = {fact.name: place for place, fact in enumerate(program.facts)}
    given = {places[name]: value for name, value in told.items() if name in places}
    values = dict(zip(places, completed(given, program, presume=True).facts, strict=True))
    found = {name: value for name, value in told.items() if not _is_of_an_entry(name)}
    for fact in program.facts:
        size = told.get(fact.name)
        if fact.fields and isinstance(size, int):
            entries = [[values[field.name] for field in entry_fields(fact, at)] for at in range(size)]
            found[fact.name] = tuple(map(tuple, entries))
    return found


def as_told(told: Told, *programs: ir.Program) -> tuple[tuple[str, object], ...]:
    """A flat case as either version would be told it; each program has a fact for each field of each entry."""
    found = dict(told)
    for program in programs:
        of_it = together(told, program)
        found |= {fact.name: of_it[fact.name] for fact in program.facts if fact.fields and fact.name in of_it}
    return tuple((name, value) for name, value in found.items() if not _is_of_an_entry(name))


def _is_of_an_entry(name: str) -> bool:
    return "[" in name
