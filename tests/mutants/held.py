"""What the solver says of a mutant, held against what random cases show: misses and false alarms are counted.

A miss is a mutant said to be equal of which a case differs; a false alarm an example that is decided otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from engine.compare.mutants.of_program import mutants
from engine.compare.mutants.to_text import FaultTexts
from engine.compare.mutants.tree import Mutant
from engine.decisions.reading import besides, reading, state_of
from engine.decisions.record import ImpossibleCaseError, Policy
from engine.evaluator.from_ir import compiled, load, search
from engine.evaluator.load import Module
from engine.evaluator.patched import Patched
from engine.ir.outcome import PAYING, BeyondCalendarError
from engine.solver.compared import compared
from engine.solver.tree import Comparison, Patience, Reading
from tests.mutants.cases import Case, Drawer
from tests.mutants.policies import Found
from tests.second_reading.generate import cases as strata

CLASSES = 3
"""How many classes of cases are asked for: one is enough to show a difference."""
ALONE = 2.0
"""Seconds behind which a comparison is slow enough to be looked at."""


class Held(NamedTuple):
    """One mutant: whether a random case differs, what the solver says, and what does not fit together."""

    policy: str
    kind: str
    fault: str
    differs: bool
    is_equal: bool
    moves: int
    given_up: tuple[str, ...]
    seconds: float
    problem: str
    case: dict[str, str]


class Bench:
    """A program with random cases and their answers, ready for its mutants."""

    def __init__(self, found: Found, count: int, incomplete: int) -> None:
        self.name, self.program, texts, self.calendars = found
        program = self.program
        self._words = FaultTexts(program, texts, "en")
        self.module = load(compiled(program), self.calendars)
        drawer = Drawer(program, self.module, 1)
        own = list(self._strata(count // 2)) if self.name == "youyun-refund" else []
        self.cases = [*own, *drawer.cases(count - len(own))]
        drawer_cases = self.cases[len(own) :] or self.cases
        self.incomplete = [
            case for case in drawer.incomplete(drawer_cases, incomplete) if self._decided(case)
        ]
        self._answers = [state(self.module, case) for case in self.cases]
        self._decisions = [self._decided(case) for case in self.incomplete]
        self._patched = Patched(program, self.module)
        self._old = reading(program, self.calendars)

    def mutants(self) -> list[Mutant]:
        """All mutants of the program."""
        return list(mutants(self.program))

    def held(self, mutant: Mutant) -> Held:
        """A mutant tried with every case until one differs, and compared by the solver."""
        differs = self._differing(mutant)
        new = self.opened(mutant)
        begun = time.perf_counter()
        found = compared(self._old, new, Patience(classes=CLASSES))
        seconds = time.perf_counter() - begun
        problem = _problem(differs, found, self._old, new)
        site = mutant.change.site
        fault = f"{self._words.where(site)}: {self._words.what(mutant)}"
        told = {} if differs is None else self._told(differs)
        given_up = tuple(each.code for each in found.given_up)
        said = (
            found.is_equal,
            len(found.moves),
            given_up,
            round(seconds, 3),
            problem,
            told if problem else {},
        )
        return Held(self.name, mutant.change.kind, fault, differs is not None, *said)

    def opened(self, mutant: Mutant) -> Reading:
        """A mutant as the solver takes it."""
        return reading(mutant.program, self.calendars)

    def _strata(self, count: int) -> Iterator[Case]:
        """Cases of the shipped policy as the second reading draws them, clause by clause and edge by edge."""
        from tests.evaluator.opened import read  # noqa: PLC0415 - of the shipped policy alone

        return (read(case) for case in strata(count, 1))

    def _differing(self, mutant: Mutant) -> Case | None:
        with self._patched.by(mutant.program):
            for case, before in zip(self.cases, self._answers, strict=True):
                if state(self.module, case) != before:
                    return case
            settle = search(mutant.program, self.module).settle
            for case, decided in zip(self.incomplete, self._decisions, strict=True):
                if self._decided(case, settle) != decided:
                    return case
        return None

    def _decided(self, case: Case, settle: Any = None) -> object:  # noqa: ANN401 - as a record asks for it
        """What a record would say of a case with unknown facts; None where no such case is possible."""
        policy = Policy(self.module, {}, settle or search(self.program, self.module).settle, {}, {}, "en")
        try:
            return state_of(policy, case)
        except ImpossibleCaseError:
            return None

    def _told(self, case: Case) -> dict[str, str]:
        return {fact.name: repr(value) for fact, value in zip(self.program.facts, case, strict=True)}


def state(module: Module, case: Case) -> tuple[object, ...]:
    """What a module says of a complete case: all that a comparison of versions looks at."""
    low, high, clauses, measures, amount, party = 0, 0, (), frozenset[str](), "", ""
    try:
        verdict, low, high, clauses, measures, amount, party, _ = module["outcome"](case)
        lacking = module["lacking"](case, verdict)
    except BeyondCalendarError as why:
        verdict, lacking = "pending", [why.calendar]
    if lacking:
        verdict, low, high, clauses, measures, party = "pending", 0, 0, (), frozenset(), ""
    owed_by = module["OWED_BY"].get(amount, "") if high < 0 else ""
    on_top = measures | set(module["measures"](case, verdict))
    due = [(name, day) for name, day, _ in module["due"](case, verdict)]
    route = module["route"](case, verdict) if verdict in PAYING else None
    return (
        verdict,
        low,
        high,
        clauses,
        sorted(lacking),
        on_top,
        due,
        route,
        party,
        owed_by,
        besides(module, case, verdict, high),
    )


def _problem(differs: Case | None, found: Comparison, old: Reading, new: Reading) -> str:
    """What does not fit together; empty where all does."""
    for move in found.moves:
        told = dict(move.told)
        if old.decide(told) != move.before or new.decide(told) != move.after or move.before == move.after:
            return "false alarm: an example is not decided as it is shown"
    if differs is not None and found.is_equal:
        return "miss: a case differs, and the two are said to be equal"
    if found.given_up and all(each.code == "node" for each in found.given_up) and not found.moves:
        return ""  # given up by name, before anything was asked
    if differs is not None and not found.moves:
        return "unsettled: a case differs, and no difference is shown"
    return ""


def figures(every: Sequence[Held]) -> dict[str, object]:
    """The figures of a run."""
    slow = [each for each in every if each.seconds > ALONE]
    return {
        "mutants": len(every),
        "differ in a random case": sum(each.differs for each in every),
        "shown to differ": sum(each.moves > 0 for each in every),
        "proved equal": sum(each.is_equal for each in every),
        "neither": sum(not each.moves and not each.is_equal for each in every),
        "of these with a construct that the solver does not know": sum(
            "node" in each.given_up for each in every
        ),
        "misses": sum(each.problem.startswith("miss") for each in every),
        "unsettled though a case differs": sum(each.problem.startswith("unsettled") for each in every),
        "false alarms": sum(each.problem.startswith("false") for each in every),
        "shown by the solver alone": sum(each.moves > 0 and not each.differs for each in every),
        "seconds": round(sum(each.seconds for each in every), 1),
        "slower than two seconds": len(slow),
    }
