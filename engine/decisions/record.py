"""From the readings of a program to the record of a decision, importing nothing slow: every decision passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from engine.cases.unknown import Needed, Unknown
from engine.decisions.notes import beyond, note
from engine.evaluator.runtime import Answer
from engine.ir.bullets import in_text_order
from engine.ir.outcome import BeyondCalendarError
from engine.values.moment import day_text
from engine.values.money import to_text

Case = tuple[Any, ...]
Record = dict[str, Any]
MONEY_VERDICTS = ("refund", "discretion")


class Policy(NamedTuple):
    """A policy version ready to decide: the functions of its program, its words in one language, and its identity.

    `settle` searches through the completions of a case with unknown facts; it is called only where one is asked for.
    """

    module: Mapping[str, Any]
    texts: Mapping[str, str]
    settle: Callable[[Case], Any]
    identity: Mapping[str, Any]
    calendars: Mapping[str, str]
    lang: str


Deadline = tuple[str, int | None, tuple[str, str, int] | None]
"""A deadline's name, its day as an ordinal, and where it has none why: what it needs, or how far a calendar reaches."""


class Decided(NamedTuple):
    """What a policy says of a case, before it is written down."""

    verdict: str
    low: int
    high: int
    clauses: tuple[str, ...]
    measures: tuple[str, ...]
    missing: tuple[str, ...]
    matters: tuple[str, ...]
    lines: tuple[tuple[str, str, int], ...]
    amount: str
    party: str
    due: tuple[Deadline, ...]
    notes: tuple[str, ...]
    conflict: tuple[str, ...] = ()


def decide(policy: Policy, case: Case) -> Decided:
    """The decision on a case: its answer where it is certain, else what is missing."""
    try:
        completions, matters, spent = _completions(policy, case)
    except BeyondCalendarError as why:
        return _waits(policy, case, (note("beyond_condition", policy.lang, calendar=why.calendar),))
    lacking = [
        name for completed, each in completions for name in policy.module["lacking"](completed, each[0])
    ]
    if matters or lacking:
        missing = tuple(sorted({*matters, *lacking}))
        notes = (note("exhausted", policy.lang),) if spent else ()
        return _waits(policy, case, notes)._replace(missing=missing, matters=tuple(matters))
    return _answered(policy, case, completions)


def _completions(policy: Policy, case: Case) -> tuple[tuple[tuple[Case, Answer], ...], tuple[str, ...], bool]:
    try:
        return ((case, policy.module["outcome"](case)),), (), False
    except Needed:
        pass
    settled = policy.settle(case)
    return settled.completions, settled.matters, settled.exhausted


def _waits(policy: Policy, case: Case, notes: tuple[str, ...]) -> Decided:
    """A case that cannot be answered yet."""
    measures = tuple(sorted(policy.module["measures"](case, "pending")))
    due, due_notes = _due(policy, case, "pending")
    return Decided("pending", 0, 0, (), measures, (), (), (), "", "", due, (*notes, *due_notes))


def _answered(policy: Policy, case: Case, completions: tuple[tuple[Case, Answer], ...]) -> Decided:
    """The answer that all completions share, with the clauses, measures and lines that they share."""
    verdict, low, high, clauses, _, amount, party, conflict = completions[0][1]
    measures = _measures(policy, verdict, completions)
    due, notes = _due(policy, case, verdict)
    if len(completions) > 1:
        certain = set(clauses).intersection(*(answer[3] for _, answer in completions))
        if clauses and not certain:
            every = in_text_order(bullet for _, answer in completions for bullet in answer[3])
            notes = (note("clauses", policy.lang, clauses=", ".join(every)), *notes)
        clauses = in_text_order(certain)
    if conflict:
        notes = (note("conflict", policy.lang, clauses=", ".join(conflict)), *notes)
    lines = _lines(policy, completions) if verdict in MONEY_VERDICTS else ()
    return Decided(verdict, low, high, clauses, measures, (), (), lines, amount, party, due, notes, conflict)


def _measures(policy: Policy, verdict: str, completions: tuple[tuple[Case, Answer], ...]) -> tuple[str, ...]:
    """The measures that come with the answer in every completion."""
    on_top = policy.module["measures"]
    sets = [answer[4] | on_top(completed, verdict) for completed, answer in completions]
    return tuple(sorted(sets[0].intersection(*sets[1:])))


def _lines(policy: Policy, completions: tuple[tuple[Case, Answer], ...]) -> tuple[tuple[str, str, int], ...]:
    """The bill behind the money: that of all completions, or its total in one line where they differ."""
    bills = {tuple(policy.module["LINES"][answer[5]](completed)) for completed, answer in completions}
    if len(bills) == 1:
        return bills.pop()
    answer = completions[0][1]
    clause = in_text_order(bullet for _, each in completions for bullet in each[3])[0]
    return ((f"amount.{answer[5]}", clause, answer[2]),)


def _due(policy: Policy, case: Case, verdict: str) -> tuple[tuple[Deadline, ...], tuple[str, ...]]:
    due: tuple[Deadline, ...] = tuple(policy.module["due"](case, verdict))
    notes = [beyond(name, why[1], why[2], policy.lang) for name, _, why in due if why and why[0] == "beyond"]
    return due, tuple(notes)


def to_record(policy: Policy, case: Case, presumed: tuple[str, ...], decided: Decided) -> Record:
    """The record of a decision, as the contract has it, with `deadlines`, `decided_by` and `calendars` besides."""
    amounts = policy.module["AMOUNTS"]
    unit, decimals = amounts.get(decided.amount) or next(iter(amounts.values()), ("", 0))

    def money(sum_: int) -> str:
        return f"{to_text(sum_, decimals)} {unit}"

    has_money = decided.verdict in MONEY_VERDICTS
    deadlines = {name: None if day is None else day_text(day) for name, day, _ in decided.due}
    return {
        "case": case_name(policy.module, case),
        "verdict": decided.verdict,
        "refund": money(decided.high) if decided.verdict == "refund" else None,
        "range": [money(decided.low), money(decided.high)] if decided.verdict == "discretion" else None,
        "clauses": list(decided.clauses),
        "missing": list(decided.missing),
        "route": policy.module["route"](case, decided.verdict) if has_money else None,
        "review_due": deadlines.get("review"),
        "measures": list(decided.measures),
        "notes": sorted(decided.notes),
        "presumed": list(presumed),
        "lines": [
            {"label": policy.texts.get(key, key), "clause": clause, "amount": money(sum_)}
            for key, clause, sum_ in decided.lines
        ],
        "policy": dict(policy.identity),
        "deadlines": deadlines,
        "decided_by": decided.party or None,
        "calendars": dict(policy.calendars),
        "explanation": None,
    }


def case_name(module: Mapping[str, Any], case: Case) -> str | None:
    """The number of the case, where the facts have one and the case tells it."""
    place = module["PLACES"].get("case.id")
    held = None if place is None else case[place]
    return None if isinstance(held, Unknown) else held


def without_policy(case: str | None, verdict: str, missing: tuple[str, ...] = ()) -> Record:
    """The record of a case that no version governs, or whose version cannot be told yet."""
    empty: Record = {
        "case": case,
        "verdict": verdict,
        "refund": None,
        "range": None,
        "clauses": [],
        "missing": list(missing),
    }
    rest: Record = {
        "route": None,
        "review_due": None,
        "measures": [],
        "notes": [],
        "presumed": [],
        "lines": [],
    }
    return {
        **empty,
        **rest,
        "policy": None,
        "deadlines": {},
        "decided_by": None,
        "calendars": {},
        "explanation": None,
    }
