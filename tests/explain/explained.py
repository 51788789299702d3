"""Decisions on cases of the shipped policy, with what they found and why."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from engine.cases.from_facts import Reader
from engine.cases.unknown import Unknown
from engine.decisions.record import Decided, Policy, decide
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.explain.found import Found
from engine.explain.trace import Explainer
from engine.explain.tree import ClauseTrace, Explanation
from engine.values.moment import local_day
from tests.evaluator.opened import opened
from tests.ir.shipped import shipped

Facts = tuple[Any, ...]

LANGUAGES = ("en", "zh")
GOVERNS_FROM = date(2026, 7, 3).toordinal()


@cache
def explainer(lang: str) -> Explainer:
    program, texts = shipped()
    return Explainer(program, texts, opened()[1], lang)


def read(data: dict[str, Any], *, presume: bool = True) -> tuple[Facts, tuple[str, ...]]:
    """The facts of a raw case, and those presumed."""
    program, module, _ = opened()
    report = Report()
    case = Reader(program, module["impossible"]).read(
        data, presume=presume, report=report, where=Place("case", "")
    )
    assert case is not None, [each.message for each in report.diagnostics]
    return case.facts, case.presumed


def found_of(facts: Facts, presumed: tuple[str, ...] = (), lang: str = "en") -> Found:
    """What the decision on a case finds."""
    program, module, search = opened()
    event = facts[module["PLACES"][program.selected_by]]
    if isinstance(event, Unknown):
        return Found("pending", GOVERNS_FROM, missing=(program.selected_by,))
    if local_day(event, program.zone) < GOVERNS_FROM:
        return Found("no_version", GOVERNS_FROM)
    policy = Policy(module, shipped()[1].of(lang), search.settle, {}, {}, lang)
    return from_decided(decide(policy, facts), presumed)


def from_decided(decided: Decided, presumed: tuple[str, ...]) -> Found:
    """A decision as the explainer takes it."""
    return Found(
        decided.verdict,
        GOVERNS_FROM,
        low=decided.low,
        high=decided.high,
        clauses=decided.clauses,
        measures=decided.measures,
        missing=decided.matters,
        lacking=tuple(name for name in decided.missing if name not in decided.matters),
        presumed=presumed,
        amount=decided.amount,
        lines=decided.lines,
        party=decided.party,
        conflict=decided.conflict,
        deadlines=decided.due,
        notes=decided.notes,
    )


def explained(data: dict[str, Any], lang: str = "en", *, presume: bool = True) -> Explanation:
    """Why a raw case is decided as it is."""
    facts, presumed = read(data, presume=presume)
    return explainer(lang).explain(facts, found_of(facts, presumed, lang))


def clause(explanation: Explanation, name: str) -> ClauseTrace:
    return next(trace for trace in explanation["clauses"] if trace["clause"] == name)
