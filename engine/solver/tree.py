"""What is asked of the solver and what it answers: readings, states, moves, findings, all frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal as OneOf

import attrs

from engine.ir import tree as ir
from engine.values.calendar import Calendar

Told = Mapping[str, object]
"""What a case tells, by the dotted name of the fact: as `engine.cases.case` holds values, sets being frozensets.

A fact that is not in it was not told: it is presumed, or unknown.
"""

Part = OneOf[
    "verdict", "money", "clauses", "missing", "due", "measures", "route", "party", "payee", "owed_by", "split", "offers"
]  # fmt: skip
"""A part of a state that can move."""

Offered = tuple[str, int | None, int | None, tuple[str, ...]]
"""A remedy, what it is worth, the last day on which it is good, and how it is marked."""

INVALID = "invalid"
"""The verdict on a case that is refused at the door: impossible, or told with what the facts file does not have."""


@attrs.frozen
class State:
    """What one version says of one case, money in its smallest unit.

    `verdict` is one of `engine.ir.outcome.VERDICTS`, or `INVALID`. `low` and `high` are equal for a refund, the range
    of a discretion, below zero for a refusal where the party `owed_by` owes something, and zero otherwise. `clauses`
    stand in the order of the text, the other names are sorted. `due` holds each deadline by name with its day as an
    ordinal, None where it has none yet. `split` holds what goes by each way of the money, `offers` the remedies in
    order of their names, `chosen_by` who chooses among them, and until which day.
    """

    verdict: str
    low: int = 0
    high: int = 0
    clauses: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    route: str | None = None
    due: tuple[tuple[str, int | None], ...] = ()
    party: str = ""
    payee: str = ""
    owed_by: str = ""
    split: tuple[tuple[str, int], ...] = ()
    offers: tuple[Offered, ...] = ()
    chosen_by: tuple[str, int | None] | None = None
    conflict: tuple[str, ...] = attrs.field(default=(), eq=False)
    """The bullets that contradict each other, where a person decides for that alone."""


@attrs.frozen
class Reading:
    """A program with its calendars, and what decides its cases: every example is decided by it before it is shown.

    `decide` takes what a case tells, presumes what the program presumes, and returns the state as `refundry decide`
    would. `at_once` does the same where it can without a search, and returns None where unknown facts would need one.
    `holds` says whether a test is known to hold of a case. `engine.decisions.reading` makes a reading.
    """

    program: ir.Program
    calendars: Mapping[str, Calendar]
    decide: Callable[[Told], State]
    at_once: Callable[[Told], State | None]
    holds: Callable[[ir.Expression, Told], bool]


@attrs.frozen
class Span:
    """The least and the most of a sum over a class of cases, in the smallest unit.

    `most` is None where there is no limit. `is_proved` says whether no case lies outside; otherwise these are the
    least and most that were found.
    """

    least: int
    most: int | None
    is_proved: bool = True


@attrs.frozen
class Move:
    """One class of cases that the two versions decide differently, with the smallest ordinary case of it.

    `parts` are those parts of the state that differ, never empty. `told` is the example: the facts that it has to
    tell, in the order of the new program, each as `Told` has it; both versions were asked, and `before` and `after`
    are their answers. A fact that one of the two versions does not have is left out when that one is asked.
    `rise` and `fall` are the money that cases of the class gain and lose (of a discretion: its most), None where no
    case of the class does. A class is told from others by verdicts, by the clauses that go and come, and by `parts`.
    """

    before: State
    after: State
    parts: tuple[Part, ...]
    told: tuple[tuple[str, object], ...]
    rise: Span | None = None
    fall: Span | None = None


@attrs.frozen
class GivenUp:
    """A question that could not be settled, never to be read as "equal": a code and a sentence in both languages.

    `code` is `time` (the solver took too long), `many` (more classes than are listed), `type` (a fact has another
    type in the other version), `node` (a construct that the solver does not know), `lists` (lists that are longer than
    those written out), `replay` (a case that the solver found was decided otherwise) or `left_out` (a fact is read
    although it may be left out for good).
    """

    code: str
    en: str
    zh: str

    def of(self, lang: str) -> str:
        """The sentence in one language."""
        return self.zh if lang == "zh" else self.en


@attrs.frozen
class Comparison:
    """What a new version does to cases: every class that moves, and what could not be settled."""

    moves: tuple[Move, ...]
    given_up: tuple[GivenUp, ...]

    @property
    def is_equal(self) -> bool:
        """Whether it was proved that no case is decided differently.

        Presumptions are in place: with `--no-presumptions` the same holds of the answer, but a clause that comes on top
        may then be read otherwise. A decision is verdict, money, clauses, missing facts, deadlines, measures, route,
        party, payee, what is owed, the split and the offers. How the lines of a bill add up to the same sum is not
        looked at.
        """
        return not self.moves and not self.given_up


FindingKind = OneOf["conflict", "decides", "matters", "covered", "property", "given_up"]
"""Two clauses contradict each other; a clause never decides; a condition never matters; a choice has no clause; a
property does not hold; something could not be settled."""


@attrs.frozen
class Finding:
    """What a proof found in one version.

    `names` are, by kind: the two clauses; the clause; the clause, the word that the condition stands behind and its
    number; the fact and the choice; the property; the code of what was given up. `told` is an example, decided again,
    and `state` what is said of it; of a property about two cases `then` is the other case, with `after`.
    """

    kind: FindingKind
    names: tuple[str, ...]
    told: tuple[tuple[str, object], ...] = ()
    state: State | None = None
    then: tuple[tuple[str, object], ...] = ()
    after: State | None = None


_CLAUSES = 100


@attrs.frozen
class Patience:
    """How long is tried: z3's units of work a question, the most classes listed, how often a case is sought again.

    None is a time of the clock: a slow machine gives the same answers as a fast one.
    """

    question: int = 1_000_000
    classes: int = 60
    attempts: int = 24

    def work(self, program: ir.Program) -> int:
        """The units for a question about a program: of hundreds of clauses merely to read it takes more."""
        return self.question * max(1, len(program.clauses) // _CLAUSES)


Compared = Callable[[Reading, Reading, Patience], Comparison]
"""`engine.solver.compared.compared(old, new, patience=Patience())`: what the new version does to cases of the old.

A case is compared where it can be told to either version. Cases whose materials are missing are compared for what is
asked and what comes on top; their answer is compared with materials complete. Needs the extra `review`: importing
`engine.solver.compared` without z3 raises ModuleNotFoundError, which tasks turn into a message.
"""
