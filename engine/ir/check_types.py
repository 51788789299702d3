"""The guard of types: what the value of each expression is, found from the inside out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, get_args

import attrs

from engine.ir import tree as ir
from engine.ir.check_facts import check_literal, check_type
from engine.ir.check_scale import scale_found
from engine.ir.findings import Findings
from engine.ir.found import FOUND_COUNT, FOUND_DATE, FOUND_INSTANT, FOUND_YES_NO, Found, joined
from engine.ir.lists import record_of
from engine.ir.types import YES_NO, Type
from engine.values.rounding import MODES
from engine.values.span import END_OF_MONTH
from engine.values.zone import is_zone

_DAYS = {"days", "business_days", "months"}
_CLOCK = {"hours", "minutes"}
_TIME = "time"
_EQUAL = {"eq", "ne"}


def expect_test(test: ir.Expression, path: str, findings: Findings) -> None:
    """An expression is a yes/no."""
    expect(test, FOUND_YES_NO, path, findings)


def expect(value: ir.Expression, needed: Found, path: str, findings: Findings) -> Found | None:
    """What is found of an expression, which should be of this type."""
    found = type_found(value, path, findings)
    if found is not None and not found.meets(needed):
        findings.add("type", path, f"{found} stands where {needed} is needed")
        return None
    return found


def agree(declared: Type, value: ir.Expression, path: str, findings: Findings) -> None:
    """An expression is what it is declared to be; it may be whole where that is not said, not the reverse."""
    found = expect(value, Found.of(declared), path, findings)
    if found is not None and declared.exact and not found.exact:
        findings.add("exact", path, "it may be a fraction, and is declared to be whole")


def check_term(term: ir.TermDefinition, path: str, findings: Findings) -> None:
    """A term is what it says; one that reads fields stands for an entry, and is read where one is at hand."""
    lists = [fact for fact in findings.facts.values() if fact.fields]
    needed = findings.records.of_term(term.name)
    findings.entry = {
        field.name: field for fact in lists if record_of(fact) in needed for field in fact.fields
    }
    agree(term.type, term.meaning, f"{path}.meaning", findings)
    findings.entry = {}
    findings.terms[term.name] = term


def type_found(node: ir.Expression, path: str, findings: Findings) -> Found | None:
    """The type of the value of an expression; None where something is wrong in it, which the findings say."""
    if isinstance(node, ir.Fold):
        return _fold(node, path, findings)
    found = [type_found(part, at, findings) for at, part in _parts(node, path)]
    known = [each for each in found if each is not None]
    return _rule(node, known, path, findings) if len(known) == len(found) else None


def _parts(node: ir.Expression, path: str) -> Iterator[tuple[str, ir.Expression]]:
    """The expressions directly inside one, each with its path."""
    waiting = [(f"{path}.{field.name}", getattr(node, field.name)) for field in attrs.fields(type(node))]
    while waiting:
        at, value = waiting.pop(0)
        if isinstance(value, get_args(ir.Expression)):
            yield at, value
        elif isinstance(value, tuple):
            waiting[:0] = [(f"{at}[{index}]", each) for index, each in enumerate(value)]


def _rule(node: ir.Expression, parts: list[Found], path: str, findings: Findings) -> Found | None:
    match node:
        case ir.Literal(type=type_):
            check_literal(node, path, findings)
            return attrs.evolve(Found.of(type_), exact=True)
        case ir.Fact(name):
            return _fact(name, path, findings)
        case ir.Term(name):
            return _term(name, path, findings)
        case ir.Given(name):
            return _given(name, path, findings)
        case ir.Not() | ir.All() | ir.Any():
            return _tests(parts, path, findings)
        case ir.Compare(operator):
            return _compare(operator, parts, path, findings)
        case ir.Member(_, options):
            return _words(parts[0], "choice", options, path, findings)
        case ir.Includes(_, options):
            return _words(parts[0], "set", options, path, findings)
        case ir.Sum():
            return _together(parts, path, findings, ordered=False)
        case ir.Extreme():
            return _together(parts, path, findings, ordered=True)
        case ir.Scale():
            return scale_found(node, parts, path, findings)
        case ir.Round():
            return _round(node, parts[0], path, findings)
        case ir.Choose():
            tests = _tests(parts[:-1:2], path, findings)
            return tests and _meeting([*parts[1:-1:2], parts[-1]], path, findings)
        case ir.Day(zone=zone):
            if not is_zone(zone):
                findings.add("word", path, f"there is no time zone `{zone}`")
            return FOUND_DATE if _all_are(FOUND_INSTANT, parts, path, findings) else None
        case ir.Shift() | ir.Elapsed():
            return _time(node, parts, path, findings)
        case ir.Fold():
            raise AssertionError(path)  # `_fold` binds the fields before it looks inside
        case _:
            assert_never(node)


def _fact(name: str, path: str, findings: Findings) -> Found | None:
    fact = findings.readable.get(name)
    if fact is None:
        findings.add("known", path, f"there is no fact `{name}`")
        return None
    if fact.fields:
        findings.add("type", path, f"the list `{name}` is read as a value")
        return None
    if fact.personal:
        findings.add("personal", path, f"`{name}` is personal")
    return Found.of(fact.type)


def _term(name: str, path: str, findings: Findings) -> Found | None:
    term = findings.terms.get(name)
    if term is not None:
        bound = {field.partition(".")[0] for field in findings.entry}
        for record in sorted(findings.records.of_term(name) - bound):
            findings.add("entry", path, f"`{name}` reads an entry `{record}`, and none is at hand")
        return Found.of(term.type)
    if name in findings.all_terms:
        findings.add("order", path, f"the term `{name}` does not stand before this")
    else:
        findings.add("known", path, f"there is no term `{name}`")
    return None


def _given(name: str, path: str, findings: Findings) -> Found | None:
    if _fact(name, path, findings) is not None and findings.readable[name].presumed != "not_given":
        findings.add("type", path, f"`{name}` is not a fact that may be left out for good")
    return FOUND_YES_NO


def _fold(node: ir.Fold, path: str, findings: Findings) -> Found | None:
    """The value of each entry, its fields at hand, is of the type of the fold; what stands for none is too."""
    fact = findings.facts.get(node.over)
    if fact is None or not fact.fields:
        findings.add("known", path, f"there is no list `{node.over}`")
        return None
    outer, findings.entry = findings.entry, {**findings.entry, **{each.name: each for each in fact.fields}}
    if node.where is not None:
        expect_test(node.where, f"{path}.where", findings)
    found = type_found(node.value, f"{path}.value", findings)
    findings.entry = outer
    picks = node.how in {"least", "greatest"}
    if picks != (node.otherwise is not None):
        findings.add("type", path, f"`{node.how}` with{'out' if picks else ''} a value for no entry")
    parts = [found]
    if node.otherwise is not None:
        parts.append(type_found(node.otherwise, f"{path}.otherwise", findings))
    check_type(node.type, f"{path}.type", findings)
    known = [each for each in parts if each is not None]
    if len(known) < len(parts):
        return None
    return _folded(node, _meeting(known, path, findings), path, findings)


def _folded(node: ir.Fold, found: Found | None, path: str, findings: Findings) -> Found | None:
    declared = Found.of(node.type)
    tests = node.how in {"any", "all"}
    fits = declared.is_numeric if node.how == "sum" else node.type == YES_NO if tests else declared.is_ordered
    if not fits or found is None or not found.meets(declared):
        findings.add("type", path, f"{found} stands where {declared} is needed for `{node.how}`")
        return None
    if not found.exact and (node.type.exact or node.how != "sum"):
        findings.add("exact", path, "it may be a fraction, and is declared to be whole")
    return declared


def _all_are(needed: Found, parts: list[Found], path: str, findings: Findings) -> bool:
    wrong = [part for part in parts if not part.meets(needed)]
    for part in wrong:
        findings.add("type", path, f"{part} stands where {needed} is needed")
    return not wrong


def _tests(parts: list[Found], path: str, findings: Findings) -> Found | None:
    return FOUND_YES_NO if _all_are(FOUND_YES_NO, parts, path, findings) else None


def _meeting(parts: list[Found], path: str, findings: Findings) -> Found | None:
    found = joined(parts)
    if found is None:
        findings.add("type", path, f"{' and '.join(str(each) for each in parts)} do not meet")
    return found


def _together(parts: list[Found], path: str, findings: Findings, *, ordered: bool) -> Found | None:
    if not parts:
        findings.add("type", path, "it holds no value, and so has no type")
        return None
    found = _meeting(parts, path, findings)
    if found is not None and not (found.is_ordered if ordered else found.is_numeric):
        findings.add("type", path, f"{found} has no order" if ordered else f"{found} cannot be added")
        return None
    return found


def _compare(operator: str, parts: list[Found], path: str, findings: Findings) -> Found | None:
    found = _meeting(parts, path, findings)
    if found is not None and (found.kind == "set" or (operator not in _EQUAL and not found.is_ordered)):
        findings.add("type", path, f"{found} is not compared by `{operator}`")
    return FOUND_YES_NO


def _words(found: Found, kind: str, options: tuple[str, ...], path: str, findings: Findings) -> Found | None:
    if found.kind != kind:
        findings.add("type", path, f"{found} stands where a {kind} is needed")
        return None
    for word in options:
        if word not in found.options:
            findings.add("known", path, f"`{word}` is none of its choices")
    return FOUND_YES_NO


def _round(node: ir.Round, found: Found, path: str, findings: Findings) -> Found | None:
    findings.among(node.mode, MODES, path)
    if node.unit <= 0:
        findings.add("divisor", path, f"it rounds to a multiple of {node.unit}")
    if not found.is_numeric:
        findings.add("type", path, f"{found} cannot be rounded")
        return None
    return attrs.evolve(found, exact=True)


def _time(node: ir.Shift | ir.Elapsed, parts: list[Found], path: str, findings: Findings) -> Found | None:
    shifts = isinstance(node, ir.Shift)
    findings.among(node.unit, sorted(_DAYS | _CLOCK | ({_TIME} if shifts else set())), path)
    _check_rule(node.unit, node.rule, path, findings)
    needed = FOUND_INSTANT if node.unit in _CLOCK else FOUND_DATE
    events, counts = (parts[:1], parts[1:]) if shifts else (parts, [])
    if not _all_are(needed, events, path, findings) or not _all_are(FOUND_COUNT, counts, path, findings):
        return None
    if not all(count.exact for count in counts):
        findings.add("exact", path, "it moves by what may be a fraction")
    if not shifts:
        return FOUND_COUNT
    return FOUND_INSTANT if node.unit == _TIME else needed


def _check_rule(unit: str, rule: str, path: str, findings: Findings) -> None:
    """A unit has the rule that it needs: the end of a month, a zone, a calendar; or none."""
    if unit == "months":
        findings.among(rule, END_OF_MONTH, path)
    elif unit == _TIME or (unit in _CLOCK and rule):
        if not is_zone(rule):
            findings.add("zone", path, f"there is no time zone `{rule}`")
    elif rule and unit != "business_days":
        findings.add("word", path, f"`{unit}` with the rule `{rule}`")
