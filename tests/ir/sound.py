"""One sound program, small, that has about everything in it."""

from engine.ir import tree as ir
from engine.ir.check_texts import keys_of
from engine.ir.texts import Texts
from engine.ir.types import COUNT, DATE, INSTANT, LIST, YES_NO, Type
from tests.ir.expressions import CNY, COLOUR, PARTS, TEXT, USD

YES, ONE = ir.Literal(value=True, type=YES_NO), ir.Literal(1, COUNT)
PAID, GRANTED, USED, LEFT = ir.Fact("paid"), ir.Fact("granted"), ir.Fact("used"), ir.Term("left")
YEN = Type("money", "JPY", decimals=0)
THIRD = ir.Scale(PAID, ONE, ir.Literal(3, COUNT))


def yuan(fen: int) -> ir.Literal:
    return ir.Literal(fen, CNY)


SOUND = ir.Program(
    policy="shop",
    version="2026-07-01",
    edition=1,
    selected_by="paid_at",
    zone="Asia/Shanghai",
    prevails="en",
    units=(("CNY", 2), ("USD", 6), ("JPY", 0)),
    facts=(
        ir.FactDeclaration("paid_at", INSTANT),
        ir.FactDeclaration("paid", CNY, least=0),
        ir.FactDeclaration("granted", USD, least=1),
        ir.FactDeclaration("used", USD, least=0, presumed=ir.Literal(0, USD)),
        ir.FactDeclaration("parts", PARTS, presumed=ir.Literal(("box", "lid"), PARTS)),
        ir.FactDeclaration("colour", COLOUR),
        ir.FactDeclaration("name", TEXT, personal=True),
        ir.FactDeclaration("promised", CNY, least=0, presumed="not_given"),
        ir.FactDeclaration("day", DATE),
        ir.FactDeclaration("n", COUNT, least=0, greatest=9),
        ir.FactDeclaration("done_at", INSTANT, presumed=ir.Fact("paid_at")),
        ir.FactDeclaration("order_no", TEXT),
        ir.FactDeclaration("items", LIST, fields=(ir.FactDeclaration("item.price", CNY, least=0),)),
    ),
    impossible=(ir.Impossible("used_above_granted", ir.Compare("gt", USED, GRANTED)),),
    terms=(
        ir.TermDefinition("left", USD, ir.Sum((GRANTED,), (USED,))),
        ir.TermDefinition("share", CNY, ir.Round(ir.Scale(PAID, LEFT, GRANTED), 1, "down")),
        ir.TermDefinition("is_dear", YES_NO, ir.Compare("gt", ir.Fact("item.price"), yuan(5_000))),
        ir.TermDefinition(
            "dear", CNY, ir.Fold("sum", "items", ir.Fact("item.price"), CNY, ir.Term("is_dear"))
        ),
        ir.TermDefinition("is_left", YES_NO, ir.Compare("gt", LEFT, ir.Literal(0, USD))),
    ),
    amounts=(
        ir.Amount(
            "rest",
            CNY,
            (
                ir.Step("take", ir.Term("share"), None, "4", "amount.rest.line.1"),
                ir.Step("less", THIRD, ir.Term("is_left"), "4", "amount.rest.line.2"),
                ir.Step("round", yuan(10), None, "4", "amount.rest.line.3", "down"),
                ir.Step("at_least", yuan(0), None, "4", "amount.rest.line.4"),
            ),
            (ir.NothingLeft(ir.Term("is_left"), ("4",)),),
        ),
    ),
    clauses=(
        ir.Clause(
            "1",
            ("1",),
            ir.Member(ir.Fact("colour"), ("red", "blue")),
            (ir.Need(ir.Given("promised"), ("1",), ("verify",), "clause.1.need.1"),),
            (ir.Pays(((YES, "rest"), (None, "rest"))), ir.Orders("verify", None)),
        ),
        ir.Clause("2", ("2",), ir.All(()), (), (ir.Refuses(),)),
        ir.Clause("3", ("3",), ir.Any(()), (), (ir.Leaves("reviewer", yuan(0), "rest"),)),
        ir.Clause(
            "4",
            ("4",),
            ir.Includes(ir.Fact("parts"), ("lid",), "any"),
            (),
            (
                ir.Asks("parts", ("lid", "box")),
                ir.Due("review", ir.Shift(ir.Day(ir.Fact("done_at"), "UTC"), 7, "business_days", "mainland")),
                ir.Routes("original"),
                ir.Orders("verify", YES),
                ir.Leaves("reviewer", ir.Literal(0, COUNT), ""),
            ),
            ("refund", "discretion"),
        ),
    ),
    precedence=(("1", "2"), ("1", "3"), ("2", "3")),
    calendars=("mainland",),
    consumption=ir.Consumption(
        "quota", ("4",), "name", "order_no", "granted", "used", ("gift", "oldest"), open_point="gift_order"
    ),
)

_KEYS = keys_of(SOUND)
WORDS = Texts({key: f"{key} in English" for key in _KEYS}, {key: f"{key} 中文" for key in _KEYS})
