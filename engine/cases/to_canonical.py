"""The facts of a case as canonical JSON, by a function that is generated for the facts of a program.

It is what `canonical_record` makes of what `ToldFacts` gives, several times as fast: every outcome that is confirmed
passes here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.cases.memory import Texts
from engine.cases.names import Names, names_of
from engine.cases.to_facts import ToldFacts, writer_of
from engine.cases.unknown import Unknown
from engine.ir import tree as ir
from engine.values.canonical import canonical_record

Case = tuple[Any, ...]


class CanonicalFacts:
    """Writes what cases of one program tell; the facts about persons apart from the others."""

    def __init__(self, program: ir.Program) -> None:
        """Make the function that writes the facts."""
        self._personal = sorted(
            (fact.name, place, writer_of(fact, program.zone))
            for place, fact in enumerate(program.facts)
            if fact.personal
        )
        self._tables: Callable[[Case, frozenset[str]], str] = _Source(program).made()

    def of(self, case: Case, presumed: tuple[str, ...]) -> tuple[str, list[tuple[str, object]]]:
        """The nested tables of all that was told, and the facts that are personal: by their names, in order."""
        told = [
            (name, write(case[place]))
            for name, place, write in self._personal
            if case[place] is not None and type(case[place]) is not Unknown and name not in presumed
        ]
        return self._tables(case, frozenset(presumed)), told


class _Source:
    """The source under way: one local `v3` for each fact, one `t2` for what a table holds, and what they look up."""

    def __init__(self, program: ir.Program) -> None:
        self._program = program
        self._told = ToldFacts(program)
        self._tables = 0
        self._looked_up: dict[str, Any] = {"Unknown": Unknown, "canonical_record": canonical_record}

    def made(self) -> Callable[[Case, frozenset[str]], str]:
        """The function that gives the tables of a case, all but the facts whose names it is told to leave out."""
        facts = self._program.facts
        table = self._table(names_of(fact.name for fact in facts), "return '{'", "'}'")
        values = "".join(f"v{place}, " for place in range(len(facts)))
        lines = ["def tables(case, silent):", f" {values}= case", *(f" {line}" for line in table)]
        exec("\n".join(lines), self._looked_up)  # noqa: S102 - made here, of names that were checked
        made: Callable[[Case, frozenset[str]], str] = self._looked_up["tables"]
        return made

    def _table(self, names: Names, before: str, after: str) -> Iterator[str]:
        """Collect what a table holds in a list of its own, and put it between `before` and `after`."""
        inside = f"t{self._tables}"
        self._tables += 1
        yield f"{inside} = []"
        for name, held in sorted(names.items()):
            key = f"{canonical_record(name)}:"
            if isinstance(held, int):
                yield from self._fact(held, key, inside)
                continue
            inner = f"t{self._tables}"
            yield from self._table(held, f"if {inner}: {inside}.append({key + '{'!r}", "'}')")
        yield f"{before} + ','.join({inside}) + {after}"

    def _fact(self, place: int, key: str, inside: str) -> Iterator[str]:
        fact = self._program.facts[place]
        if fact.personal:
            return
        told = f"v{place} is not None and type(v{place}) is not Unknown"
        if fact.presumed is not None:
            told += f" and {fact.name!r} not in silent"
        yield f"if {told}: {inside}.append({key!r} + {self._value(fact, place)})"

    def _value(self, fact: ir.FactDeclaration, place: int) -> str:
        """The expression that writes the value of a fact."""
        value, write = f"v{place}", writer_of(fact, self._program.zone)
        if fact.fields:
            self._looked_up["entries"] = self._told.entries
            return f"canonical_record(entries({fact.name!r}, {value}, silent))"
        match fact.type.kind:
            case "yes_no":
                return f"('true' if {value} else 'false')"
            case "text":
                return f"canonical_record({value})"
            case "instant":
                self._looked_up[f"w{place}"] = write
                return f"'\"' + w{place}({value}) + '\"'"
            case _:  # many cases say the same
                self._looked_up[f"w{place}"] = Texts(lambda found: canonical_record(write(found)))
                return f"w{place}[{value}]"
