"""A program opened for the solver: what decides each example before it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from engine.cases.presumption import completion
from engine.cases.unknown import Needed
from engine.decisions.record import ImpossibleCaseError, Policy, decide
from engine.evaluator.from_ir import compiled, condition, load, search
from engine.ir import tree as ir
from engine.ir.outcome import PAYING, BeyondCalendarError
from engine.solver.tree import INVALID, Reading, State, Told
from engine.values.calendar import Calendar

if TYPE_CHECKING:
    from engine.evaluator.listed import ListedSearch
    from engine.evaluator.unknowns import Search


def reading(program: ir.Program, calendars: Mapping[str, Calendar]) -> Reading:
    """A program with the compiled reading of it, which decides cases as `refundry decide` does."""
    module = load(compiled(program), calendars)

    @cache
    def looking() -> Search | ListedSearch:
        return search(program, module)

    policy = Policy(module, {}, lambda case: looking().settle(case), {}, {}, "en")
    quick = policy._replace(settle=_unsettled)
    places = {fact.name: place for place, fact in enumerate(program.facts)}
    whole = completion(program, presume=True)

    def case_of(told: Told) -> tuple[object, ...]:
        return whole({places[name]: value for name, value in told.items() if name in places}).facts

    def state(told: Told, policy: Policy = policy) -> State:
        if not all(_fits(told[fact.name], fact) for fact in program.facts if fact.name in told):
            return State(INVALID)
        case = case_of(told)
        if any(True for _ in module["impossible"](case)):
            return State(INVALID)
        try:
            return state_of(policy, case)
        except ImpossibleCaseError:
            return State(INVALID)

    def at_once(told: Told) -> State | None:
        try:
            return state(told, quick)
        except _SearchedError:
            return None

    def holds(test: ir.Expression, told: Told) -> bool:
        try:
            return condition(test, program, module)(case_of(told))
        except (Needed, BeyondCalendarError):
            return False  # it is not known to hold

    return Reading(program, calendars, state, at_once, holds)


def state_of(policy: Policy, case: tuple[object, ...]) -> State:
    """What a policy says of a case, without the words; raises ImpossibleCaseError where no completion is possible."""
    found = decide(policy, case)
    return State(
        found.verdict,
        found.low,
        found.high,
        found.clauses,
        tuple(sorted(found.missing)),
        tuple(sorted(found.measures)),
        policy.module["route"](case, found.verdict) if found.verdict in PAYING else None,
        tuple(sorted({name: day if isinstance(day, int) else None for name, day, _ in found.due}.items())),
        found.party,
        owed_by=policy.module["OWED_BY"].get(found.amount, "") if found.high < 0 else "",
        conflict=found.conflict,
        **besides(policy.module, case, found.verdict, found.high),
    )


def besides(module: Mapping[str, Any], case: tuple[object, ...], verdict: str, high: int) -> dict[str, Any]:
    """What few policies say beside an answer, as far as it is certain."""
    held = {name: function(case, verdict, high) for name, function in (module["BESIDES"] or {}).items()}
    certain = {name: [each for each, why in entries if why is None] for name, entries in held.items()}
    said: dict[str, Any] = {}
    if certain.get("payee"):
        said["payee"] = certain["payee"][0][0]
    if certain.get("split"):
        said["split"] = tuple(sorted(certain["split"][0][0]))
    if offers := certain.get("offers"):
        said["offers"] = tuple(sorted((each[:4] for each in offers), key=lambda each: each[0]))
        choosers = (each[:2] for each, why in held["offers"] if why == "chosen")
        said["chosen_by"] = next(choosers, None)
    return said


class _SearchedError(Exception):
    """A case has unknown facts that its answer may depend on."""


def _unsettled(_: object) -> object:
    raise _SearchedError


def _fits(value: object, fact: ir.FactDeclaration) -> bool:
    """Whether the facts file has such a value."""
    match value:
        case frozenset():
            return value <= set(fact.type.options)
        case str():
            return fact.type.kind == "text" or value in fact.type.options
        case int() if fact.type.is_ordered:
            return (fact.least is None or value >= fact.least) and (
                fact.greatest is None or value <= fact.greatest
            )
        case _:
            return True
