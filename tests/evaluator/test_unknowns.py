"""Rule 9 against brute force: pairs of facts of small domain left out, every completion tried."""

from __future__ import annotations

import os
from itertools import combinations, product

import pytest

from engine.cases.unknown import Needed, Unknown
from engine.ir import tree as ir
from tests.evaluator.opened import Facts, opened, read
from tests.second_reading.generate import cases

COUNT = int(os.environ.get("REFUNDRY_PAIRS_OF_CASES", "60"))
"""How many cases are tried with every pair left out; `make exhaustive` tries two thousand."""


def test_every_pair_of_facts_of_small_domain_left_out() -> None:
    program, _, _ = opened()
    places = [place for place, fact in enumerate(program.facts) if _domain(fact)]
    tried = 0
    for data in cases(COUNT, seed=9):
        facts = read(data)
        for pair in combinations(places, 2):
            _compare(program, facts, pair)
            tried += 1
    assert tried == COUNT * len(places) * (len(places) - 1) // 2


def _domain(fact: ir.FactDeclaration) -> list[object]:
    if fact.type.kind == "yes_no":
        return [False, True]
    return list(fact.type.options) if fact.type.kind == "choice" else []


def _compare(program: ir.Program, facts: Facts, pair: tuple[int, int]) -> None:
    """The search names the facts that brute force names, and settles on the same answers."""
    _, module, search = opened()
    answers = {}
    for values in product(*(_domain(program.facts[place]) for place in pair)):
        completed = _with(facts, dict(zip(pair, values, strict=True)))
        if not module["impossible"](completed):
            answers[values] = module["outcome"](completed)[:3]
    matters = {
        program.facts[pair[side]].name
        for side in (0, 1)
        for one, other in combinations(answers, 2)
        if one[1 - side] == other[1 - side] and answers[one] != answers[other]
    }
    settled = search.settle(_with(facts, {place: Unknown(program.facts[place].name) for place in pair}))
    assert set(settled.matters) == matters
    assert {answer[:3] for _, answer in settled.completions} == set(answers.values())


def _with(facts: Facts, values: dict[int, object]) -> Facts:
    return tuple(values.get(place, value) for place, value in enumerate(facts))


def test_leaving_a_fact_out_never_raises_the_money_payable_now() -> None:
    """Under no presumptions: a refund stands or the case waits, and never for more money than before."""
    program, module, search = opened()
    for data in cases(40, seed=10):
        facts = read(data)
        before = module["outcome"](facts)
        payable = before[2] if before[0] == "refund" else 0
        for place, fact in enumerate(program.facts):
            if fact.name == program.selected_by:
                continue
            unknown = _with(facts, {place: Unknown(fact.name)})
            settled = search.settle(unknown)
            answers = {answer[:3] for _, answer in settled.completions}
            if not settled.matters:
                ((verdict, _, high),) = answers
                assert (high if verdict == "refund" else 0) <= payable, fact.name


def test_an_unknown_fact_is_asked_for_by_name() -> None:
    """What every reading raises where it meets a fact that is not known."""
    program, module, _ = opened()
    facts = read(next(iter(cases(1, seed=1))))
    place = next(place for place, fact in enumerate(program.facts) if fact.name == "case.reason")
    with pytest.raises(Needed) as needed:
        module["says_2_2e_3"](_with(facts, {place: Unknown("case.reason"), **_all_unknown(program)}))
    assert needed.value.name == "credit.used"


def _all_unknown(program: ir.Program) -> dict[int, object]:
    return {place: Unknown(fact.name) for place, fact in enumerate(program.facts)}


def test_where_nearly_nothing_is_told_every_fact_that_matters_is_found() -> None:
    """Too many completions to try: the samples must still come upon each fact, and soon."""
    program, _, search = opened()
    told = {"payment.paid_at": 1_783_200_000_000_000_000}
    facts = tuple(told.get(fact.name, Unknown(fact.name)) for fact in program.facts)
    settled = search.settle(facts)
    silent = {"case.id", "account.id", "order.id", "payment.channel", "case.complete_at", "case.complexity"}
    assert set(settled.matters) == {fact.name for fact in program.facts} - silent - {
        "payment.paid_at",
        "case.materials",
    }
    assert settled.exhausted


def test_facts_that_leave_no_possible_case_have_no_completion() -> None:
    """Complete before paid: no time of arrival lies in between."""
    program, _, search = opened()
    told = {"payment.paid_at": 1_783_200_000_000_000_000, "case.complete_at": 1_783_100_000_000_000_000}
    facts = tuple(told.get(fact.name, Unknown(fact.name)) for fact in program.facts)
    assert search.settle(facts).completions == ()
