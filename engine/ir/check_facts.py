"""The guard of facts, types and values that are written out."""

from __future__ import annotations

from datetime import date

from engine.ir import tree as ir
from engine.ir.findings import Findings
from engine.ir.found import Found
from engine.ir.lists import record_of
from engine.ir.types import NUMERIC, ORDERED, Type

KINDS = ("yes_no", "choice", "set", "text", "instant", "date", "list", *sorted(NUMERIC))
_LAST_DAY = date.max.toordinal()
_WITH_UNIT = {"money", "quota"}
_WITH_OPTIONS = {"choice", "set"}


def check_type(type_: Type, path: str, findings: Findings) -> None:
    """A type has what belongs to its kind, and nothing else."""
    findings.among(type_.kind, KINDS, path)
    if bool(type_.options) != (type_.kind in _WITH_OPTIONS):
        findings.add("type", path, f"`{type_.kind}` with the options {type_.options}")
    findings.once(type_.options, f"{path}.options")
    if type_.kind in _WITH_UNIT:
        if type_.unit not in findings.units:
            findings.add("known", path, f"there is no unit `{type_.unit}`")
        elif type_.decimals != findings.units[type_.unit]:
            findings.add("type", path, f"`{type_.unit}` has not {type_.decimals} decimals")
    elif type_.unit or type_.decimals < 0 or (type_.decimals and type_.kind not in NUMERIC):
        findings.add("type", path, f"`{type_.kind}` with a unit or decimals")


def check_literal(literal: ir.Literal, path: str, findings: Findings) -> None:
    """A value fits the type it is written with."""
    type_, value = literal.type, literal.value
    check_type(type_, f"{path}.type", findings)
    match value:
        case bool():
            fits = type_.kind == "yes_no"
        case int():
            fits = type_.kind in ORDERED and (type_.kind != "date" or 1 <= value <= _LAST_DAY)
        case str():
            fits = type_.kind == "text" or (type_.kind == "choice" and value in type_.options)
        case _:
            in_order = value == tuple(sorted(set(value)))
            fits = type_.kind == "set" and in_order and set(value) <= set(type_.options)
    if not fits:
        findings.add("literal", path, f"{value!r} is no {type_.kind}")


def check_fact(fact: ir.FactDeclaration, path: str, findings: Findings) -> None:
    """A fact has a whole type, bounds that leave room, and a presumption that could have been said."""
    check_type(fact.type, f"{path}.type", findings)
    if not fact.type.exact:
        findings.add("exact", path, f"`{fact.name}` may be a fraction")
    least, greatest = fact.least, fact.greatest
    if (least is not None or greatest is not None) and not fact.type.is_ordered:
        findings.add("bounds", path, f"`{fact.type.kind}` has no least or greatest")
    if least is not None and greatest is not None and least > greatest:
        findings.add("bounds", path, f"{least} is above {greatest}")
    if fact.fields or fact.type.kind == "list":
        _check_list(fact, path, findings)
        return
    match fact.presumed:
        case ir.Literal():
            _check_presumed(fact, fact.presumed, f"{path}.presumed", findings)
        case ir.Fact(name):
            _check_presumed_fact(fact, name, f"{path}.presumed", findings)
        case _:
            pass


def _check_list(fact: ir.FactDeclaration, path: str, findings: Findings) -> None:
    """A list has entries of one record, whose fields are sound by themselves; silence may mean that it is empty."""
    if fact.type.kind != "list" or not fact.fields:
        findings.add("type", path, "a list, and nothing else, has fields")
        return
    records = {each.name.partition(".")[0] for each in fact.fields}
    findings.once((each.name for each in fact.fields), f"{path}.fields")
    if len(records) > 1 or any(not each.name.partition(".")[2] for each in fact.fields):
        findings.add("type", f"{path}.fields", "the fields of a list belong to one record")
    if any(name.partition(".")[0] in records for name in findings.facts):
        findings.add("unique", f"{path}.fields", "a fact has the name of a record")
    if fact.presumed is not None and fact.presumed != ir.Literal((), fact.type):
        findings.add("presumption", path, "a list is presumed empty, if anything")
    for other in findings.program.facts:
        if other.fields and record_of(other) == record_of(fact) and other.fields != fact.fields:
            findings.add("unique", f"{path}.fields", f"`{other.name}` has other fields in its record")
    outer, findings.facts = findings.facts, {each.name: each for each in fact.fields}
    for at, field in enumerate(fact.fields):
        if field.fields or field.personal:
            findings.add("type", f"{path}.fields[{at}]", "an entry holds single facts, none of them personal")
        else:
            check_fact(field, f"{path}.fields[{at}]", findings)
    findings.facts = outer


def _check_presumed(fact: ir.FactDeclaration, presumed: ir.Literal, path: str, findings: Findings) -> None:
    check_literal(presumed, path, findings)
    if presumed.type != fact.type:
        findings.add("presumption", path, f"a {presumed.type.kind} of another type than `{fact.name}`")
    elif isinstance(presumed.value, int) and not _within(presumed.value, presumed.value, fact):
        findings.add("presumption", path, f"{presumed.value} is out of the bounds of `{fact.name}`")


def _check_presumed_fact(fact: ir.FactDeclaration, name: str, path: str, findings: Findings) -> None:
    other = findings.facts.get(name)
    if other is None:
        findings.add("known", path, f"there is no fact `{name}`")
        return
    if other.personal:
        findings.add("personal", path, f"`{name}` is personal")
    if Found.of(other.type) != Found.of(fact.type) or other.type.kind != fact.type.kind:
        findings.add("presumption", path, f"`{name}` is of another type than `{fact.name}`")
    elif not _within(other.least, other.greatest, fact):
        findings.add("presumption", path, f"`{name}` may be out of the bounds of `{fact.name}`")
    if _goes_in_a_circle(fact, findings):
        findings.add("presumption", path, f"what is presumed of `{fact.name}` goes in a circle")


def _goes_in_a_circle(fact: ir.FactDeclaration, findings: Findings) -> bool:
    seen: set[str] = set()
    following: ir.FactDeclaration | None = fact
    while following is not None and following.name not in seen:
        seen.add(following.name)
        presumed = following.presumed
        following = findings.facts.get(presumed.name) if isinstance(presumed, ir.Fact) else None
    return following is not None


def _within(least: int | None, greatest: int | None, fact: ir.FactDeclaration) -> bool:
    """Whether all that lies between two bounds lies within those of a fact."""
    above = fact.least is None or (least is not None and least >= fact.least)
    below = fact.greatest is None or (greatest is not None and greatest <= fact.greatest)
    return above and below
