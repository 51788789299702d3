"""How each clause fared: which decide, which are silent and why, and which cannot be judged yet."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cases.unknown import Unknown
from engine.explain.found import Found
from engine.explain.scripts import Condition, Script
from engine.explain.shown import Showing, Shown
from engine.explain.sieve import Sieve
from engine.explain.tree import ClauseTrace, ConditionTrace
from engine.ir import tree as ir
from engine.ir.bullets import in_text_order

Judged = list[bool | None]


class Clauses:
    """The clauses of a program, ready to be held against a case."""

    def __init__(self, program: ir.Program, scripts: Sequence[Script], showing: Showing) -> None:
        """Take the scripts in the order of the program, in which no clause comes after one that it silences."""
        self._scripts = tuple((script.clause.name, script) for script in scripts)
        self._order = in_text_order(script.clause.name for script in scripts)
        self._sieve = Sieve(program, scripts, showing)

    def traces(self, shown: Shown, found: Found) -> dict[str, ClauseTrace]:
        """Every clause by name, in the order of the text."""
        traces = self._sieve.silent(shown.case)
        speaking: dict[str, bool] = {}
        left_by_answer = bool(found.conflict)
        for name, script in self._scripts:
            if name in traces:
                continue
            if script.clause.on:
                trace = _on_top(script, shown, on=_on(script, found, left_by_answer=left_by_answer))
            else:
                trace = _answering(script, shown, speaking, found)
                left_by_answer = left_by_answer or (script.leaves and trace["state"] == "decisive")
            traces[name] = trace
        return {name: traces[name] for name in self._order}


def _answering(script: Script, shown: Shown, speaking: dict[str, bool], found: Found) -> ClauseTrace:
    """A clause that answers the case; `speaking` are those before it that speak (True) or may speak (False)."""
    scope = [condition.judge(shown.case) for condition in script.scope]
    if False in scope:
        return script.silent(script.scope[scope.index(False)], shown)
    before = [name for name in script.before if name in speaking] if speaking else []
    silencers = [name for name in before if speaking[name]]
    if silencers:
        trace = script.trace("silenced", _written(script.scope, scope, shown))
        trace["silenced_by"] = list(in_text_order(silencers))
        return trace
    speaking[script.clause.name] = None not in scope
    needs = [condition.judge(shown.case) for condition in script.needs]
    conditions = _written(script.scope, scope, shown) + _written(script.needs, needs, shown)
    if None in scope or (None in needs and False not in needs):
        return _not_judged(script, conditions, [*scope, *needs], shown)
    if False in needs:
        return script.trace("failed", conditions)
    open_yet = found.verdict == "pending" or bool(before)
    return script.trace("met" if open_yet else "decisive", conditions, script.says and script.says(shown))


def _on_top(script: Script, shown: Shown, *, on: bool | None) -> ClauseTrace:
    """A clause that comes on top of an answer."""
    if on in script.bare:
        return script.bare[on]
    scope = [condition.judge(shown.case) for condition in script.scope]
    if False in scope:
        return script.silent(script.scope[scope.index(False)], shown)
    needs = [condition.judge(shown.case) for condition in script.needs]
    conditions = [script.on[on], *_written(script.scope, scope, shown), *_written(script.needs, needs, shown)]
    if None in (on, *scope, *needs):
        return _not_judged(script, conditions, [*scope, *needs], shown)
    if False in needs:
        return script.trace("failed", conditions)
    return script.trace(
        "decisive" if script.leaves else "met", conditions, script.says and script.says(shown)
    )


def _on(script: Script, found: Found, *, left_by_answer: bool) -> bool | None:
    """Whether the answer is one that a clause comes on top of; of those that leave it, one alone does."""
    if script.leaves and found.verdict == "discretion" and not left_by_answer:
        return set(script.clause.cites) <= set(found.clauses)
    if found.verdict in script.clause.on:
        return True
    if found.verdict == "pending":
        waits = any(name.startswith(f"{fact}.") for fact in script.asks for name in found.lacking)
        return True if waits else None
    return False


def _not_judged(
    script: Script, conditions: list[ConditionTrace], judged: Judged, shown: Shown
) -> ClauseTrace:
    """That a clause waits for facts: those that are unknown and that an open condition reads."""
    trace = script.trace("not_judged", conditions)
    both = zip((*script.scope, *script.needs), judged, strict=True)
    places = {place: None for condition, holds in both if holds is None for place in condition.places}
    trace["waits_for"] = [shown[place]["fact"] for place in places if _is_open(shown.case[place])]
    return trace


def _is_open(value: object) -> bool:
    """Whether a fact is unknown, or something in the entries of a list is."""
    if isinstance(value, tuple):
        return any(_is_open(each) for each in value)
    return type(value) is Unknown


def _written(conditions: tuple[Condition, ...], judged: Judged, shown: Shown) -> list[ConditionTrace]:
    return [condition.trace(shown, holds=holds) for condition, holds in zip(conditions, judged, strict=True)]
