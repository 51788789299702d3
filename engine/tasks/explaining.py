"""Why a case was decided as it was: made on demand, from the same readings as the decision."""

from __future__ import annotations

from typing import Any

from engine.decisions.record import Decided, Record
from engine.decisions.to_text import head
from engine.diagnostics.display import shown
from engine.explain.found import Found
from engine.explain.to_json import to_json
from engine.explain.to_text import to_text

_TRIAL = (
    "For trial only: the draft {version} of {title}, which does not govern any case before it is sealed.",
    "仅供试算：{title} {version} 版草稿，封存之前不适用于任何案件。",
)


def explained(
    opened: Any,  # noqa: ANN401 - a sealed version or a draft
    facts: tuple[Any, ...],
    presumed: tuple[str, ...],
    decided: Decided,
) -> dict[str, Any]:
    """The explanation of a decision, for the record."""
    lacking = tuple(name for name in decided.missing if name not in decided.matters)
    found = Found(
        decided.verdict,
        opened.governs_from,
        decided.low,
        decided.high,
        decided.clauses,
        decided.measures,
        decided.matters,
        lacking,
        presumed,
        decided.amount,
        decided.lines,
        decided.party,
        decided.conflict,
        decided.due,
        decided.notes,
    )
    explanation = to_json(opened.explainer.explain(facts, found))
    if opened.policy.identity.get("draft") and explanation["version"]:
        words = _TRIAL[opened.lang == "zh"].format(**explanation["version"])
        explanation["version"] = {**explanation["version"], "sentence": words}
    return explanation


def explained_without_version(
    opened: Any,  # noqa: ANN401 - the version next to the case
    facts: tuple[Any, ...],
    verdict: str,
) -> dict[str, Any]:
    """Why no version decides a case, or which one cannot be told yet."""
    return to_json(opened.explainer.explain(facts, Found(verdict, opened.governs_from)))


def in_words(record: Record, lang: str, *, colour: bool) -> str:
    """A record with its explanation, for a terminal."""
    beside = "".join(f"\n{shown(said)}" for said in record.get("beside", ()))
    text = to_text(record["explanation"], colour=colour)
    return f"{head(record, lang)}\n\n{text}" + (f"{beside}\n" if beside else "")
