"""The first sentence of an explanation, and the one on the version that decides."""

from __future__ import annotations

from engine.explain.found import Found
from engine.explain.sums import Sums
from engine.explain.tree import Explanation, FactValue, Version
from engine.explain.words import WORDS, counted
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.values.moment import day_text


class Sentences:
    """Sentences on the answers of a program in one language."""

    def __init__(self, program: ir.Program, texts: Texts, lang: str, sums: Sums) -> None:
        """Take the texts, and what writes sums."""
        self._program = program
        self._texts = texts.of(lang)
        self._words = WORDS[lang]
        self._sums = sums

    def verdict(self, found: Found, explanation: Explanation, event: FactValue) -> str:
        """What was decided, in one sentence."""
        words = self._words
        cites = words["cited"].format(words["list"].join(found.clauses)) if found.clauses else ""
        match found.verdict:
            case "refund":
                return self._say("refund", cites, self._sums.money(found.high, found.amount))
            case "refused" if explanation["bill"] is not None:
                return self._say("nothing_left", cites)
            case "refused":
                return self._say("refused", cites)
            case "discretion":
                return self._discretion(found, cites)
            case "pending":
                return self._pending(found, explanation)
            case "no_version":
                return words["no_version"].format(
                    event["label"], event["value"], day_text(found.governs_from)
                )
            case verdict:
                return words[verdict]

    def version(self, found: Found, event: FactValue) -> Version:
        """The version that decides, and why this one."""
        program = self._program
        title = self._texts.get("policy", f"`{program.policy}`")
        governs_from = day_text(found.governs_from)
        parts = (program.version, title, event["label"], event["value"], program.zone, governs_from)
        return {
            "policy": program.policy,
            "title": title,
            "version": program.version,
            "governs_from": governs_from,
            "zone": program.zone,
            "event": event,
            "sentence": self._words["version"].format(*parts),
        }

    def _say(self, key: str, cites: str, *first: str) -> str:
        """A sentence that ends with the clauses; shorter where none is common to all that could be so."""
        return self._words[key].format(*first, cites) if cites else self._words[f"{key}_"].format(*first)

    def _discretion(self, found: Found, cites: str) -> str:
        low, high = self._sums.money(found.low, found.amount), self._sums.money(found.high, found.amount)
        if found.conflict:
            return self._words["conflict"].format(low, high, cites)
        party = self._texts.get(f"party.{found.party}", self._words["somebody"])
        return self._say("discretion", cites, party, low, high)

    def _pending(self, found: Found, explanation: Explanation) -> str:
        words = self._words
        facts = [each["label"] for each in explanation["missing"] if each["fact"] not in found.lacking]
        named = words["list"].join(facts)
        count = len(found.lacking)
        materials = words["span"].format(count, counted(words, "materials", count))
        if not count:
            return words["pending_facts"].format(named) if facts else words["pending_calendar"]
        return (
            words["pending_both"].format(named, materials)
            if facts
            else words["pending_materials"].format(materials)
        )
