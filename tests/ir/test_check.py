"""The guard of the waist: one sound program, and each way to break it."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.check_texts import check_texts
from engine.ir.findings import INVARIANTS, Findings
from engine.ir.from_json import SealedFormError, from_json
from engine.ir.texts import Texts
from engine.ir.to_json import to_json
from engine.ir.to_text import to_text
from engine.ir.types import COUNT, DATE, YES_NO, Type
from engine.values.canonical import LARGEST
from tests.ir.expressions import CNY, COLOUR, NUMBER, PARTS, PERCENT, SIZE, TEXT, USD
from tests.ir.programs import programs
from tests.ir.shipped import shipped
from tests.ir.sound import LEFT, ONE, PAID, SOUND, THIRD, USED, WORDS, YEN, YES, yuan

Json = Any

GUARD = "clauses[1].scope"
STEP = "amounts[0].steps[1]"
DAY = "clauses[3].effects[1].day"


def changed(node: object, path: str, value: object) -> object:
    """The node with another value at a path."""
    if not path:
        return value
    key, rest = re.match(r"\W*(\w+)\]?(.*)", path).groups()  # type: ignore[union-attr]
    if isinstance(node, tuple):
        at = int(key)
        return (*node[:at], changed(node[at], rest, value) if at < len(node) else value, *node[at + 1 :])
    return attrs.evolve(node, **{key: changed(getattr(node, key), rest, value)})  # type: ignore[misc] # any node


def test_the_sound_program_is_sound() -> None:
    assert check(SOUND) == []
    assert check_texts(SOUND, WORDS) == []


BROKEN: dict[str, list[tuple[str, object]]] = {
    "form": [
        ("edition", LARGEST + 1),
        ("clauses[1].scope", ir.Choose((), None)),  # type: ignore[arg-type]
        ("clauses[1].scope", ir.Compare("is", ONE, ONE)),  # type: ignore[arg-type]
        ("clauses[1].effects[0]", ir.Not(YES)),
        ("amounts[0].steps[0].kind", "give"),
        ("zone", "\ud800"),
        ("clauses[0].cites", ["1"]),
    ],
    "unique": [
        ("facts[1].name", "granted"),
        ("terms[0].name", "share"),
        ("clauses[1].name", "1"),
        ("impossible[1]", SOUND.impossible[0]),
        ("amounts[1]", SOUND.amounts[0]),
        ("units[2][0]", "CNY"),
        ("facts[5].type.options", ("red", "red")),
        ("precedence[3]", ("1", "2")),
        ("clauses[3].on", ("refund", "refund")),
    ],
    "known": [
        (GUARD, ir.Compare("eq", ir.Fact("payd"), PAID)),
        (GUARD, ir.Term("is_leftt")),
        (GUARD, ir.Given("promise")),
        (GUARD, ir.Member(ir.Fact("colour"), ("pink",))),
        ("clauses[3].effects[0].options", ("lid", "lids")),
        (GUARD, ir.Compare("eq", ir.Literal(1, Type("money", "EUR")), ir.Literal(1, Type("money", "EUR")))),
        ("clauses[3].effects[0].fact", "part"),
        ("clauses[0].effects[0].options[0][1]", "all"),
        ("clauses[2].effects[0].high", "all"),
        ("facts[10].presumed", ir.Fact("sent_at")),
        ("facts[1].type.unit", "EUR"),
        ("precedence[0][1]", "7"),
        ("precedence[0][1]", "4"),
        ("selected_by", "sent_at"),
    ],
    "order": [
        ("terms[0].meaning", ir.Term("left")),
        ("terms[1].meaning.value.times", ir.Term("is_left")),
    ],
    "word": [
        (f"{STEP}.value", ir.Round(PAID, 1, "up_a_bit")),
        ("amounts[0].steps[2].mode", ""),
        ("amounts[0].steps[0].mode", "down"),
        (f"{DAY}.unit", "weeks"),
        (DAY, ir.Shift(ir.Fact("day"), 1, "months", "last")),
        (DAY, ir.Shift(ir.Fact("day"), 1, "days", "clamp")),
        (f"{DAY}.start.zone", "Asia/Shangai"),
        ("zone", "asia/shanghai"),
        ("prevails", "fr"),
        ("clauses[3].on", ("refunded",)),
        ("facts[0].type.kind", "moment"),
    ],
    "type": [
        (GUARD, PAID),
        (GUARD, ir.Not(PAID)),
        (GUARD, ir.All((YES, ONE))),
        (GUARD, ir.Any((ONE,))),
        (GUARD, ir.Compare("eq", PAID, USED)),
        (GUARD, ir.Compare("eq", PAID, ir.Literal(1, YEN))),
        (GUARD, ir.Compare("eq", ir.Fact("n"), ir.Literal(1, NUMBER))),
        (GUARD, ir.Compare("eq", ir.Fact("n"), ir.Literal(1, PERCENT))),
        (GUARD, ir.Compare("lt", ir.Fact("colour"), ir.Fact("colour"))),
        (GUARD, ir.Compare("eq", ir.Fact("colour"), ir.Literal("small", SIZE))),
        (GUARD, ir.Compare("eq", ir.Fact("parts"), ir.Fact("parts"))),
        (GUARD, ir.Compare("eq", ir.Fact("day"), ir.Fact("paid_at"))),
        (GUARD, ir.Member(ir.Fact("parts"), ("lid",))),
        (GUARD, ir.Includes(ir.Fact("colour"), ("red",), "all")),
        (GUARD, ir.Given("paid")),
        (GUARD, ir.Choose(((PAID, YES),), YES)),
        (GUARD, ir.Choose(((YES, PAID),), YES)),
        (GUARD, ir.Choose((), PAID)),
        ("terms[0].meaning", ir.Sum((), ())),
        ("terms[0].meaning", ir.Sum((USED,), (PAID,))),
        ("terms[0].meaning", ir.Extreme("least", ())),
        ("terms[0].meaning", ir.Round(ir.Fact("colour"), 1, "up")),
        ("terms[0].type", CNY),
        ("terms[1].meaning.value.over", ir.Literal(1, YEN)),
        ("terms[1].meaning.value.times", ir.Fact("day")),
        ("terms[2].meaning", ir.Extreme("least", (YES, YES))),
        ("terms[2].meaning", ir.Sum((YES,), ())),
        (f"{STEP}.value", ir.Fact("day")),
        (f"{STEP}.guard", PAID),
        ("amounts[0].type", USD),
        ("amounts[0].type.exact", False),
        ("amounts[0].nothing_left[0].guard", PAID),
        ("clauses[0].needs[0].test", PAID),
        ("clauses[0].effects[0].options[0][0]", PAID),
        ("clauses[0].effects[1].guard", PAID),
        ("clauses[2].effects[0].low", ir.Literal(1, COUNT)),
        ("clauses[2].effects[0].low", THIRD),
        ("clauses[3].effects[4].low", ir.Literal(1, COUNT)),
        ("clauses[3].effects[0].fact", "colour"),
        (DAY, ir.Fact("paid_at")),
        (DAY, ir.Day(ir.Fact("day"), "UTC")),
        (DAY, ir.Shift(ir.Fact("day"), 1, "hours")),
        (DAY, ir.Shift(ir.Fact("paid_at"), 1, "days")),
        ("impossible[0].test", PAID),
        ("selected_by", "paid"),
        ("selected_by", "name"),
        ("facts[0].personal", True),
        ("facts[1].type.decimals", 3),
        ("facts[0].type.unit", "CNY"),
        ("facts[0].type.decimals", 1),
        ("facts[9].type.decimals", -1),
        ("facts[5].type.options", ()),
        ("facts[6].type.options", ("a",)),
    ],
    "literal": [
        (GUARD, ir.Literal(1, YES_NO)),
        (GUARD, ir.Compare("eq", ir.Fact("colour"), ir.Literal("pink", COLOUR))),
        (GUARD, ir.Compare("eq", PAID, ir.Literal(value=True, type=CNY))),
        (GUARD, ir.Compare("eq", PAID, ir.Literal("1", CNY))),
        (GUARD, ir.Compare("eq", ir.Fact("day"), ir.Literal(0, DATE))),
        (GUARD, ir.Includes(ir.Literal(("lid", "box"), PARTS), ("lid",), "all")),
        (GUARD, ir.Includes(ir.Literal(("bag",), PARTS), ("lid",), "all")),
        (GUARD, ir.Compare("eq", PAID, ir.Literal((), CNY))),
        ("units[0][1]", 10),
        ("units[1][1]", -1),
        ("facts[5].presumed", ir.Literal("pink", COLOUR)),
    ],
    "bounds": [("facts[9].least", 10), ("facts[5].least", 0), ("facts[6].greatest", 0)],
    "presumption": [
        ("facts[3].presumed", ir.Literal(0, CNY)),
        ("facts[3].presumed", ir.Literal(-1, USD)),
        ("facts[9].presumed", ir.Literal(10, COUNT)),
        ("facts[10].presumed", ir.Fact("day")),
        ("facts[2].presumed", USED),
        ("facts[0].presumed", ir.Fact("paid_at")),
        ("facts[0].presumed", ir.Fact("done_at")),
    ],
    "personal": [
        (GUARD, ir.Compare("eq", ir.Fact("name"), ir.Literal("a", TEXT))),
        (GUARD, ir.Given("name")),
        ("facts[11]", ir.FactDeclaration("alias", TEXT, presumed=ir.Fact("name"))),
    ],
    "divisor": [
        ("terms[1].meaning.value.over", USED),
        ("terms[1].meaning.value.over", ir.Literal(0, USD)),
        ("terms[1].meaning.value.over", LEFT),
        ("facts[2].least", 0),
        ("terms[1].meaning.unit", 0),
        ("amounts[0].steps[2].value", yuan(0)),
        ("amounts[0].steps[2].value", PAID),
    ],
    "exact": [
        ("terms[1].meaning", THIRD),
        ("terms[1].meaning", ir.Extreme("least", (PAID, THIRD))),
        ("terms[1].meaning", ir.Sum((PAID,), (THIRD,))),
        ("terms[1].meaning", ir.Choose(((YES, THIRD),), PAID)),
        ("terms[1].meaning", ir.Scale(PAID, ir.Scale(ONE, ONE, ir.Literal(3, COUNT)), ONE)),
        ("amounts[0].steps[2].guard", YES),
        ("amounts[0].steps[3].value", THIRD),
        ("facts[1].type.exact", False),
    ],
    "answer": [
        ("amounts[0].steps", ()),
        ("amounts[0].steps[0].kind", "less"),
        ("clauses[0].effects[0].options", ()),
        ("clauses[0].effects[0].options", ((YES, "rest"),)),
        ("clauses[0].effects[0].options", ((None, "rest"), (None, "rest"))),
        ("clauses[0].effects", ()),
        ("clauses[0].effects[1]", ir.Refuses()),
        ("clauses[0].effects[1]", ir.Routes("original")),
        ("clauses[2].effects[0].high", ""),
        ("clauses[3].effects[0]", ir.Refuses()),
        ("clauses[3].effects[0]", ir.Pays(((None, "rest"),))),
        ("clauses[3].needs", SOUND.clauses[0].needs),
        ("clauses[3].on", ("refused",)),
    ],
    "precedence": [
        ("precedence[3]", ("1", "1")),
        ("precedence", (("1", "2"), ("2", "3"))),
        ("precedence", (("2", "1"),)),
    ],
    "calendars": [("calendars", ()), ("calendars", ("mainland", "elsewhere")), (f"{DAY}.rule", "elsewhere")],
}


EVERY_BREAK = [(invariant, path, value) for invariant, cases in BROKEN.items() for path, value in cases]


def broken(path: str, value: object) -> ir.Program:
    program = changed(SOUND, path, value)
    assert isinstance(program, ir.Program)
    return program


@pytest.mark.parametrize(("invariant", "path", "value"), EVERY_BREAK)
def test_each_break_is_named(invariant: str, path: str, value: object) -> None:
    found = check(broken(path, value))
    assert invariant in [line.partition(":")[0] for line in found], found


def test_every_invariant_was_broken() -> None:
    assert {*BROKEN, "text"} == set(INVARIANTS)
    with pytest.raises(KeyError):
        Findings.of(SOUND).add("unheard-of", "", "")


def test_a_finding_says_where_and_what() -> None:
    unknown = broken("clauses[0].needs[0].test", ir.All((YES, ir.Fact("payd"))))
    assert check(unknown) == ["known: program.clauses[0].needs[0].test.tests[1]: there is no fact `payd`"]
    money = "a money in CNY with 2 decimals"
    problem = f"{money} times {money} over a quota in USD with 6 decimals is of no type"
    mixed = broken("terms[1].meaning.value.times", PAID)
    assert check(mixed) == [f"type: program.terms[1].meaning.value: {problem}"]


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


def test_a_term_may_be_more_exact_than_it_says() -> None:
    assert check(broken("terms[0].type.exact", value=False)) == []


def test_a_unit_has_up_to_nine_decimals() -> None:
    assert check(broken("units[2][1]", 9)) == []


def test_the_shipped_policy_is_sound() -> None:
    program, texts = shipped()
    assert check(program) == []
    assert check_texts(program, texts) == []


@pytest.mark.parametrize(
    "key",
    ["policy", "fact.payment.paid", "fact.payment.paid.question", "fact.order.kind.choice.gift", "party.reviewer",
     "unit.CNY", "impossible.used_above_granted", "term.quota_left", "amount.excess", "amount.excess.line.1",
     "clause.2.3", "measure.reissue_quota", "route.original"],
)  # fmt: skip
def test_words_that_are_missing_are_named(key: str) -> None:
    program, texts = shipped()
    gone = {name: text for name, text in texts.zh.items() if name != key}
    found = [f"text: {key}: it has no words in `zh`", f"text: {key}: it stands in one language alone"]
    assert check_texts(program, Texts(texts.en, gone)) == found


def test_words_of_nothing_stand_in_both_languages_too() -> None:
    program, texts = shipped()
    more = Texts({**texts.en, "clause.9": "Nine"}, texts.zh)
    assert check_texts(program, more) == ["text: clause.9: it stands in one language alone"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
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
