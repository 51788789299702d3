"""The bill line by line with its running total, and the range that somebody may choose from."""

from __future__ import annotations

from collections.abc import Mapping

from engine.evaluator.load import Module
from engine.evaluator.runtime import UNCERTAIN
from engine.explain.found import Found
from engine.explain.judging import Judge, Judges
from engine.explain.shown import Shown
from engine.explain.tree import Bill, ClauseTrace, Range
from engine.explain.values_text import money_text
from engine.explain.words import WORDS
from engine.ir import tree as ir
from engine.ir.outcome import SAME_SUM
from engine.ir.texts import BELOW_ZERO, Texts

Lines = tuple[tuple[str, str, int], ...]


class Sums:
    """The amounts of a program in the words of one language."""

    def __init__(self, program: ir.Program, texts: Texts, lang: str, judges: Judges, module: Module) -> None:
        """Take the amounts, and which clause pays which of them."""
        ours = {key: WORDS[lang][key] for key in (BELOW_ZERO, SAME_SUM)}
        self._texts = {**ours, **texts.of(lang)}
        self._types = {amount.name: amount.type for amount in program.amounts}
        self._lines = module["LINES"]
        self._pays: Mapping[str, list[tuple[Judge | None, str]]] = {
            clause.name: [
                (None if guard is None else judges.judge(guard), name) for guard, name in effect.options
            ]
            for clause in program.clauses
            for effect in clause.effects
            if isinstance(effect, ir.Pays)
        }

    def money(self, minor: int, amount: str) -> str:
        """A sum in the currency of an amount; of the first one where none is named, as nothing is to be paid."""
        return money_text(minor, self._types.get(amount) or next(iter(self._types.values())))

    def bill(self, found: Found, traces: Mapping[str, ClauseTrace], shown: Shown) -> Bill | None:
        """The bill behind the answer; of a refusal, the one that came to nothing."""
        if found.lines:
            return self._bill(found.amount, found.lines)
        if found.verdict != "refused":
            return None
        paying = (name for name in self._pays if traces[name]["state"] == "decisive")
        return next((bill for name in paying if (bill := self._nothing_left(name, shown)) is not None), None)

    def range(self, found: Found) -> Range | None:
        """The range of a discretion."""
        if found.verdict != "discretion":
            return None
        label = self._texts.get(f"party.{found.party}", "")
        low, high = self.money(found.low, found.amount), self.money(found.high, found.amount)
        return {"low": low, "high": high, "party": found.party, "label": label}

    def _nothing_left(self, clause: str, shown: Shown) -> Bill | None:
        """The bill of a clause that would have paid, unless that takes facts that are unknown."""
        for guard, amount in self._pays[clause]:
            holds = guard is None or guard(shown.case)
            if holds is None:
                return None
            if holds:
                try:
                    return self._bill(amount, self._lines[amount](shown.case))
                except UNCERTAIN:
                    return None
        return None

    def _bill(self, amount: str, lines: Lines) -> Bill:
        type_, texts = self._types[amount], self._texts
        total = 0
        written: Bill = {
            "amount": amount,
            "label": texts[SAME_SUM]
            if SAME_SUM in lines[0]
            else texts.get(f"amount.{amount}", f"`{amount}`"),
            "lines": [],
            "total": "",
        }
        for key, clause, sum_ in lines:
            total += sum_
            running = money_text(total, type_)
            written["lines"].append(
                {
                    "label": texts[key],
                    "clause": clause,
                    "amount": money_text(sum_, type_),
                    "total": running,
                }
            )
        written["total"] = money_text(total, type_)
        return written
