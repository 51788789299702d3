"""A column that holds lists of records as the entries that expressions read, with what is odd or presumed in them."""

from __future__ import annotations

import attrs

from engine.cases.limits import LARGEST_LIST
from engine.cases.presumption import borrowed, scale
from engine.columnar.bits import Bits
from engine.columnar.load import WORDS, Loaded, Raw, beyond, literal, loaded, silent, sql_type
from engine.columnar.scope import field_key
from engine.columnar.unsupported import UnsupportedError
from engine.columnar.words import text
from engine.ir import tree as ir
from engine.ir.lists import key_of


@attrs.frozen
class Lists:
    """How the columns of lists are read: for which program, with which bits of words, with or without defaults."""

    program: ir.Program
    words: Bits
    presume: bool

    def loaded(self, raw: Raw | None, fact: ir.FactDeclaration) -> Loaded:
        """The entries of a list, NULL where nothing is told. Lists that are written as JSON go to the evaluator."""
        if raw is None:
            return Loaded(f"NULL::{list_type(fact)}", "FALSE")
        if raw.kind in WORDS:
            return Loaded(f"NULL::{list_type(fact)}", f"coalesce({raw.sql}::VARCHAR <> '', FALSE)")
        if raw.kind != "list" or raw.inner != "struct":
            raise UnsupportedError(raw.kind)
        parts = dict(raw.fields)
        told = [
            loaded(parts[key_of(field)], field, self.words) if key_of(field) in parts else silent(field)
            for field in fact.fields
        ]
        tests = ["entry IS NULL", *(each.odd for each in told if each.odd != "FALSE")]
        for each, field in zip(told, fact.fields, strict=True):
            tests += [f"coalesce({test}, FALSE)" for test in beyond(f"({each.sql})", field)]
        said = ", ".join(self._presumed(told, fact))
        held = [f"'{field_key(place)}': {value}" for place, value in enumerate(self._values(told, fact))]
        held.append(f"'bad': {' OR '.join(tests)}")
        held.append(f"'said': list_filter([{said}]::VARCHAR[], lambda name: name IS NOT NULL)")
        sql = f"list_transform({raw.sql}, lambda entry, place: {{{', '.join(held)}}})"
        return Loaded(sql, f"coalesce(len({raw.sql}) > {LARGEST_LIST}, FALSE)")

    def _values(self, told: list[Loaded], fact: ir.FactDeclaration) -> list[str]:
        """The values of the fields, presumed where nothing is told."""
        values = [f"({each.sql})" for each in told]
        if not self.presume:
            return values
        for place, field in enumerate(fact.fields):
            if isinstance(field.presumed, ir.Literal):
                value = literal(field, field.presumed, self.words)
                values[place] = f"coalesce({values[place]}, {value})"
        for place, other in borrowed(attrs.evolve(self.program, facts=fact.fields)):
            times = scale(fact.fields[other].type, fact.fields[place].type)
            value = values[other] if times == 1 else f"({values[other]} * {times})"
            values[place] = f"coalesce({values[place]}, {value})"
        return values

    def _presumed(self, told: list[Loaded], fact: ir.FactDeclaration) -> list[str]:
        """The path of each field that took its default, or NULL."""
        if not self.presume:
            return []
        like = dict(borrowed(attrs.evolve(self.program, facts=fact.fields)))
        found = []
        for place, field in enumerate(fact.fields):
            if field.presumed is None or (isinstance(field.presumed, ir.Fact) and place not in like):
                continue
            test = f"({told[place].sql}) IS NULL"
            if place in like:
                test += f" AND {_is_known(like[place], told, fact, like)}"
            path = f"{text(f'{fact.name}[')} || (place - 1)::VARCHAR || {text(f'].{key_of(field)}')}"
            found.append(f"CASE WHEN {test} THEN {path} END")
        return found


def _is_known(place: int, told: list[Loaded], fact: ir.FactDeclaration, like: dict[int, int]) -> str:
    """Whether a field has a value, told or presumed."""
    if isinstance(fact.fields[place].presumed, ir.Literal):
        return "TRUE"
    known = f"({told[place].sql}) IS NOT NULL"
    return f"({known} OR {_is_known(like[place], told, fact, like)})" if place in like else known


def bad_entries(column: str) -> str:
    """Whether some entry cannot be read by SQL."""
    return f"coalesce(list_bool_or(list_transform({column}, lambda entry: entry.bad)), FALSE)"


def presumed_in(column: str) -> str:
    """The paths of the fields that took their default."""
    return f"coalesce(flatten(list_transform({column}, lambda entry: entry.said)), [])"


def list_type(fact: ir.FactDeclaration) -> str:
    """The type of the entries of a list."""
    fields = "".join(f"{field_key(at)} {sql_type(field)}, " for at, field in enumerate(fact.fields))
    return f"STRUCT({fields}bad BOOLEAN, said VARCHAR[])[]"
