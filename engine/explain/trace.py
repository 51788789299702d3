"""The explanation of a decision, from the program, its texts, the case and what was found."""

from __future__ import annotations

from engine.cases.unknown import Unknown
from engine.evaluator.load import Module
from engine.explain.clauses import Clauses
from engine.explain.duties import Duties
from engine.explain.found import Found
from engine.explain.judging import Case, Judges
from engine.explain.missing import Waiting
from engine.explain.open_points import OpenPoints
from engine.explain.scripts import ScriptWriter
from engine.explain.sentences import Sentences
from engine.explain.shown import Showing, Shown
from engine.explain.sums import Sums
from engine.explain.tree import Explanation
from engine.ir import tree as ir
from engine.ir.texts import Texts


class Explainer:
    """One program in one language, with everything written beforehand that does not depend on the case."""

    def __init__(self, program: ir.Program, texts: Texts, module: Module, lang: str) -> None:
        """Take a program, its texts and the loaded module that decides its cases."""
        judges = Judges(program, module)
        self._lang = lang
        self._showing = Showing(program, texts, lang, judges)
        writer = ScriptWriter(program, texts, lang, judges, self._showing)
        self._clauses = Clauses(program, [writer.script(clause) for clause in program.clauses], self._showing)
        self._sums = Sums(program, texts, lang, judges, module)
        self._duties = Duties(program, texts, lang)
        self._waiting = Waiting(program, texts, lang)
        self._sentences = Sentences(program, texts, lang, self._sums)
        self._open_points = OpenPoints(texts, lang)
        self._places = {fact.name: place for place, fact in enumerate(program.facts)}
        self._event = self._places[program.selected_by]

    def explain(self, case: Case, found: Found) -> Explanation:
        """Say why a case was decided as it was."""
        shown = self._showing.of(case)
        explanation = self._blank(shown, found)
        unknown_event = isinstance(case[self._event], Unknown)
        if unknown_event:
            explanation["missing"] = [self._waiting.event()]
        elif found.verdict != "no_version":
            self._fill(explanation, shown, found)
        event = shown[self._event]
        explanation["sentence"] = self._sentences.verdict(found, explanation, event)
        return explanation

    def _fill(self, explanation: Explanation, shown: Shown, found: Found) -> None:
        """Add what there is to say of a case that a version decides."""
        traces = self._clauses.traces(shown, found)
        bill = self._sums.bill(found, traces, shown)
        lines = bill["lines"] if bill else []
        explanation["version"] = self._sentences.version(found, shown[self._event])
        explanation["clauses"] = list(traces.values())
        explanation["bill"] = bill
        explanation["range"] = self._sums.range(found)
        explanation["missing"] = self._waiting.of(found, traces)
        explanation["measures"] = self._duties.measures(found, traces)
        explanation["route"] = self._duties.route(traces)
        explanation["deadlines"] = self._duties.deadlines(found, shown)
        explanation["open_points"] = self._open_points.touched(
            [*found.clauses, *(line["clause"] for line in lines)]
        )

    def _blank(self, shown: Shown, found: Found) -> Explanation:
        """What can be said even where no version decides the case, or none yet."""
        return {
            "lang": self._lang,
            "verdict": found.verdict,
            "sentence": "",
            "version": None,
            "clauses": [],
            "bill": None,
            "range": None,
            "missing": [],
            "presumed": [shown[self._places[name]] for name in found.presumed],
            "measures": [],
            "route": None,
            "deadlines": [],
            "notes": list(found.notes),
            "open_points": [],
        }


def explain(
    program: ir.Program, texts: Texts, module: Module, case: Case, found: Found, *, lang: str
) -> Explanation:
    """Explain a single case; for many, make one Explainer."""
    return Explainer(program, texts, module, lang).explain(case, found)
