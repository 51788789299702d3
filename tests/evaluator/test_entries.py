"""Rule 9 inside lists, against brute force: fields of entries unknown, each of few values."""

from __future__ import annotations

import os
from itertools import product
from typing import Any

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from engine.cases.unknown import Needed, Unknown
from engine.evaluator.from_ir import compiled, load, search
from engine.evaluator.load import Module
from engine.ir import tree as ir
from engine.ir.lists import entry_fact, key_of
from engine.ir.outcome import BeyondCalendarError
from tests.agree.test_readings import calendars, complete_cases
from tests.evaluator.test_completions import _mattering
from tests.ir.programs import programs

EXAMPLES = int(os.environ.get("REFUNDRY_PROGRAMS", "6"))
ASKS = ("asks", 0, 0)
Place = tuple[int, int, int]
"""A list, an entry and a field of it, by their places."""


@given(st.data())
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
def test_the_search_says_what_every_completion_says(data: st.DataObject) -> None:
    program = data.draw(programs())
    case = data.draw(complete_cases(program))
    few = [place for place in _places(program, case) if _values(_field(program, place))]
    assume(few)
    places = data.draw(st.lists(st.sampled_from(few), min_size=1, max_size=3, unique=True))
    module = load(compiled(program), calendars())
    answers: dict[tuple[Any, ...], tuple[object, ...]] = {}
    for values in product(*(_values(_field(program, place)) for place in places)):
        answer = _answer(module, _with(case, dict(zip(places, values, strict=True))))
        assume(answer != ASKS)  # for what is left out for good: there is no such completion
        if answer is not None:
            answers[values] = answer
    names = {place: _name(program, place) for place in places}
    settled = search(program, module).settle(
        _with(case, {place: Unknown(name) for place, name in names.items()})
    )
    found = {answer[:3] for _, answer in settled.completions}
    assert found <= set(answers.values())
    if len(set(answers.values())) <= 1:
        assert found == set(answers.values())
    matters = {names[places[at]] for at in _mattering(answers, list(range(len(places))))}
    if matters or len(found) <= 1:
        assert matters <= set(settled.matters)
        assert set(settled.matters) - matters <= set(settled.unshown)
    event("matters" if matters else "does not matter")


@given(st.data())
@settings(max_examples=EXAMPLES // 2, suppress_health_check=list(HealthCheck), deadline=None)
def test_an_answer_given_without_a_list_holds_whatever_the_list_is(data: st.DataObject) -> None:
    program = data.draw(programs())
    case = data.draw(complete_cases(program))
    lists = [place for place, fact in enumerate(program.facts) if fact.fields]
    assume(lists)
    place = data.draw(st.sampled_from(lists))
    module = load(compiled(program), calendars())
    unknown = (*case[:place], Unknown(program.facts[place].name), *case[place + 1 :])
    settled = search(program, module).settle(unknown)
    assume(not settled.matters and settled.completions)
    for _ in range(6):
        other = data.draw(complete_cases(program))[place]
        answer = _answer(module, (*case[:place], other, *case[place + 1 :]))
        assert answer in {None, ASKS} or {answer} == {each[:3] for _, each in settled.completions}


def _places(program: ir.Program, case: tuple[Any, ...]) -> list[Place]:
    return [
        (place, at, field)
        for place, fact in enumerate(program.facts)
        if fact.fields
        for at in range(len(case[place]))
        for field in range(len(fact.fields))
    ]


def _field(program: ir.Program, place: Place) -> ir.FactDeclaration:
    return program.facts[place[0]].fields[place[2]]


def _name(program: ir.Program, place: Place) -> str:
    return entry_fact(program.facts[place[0]], place[1], key_of(_field(program, place)))


def _values(field: ir.FactDeclaration) -> list[object]:
    match field.type.kind:
        case "yes_no":
            return [False, True]
        case "choice":
            return list(field.type.options)
        case "count":
            return list(range(field.least or 0, (field.greatest or 9) + 1))
        case _:
            return []


def _with(case: tuple[Any, ...], values: dict[Place, object]) -> tuple[Any, ...]:
    found = list(case)
    for (place, at, field), value in values.items():
        entries = [list(entry) for entry in found[place]]
        entries[at][field] = value
        found[place] = tuple(map(tuple, entries))
    return tuple(found)


def _answer(module: Module, case: tuple[Any, ...]) -> tuple[object, ...] | None:
    if module["impossible"](case):
        return None
    try:
        found: tuple[object, ...] = module["outcome"](case)[:3]
    except BeyondCalendarError:
        return "pending", 0, 0
    except Needed:
        return ASKS
    return found
