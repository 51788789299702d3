"""Policies drawn from every construct: read, laid out and decided in every way, and always alike.

`REFUNDRY_PROGRAMS=N` draws N policies instead of a few.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.decisions.reading import reading
from engine.diagnostics.report import Report
from engine.evaluator.from_ir import compiled, load
from engine.ir import tree as ir
from engine.reference.from_ir import Reference
from engine.syntax.to_text import to_text
from engine.syntax.tree import File, Phrase
from tests.agree.test_readings import _compare_what_comes_on_top, _compiled, _tried, calendars
from tests.docs.walk import GRAMMAR
from tests.ir.expressions import values
from tests.solver.pointwise import said_by_terms
from tests.written.policies import READER, parsed, policies, program_of

PROGRAMS = int(os.environ.get("REFUNDRY_PROGRAMS", "6"))
CASES = 2
ALIASES = frozenset(re.findall(r"->\s*(\w+)", GRAMMAR.read_text("utf-8")))
_NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""To make such a policy smaller takes minutes, and it can be read as it is."""
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@st.composite
def told_cases(draw: st.DrawFn, program: ir.Program) -> dict[str, Any]:
    """A case that tells every fact but those that it may leave out for good."""
    told = {
        fact.name: draw(entries(fact) if fact.fields else told_values(fact))
        for fact in program.facts
        if fact.presumed != "not_given" or draw(st.booleans())
    }
    if draw(st.integers(0, 7)):  # nothing is asked for before it is paid, else no case is decided
        told["order.paid_at"], told["order.asked_at"] = sorted(
            (told["order.paid_at"], told["order.asked_at"])
        )
    return told


@st.composite
def entries(draw: st.DrawFn, fact: ir.FactDeclaration) -> tuple[tuple[Any, ...], ...]:
    """The entries of a list, every field told."""
    fields = st.tuples(*map(told_values, fact.fields))
    return tuple(draw(st.lists(fields, max_size=3)))


def told_values(fact: ir.FactDeclaration) -> st.SearchStrategy[Any]:
    """Values of a fact as a case holds them."""
    found: st.SearchStrategy[Any] = values(fact.type, fact.least, fact.greatest)
    return found.map(frozenset) if fact.type.kind == "set" else found


@given(st.data())
@settings(max_examples=PROGRAMS, deadline=None, suppress_health_check=_QUIET, phases=_NO_SHRINKING)
def test_every_reading_of_a_policy_says_the_same(data: st.DataObject) -> None:
    files = parsed(data.draw(policies()))
    program = sound(files)
    laid_out = to_text(files[0], READER)
    again = parsed(laid_out)
    assert again[0] == files[0]
    assert to_text(again[0], READER) == laid_out
    assert sound(again) == program
    reference, module = Reference(program, calendars()), load(compiled(program), calendars())
    decides = reading(program, calendars())
    for _ in range(CASES):
        told = data.draw(told_cases(program))
        case = tuple(told.get(fact.name) for fact in program.facts)
        facts = {fact.name: told.get(fact.name) for fact in program.facts}
        expected = _tried(partial(reference.outcome, facts))
        if expected is not None:
            assert _tried(partial(_compiled, module, case)) == expected
            _compare_what_comes_on_top(reference, module, facts, case)
        found = said_by_terms(decides, told)
        assert found is None or found == decides.decide(told)


def sound(files: tuple[File, File]) -> ir.Program:
    """The program of a policy that must be without mistakes."""
    report = Report()
    program = program_of(files, report)
    assert program is not None, [f"{each.code} {each.message}" for each in report.diagnostics]
    return program


def test_every_construct_of_the_grammar_is_drawn() -> None:
    """Drawn until each was met: what is drawn when depends on what else was imported."""
    seen: set[str] = set()

    @given(policies())
    @settings(
        max_examples=3_000,
        deadline=None,
        database=None,
        suppress_health_check=_QUIET,
        phases=[Phase.generate],
    )
    def draw(text: str) -> None:
        if not seen >= ALIASES:
            seen.update(kind for file in parsed(text) for block in file.blocks for kind in _kinds(block))
        if seen >= ALIASES:
            raise _EveryConstructError

    with suppress(_EveryConstructError):
        draw()
    assert ALIASES - seen == set()


class _EveryConstructError(Exception):
    """Every construct was met: no more policies need be drawn."""


def _kinds(node: object) -> set[str]:
    found: set[str] = set()
    for sentence in (node.head, *node.lines):  # type: ignore[attr-defined]
        waiting: list[object] = [sentence.phrase]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Phrase):
                found.add(part.kind)
                waiting.extend(part.parts)
    return found
