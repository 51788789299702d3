"""A program as the source of a Python module, and the module as something to call."""

from __future__ import annotations

from collections.abc import Iterator

from engine.cases.to_python import loader_source
from engine.evaluator.amount import lines_source, total_source
from engine.evaluator.besides import besides_source
from engine.evaluator.clause import clauses_source, nothing_source
from engine.evaluator.expression import Names, code, identifier
from engine.ir import tree as ir
from engine.ir.walk import on_top

_HEAD = """\
from engine.evaluator.runtime import EMPTY, NOT_COVERED, UNCERTAIN, best, combine, divided, down, given, line
from engine.evaluator.runtime import may, picked, total, whole
from engine.evaluator.calendars import business_days, business_span, open_end
from engine.ir.bullets import in_text_order
from engine.values.moment import clock_shift, clock_span, local_day, time_on
from engine.values.rounding import to_multiple
from engine.values.span import add_months, months_between
"""


def source(program: ir.Program) -> str:
    """The module of a program. Each function takes the facts as a tuple `c`, in the order declared.

    `load`, `outcome`, `lacking`, `measures`, `due`, `route`, `BESIDES`, `LINES`, `impossible`, `is_impossible`.
    Reading an unknown fact raises Needed.
    The name `CALENDARS` must be put into the module before `business_day` is called.
    """
    names = Names.of(program)
    parts = [_HEAD, "business_day, business_between = business_days(CALENDARS), business_span(CALENDARS)"]
    parts += [
        f"def term_{identifier(term.name)}({names.taken(term.name)}):\n    return {code(term.meaning, names)}\n"
        for term in program.terms
    ]
    for amount in program.amounts:
        parts += [total_source(amount, names), nothing_source(amount, names), lines_source(amount, names)]
    parts.append(clauses_source(program, names))
    for made in (_lacking, _measures, _due, _route, besides_source, _impossible):
        parts.append("\n".join(made(program, names)))
    parts.append(
        "LINES = {"
        + ", ".join(f"{each.name!r}: lines_{identifier(each.name)}" for each in program.amounts)
        + "}"
    )
    parts.append("\n".join(_constants(program)))
    parts.append(f"_impossible = is_impossible\n{loader_source(program)}")
    return "\n\n".join(parts) + "\n"


def _lacking(program: ir.Program, names: Names) -> Iterator[str]:
    yield "def lacking(c, verdict):"
    yield "    found = []"
    for clause, effect in on_top(program):
        if isinstance(effect, ir.Asks):
            held = f"c[{names.facts[effect.fact]}]"
            yield f"    if verdict in {clause.on!r} and may(lambda: {code(clause.scope, names)}):"
            yield f"        have = {held} if isinstance({held}, frozenset) else EMPTY"
            dotted = tuple((option, f"{effect.fact}.{option}") for option in effect.options)
            yield f"        found += [dotted for option, dotted in {dotted!r} if option not in have]"
    yield "    return found\n"


def _measures(program: ir.Program, names: Names) -> Iterator[str]:
    yield "def measures(c, verdict):"
    yield "    found = set()"
    for clause, effect in on_top(program):
        if isinstance(effect, ir.Orders):
            guard = f" and {code(effect.guard, names)}" if effect.guard else ""
            yield f"    if verdict in {clause.on!r}:"
            yield "        try:"
            yield f"            if {code(clause.scope, names)}{guard}: found.add({effect.measure!r})"
            yield "        except UNCERTAIN: pass"
    yield "    return found\n"


def _route(program: ir.Program, names: Names) -> Iterator[str]:
    """The function `route(c, verdict)`: the way the money goes, None where no clause certainly says."""
    yield "def route(c, verdict):"
    for clause, effect in on_top(program):
        if isinstance(effect, ir.Routes) and effect.route:
            yield f"    if verdict in {clause.on!r}:"
            yield "        try:"
            yield f"            if {code(clause.scope, names)}: return {effect.route!r}"
            yield "        except UNCERTAIN: pass"
    yield "    return None\n"


def _due(program: ir.Program, names: Names) -> Iterator[str]:
    """The function `due(c, verdict)`: pairs of a deadline's name and its day, or why it has none yet."""
    yield "def due(c, verdict):"
    yield "    found = []"
    for clause, effect in on_top(program):
        if isinstance(effect, ir.Due):
            yield f"    if verdict in {clause.on!r}:"
            yield "        try:"
            day = f"({effect.name!r}, {code(effect.day, names)}, None)"
            yield f"            if {code(clause.scope, names)}: found.append({day})"
            yield f"        except UNCERTAIN as why: found.append(({effect.name!r}, None, open_end(why)))"
    yield "    return found\n"


def _impossible(program: ir.Program, names: Names) -> Iterator[str]:
    yield "def impossible(c):"
    yield "    found = []"
    for each in program.impossible:
        yield "    try:"
        yield f"        if {code(each.test, names)}: found.append({each.name!r})"
        yield "    except UNCERTAIN: pass"
    yield "    return found\n"
    tests = " or ".join(code(each.test, names) for each in program.impossible) or "False"
    yield "def is_impossible(c):"
    yield "    try:"
    yield f"        return bool({tests})"
    yield "    except UNCERTAIN:"
    yield "        return bool(impossible(c))\n"


def _constants(program: ir.Program) -> Iterator[str]:
    """What a record needs to know of the program beside its functions."""
    yield f"POLICY, VERSION, ZONE = {program.policy!r}, {program.version!r}, {program.zone!r}"
    yield f"SELECTED_BY = {program.selected_by!r}"
    confirms = program.confirms
    yield f"CONFIRMS = {(confirms and (confirms.case, confirms.order, confirms.most))!r}"
    yield f"PLACES = { ({fact.name: place for place, fact in enumerate(program.facts)})!r}"
    yield f"AMOUNTS = { ({each.name: (each.type.unit, each.type.decimals) for each in program.amounts})!r}"
