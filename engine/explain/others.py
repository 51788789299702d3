"""The clauses that did not decide, a line for each reason why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.explain.tree import ClauseTrace
from engine.explain.words import Words


def others(traces: Iterable[ClauseTrace], words: Words) -> list[str]:
    """Clauses that apply as well, that are silent, that cannot be judged yet and that do not apply, grouped by why."""
    grouped: dict[str, dict[str, list[str]]] = {state: {} for state in _WHY}
    for trace in traces:
        state = trace["state"]
        name = trace["clause"] if state == "does_not_apply" else f"{trace['clause']} {trace['title']}"
        grouped[state].setdefault(_WHY[state](trace, words), []).append(name)
    return [
        words[f"group_{state}"].format(
            words["list" if state == "does_not_apply" else "separator"].join(names), why
        )
        for state, groups in grouped.items()
        for why, names in groups.items()
    ]


def _nothing(_trace: ClauseTrace, _words: Words) -> str:
    return ""


def _silencers(trace: ClauseTrace, words: Words) -> str:
    return words["list"].join(trace["silenced_by"])


def _open(trace: ClauseTrace, words: Words) -> str:
    """The facts that a clause waits for; where there are none it waits for the answer, or for a calendar."""
    waited = {fact["fact"]: fact["label"] for condition in trace["conditions"] for fact in condition["facts"]}
    if trace["waits_for"]:
        return words["list"].join(waited[name] for name in trace["waits_for"])
    answer = any(
        condition["role"] == "on" and condition["holds"] is None for condition in trace["conditions"]
    )
    return words["the_answer" if answer else "the_calendar"]


def _failing(trace: ClauseTrace, words: Words) -> str:
    """The facts of the condition that fails, or the answer that a clause does not come on top of."""
    condition = trace["conditions"][-1]
    if not condition["facts"]:
        return words["other_answer"]
    return words["separator"].join(
        words["is"].format(fact["label"], fact["value"]) for fact in condition["facts"]
    )


_WHY: dict[str, Callable[[ClauseTrace, Words], str]] = {
    "met": _nothing, "silenced": _silencers, "not_judged": _open, "does_not_apply": _failing,
}  # fmt: skip
