"""What the guard of the waist lets through, and that nothing makes it break down."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.from_json import SealedFormError, from_json
from engine.ir.to_json import to_json
from engine.ir.to_text import to_text
from engine.ir.types import COUNT, DATE
from tests.ir.changes import DAY, GUARD, broken, changed
from tests.ir.expressions import COLOUR, NUMBER, PARTS, PERCENT, TEXT, USD
from tests.ir.programs import programs
from tests.ir.shipped import shipped
from tests.ir.sound import GRANTED, ONE, PAID, SOUND, USED, YES, yuan

Json = Any


@pytest.mark.parametrize(
    "meaning",
    [
        ir.Scale(ir.Fact("n"), ir.Literal(100, COUNT), ONE),  # in hundredths
        ir.Sum((ir.Scale(ir.Fact("n"), ir.Literal(100, COUNT), ONE), ir.Literal(50, NUMBER)), ()),
        ir.Round(ir.Scale(ir.Literal(50, NUMBER), ir.Literal(1, NUMBER), ir.Literal(100, COUNT)), 1, "up"),
        ir.Round(
            ir.Scale(ir.Literal(50, NUMBER), ir.Literal(1, PERCENT), ir.Literal(10_000, COUNT)), 1, "up"
        ),
        ir.Round(ir.Scale(PAID, ir.Literal(50, NUMBER), yuan(1)), 1, "up"),  # at 0.50 per 0.01 CNY
        ir.Round(ir.Scale(ir.Literal(50, NUMBER), PAID, yuan(1)), 1, "up"),  # in a proportion
        ir.Round(ir.Scale(ir.Literal(50, NUMBER), ir.Fact("n"), ir.Fact("m")), 1, "up"),
    ],
)
def test_what_a_fraction_can_be(meaning: ir.Expression) -> None:
    term = ir.TermDefinition("number", NUMBER, meaning)
    facts = (*SOUND.facts, ir.FactDeclaration("m", COUNT, least=1))
    assert check(attrs.evolve(SOUND, facts=facts, terms=(*SOUND.terms, term))) == []


FRACTION = attrs.evolve(USD, exact=False)
LEFT, SHARE, *_, IS_LEFT = SOUND.terms
BASE = ir.TermDefinition("base", USD, GRANTED)
TURNED = attrs.evolve(COLOUR, options=COLOUR.options[::-1])
LARGER = ir.Literal(5, USD)
LEAVING = (ir.Leaves("reviewer", yuan(0), "rest"),)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("terms[0].type.exact", False),  # it may be whole without saying so
        ("terms[0]", ir.TermDefinition("left", FRACTION, ir.Scale(GRANTED, ONE, ir.Literal(3, COUNT)))),
        ("units[2][1]", 9),
        ("facts[9].least", 9),
        ("facts[9].presumed", ir.Literal(9, COUNT)),
        ("facts[13]", ir.FactDeclaration("other", USD, least=1, presumed=GRANTED)),
        ("facts[13]", ir.FactDeclaration("other", COUNT, least=0, greatest=9, presumed=ir.Fact("n"))),
        ("facts[13]", ir.FactDeclaration("other", TEXT, presumed=ir.Literal("", TEXT))),
        (GUARD, ir.Compare("eq", ir.Fact("colour"), ir.Literal("red", TURNED))),
        ("facts[13]", ir.FactDeclaration("other", TURNED, presumed=ir.Fact("colour"))),
        ("terms[1].meaning.value", ir.Scale(PAID, LARGER, ir.Scale(GRANTED, ONE, ONE))),
        ("facts[4].presumed", ir.Literal(("box", "cable", "lid"), PARTS)),
        ("facts[8].presumed", ir.Literal(1, DATE)),
        ("facts[8].presumed", ir.Literal(date.max.toordinal(), DATE)),
        ("terms[1].meaning.value.over", ir.Extreme("greatest", (USED, ir.Literal(1, USD)))),
        ("terms", (LEFT, BASE, changed(SHARE, "meaning.value.over", ir.Term("base")), IS_LEFT)),
        (GUARD, ir.Compare("eq", ir.Scale(PAID, ONE, yuan(1)), ONE)),  # so many for each 0.01 CNY
        (GUARD, ir.Compare("lt", ir.Elapsed("days", ir.Fact("day"), ir.Fact("day")), ONE)),
        (DAY, ir.Shift(ir.Fact("day"), 1, "months", "clamp")),
        ("amounts[0].steps[2].value", yuan(1)),
        ("amounts[0].steps[4]", ir.Step("round", yuan(10), YES, "4", "rest", "up")),
        ("clauses[2].effects[0].low", yuan(100)),
        ("clauses[2].effects[0].low", PAID),
        ("clauses[2].effects[0].low", ir.Literal(0, COUNT)),
        ("clauses[3]", attrs.evolve(SOUND.clauses[3], on=("refused",), effects=LEAVING)),
    ],
)
def test_what_is_allowed(path: str, value: object) -> None:
    program = broken(path, value)
    assert [line for line in check(program) if not line.startswith("calendars")] == []


def test_the_shipped_policy_is_sound() -> None:
    assert check(shipped()[0]) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(programs(depth=1), st.data())
def test_a_check_says_what_is_wrong_and_never_breaks_down(program: ir.Program, data: st.DataObject) -> None:
    """Any part of a program put in the place of another: it can still be checked, and printed if it is sound."""
    places = list(parts_of_json(json.loads(to_json(program))))
    path, value = data.draw(st.sampled_from(places))[0], data.draw(st.sampled_from(places))[1]
    mixed = json.loads(to_json(program))
    above = mixed
    for key in path[:-1]:
        above = above[key]
    above[path[-1]] = value
    with suppress(SealedFormError):
        read = from_json(json.dumps(mixed))
        assert check(read) or to_text(read)


def parts_of_json(
    value: Json, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Json]]:
    """Every value inside a parsed JSON, with its path."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*path, key), each
        yield from parts_of_json(each, (*path, key))
