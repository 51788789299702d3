"""Rule 9 against brute force for programs of every kind: few facts unknown, each of few values."""

from __future__ import annotations

import os
from itertools import combinations, product
from typing import Any

import attrs
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from engine.cases.unknown import Needed, Unknown
from engine.evaluator.from_ir import compiled, load, search
from engine.evaluator.load import Module
from engine.ir import tree as ir
from engine.ir.outcome import BeyondCalendarError
from tests.agree.test_readings import calendars, complete_cases
from tests.ir.programs import programs

EXAMPLES = int(os.environ.get("REFUNDRY_PROGRAMS", "12"))
MOST_COMPLETIONS = 2_000
MIDDLE = {"date": 739_900, "instant": 1_783_000_000 * 10**9}
"""Around which day or moment a range is drawn where a case leaves the fact out: one that the contract knows."""
Facts = tuple[Any, ...]
Answers = dict[Facts, tuple[object, ...]]


@st.composite
def narrow(draw: st.DrawFn) -> tuple[ir.Program, Facts, dict[int, list[object]]]:
    """A program, a case, and the values of some of its facts, whose declared range is brought down to those."""
    program = draw(programs())
    case = draw(complete_cases(program))
    single = [place for place, fact in enumerate(program.facts) if not fact.fields]
    places = draw(st.sets(st.sampled_from(single), min_size=1, max_size=3))
    facts, domains = list(program.facts), {}
    for place in sorted(places):
        fact = facts[place]
        domains[place] = _values(fact)
        if fact.type.kind == "text" or fact.name == program.selected_by:
            assume(False)
        if fact.type.is_ordered:
            middle = MIDDLE.get(fact.type.kind, 200) if case[place] is None else case[place]
            width = 3 if fact.type.kind == "instant" else 12
            least = middle - draw(st.integers(0, width))
            least = least if fact.least is None else max(least, fact.least)
            greatest = least + draw(st.integers(0, width))
            greatest = greatest if fact.greatest is None else min(greatest, fact.greatest)
            assume(least <= greatest)
            presumed = fact.presumed if fact.presumed == "not_given" else None
            facts[place] = attrs.evolve(fact, least=least, greatest=greatest, presumed=presumed)
            domains[place] = list(range(least, greatest + 1))
        if fact.presumed == "not_given":
            domains[place].append(None)
    size = 1
    for values in domains.values():
        size *= len(values)
    assume(size <= MOST_COMPLETIONS)
    return attrs.evolve(program, facts=tuple(facts)), case, domains


def _values(fact: ir.FactDeclaration) -> list[object]:
    match fact.type.kind:
        case "yes_no":
            return [False, True]
        case "choice":
            return list(fact.type.options)
        case "set":
            words = fact.type.options
            return [frozenset(each) for size in range(len(words) + 1) for each in combinations(words, size)]
        case _:
            return []


def _every(module: Module, case: Facts, domains: dict[int, list[object]]) -> Answers:
    """The answer to every possible completion, by the values of the unknown facts."""
    found: Answers = {}
    for values in product(*domains.values()):
        completed = _with(case, dict(zip(domains, values, strict=True)))
        if module["impossible"](completed):
            continue
        try:
            found[values] = module["outcome"](completed)[:3]
        except BeyondCalendarError:
            found[values] = ("pending", 0, 0)
        except Needed as needed:  # what is left out for good is asked for: there is no such completion
            assume(module["PLACES"].get(needed.name) in domains)
    return found


def _mattering(answers: Answers, places: list[int]) -> set[int]:
    """The places in which alone two completions with different answers differ."""
    found = set()
    for at, place in enumerate(places):
        rest: dict[Facts, set[object]] = {}
        for values, answer in answers.items():
            rest.setdefault(values[:at] + values[at + 1 :], set()).add(answer)
        if any(len(each) > 1 for each in rest.values()):
            found.add(place)
    return found


def _with(case: Facts, values: dict[int, object]) -> Facts:
    return tuple(values.get(place, value) for place, value in enumerate(case))


@given(narrow())
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
def test_the_search_says_what_every_completion_says(
    drawn: tuple[ir.Program, Facts, dict[int, list[object]]],
) -> None:
    program, case, domains = drawn
    module = load(compiled(program), calendars())
    answers = _every(module, case, domains)
    names = [fact.name for fact in program.facts]
    matters = {names[place] for place in _mattering(answers, list(domains))}
    unknown = _with(case, {place: Unknown(names[place]) for place in domains})
    settled = search(program, module).settle(unknown)
    found = {answer[:3] for _, answer in settled.completions}
    assert found <= set(answers.values())
    if len(set(answers.values())) <= 1:
        assert found == set(answers.values())
    assert not settled.exhausted
    if matters or len(found) <= 1:
        assert matters <= set(settled.matters)
        assert set(settled.matters) - matters <= set(
            settled.unshown
        )  # named without need, and the note says so
    else:
        assert (
            settled.matters
        )  # impossible combinations lie between the answers: it waits, though no fact matters alone
    event("could not be shown" if settled.unshown else "exact")


@given(st.data())
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
def test_an_answer_that_stands_holds_for_whatever_the_facts_are(data: st.DataObject) -> None:
    """Ranges as wide as they come: no completion contradicts an answer, and no fact that is not named changes one."""
    program = data.draw(programs())
    module = load(compiled(program), calendars())
    case = data.draw(complete_cases(program))
    places = data.draw(st.sets(st.integers(0, len(program.facts) - 1), min_size=1, max_size=4))
    names = [fact.name for fact in program.facts]
    settled = search(program, module).settle(_with(case, {place: Unknown(names[place]) for place in places}))
    found = {answer[:3] for _, answer in settled.completions}
    for _ in range(8):
        other = data.draw(complete_cases(program))
        completed = _with(case, {place: other[place] for place in places})
        answer = _answer(module, completed)
        if answer is not None and not settled.matters:
            assert found == {answer}
        for place in places - {names.index(name) for name in settled.matters}:
            changed = _answer(module, _with(completed, {place: case[place]}))
            if not settled.exhausted:
                assert None in {answer, changed} or answer == changed, names[place]


def _answer(module: Module, case: Facts) -> object:
    """The answer to a case; None where it is not possible, or waits for what is left out for good."""
    try:
        return None if module["impossible"](case) else module["outcome"](case)[:3]
    except BeyondCalendarError:
        return ("pending", 0, 0)
    except Needed:
        return None
