"""Each clause with everything written beforehand that does not depend on the case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import attrs

from engine.explain.gaps import Gap, Gaps
from engine.explain.judging import Judge, Judges
from engine.explain.phrases import Phrases
from engine.explain.shown import Filler, Showing, Shown
from engine.explain.tree import ClauseTrace, ConditionTrace, State
from engine.explain.windows import window_of
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.walk import facts_read


@attrs.frozen
class Condition:
    """One condition: its words, how it is judged, the places of the facts it reads, and what to say where it fails."""

    role: Literal["for", "needs"]
    text: str
    judge: Judge
    places: tuple[int, ...]
    gap: Gap | None
    cites: list[str]
    says: Filler | None

    def trace(self, shown: Shown, *, holds: bool | None) -> ConditionTrace:
        """What came of it for a case."""
        trace: ConditionTrace = {
            "role": self.role,
            "text": self.text,
            "holds": holds,
            "facts": [shown[place] for place in self.places],
            "gap": None,
            "cites": [],
            "says": None,
        }
        if holds is False:
            trace["gap"] = self.gap and self.gap(shown.case)
            trace["cites"] = self.cites
            trace["says"] = self.says and self.says(shown)
        return trace


@attrs.frozen
class Script:
    """One clause; `before` are the clauses that silence it, `asks` the sets of materials that it asks for."""

    clause: ir.Clause
    cites: list[str]
    title: str
    says: Filler | None
    on_text: str
    scope: tuple[Condition, ...]
    needs: tuple[Condition, ...]
    before: tuple[str, ...]
    leaves: bool
    asks: tuple[str, ...]

    def trace(self, state: State, conditions: list[ConditionTrace], says: str | None = None) -> ClauseTrace:
        """What came of the clause for a case."""
        return {
            "clause": self.clause.name,
            "cites": self.cites,
            "title": self.title,
            "state": state,
            "silenced_by": [],
            "waits_for": [],
            "says": says,
            "conditions": conditions,
        }

    def silent(self, condition: Condition, shown: Shown) -> ClauseTrace:
        """That the clause does not apply, as a condition fails."""
        return self.trace("does_not_apply", [condition.trace(shown, holds=False)])

    @cached_property
    def on(self) -> Mapping[bool | None, ConditionTrace]:
        """That the clause comes on top of certain answers: that it does, that it does not, or that this is open."""

        def trace(*, holds: bool | None) -> ConditionTrace:
            return {
                "role": "on",
                "text": self.on_text,
                "holds": holds,
                "facts": [],
                "gap": None,
                "cites": [],
                "says": None,
            }

        return {holds: trace(holds=holds) for holds in (True, False, None)}

    @cached_property
    def bare(self) -> Mapping[bool | None, ClauseTrace]:
        """What came of the clause by that alone, where it has no other condition; not applying is so in any case."""
        states: dict[bool | None, State] = {False: "does_not_apply"}
        if not (self.scope or self.needs or self.leaves or self.says):
            states |= {True: "met", None: "not_judged"}
        return {holds: self.trace(state, [self.on[holds]]) for holds, state in states.items()}


class ScriptWriter:
    """Writes the scripts of a program in one language."""

    def __init__(
        self, program: ir.Program, texts: Texts, lang: str, judges: Judges, showing: Showing
    ) -> None:
        """Take what judges the tests of the program and what shows its facts."""
        self._program = program
        self._texts = texts.of(lang)
        self._judges = judges
        self._showing = showing
        self._phrases = Phrases(program, texts, lang)
        self._gaps = Gaps(judges, self._phrases.figures.kinds, lang)
        self._places = {fact.name: place for place, fact in enumerate(program.facts)}

    def script(self, clause: ir.Clause) -> Script:
        """The script of a clause."""
        key = f"clause.{clause.name}"
        asks = [effect for effect in clause.effects if isinstance(effect, ir.Asks)]
        return Script(
            clause,
            list(clause.cites),
            self._texts.get(key, ""),
            self._filler(f"{key}.says"),
            self._phrases.answers(clause.on),
            tuple(self.condition("for", test) for test in _conjuncts(clause.scope)),
            (*(self._need(need) for need in clause.needs), *(self._asked(each, clause) for each in asks)),
            tuple(first for first, then in self._program.precedence if then == clause.name),
            any(isinstance(effect, ir.Leaves) for effect in clause.effects),
            tuple(each.fact for each in asks),
        )

    def condition(self, role: Literal["for", "needs"], test: ir.Expression) -> Condition:
        """One condition that a clause has."""
        places = tuple(self._places[name] for name in facts_read(test, self._program))
        return Condition(
            role,
            self._phrases.condition(test),
            self._judges.judge(test),
            places,
            self._gaps.of(test),
            [],
            None,
        )

    def _need(self, need: ir.Need) -> Condition:
        return attrs.evolve(
            self.condition("needs", need.test), cites=list(need.cites), says=self._filler(need.key)
        )

    def _asked(self, asks: ir.Asks, clause: ir.Clause) -> Condition:
        """Materials that are asked for, as a condition: all of them are handed in."""
        test = ir.Includes(ir.Fact(asks.fact), asks.options, "all")
        return attrs.evolve(self.condition("needs", test), cites=list(clause.cites))

    def _filler(self, key: str) -> Filler | None:
        return self._showing.filler(self._texts[key]) if key in self._texts else None


def _conjuncts(scope: ir.Expression) -> tuple[ir.Expression, ...]:
    """The conditions of which a scope is made, a window being one."""
    if not isinstance(scope, ir.All) or window_of(scope) is not None:
        return (scope,)
    return tuple(test for each in scope.tests for test in _conjuncts(each))
