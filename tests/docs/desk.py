"""A policy put together out of what a page shows, checked and asked about cases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from engine.cases.unknown import Unknown
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir import tree as ir
from engine.ir.types import Type
from engine.model.check_texts import check_texts
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import to_ir
from engine.reference.from_ir import Reference
from engine.syntax.from_text import Reader
from engine.syntax.tree import Phrase
from engine.values.calendar_from_toml import calendar_from_tables
from engine.values.moment import day_text, from_date, from_datetime, instant_text, to_day, to_instant
from engine.values.money import to_minor, to_text

from .page import Blocks, blocks_of

ROOT = Path(__file__).parents[2]
READER = Reader()
CALENDAR = calendar_from_tables(
    tomllib.loads(path.read_text("utf-8"))
    for path in sorted((ROOT / "policies/calendars/mainland-china").glob("*.toml"))
)


def check(policy: Blocks, facts: Blocks) -> tuple[ir.Program | None, tuple[Diagnostic, ...]]:
    """The program of these blocks, and all that is wrong with them."""
    return _checked("\n".join(policy.values()), "\n".join(facts.values()))


@cache
def _checked(policy: str, facts: str) -> tuple[ir.Program | None, tuple[Diagnostic, ...]]:
    report = Report()
    files = [
        READER.read(Source(name, text), report)
        for name, text in (("page.refund", policy), ("page.facts", facts))
    ]
    checked = policy_from_syntax(files[0], files[1], frozenset({"mainland-china"}), report)
    program = None
    if checked:
        check_texts(checked, report)
        program = to_ir(checked, report)
    return program, report.diagnostics


def program_of(policy: Blocks, facts: Blocks) -> ir.Program:
    """The program of blocks that must be without mistake."""
    program, mistakes = check(policy, facts)
    assert not mistakes, [f"{each.code}: {each.message} ({each.help})" for each in mistakes]
    assert program is not None
    return program


def read_case(program: ir.Program, tables: Mapping[str, Any]) -> tuple[dict[str, object], list[str]]:
    """The facts of a case as the reference reads them, and the names of those presumed."""
    told = dict(_flat(tables))
    unknown = told.keys() - {fact.name for fact in program.facts}
    assert not unknown, f"no such fact: {unknown}"
    facts: dict[str, object] = {}
    presumed: list[str] = []
    for fact in program.facts:
        if fact.name in told:
            facts[fact.name] = _held(told[fact.name], fact.type)
            continue
        facts[fact.name] = Unknown(fact.name)
        if fact.presumed is not None:
            presumed.append(fact.name)
    for fact in program.facts:
        if fact.name in presumed:
            facts[fact.name] = _silence(fact, facts)
    return facts, sorted(presumed)


def _silence(fact: ir.FactDeclaration, facts: Mapping[str, object]) -> object:
    match fact.presumed:
        case ir.Literal(value):
            return frozenset(value) if isinstance(value, tuple) else value
        case ir.Fact(name):
            return facts[name]
        case _:
            return None


def _flat(tables: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, Any]]:
    for key, held in tables.items():
        if isinstance(held, dict):
            yield from _flat(held, f"{path}{key}.")
        else:
            yield f"{path}{key}", held


def _held(told: object, type_: Type) -> object:
    """A value as written in a case, in whole smallest units."""
    match type_.kind:
        case "instant":
            return from_datetime(told) if isinstance(told, datetime) else to_instant(str(told))
        case "date":
            return from_date(told) if isinstance(told, date) else to_day(str(told))
        case "set":
            assert isinstance(told, list)
            return frozenset(told)
        case "yes_no" | "text" | "choice":
            return told
        case _:
            return to_minor(str(told).removesuffix(f" {type_.unit}"), type_.decimals)


def shown(value: object, type_: Type, zone: str) -> str:
    """A value in the words of the page."""
    if type_.kind == "yes_no":
        return "yes" if value else "no"
    if type_.kind in {"text", "choice"}:
        return str(value)
    whole = int(value)  # type: ignore[call-overload]
    assert whole == value
    if type_.kind == "instant":
        return instant_text(whole, zone)
    if type_.kind == "date":
        return day_text(whole)
    unit = {"percent": " percent"}.get(type_.kind, f" {type_.unit}" if type_.unit else "")
    return to_text(whole, type_.decimals) + unit


def kinds_of(policy: Blocks, facts: Blocks) -> set[str]:
    """The kinds of phrases that these blocks are made of, as the grammar names them."""
    found: set[str] = set()
    for blocks in (policy, facts):
        file = READER.read(Source("page", "\n".join(blocks.values())), Report())
        waiting = [sentence.phrase for block in file.blocks for sentence in (block.head, *block.lines)]
        while waiting:
            phrase = waiting.pop()
            found.add(phrase.kind)
            waiting += [part for part in phrase.parts if isinstance(part, Phrase)]
    return found


def blocks_in(path: Path) -> dict[tuple[str, str], str]:
    """The blocks of a file of an example."""
    return blocks_of(path.read_text("utf-8"))


def reference(program: ir.Program) -> Reference:
    """The interpreter that says what a program means."""
    return Reference(program, {"mainland-china": CALENDAR})
