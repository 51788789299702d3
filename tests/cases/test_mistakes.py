"""What the plain reader says of a mistake: where it is, what is wrong, and what to do."""

from __future__ import annotations

import pytest

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report

from .programs import at, every_kind, mistakes_in, reader_of, youyun
from .test_from_facts import BAD


@pytest.mark.parametrize(
    ("data", "message", "help_text"),
    [
        ({"payment": {"payd": 1}}, "there is no fact `payment.payd`", "did you mean `payment.paid`?"),
        ({"paymnt": {"paid": 1}}, "there is no fact `paymnt.paid`", "did you mean `payment.paid`?"),
        ({"paymnt": 1}, "there is no fact `paymnt`", "did you mean `payment`?"),
        ({"payment.paid": 1}, "there is no fact `payment.paid`", "write `paid` inside the table `payment`"),
        ({"order": {"state": "none"}}, "there is no fact `order.state`", "did you mean `invoice.state`?"),
        (
            {"order": {"kind": "cash_topp"}},
            "`cash_topp` is no choice of `order.kind`",
            "did you mean `cash_topup`?",
        ),
        (
            {"outage": {"attributable": "nobody"}},
            "`nobody` is no choice of `outage.attributable`",
            "the choices are `platform`, `upstream`, `user`",
        ),
        (
            {"payment": {"paid": "1 USD"}},
            "the unit `USD` does not belong to `payment.paid`, which is in `CNY`",
            "write `100.00 CNY`",
        ),
        (
            {"payment": {"paid": True}},
            "`payment.paid` is an amount of money, not `true`",
            "write `100.00 CNY`",
        ),
        ({"payment": {"paid": None}}, "`payment.paid` is null", "leave the fact out if it is not known"),
        (
            {"payment": {"paid": "-1.00"}},
            "`-1.00` is too little for `payment.paid`",
            "the least it can be is `0.00 CNY`",
        ),
        ({"credit": {"granted": "0"}}, "`0` is too little for `credit.granted`", "it must be above zero"),
        (
            {"payment": {"paid": "1.005"}},
            "`1.005` has more than the 2 decimals of `payment.paid`",
            "write `100.00 CNY`",
        ),
        (
            {"law": {"forbids": "no"}},
            "`law.forbids` is yes or no, not `no`",
            "write `true` or `false`, without quotes",
        ),
        (
            {"payment": {"paid_at": "2026-07-05T20:10:00"}},
            "`2026-07-05T20:10:00` does not say how far its clock is from UTC",
            "write it like `2026-07-05T20:10:00+08:00`",
        ),
        (
            {"credit": {"credited": False, "used": "1"}},
            "quota was used that never arrived: `credit.credited` is `false` and `credit.used` is `1.000000 USD`",
            None,
        ),
        (
            {"outage": 5},
            "`outage` is a table of facts, not `5`",
            "it can hold `long_term`, `attributable`",
        ),
    ],
)
def test_messages_say_what_and_how(data: object, message: str, help_text: str | None) -> None:
    assert [(each.message, each.help) for each in mistakes_in(data)] == [(message, help_text)]


def test_messages_are_one_short_sentence_in_lower_case() -> None:
    program = every_kind()
    for path, _, values in BAD:
        for written in values:
            report = Report()
            reader_of(program).read(at(path, written), presume=True, report=report, where=Place("x", ""))
            (found,) = report
            assert found.message[0] in "`atsf"
            assert not found.message.endswith(".")
            assert len(found.message) < 200


def test_the_place_of_a_case_in_its_file_leads_its_paths() -> None:
    reader, report = reader_of(*youyun()), Report()
    where = Place("rows.jsonl", "[3]", 7)
    data = {"payment": {"paid": None}, "credit": 1}
    assert reader.read(data, presume=True, report=report, where=where) is None
    assert reader.read(5, presume=True, report=report, where=where) is None
    assert [each.where for each in report] == [
        Place("rows.jsonl", path, 7) for path in ("[3].payment.paid", "[3].credit", "[3]")
    ]


def test_other_mistakes_in_the_report_do_not_stop_a_case() -> None:
    report = Report()
    report.error("RF501", "of another case")
    assert reader_of(every_kind()).read({}, presume=True, report=report, where=Place("x", "")) is not None


def test_a_flood_of_unknown_names_is_counted_and_not_compared() -> None:
    found = mistakes_in({f"paymnt{number}": number for number in range(50_000)})
    assert len(found) == 1_001
    assert sum(each.help is not None for each in found) <= 20
