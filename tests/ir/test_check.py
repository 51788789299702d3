"""The guard of the waist: one sound program, and each way to break it."""

import pytest

from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.findings import INVARIANTS, Findings
from engine.ir.types import COUNT, DATE, YES_NO, Type
from engine.values.canonical import LARGEST
from tests.ir.changes import DAY, GUARD, STEP, broken
from tests.ir.expressions import CNY, COLOUR, NUMBER, PARTS, PERCENT, SIZE, TEXT, USD
from tests.ir.sound import GRANTED, LEFT, ONE, PAID, SOUND, THIRD, USED, YEN, YES, yuan


def test_the_sound_program_is_sound() -> None:
    assert check(SOUND) == []


HUNDRED, TENTHS = ir.Literal(100, COUNT), Type("number", decimals=1)

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
        ("consumption.used", "granted"),
        ("clauses[1].name", "1"),
        ("impossible[1]", SOUND.impossible[0]),
        ("amounts[1]", SOUND.amounts[0]),
        ("units[2][0]", "CNY"),
        ("facts[5].type.options", ("red", "red")),
        ("precedence[3]", ("1", "2")),
        ("clauses[3].on", ("refund", "refund")),
    ],
    "known": [
        ("clauses[2].effects[0].low", ir.Term("least")),
        (GUARD, ir.Compare("eq", ir.Fact("payd"), PAID)),
        (GUARD, ir.Term("is_leftt")),
        ("consumption.account", "nobody"),
        ("consumption.granted", ""),
        ("consumption.gift_used", "gift"),
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
        (DAY, ir.Shift(ir.Fact("day"), 1, "weeks")),
        (DAY, ir.Shift(ir.Fact("day"), 1, "months")),
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
        ("consumption.order", "day"),
        ("consumption.used", "paid"),
        (GUARD, ir.Choose(((YES, YES), (PAID, YES)), YES)),
        (GUARD, ir.Choose(((YES, YES), (YES, PAID)), YES)),
        (GUARD, ir.Compare("eq", PAID, ir.Scale(PAID, ir.Literal(1, PERCENT), HUNDRED))),
        (GUARD, ir.Compare("eq", PAID, ir.Scale(PAID, PAID, ONE))),
        (GUARD, ir.Compare("eq", PAID, ir.Scale(ir.Fact("day"), PAID, ir.Literal(1, DATE)))),
        (GUARD, ir.Compare("eq", PAID, ir.Scale(PAID, ir.Fact("day"), ir.Literal(1, DATE)))),
        (GUARD, ir.Compare("eq", ir.Literal(1, TENTHS), ir.Scale(ir.Fact("n"), ir.Literal(7, COUNT), ONE))),
        (GUARD, ir.Compare("eq", ir.Literal(1, TENTHS), ir.Scale(ir.Fact("n"), HUNDRED, HUNDRED))),
        (GUARD, ir.Compare("eq", ir.Literal(1, NUMBER), ir.Scale(ir.Fact("n"), HUNDRED, HUNDRED))),
        (GUARD, ir.Compare("eq", ir.Round(ir.Fact("day"), 1, "up"), ir.Fact("day"))),
        ("amounts[1]", ir.Amount("quota", USD, (ir.Step("take", USED, None, "4", "quota"),), ())),
        ("clauses[2].effects[0].low", ir.Literal(value=False, type=YES_NO)),
        ("facts[12]", ir.FactDeclaration("other", Type("money", "CNY", decimals=3))),
        (GUARD, PAID),
        (GUARD, ir.Shift(ir.Fact("day"), 1, "days")),
        (GUARD, ir.Elapsed("days", ir.Fact("day"), ir.Fact("day"))),
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
        ("amounts[1]", ir.Amount("yen", YEN, (ir.Step("take", ir.Literal(1, YEN), None, "4", "yen"),), ())),
        ("clauses[3].effects[4].low", ir.Literal(1, YEN)),
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
        (GUARD, ir.Compare("eq", PAID, ir.Scale(PAID, ONE, ir.Literal("1", COUNT)))),
        ("facts[4].presumed", ir.Literal("lid", PARTS)),
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
        ("facts[12]", ir.FactDeclaration("other", COUNT, greatest=8, presumed=ir.Fact("n"))),
        ("facts[12]", ir.FactDeclaration("other", CNY, greatest=9, presumed=PAID)),
        ("facts[12]", ir.FactDeclaration("other", DATE, least=1, presumed=ir.Fact("day"))),
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
        ("facts[12]", ir.FactDeclaration("alias", TEXT, presumed=ir.Fact("name"))),
    ],
    "divisor": [
        ("facts[2].least", None),
        ("terms[1].meaning.value.over", ir.Extreme("least", (GRANTED, USED))),
        ("terms[1].meaning.value.over", USED),
        ("terms[1].meaning.value.over", ir.Literal(0, USD)),
        ("terms[1].meaning.value.over", LEFT),
        ("facts[2].least", 0),
        ("terms[1].meaning.unit", 0),
        ("amounts[0].steps[2].value", yuan(0)),
        ("amounts[0].steps[2].value", PAID),
    ],
    "exact": [
        ("terms[1].meaning", ir.Scale(THIRD, ONE, ONE)),
        ("terms[1].meaning", THIRD),
        ("terms[1].meaning", ir.Extreme("least", (PAID, THIRD))),
        ("terms[1].meaning", ir.Sum((PAID,), (THIRD,))),
        ("terms[1].meaning", ir.Choose(((YES, THIRD),), PAID)),
        ("terms[1].meaning", ir.Scale(PAID, ir.Scale(ONE, ONE, ir.Literal(3, COUNT)), ONE)),
        ("amounts[0].steps[2].guard", YES),
        ("amounts[0].steps[3].value", THIRD),
        ("facts[1].type.exact", False),
    ],
    "entry": [
        ("clauses[1].scope", ir.Term("is_dear")),
    ],
    "answer": [
        ("clauses[3].improves", True),
        ("clauses[0].needs", tuple(ir.Need(YES, ("1",), (), "clause.1.need.1") for _ in range(9))),
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
    "consumption": [
        ("consumption.turns", ()),
        ("consumption.turns", ("gift",)),
        ("consumption.turns", ("oldest", "newest")),
        ("consumption.turns", ("gift", "paid", "oldest")),
        ("consumption.turns", ("soonest", "soonest", "oldest")),
        ("consumption.turns", ("remainder", "oldest")),
    ],
    "calendars": [
        (f"{DAY}.rule", ""),
        (f"{DAY}.rule", "elsewhere"),
        ("calendars", ()),
        ("calendars", ("mainland", "elsewhere")),
    ],
}


EVERY_BREAK = [(invariant, path, value) for invariant, cases in BROKEN.items() for path, value in cases]


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
