"""Cases read by the plain reader: every kind of mistake, each with its code and path, and all of them at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.from_facts import Reader
from engine.cases.names import names_of
from engine.cases.number import Number
from engine.cases.unknown import Unknown
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.ir.types import COUNT, YES_NO
from engine.values.moment import to_day, to_instant

from .programs import EXTRAS, at, every_kind, fact, found_in, mistakes_in, program_of, reader_of, youyun
from .written_cases import Data, put

NOON = to_instant("2026-07-05T12:00:00Z")


def value_of(path: str, written: object) -> object:
    """What a fact of the hand-made program becomes."""
    program, report = every_kind(), Report()
    case = reader_of(program).read(at(path, written), presume=True, report=report, where=Place("x", ""))
    assert case is not None, report.diagnostics
    return dict(zip((fact.name for fact in program.facts), case.facts, strict=True))[path]


@pytest.mark.parametrize(
    ("path", "written", "value"),
    [
        ("id", "A-1 客户", "A-1 客户"),
        ("is.ours", True, True),
        ("is.new", False, False),
        ("colour", "dark_red", "dark_red"),
        ("extras", [], frozenset()),
        ("extras", ["lost", "late", "lost"], frozenset({"late", "lost"})),
        ("paint.layers.first.at", "2026-07-05T20:00:00+08:00", NOON),
        ("paint.layers.first.at", "2026-07-05 12:00:00.000000001z", NOON + 1),
        ("paint.layers.first.at", datetime(2026, 7, 5, 20, tzinfo=timezone(timedelta(hours=8))), NOON),
        ("day", "2026-07-05", to_day("2026-07-05")),
        ("day", date(2026, 7, 5), to_day("2026-07-05")),
        ("price.paid", "100.00 CNY", 10_000),
        ("price.paid", "100.00", 10_000),
        ("price.paid", "100", 10_000),
        ("price.paid", Number("100.5"), 10_050),
        ("price.paid", 100, 10_000),
        ("price.paid", "-0.00 CNY", 0),
        ("price.paid", "999999999999999.99", 99_999_999_999_999_999),
        ("price.moved", "-1.01 CNY", -101),
        ("price.moved", -1, -100),
        ("price.yen", "5000 JPY", 5_000),
        ("share.given", "12.5%", 1_250),
        ("share.given", "12.5 %", 1_250),
        ("share.given", Number("-10"), -1_000),
        ("paint.layers.count", 9, 9),
        ("paint.layers.count", Number("1"), 1),
        ("nights", "3", 3),
        ("weight", "-1.125", -1_125),
        ("gpu.used", "0.000001 GPU.h-1", 1),
    ],
)
def test_values(path: str, written: object, value: object) -> None:
    found = value_of(path, written)
    assert found == value
    assert type(found) is type(value)


BAD: list[tuple[str, str, list[object]]] = [
    ("is.ours", "RF502", ["true", "yes", 1, 0, Number("1"), [], {}, None]),
    ("colour", "RF511", ["rot", "RED", "", "dark red", "x" * 2_000]),
    ("colour", "RF502", [True, 1, Number("1"), ["red"], {"red": True}, None]),
    ("extras", "RF502", ["late", "late;lost", {"late": True}, True, 1, None]),
    ("extras", "RF507", [["late"] * 101]),
    ("id", "RF502", [5, Number("5"), True, ["a"], {}, None, datetime(2026, 7, 5, tzinfo=UTC)]),
    ("id", "RF503", ["", "  ", "\u3000", "a\nb", "a\x00", "\x7f", "a\ud800", "\x9b"]),
    ("id", "RF507", ["x" * 1_001]),
    (
        "paint.layers.first.at",
        "RF509",
        [
            "2026-07-05T20:10:00",
            "2026-07-05",
            "yesterday",
            "",
            "2026-02-29T00:00:00Z",
            "2026-07-05T24:00:00Z",
            "2026-07-05T23:59:60Z",
            "2026-07-05T20:10:00.1234567890Z",
            "2026-07-05T20:10:00+8:00",
            "2026-07-05T20:10:00+24:00",
            "1899-12-31T00:00:00Z",
            "2200-01-01T00:00:00Z",
            datetime(2026, 7, 5),  # noqa: DTZ001 - as TOML has one without an offset
            datetime(1, 1, 1, tzinfo=UTC),
        ],
    ),
    ("paint.layers.first.at", "RF502", [1_783_000_000, Number("1"), date(2026, 7, 5), time(12), True, [], None]),
    ("paint.layers.first.at", "RF503", ["1969-12-31T23:59:59Z"]),
    ("day", "RF509", ["2026-02-30", "05.07.2026", "2026-7-5", "1899-12-31", date(1, 1, 1), ""]),
    ("day", "RF502", [datetime(2026, 7, 5, tzinfo=UTC), 20_260_705, Number("1"), False, None]),
    ("day", "RF503", ["2199-01-01"]),
    ("other.day", "RF503", ["1900-01-01"]),
    ("price.paid", "RF502", ["", "free", "CNY", "free USD", True, ["1"], {"amount": 1}, None, date(2026, 7, 5)]),
    (
        "price.paid",
        "RF508",
        ["1e2", Number("1e2"), "1,000.00", "1 000.00", "¥100", "100.", ".5", "+1", " 1", "1 ", "100.00CNY",
         "100.00  CNY", "CNY 100", "１00", "1.001", Number("1.001"), "1.000 CNY", 100.0, "100.00 CNY CNY"],
    ),
    ("price.paid", "RF510", ["100.00 USD", "100 cny", "100.00 元", "1 GPU.h-1"]),
    ("price.paid", "RF503", ["-1", "-0.01 CNY", Number("-0.01"), -1]),
    ("price.paid", "RF507", ["1000000000000000", 10**15, Number("9" * 16), 16**10_000, -(10**15)]),
    ("price.yen", "RF503", ["0", "5001 JPY", 0]),
    ("price.yen", "RF508", ["1.0", Number("1.0")]),
    ("price.yen", "RF510", ["1 CNY"]),
    ("share.kept", "RF508", ["12.555%", "5 per cent", "a5%"]),
    ("share.kept", "RF502", ["%", "some"]),
    ("share.kept", "RF510", ["5 CNY"]),
    ("share.kept", "RF503", ["-5%"]),
    ("share.given", "RF503", ["100.51%", "-10.51%"]),
    ("nights", "RF508", ["1.5", Number("1.0"), "3.", 2.0]),
    ("nights", "RF510", ["3 nights", "3 CNY"]),
    ("paint.layers.count", "RF503", [0, 10]),
    ("gpu.used", "RF508", ["0.0000001"]),
    ("gpu.granted", "RF503", ["0", "0.000000 GPU.h-1"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "code", "values"), BAD, ids=[f"{path}-{code}" for path, code, _ in BAD])
def test_what_is_no_value(path: str, code: str, values: list[object]) -> None:
    for place, written in enumerate(values):
        assert (place, found_in(at(path, written), every_kind())) == (place, [(code, path)])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"paymnt": {"paid": "1"}}, [("RF501", "paymnt.paid")]),
        ({"price": {"payd": "1", "paid": "x"}}, [("RF501", "price.payd"), ("RF502", "price.paid")]),
        ({"other": {}}, []),
        ({"nothing": {}}, [("RF501", "nothing")]),
        ({"nothing": {"a": {"b": {}}, "c": 1}}, [("RF501", "nothing.a"), ("RF501", "nothing.c")]),
        ({"price.paid": "1"}, [("RF501", "price.paid")]),
        ({"Price": {"paid": "1"}}, [("RF501", "Price.paid")]),
        ({"": 1}, [("RF501", "")]),
        ({"price": "1"}, [("RF502", "price")]),
        ({"price": None}, [("RF502", "price")]),
        ({"price": [{"paid": "1"}]}, [("RF502", "price")]),
        ({"paint": {"layers": {"first": 5}}}, [("RF502", "paint.layers.first")]),
        ({"paint": {"layers": None}}, [("RF502", "paint.layers")]),
        ({"id": {"id": "x"}}, [("RF502", "id")]),
        ({"extras": ["late", "lte", 5, None, ["late"]]}, [
            ("RF502", "extras[2]"), ("RF502", "extras[3]"), ("RF502", "extras[4]"), ("RF511", "extras[1]"),
        ]),
        (None, [("RF502", "")]),
        ([], [("RF502", "")]),
        ("id", [("RF502", "")]),
        (True, [("RF502", "")]),
        ({1: 2, None: 3}, [("RF501", "1"), ("RF501", "None")]),
        ({"x" * 100: 1}, [("RF501", "x" * 57 + "...")]),
    ],
)  # fmt: skip
def test_names_and_tables(data: object, expected: list[tuple[str, str]]) -> None:
    assert found_in(data, every_kind()) == sorted(expected)


def test_all_mistakes_are_reported_at_once() -> None:
    data = {
        "case": {
            "reasn": "other",
            "reason": "othr",
            "received_at": "2026-07-05",
            "materials": ["proof", "prof"],
        },
        "payment": {"paid": "100.00 USD", "expected": "-1", "duplicate": "no", "channel": 5},
        "credit": {"granted": "100", "used": "100.000001", "gift_used": None},
        "invoice": [],
        "law": {"requires": True},
    }
    found = [(each.code, each.where.path) for each in mistakes_in(data) if isinstance(each.where, Place)]
    assert sorted(found) == [
        ("RF501", "case.reasn"),
        ("RF502", "credit.gift_used"),
        ("RF502", "invoice"),
        ("RF502", "payment.channel"),
        ("RF502", "payment.duplicate"),
        ("RF503", "payment.expected"),
        ("RF504", "credit.used"),
        ("RF509", "case.received_at"),
        ("RF510", "payment.paid"),
        ("RF511", "case.materials[1]"),
        ("RF511", "case.reason"),
    ]


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        ({"credit": {"granted": "1", "used": "2"}}, ["credit.used"]),
        ({"credit": {"credited": False, "used": "0.000001"}}, ["credit.credited"]),
        ({"credit": {"credited": False, "gift_used": "1"}}, ["credit.credited"]),
        ({"payment": {"paid": "1", "refunded_before": "1.01"}}, ["payment.refunded_before"]),
        ({"payment": {"paid_at": "2026-07-05T00:00:01Z"}, "case": {"received_at": "2026-07-05T08:00:00+08:00"}},
         ["case.received_at"]),
        ({"case": {"complete_at": "2026-07-05T00:00:00Z", "received_at": "2026-07-05T00:00:01Z"}},
         ["case.complete_at"]),
        ({"credit": {"credited": False, "used": "2", "granted": "1"}}, ["credit.credited", "credit.used"]),
        ({"credit": {"used": "2"}}, []),
        ({"credit": {"credited": False, "used": "0"}}, []),
        ({"credit": {"granted": "2", "used": "2"}}, []),
    ],
)  # fmt: skip
def test_impossible_combinations_of_known_facts(data: object, paths: list[str]) -> None:
    assert found_in(data, youyun()[0]) == [("RF504", path) for path in paths]


def test_what_is_presumed_can_be_impossible_too() -> None:
    data = {"case": {"complete_at": "2026-07-05T00:00:00Z"}, "payment": {"paid_at": "2026-07-06T00:00:00Z"}}
    assert found_in(data, youyun()[0]) == []
    program = every_kind()
    assert found_in({"is": {"new": True}, "paint": {"colour": "dark_red"}}, program) == [("RF504", "is.new")]
    assert found_in({"paint": {"colour": "dark_red"}}, program) == []


def test_of_an_impossible_case_it_is_said_what_is_not_known() -> None:
    sold = ir.Compare("gt", ir.Fact("sold"), ir.Literal(5, COUNT))
    odd = ir.All((sold, ir.Any((sold, ir.Fact("is.new"), ir.Given("price")))))
    facts = [fact("sold", COUNT), fact("is.new", YES_NO), fact("price", COUNT, presumed="not_given")]
    reader = Reader(program_of(*facts, impossible=(ir.Impossible("odd", odd),)), lambda _: ["odd"])
    for data, path in [({"sold": 6}, "sold"), ({}, "")]:
        report = Report()
        assert reader.read(data, presume=True, report=report, where=Place("x", "")) is None
        said = "`6`" if data else "unknown"
        message = f"`odd` is an impossible combination: `sold` is {said} and `is.new` is unknown"
        assert [(each.message, each.where) for each in report] == [
            (f"{message} and `price` is not given", Place("x", path))
        ]


def test_a_mistaken_fact_is_unknown_to_the_judge() -> None:
    judged: list[tuple[object, ...]] = []

    def judge(facts: tuple[object, ...]) -> tuple[str, ...]:
        judged.append(facts)
        return ()

    facts = [fact("a", EXTRAS, presumed=ir.Literal((), EXTRAS)), fact("b", COUNT, least=0), fact("c", COUNT)]
    reader = Reader(program_of(*facts), judge)
    data = {"a": ["late", "lte"], "b": -1, "c": 5}
    assert reader.read(data, presume=True, report=Report(), where=Place("x", "")) is None
    assert judged == [(Unknown("a"), Unknown("b"), 5)]


@pytest.mark.parametrize("names", [("a", "a.b"), ("a.b", "a"), ("a.b", "a.b.c"), ("a", "a")])
def test_no_fact_is_a_table_of_facts(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="fact"):
        names_of(names)


def test_a_mistaken_fact_is_not_presumed_and_not_judged() -> None:
    data = {"payment": {"paid": "1", "refunded_before": "-5", "channel_fee": "x"}}
    assert [code for code, _ in found_in(data, youyun()[0])] == ["RF502", "RF503"]


NUMBERS = st.from_regex(r"-?\d+\.?\d*").map(Number)
NESTED = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers() | st.floats() | NUMBERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.just("price"), inner),
    max_leaves=10,
)
KEYS = st.sampled_from([fact.name for fact in every_kind().facts] + ["x", "price.x", "paint", "price"])


@given(st.dictionaries(KEYS, NESTED, max_size=6), st.booleans())
def test_nothing_is_too_odd_to_be_refused(values: dict[str, object], presume: bool) -> None:
    data: Data = {}
    for path, value in values.items():
        put(data, path, value)
    for _, found in found_in(data, every_kind(), presume=presume):
        assert len(found) <= 80


@given(NESTED)
def test_no_nested_data_raises(data: object) -> None:
    found_in(data, every_kind())
    found_in({"payment": data, "case": {"materials": data}}, youyun()[0])


def test_without_presumptions_everything_left_out_is_unknown() -> None:
    for program in (every_kind(), youyun()[0]):
        case = reader_of(program).read({}, presume=False, report=Report(), where=Place("x", ""))
        assert case is not None
        assert case.presumed == ()
        assert case.facts == tuple(Unknown(fact.name) for fact in program.facts)
