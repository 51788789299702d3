"""What goes with the answer: measures, the way of the money, deadlines with how they were counted."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from engine.explain.figures import spaced
from engine.explain.found import Found, OpenEnd
from engine.explain.phrases import Phrases
from engine.explain.shown import Shown
from engine.explain.tree import ClauseTrace, Deadline, Measure
from engine.explain.words import WORDS
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.ir.walk import facts_read, parts_of
from engine.values.moment import day_text


@attrs.frozen
class _Caller:
    """A clause that calls for a measure: as an effect, or where the need at this place (from the end) fails."""

    clause: str
    need: int | None = None

    def calls(self, traces: Mapping[str, ClauseTrace]) -> bool:
        """Whether it did so in this case."""
        trace = traces[self.clause]
        if self.need is None:
            return trace["state"] in {"decisive", "met"}
        return trace["state"] == "failed" and trace["conditions"][self.need]["holds"] is False


class Duties:
    """What the clauses of a program call for, in the words of one language."""

    def __init__(self, program: ir.Program, texts: Texts, lang: str) -> None:
        """Find who calls for what."""
        self._program = program
        self._texts = texts.of(lang)
        self._words = WORDS[lang]
        self._phrases = Phrases(program, texts, lang)
        self._places = {fact.name: place for place, fact in enumerate(program.facts)}
        self._callers: dict[str, list[_Caller]] = {}
        self._routes: list[tuple[str, Measure]] = []
        self._due: dict[str, tuple[Deadline, tuple[int, ...]]] = {}
        for clause in program.clauses:
            self._note(clause)

    def measures(self, found: Found, traces: Mapping[str, ClauseTrace]) -> list[Measure]:
        """The measures of the answer, each with the clauses that called for it."""
        return [self._measure(name, traces) for name in found.measures]

    def route(self, traces: Mapping[str, ClauseTrace]) -> Measure | None:
        """The way the money goes."""
        return next((route for clause, route in self._routes if traces[clause]["state"] == "met"), None)

    def deadlines(self, found: Found, shown: Shown) -> list[Deadline]:
        """The deadlines of the answer."""
        return [self._deadline(name, day, why, shown) for name, day, why in found.deadlines]

    def _note(self, clause: ir.Clause) -> None:
        for place, need in enumerate(clause.needs):
            for measure in need.measures:
                self._callers.setdefault(measure, []).append(_Caller(clause.name, place - len(clause.needs)))
        for effect in clause.effects:
            match effect:
                case ir.Orders(measure):
                    self._callers.setdefault(measure, []).append(_Caller(clause.name))
                case ir.Routes(name):
                    label = self._texts.get(f"route.{name}", f"`{name}`")
                    self._routes.append(
                        (clause.name, {"name": name, "label": label, "clauses": [clause.name]})
                    )
                case ir.Due(name, day):
                    self._due.setdefault(name, self._counting(name, day, clause))
                case _:
                    pass

    def _counting(self, name: str, day: ir.Expression, clause: ir.Clause) -> tuple[Deadline, tuple[int, ...]]:
        """A deadline as far as it is the same for all cases, and the places of the facts it is counted from."""
        counted = self._phrases.figures.value(day)
        for part in parts_of(day):
            if isinstance(part, ir.Shift) and part.unit == "business_days":
                counted = self._words["by_calendar"].format(counted, part.rule)
        written: Deadline = {
            "name": name,
            "label": self._texts.get(f"clause.{clause.name}", f"`{name}`"),
            "clauses": list(clause.cites),
            "day": None,
            "counted": spaced(counted),
            "facts": [],
            "problem": None,
        }
        return written, tuple(self._places[fact] for fact in facts_read(day, self._program))

    def _measure(self, name: str, traces: Mapping[str, ClauseTrace]) -> Measure:
        callers = [caller.clause for caller in self._callers.get(name, ()) if caller.calls(traces)]
        return {"name": name, "label": self._texts.get(f"measure.{name}", f"`{name}`"), "clauses": callers}

    def _deadline(self, name: str, day: int | None, why: OpenEnd | None, shown: Shown) -> Deadline:
        written, places = self._due[name]
        deadline = written.copy()
        deadline["facts"] = [shown[place] for place in places]
        deadline["day"] = None if day is None else day_text(day)
        deadline["problem"] = None if why is None else self._problem(why)
        return deadline

    def _problem(self, why: OpenEnd) -> str:
        kind, name, bound = why
        if kind == "needs":
            return self._words["needs"].format(self._texts.get(f"fact.{name}", f"`{name}`"))
        return self._words["beyond"].format(name, day_text(bound))
