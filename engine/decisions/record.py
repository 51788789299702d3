"""From the readings of a program to the record of a decision, importing nothing slow: every decision passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from engine.cases.unknown import Needed, Unknown
from engine.decisions.notes import beyond, note
from engine.evaluator.runtime import Answer
from engine.ir.bullets import in_text_order
from engine.ir.outcome import SAME_SUM, BeyondCalendarError
from engine.values.moment import day_text
from engine.values.money import to_text

Case = tuple[Any, ...]
Record = dict[str, Any]
Completions = tuple[tuple[Case, Answer], ...]
MONEY_VERDICTS = ("refund", "discretion")
BESIDES = ("owed", "split", "offers", "chosen_by", "choose_until", "payee")
"""The keys that a record has where its policy says something of the kind."""


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


class ImpossibleCaseError(Exception):
    """No completion of the unknown facts of a case is possible: what it says cannot all be true."""


def decide(policy: Policy, case: Case) -> Decided:
    """The decision on a case: its answer where it is certain, else what is missing.

    Raises ImpossibleCaseError where the facts that are told leave no possible case.
    """
    module = policy.module
    try:
        answer = module["outcome"](case)
        lacking = module["lacking"](case, answer[0])
    except Needed:
        return _searched(policy, case)
    except BeyondCalendarError as why:
        return _beyond(policy, case, why.calendar)
    if lacking:
        return _waits(policy, case, (), tuple(sorted({*lacking})), ())
    return _answered(policy, case, answer)


def _searched(policy: Policy, case: Case) -> Decided:
    """The decision on a case of which facts are unknown that the policy asks for."""
    settled = policy.settle(case)
    completions: Completions = settled.completions
    if not completions and not settled.exhausted:
        raise ImpossibleCaseError
    asked = policy.module["lacking"]
    lacking = {name for completed, answer in completions for name in asked(completed, answer[0])}
    if settled.matters or lacking:
        notes = (note("exhausted", policy.lang),) if settled.exhausted else ()
        if settled.unshown:
            notes = (note("unshown", policy.lang, facts=", ".join(settled.unshown)), *notes)
        return _waits(policy, case, notes, tuple(sorted({*settled.matters, *lacking})), settled.matters)
    if completions[0][1][0] == "pending":
        return _beyond(policy, case, completions[0][1][6])
    return _shared(policy, case, completions)


def _beyond(policy: Policy, case: Case, calendar: str) -> Decided:
    """A case that waits for an official calendar."""
    return _waits(policy, case, (note("beyond_condition", policy.lang, calendar=calendar),), (), ())


def _waits(
    policy: Policy, case: Case, notes: tuple[str, ...], missing: tuple[str, ...], matters: tuple[str, ...]
) -> Decided:
    """A case that cannot be answered yet."""
    measures = tuple(sorted(policy.module["measures"](case, "pending")))
    due, due_notes = _due(policy, case, "pending")
    return Decided("pending", 0, 0, (), measures, missing, matters, (), "", "", due, (*notes, *due_notes))


def _answered(policy: Policy, case: Case, answer: Answer) -> Decided:
    """An answer with its bill and what comes on top of it."""
    verdict, low, high, clauses, measures, amount, party, conflict = answer
    on_top = policy.module["measures"](case, verdict)
    ordered = tuple(sorted(measures | on_top)) if measures or on_top else ()
    due, notes = _due(policy, case, verdict)
    if conflict:
        notes = (note("conflict", policy.lang, clauses=", ".join(conflict)), *notes)
    lines = tuple(policy.module["LINES"][amount](case)) if verdict in MONEY_VERDICTS else ()
    return Decided(verdict, low, high, clauses, ordered, (), (), lines, amount, party, due, notes, conflict)


def _shared(policy: Policy, case: Case, completions: Completions) -> Decided:
    """The answer that all completions share, with the clauses, measures and lines that they share."""
    answers = [answer for _, answer in completions]
    each = [_answered(policy, completed, answer) for completed, answer in completions]
    certain = in_text_order(set(answers[0][3]).intersection(*(answer[3] for answer in answers)))
    measures = tuple(sorted(set(each[0].measures).intersection(*(one.measures for one in each))))
    due, notes = _due(policy, case, each[0].verdict)
    every = in_text_order(bullet for answer in answers for bullet in answer[3])
    if every and not certain:
        notes = (note("clauses", policy.lang, clauses=", ".join(every)), *notes)
    if all(one.conflict for one in each):
        notes = (note("conflict", policy.lang, clauses=", ".join(every)), *notes)
    bills = {one.lines for one in each}
    amounts, parties = {answer[5] for answer in answers}, {one.party for one in each}
    key = f"amount.{answers[0][5]}" if len(amounts) == 1 else SAME_SUM
    lines = bills.pop() if len(bills) == 1 else ((key, (*certain, *every, "")[0], answers[0][2]),)
    party = parties.pop() if len(parties) == 1 else ""
    return each[0]._replace(
        clauses=certain, measures=measures, due=due, notes=notes, lines=lines, party=party
    )


def _due(policy: Policy, case: Case, verdict: str) -> tuple[tuple[Deadline, ...], tuple[str, ...]]:
    due: tuple[Deadline, ...] = tuple(policy.module["due"](case, verdict))
    for _, day, _ in due:
        if day is None:
            notes = [
                beyond(name, why[1], why[2], policy.lang)
                for name, _, why in due
                if why and why[0] == "beyond"
            ]
            return due, tuple(notes)
    return due, ()


def to_record(policy: Policy, case: Case, presumed: tuple[str, ...], decided: Decided) -> Record:
    """The record of a decision, as the contract has it, with `deadlines`, `decided_by` and `calendars` besides."""
    amounts = policy.module["AMOUNTS"]
    unit, decimals = amounts.get(decided.amount) or next(iter(amounts.values()), ("", 0))

    def money(sum_: int) -> str:
        return f"{to_text(sum_, decimals)} {unit}"

    has_money = decided.verdict in MONEY_VERDICTS
    more, notes = dict[str, Any](), decided.notes
    if policy.module["BESIDES"] is not None:
        from engine.decisions.besides import besides  # noqa: PLC0415 - few policies need it

        answer = decided.verdict, decided.high, decided.amount
        more, found = besides(policy.module, policy.texts, policy.lang, case, answer, money)
        notes = (*notes, *dict.fromkeys(found))
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
        "notes": sorted(notes),
        "presumed": list(presumed),
        "lines": [
            {"label": label_of(key, policy), "clause": clause, "amount": money(sum_)}
            for key, clause, sum_ in decided.lines
        ],
        "policy": dict(policy.identity),
        "deadlines": deadlines,
        "decided_by": decided.party or None,
        "calendars": dict(policy.calendars),
        **more,
        "explanation": None,
    }


def label_of(key: str, policy: Policy) -> str:
    """The words of a line; those that no policy writes have their own."""
    return policy.texts.get(key) or note(key, policy.lang)


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
