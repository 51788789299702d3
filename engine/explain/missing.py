"""What the answer waits for: why each fact matters, who supplies it and what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.explain.found import Found
from engine.explain.phrases import Phrases
from engine.explain.tree import ClauseTrace, Missing
from engine.explain.words import WORDS
from engine.ir import tree as ir
from engine.ir.lists import declared
from engine.ir.texts import Texts
from engine.ir.walk import amount_expressions, facts_read

Reason = tuple[frozenset[str], str]
"""Facts that something reads, and what it is."""


class Waiting:
    """What can be missing under a program, in the words of one language."""

    def __init__(self, program: ir.Program, texts: Texts, lang: str) -> None:
        """Find what each clause reads beyond its conditions."""
        self._program = program
        self._texts = texts.of(lang)
        self._words = WORDS[lang]
        self._phrases = Phrases(program, texts, lang)
        self._amounts = {amount.name: amount for amount in program.amounts}
        self._reads = {
            clause.name: list(self._reasons(clause)) for clause in program.clauses if _answers(clause)
        }
        self._materials = {
            f"{effect.fact}.{option}": self._material(effect.fact, option, clause)
            for clause in program.clauses
            for effect in clause.effects
            if isinstance(effect, ir.Asks)
            for option in effect.options
        }

    def of(self, found: Found, traces: Mapping[str, ClauseTrace]) -> list[Missing]:
        """The facts and the materials that an answer waits for."""
        facts = [self._fact(name, list(dict.fromkeys(self._why(name, traces)))) for name in found.missing]
        return facts + [self._materials[name] for name in found.lacking]

    def event(self) -> Missing:
        """The event that selects the version, where it is unknown."""
        return self._fact(self._program.selected_by, [self._words["selects"]])

    def _fact(self, name: str, why: list[str]) -> Missing:
        fact, at, key = declared(name, self._program.facts)
        field = next((each for each in fact.fields if each.name == key), fact)
        party = field.supplied_by or fact.supplied_by
        label = self._texts.get(f"fact.{key}", f"`{key}`")
        if at is not None:
            of = self._texts.get(f"fact.{fact.name}", f"`{fact.name}`")
            label = self._words["entry_of"].format(label, of, at + 1)
        return {
            "fact": name,
            "label": label,
            "question": self._texts.get(f"fact.{key}.question", ""),
            "supplied_by": party,
            "supplier": self._texts.get(f"party.{party}", ""),
            "why": why,
        }

    def _material(self, fact: str, option: str, clause: ir.Clause) -> Missing:
        cites = self._words["list"].join(clause.cites)
        written = self._fact(fact, [self._words["asks"].format(cites)])
        written["fact"] = f"{fact}.{option}"
        written["label"] = self._texts.get(f"fact.{fact}.choice.{option}", f"`{option}`")
        return written

    def _why(self, name: str, traces: Mapping[str, ClauseTrace]) -> Iterator[str]:
        """The open conditions that read a fact, and the amounts of clauses that may pay."""
        name = declared(name, self._program.facts)[0].name
        for clause, reasons in self._reads.items():
            trace = traces[clause]
            if trace["state"] not in {"not_judged", "met", "decisive"}:
                continue
            for condition in trace["conditions"]:
                if condition["holds"] is None and any(fact["fact"] == name for fact in condition["facts"]):
                    yield self._words["why"].format(clause, condition["text"])
            yield from (text for facts, text in reasons if name in facts)

    def _reasons(self, clause: ir.Clause) -> Iterator[Reason]:
        """What a clause reads to find what it pays, or between what somebody may choose."""
        for effect in clause.effects:
            match effect:
                case ir.Pays(options):
                    for guard, name in options:
                        if guard is not None:
                            text = self._words["why"].format(clause.name, self._phrases.condition(guard))
                            yield frozenset(facts_read(guard, self._program)), text
                        yield self._amount(name)
                case ir.Leaves(_, low, high):
                    text = self._words["why"].format(clause.name, self._phrases.figures.value(low))
                    yield frozenset(facts_read(low, self._program)), text
                    if high:
                        yield self._amount(high)
                case _:
                    pass

    def _amount(self, name: str) -> Reason:
        amount = self._amounts[name]
        read = (fact for part in amount_expressions(amount) for fact in facts_read(part, self._program))
        label = self._texts.get(f"amount.{name}", f"`{name}`")
        return frozenset(read), self._words["why"].format(amount.steps[0].cites, label)


def _answers(clause: ir.Clause) -> bool:
    """Whether a clause has a say in verdict or money, and not only in what goes with them."""
    return not clause.on or any(isinstance(effect, ir.Leaves) for effect in clause.effects)
