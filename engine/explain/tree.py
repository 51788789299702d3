"""The explanation of a decision: plain dicts, which are its JSON form as they stand.

Parts that are the same for many cases are shared between explanations: nobody edits one.
"""

from __future__ import annotations

from typing import Literal, TypedDict

State = Literal["decisive", "met", "failed", "silenced", "does_not_apply", "not_judged"]
"""How a clause fared.

`decisive`: it is (part of) the answer. `met`: its conditions hold, but it does not decide, or not yet.
`failed`: it speaks, and something it needs does not hold. `silenced`: a clause that comes before it speaks.
`does_not_apply`: it does not speak of this case. `not_judged`: that depends on what is not known.
"""


class FactValue(TypedDict):
    """What the case says of one fact."""

    fact: str
    label: str
    value: str


class ConditionTrace(TypedDict):
    """One condition of a clause, and if it holds (None: that is unknown).

    `role` is `on` (which answers a clause comes on top of), `for` (whom it speaks of) or `needs`. A condition
    that fails may say by how much (`gap`); a need that fails says under what it refuses (`cites`) and why (`says`).
    """

    role: Literal["on", "for", "needs"]
    text: str
    holds: bool | None
    facts: list[FactValue]
    gap: str | None
    cites: list[str]
    says: str | None


class ClauseTrace(TypedDict):
    """One clause: of one that does not apply, only the condition that fails is shown."""

    clause: str
    cites: list[str]
    title: str
    state: State
    silenced_by: list[str]
    waits_for: list[str]
    says: str | None
    conditions: list[ConditionTrace]


class BillLine(TypedDict):
    """One line of the bill, with the running total after it."""

    label: str
    clause: str
    amount: str
    total: str


class Bill(TypedDict):
    """How the amount came about; of a discretion, the most that can be chosen."""

    amount: str
    label: str
    lines: list[BillLine]
    total: str


class Range(TypedDict):
    """What somebody may choose between, and who chooses (empty where the policy does not say)."""

    low: str
    high: str
    party: str
    label: str


class Missing(TypedDict):
    """A fact, or a material, that the answer waits for: why it matters, whom to ask and what."""

    fact: str
    label: str
    question: str
    supplied_by: str
    supplier: str
    why: list[str]


class Measure(TypedDict):
    """Something to be done, or the way the money goes, and the clauses that call for it."""

    name: str
    label: str
    clauses: list[str]


class Deadline(TypedDict):
    """A day by which the operator owes something and how it was counted, or the reason why there is none yet."""

    name: str
    label: str
    clauses: list[str]
    day: str | None
    counted: str
    facts: list[FactValue]
    problem: str | None


class OpenPoint(TypedDict):
    """A question that the prose leaves open, and the reading that the policy chose."""

    name: str
    clauses: list[str]
    question: str
    reading: str


class Version(TypedDict):
    """The version that decides, and the event of the case that selected it."""

    policy: str
    title: str
    version: str
    governs_from: str
    zone: str
    event: FactValue
    sentence: str


class Explanation(TypedDict):
    """Everything that there is to say about one decision, in one language."""

    lang: str
    verdict: str
    sentence: str
    version: Version | None
    clauses: list[ClauseTrace]
    bill: Bill | None
    range: Range | None
    missing: list[Missing]
    presumed: list[FactValue]
    measures: list[Measure]
    route: Measure | None
    deadlines: list[Deadline]
    notes: list[str]
    open_points: list[OpenPoint]
