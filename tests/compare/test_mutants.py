"""Faults put into a policy: each leaves a sound program, differs from all others, and can be said in both languages."""

from __future__ import annotations

from functools import cache
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.compare.mutants.of_program import mutants
from engine.compare.mutants.to_text import FaultTexts
from engine.compare.mutants.tree import Kind, Mutant
from engine.ir.check import check
from engine.ir.texts import Texts
from tests.ir.programs import programs
from tests.ir.shipped import shipped


@cache
def faults() -> tuple[Mutant, ...]:
    return tuple(mutants(shipped()[0]))


def test_the_shipped_policy_has_faults_of_every_kind_that_it_has_a_place_for() -> None:
    kinds = {mutant.change.kind for mutant in faults()}
    assert set(get_args(Kind)) - kinds == {"deadline", "way"}  # each is all that its clause does
    assert len(faults()) > 500


def test_no_two_faults_make_the_same_policy() -> None:
    program, _ = shipped()
    found = [mutant.program for mutant in faults()]
    assert program not in found
    assert len(set(found)) == len(found)


def test_a_fault_leaves_a_program_that_every_reading_can_trust() -> None:
    assert [mutant.change for mutant in faults()[::9] if check(mutant.program)] == []


@given(st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_so_do_those_of_any_program(data: st.DataObject) -> None:
    program = data.draw(programs())
    found = list(mutants(program))
    words = FaultTexts(program, Texts({}, {}), "en")
    for mutant in found[:: max(len(found) // 6, 1)]:
        assert check(mutant.program) == []
        assert words.what(mutant)


def test_a_fault_reads_like_the_policy() -> None:
    program, texts = shipped()
    english, chinese = (FaultTexts(program, texts, lang) for lang in ("en", "zh"))
    said = {(english.where(each.change.site), english.what(each)) for each in faults()}
    window = "Application received is within 7 calendar days after Payment completed"
    assert ("clause 2.3, need 2", f"“{window}” becomes “{window.replace('7', '8')}”") in said
    assert ("clause 2.3, need 1", "“Quota used is zero” is left out") in said
    assert (
        "precedence",
        "“clause 3.2 comes before section 2” becomes “section 2 comes before clause 3.2”",
    ) in said
    assert ("amount unused_balance, line 8", "“less Refunded before” becomes “add Refunded before”") in said
    review = "“review by 7 business days after Materials complete”"
    assert ("clause 6a, effect 1", f"{review}, but by the days of UTC") in said
    assert (
        len(said) >= len(faults()) - 2
    )  # a window has two days, and so twice the same two faults of its zone
    assert ("clause 3.8", "“under 3.8” becomes “under 2.5”") in said
    lines = "“less Refunded before” comes only after “at least zero”"
    assert ("amount unused_balance, line 8", lines) in said
    for mutant in faults():
        assert not chinese.what(mutant).isascii()
