"""Cases that are unusual in some way: read with care, every mistake reported."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine.cases.decode import cases_in, from_json, from_toml
from engine.cases.from_facts import Reader
from engine.cases.unknown import Unknown
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir import tree as ir
from engine.ir.walk import facts_read
from engine.values.moment import from_date, from_datetime, local_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.diagnostics.diagnostic import Diagnostic

Facts = tuple[Any, ...]


def decode_plainly(name: str, text: str) -> tuple[list[tuple[Place | None, object]], tuple[Diagnostic, ...]]:
    """The cases of a TOML or JSON text, or what is wrong with it."""
    report = Report()
    source = Source(name, text)
    data = from_toml(source, report) if name.endswith(".toml") else from_json(source, report)
    cases: list[tuple[Place | None, object]] = [] if data is None else [*cases_in(data, name)]
    return cases, tuple(report.diagnostics)


def read_plainly(
    opened: Any,  # noqa: ANN401 - a sealed version or a draft
    data: object,
    source_name: str,
    place: Place | None,
    *,
    presume: bool,
) -> tuple[tuple[tuple[Any, ...], tuple[str, ...]] | None, tuple[Diagnostic, ...]]:
    """The facts of a case and those presumed, or what is wrong with it."""
    report = Report()
    reader = Reader(opened.program, opened.policy.module["impossible"], opened.policy.texts)
    case = reader.read(data, presume=presume, report=report, where=place or Place(source_name, ""))
    return None if case is None else (case.facts, case.presumed), tuple(report.diagnostics)


def native_day(event: object, zone: str) -> int | None:
    """The local date of an event that TOML wrote without quotes."""
    if isinstance(event, datetime):
        return local_day(from_datetime(event), zone)
    return from_date(event) if isinstance(event, date) else None


def impossible(
    program: ir.Program, settle: Callable[[Facts], Any], facts: Facts, source_name: str, place: Place | None
) -> Report:
    """What to say of a case whose facts leave no possible case, though no two of them contradict each other."""
    report = Report()
    names = ", ".join(f"`{name}`" for name in _to_blame(program, settle, facts))
    problem = f"these facts cannot all be true, whatever the unknown ones are: {names}"
    help_text = "correct the one that is wrong, or leave it out"
    report.error("RF504", problem, place or Place(source_name, ""), help=help_text)
    return report


def _to_blame(program: ir.Program, settle: Callable[[Facts], Any], facts: Facts) -> list[str]:
    """The facts without any one of which the case is possible; where no one alone is, all that are looked at."""
    read = {name for each in program.impossible for name in facts_read(each.test, program)}
    names = [fact.name for fact in program.facts]
    told = [
        (place, name)
        for place, name in enumerate(names)
        if name in read and not isinstance(facts[place], Unknown)
    ]
    without = {name: (*facts[:place], Unknown(name), *facts[place + 1 :]) for place, name in told}
    return [name for name, left in without.items() if settle(left).completions] or list(without)
