"""What silence means: facts that a case leaves out."""

from __future__ import annotations

import pytest

from engine.cases.case import Case
from engine.cases.presumption import borrowed, completed, scale
from engine.cases.unknown import Unknown
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.ir.types import COUNT, Type

from .programs import NUMBER, PERCENT, at, every_kind, fact, program_of, reader_of, youyun


def read(data: object, program: ir.Program, *, presume: bool = True) -> Case:
    report = Report()
    case = reader_of(program).read(data, presume=presume, report=report, where=Place("x", ""))
    assert case is not None, report.diagnostics
    return case


def value_in(case: Case, name: str, program: ir.Program) -> object:
    return case.facts[[each.name for each in program.facts].index(name)]


def test_an_empty_case_has_what_the_policy_presumes() -> None:
    program = youyun()[0]
    case = read({}, program)
    assert case.presumed == (
        "account.restriction", "case.chargeback_first", "case.complexity", "case.materials", "confirmation.amount",
        "confirmation.written", "costs.third_party", "credit.gift_used", "invoice.state", "invoice.tax", "law.forbids",
        "law.requires", "payment.channel_fee", "payment.promotion", "payment.refunded_before",
    )  # fmt: skip
    for name, value in [
        ("account.restriction", "none"),
        ("case.materials", frozenset()),
        ("law.forbids", False),
        ("invoice.tax", 0),
        ("confirmation.amount", None),
    ]:
        found = value_in(case, name, program)
        assert found == value
        assert type(found) is type(value)
    assert value_in(case, "payment.paid", program) is Unknown("payment.paid")
    assert value_in(case, "case.complete_at", program) is Unknown("case.complete_at")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("note", "none"),
        ("colour", "green"),
        ("extras", frozenset({"late", "lost"})),
        ("price.yen", 7),
        ("share.kept", 500),
    ],
)
def test_presumed_values_are_held_like_given_ones(name: str, value: object) -> None:
    case = read({}, every_kind())
    assert value_in(case, name, every_kind()) == value
    assert name in case.presumed


def test_a_value_can_come_from_a_fact_that_has_it_from_another() -> None:
    program = every_kind()
    case = read(at("paint.layers.first.at", "1970-01-01T00:00:01Z"), program)
    assert value_in(case, "paint.layers.middle.at", program) == 10**9
    assert value_in(case, "paint.layers.last.at", program) == 10**9
    assert {"paint.layers.middle.at", "paint.layers.last.at"} <= set(case.presumed)
    case = read(at("paint.layers.middle.at", "1970-01-01T00:00:01Z"), program)
    assert value_in(case, "paint.layers.first.at", program) is Unknown("paint.layers.first.at")
    assert value_in(case, "paint.layers.last.at", program) == 10**9
    assert "paint.layers.middle.at" not in case.presumed
    assert "paint.layers.last.at" in case.presumed


def test_a_value_is_borrowed_in_the_decimals_of_the_borrower() -> None:
    case = read({"nights": 3}, every_kind())
    assert value_in(case, "weight", every_kind()) == 3_000


def test_what_is_known_to_be_left_out_is_no_value_to_borrow() -> None:
    case = read({}, every_kind())
    assert value_in(case, "price.named", every_kind()) is None
    assert value_in(case, "price.like_named", every_kind()) is Unknown("price.like_named")
    assert "price.named" in case.presumed
    assert "price.like_named" not in case.presumed


def test_facts_like_each_other_in_a_circle_stay_unknown() -> None:
    case = read({}, every_kind())
    assert value_in(case, "circle.a", every_kind()) is Unknown("circle.a")
    names = [each.name for each in every_kind().facts]
    order = [names[place] for place, _ in borrowed(every_kind())]
    assert "circle.a" not in order
    assert order.index("paint.layers.middle.at") < order.index("paint.layers.last.at")


def test_a_given_fact_is_not_presumed() -> None:
    case = read({"law": {"forbids": False}, "case": {"materials": []}}, youyun()[0])
    assert not {"law.forbids", "case.materials"} & set(case.presumed)


def test_without_presumptions_nothing_is_presumed() -> None:
    case = read({"nights": 3}, every_kind(), presume=False)
    assert case.presumed == ()
    assert {type(value) for value in case.facts} == {int, Unknown}
    assert completed({}, youyun()[0], presume=False).facts == tuple(
        Unknown(each.name) for each in youyun()[0].facts
    )


def test_decimals_are_never_lost() -> None:
    assert scale(COUNT, NUMBER) == 1_000
    with pytest.raises(ValueError, match="3 decimals do not fit into 2"):
        scale(NUMBER, PERCENT)
    lost = program_of(fact("a", COUNT, presumed=ir.Literal(15, Type("number", decimals=1))))
    with pytest.raises(ValueError, match="do not fit"):
        completed({}, lost, presume=True)
