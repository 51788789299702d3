"""The guard of the waist: whether a program is one that every reading of it can trust.

`check` runs before a program is sealed and after it is read back. A finding is never the user's mistake, for
those are reported by `model` long before: it is a bug of ours, or a sealed program that somebody has made up.
"""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.check_clauses import check_amount, check_clause
from engine.ir.check_consumption import check_consumption
from engine.ir.check_facts import check_fact
from engine.ir.check_types import check_term, expect_test
from engine.ir.findings import Findings
from engine.ir.from_json import SealedFormError, from_json
from engine.ir.limits import MOST_DECIMALS
from engine.ir.to_json import to_json
from engine.ir.walk import calendars_of
from engine.values.zone import is_zone

LANGUAGES = ("en", "zh")


def check(program: ir.Program) -> list[str]:
    """Every breach of one of the `INVARIANTS`, as `name: path: problem`; none in a sound program."""
    findings = Findings.of(program)
    _check_form(program, findings)
    if findings.lines:
        return findings.lines  # the other checks may rely on each field being of its type
    _check_names(program, findings)
    _check_head(program, findings)
    for at, fact in enumerate(program.facts):
        check_fact(fact, f"program.facts[{at}]", findings)
    for at, term in enumerate(program.terms):
        check_term(term, f"program.terms[{at}]", findings)
    for at, impossible in enumerate(program.impossible):
        expect_test(impossible.test, f"program.impossible[{at}].test", findings)
    for at, amount in enumerate(program.amounts):
        check_amount(amount, f"program.amounts[{at}]", findings)
        if amount.type.unit != program.amounts[0].type.unit:
            findings.add("type", f"program.amounts[{at}].type", "the bills of a policy are in one currency")
    for at, clause in enumerate(program.clauses):
        check_clause(clause, f"program.clauses[{at}]", findings)
    _check_precedence(program, findings)
    _check_calendars(program, findings)
    return findings.lines


def _check_form(program: ir.Program, findings: Findings) -> None:
    try:
        if from_json(to_json(program)) != program:
            findings.add("form", "program", "it reads back as another program")
    except SealedFormError as error:
        findings.add("form", error.path, error.problem)
    except ValueError as error:
        findings.add("form", "program", str(error))


def _check_names(program: ir.Program, findings: Findings) -> None:
    for field in ("facts", "impossible", "terms", "amounts", "clauses"):
        findings.once((each.name for each in getattr(program, field)), f"program.{field}")
    findings.once((unit for unit, _ in program.units), "program.units")


def _check_head(program: ir.Program, findings: Findings) -> None:
    event = findings.facts.get(program.selected_by)
    if event is None:
        findings.add("known", "program.selected_by", f"there is no fact `{program.selected_by}`")
    elif event.type.kind not in {"instant", "date"} or event.personal:
        findings.add("type", "program.selected_by", f"`{event.name}` is no event, or is personal")
    _check_confirms(program.confirms, findings)
    if program.consumption is not None:
        check_consumption(program.consumption, findings)
    if not is_zone(program.zone):
        findings.add("word", "program.zone", f"there is no time zone `{program.zone}`")
    findings.among(program.prevails, LANGUAGES, "program.prevails")
    for at, (unit, decimals) in enumerate(program.units):
        if not 0 <= decimals <= MOST_DECIMALS:
            findings.add("literal", f"program.units[{at}]", f"`{unit}` has {decimals} decimals")


def _check_confirms(confirms: ir.Confirms | None, findings: Findings) -> None:
    """An outcome is kept under facts that stay when a person's are erased."""
    if confirms is None:
        return
    for field, kind in (("case", "text"), ("order", "text"), ("most", "money")):
        name = getattr(confirms, field)
        fact = findings.facts.get(name)
        if fact is None:
            findings.add("known", f"program.confirms.{field}", f"there is no fact `{name}`")
        elif fact.type.kind != kind or fact.personal:
            findings.add("type", f"program.confirms.{field}", f"`{name}` is no {kind}, or is personal")


def _check_precedence(program: ir.Program, findings: Findings) -> None:
    place = {clause.name: at for at, clause in enumerate(program.clauses) if not clause.on}
    pairs = set(program.precedence)
    findings.once((f"{first} before {then}" for first, then in program.precedence), "program.precedence")
    for at, (first, then) in enumerate(program.precedence):
        path = f"program.precedence[{at}]"
        for name in (first, then):
            if name not in place:
                findings.add("known", path, f"no clause `{name}` answers a case")
        if first == then:
            findings.add("precedence", path, f"`{first}` silences itself")
        if place.get(first, -1) > place.get(then, len(place)):
            findings.add("precedence", path, f"`{first}` stands after `{then}`, which it silences")
        for middle, last in program.precedence:
            if middle == then and (first, last) not in pairs:
                findings.add("precedence", path, f"`{first}` is before `{then}`, so it is before `{last}`")


def _check_calendars(program: ir.Program, findings: Findings) -> None:
    used = calendars_of(program)
    if program.calendars != used:
        findings.add("calendars", "program.calendars", f"counted by are {', '.join(used) or 'none'}")
