"""Values as a reader has them, and texts with values in their slots."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.unknown import Unknown
from engine.evaluator.from_ir import compiled, load
from engine.explain.judging import Judges
from engine.explain.shown import Showing
from engine.explain.values_text import ValueTexts, instant_words, number_text
from engine.ir import tree as ir
from engine.ir.types import COUNT, DATE, Type
from engine.values.moment import SECOND, instant_text, to_instant
from tests.explain.explained import LANGUAGES
from tests.explain.shop import FACTS, MONEY, NUMBER, PARTS, PERCENT, PROGRAM, QUOTA, SIZE, texts


@pytest.mark.parametrize(
    ("minor", "type_", "text"),
    [
        (9800, MONEY, "98.00 CNY"),
        (-5, MONEY, "-0.05 CNY"),
        (200_000, QUOTA, "0.2 USD"),
        (5_000_000, QUOTA, "5 USD"),
        (250, PERCENT, "2.5%"),
        (100, NUMBER, "1"),
        (30, COUNT, "30"),
        (1200, Type("money", "JPY"), "1200 JPY"),
    ],
)
def test_numbers(minor: int, type_: Type, text: str) -> None:
    assert number_text(minor, type_) == text


def test_choices_sets_and_days_have_their_words() -> None:
    for lang, size, parts, nothing, day in (
        ("en", "big", "lid, box", "none", "Sun 2026-07-05"),
        ("zh", "大", "盖子、盒子", "无", "2026-07-05 周日"),
    ):
        values = ValueTexts(PROGRAM, texts(), lang)
        assert values.reader(SIZE, "size")("big") == size
        assert values.reader(PARTS, "parts")(frozenset({"box", "lid"})) == parts
        assert values.reader(PARTS, "parts")(frozenset()) == nothing
        assert values.reader(DATE)(date(2026, 7, 5).toordinal()) == day


@pytest.mark.parametrize(
    ("written", "zone", "en"),
    [
        ("2026-07-05T20:10:00+08:00", "Asia/Shanghai", "Sun 2026-07-05 20:10"),
        ("2026-07-05T23:59:59.5Z", "Asia/Shanghai", "Mon 2026-07-06 07:59:59.5"),
        ("2026-03-08T03:30:00-04:00", "America/New_York", "Sun 2026-03-08 03:30"),
        ("2026-11-01T01:30:07-05:00", "America/New_York", "Sun 2026-11-01 01:30:07"),
        ("2026-11-01T01:30:00Z", "UTC", "Sun 2026-11-01 01:30"),
    ],
)
def test_instants_by_the_clocks_of_the_zone(written: str, zone: str, en: str) -> None:
    assert instant_words(to_instant(written), zone, "en") == en


@given(
    st.integers(-2_000_000_000 * SECOND, 7_000_000_000 * SECOND),
    st.sampled_from(("Asia/Shanghai", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe")),
)
def test_instants_are_those_of_the_calendar(instant: int, zone: str) -> None:
    written = instant_text(instant, zone)
    if not written.endswith("Z"):  # a zone whose offset was no whole number of minutes then
        day, clock = instant_words(instant, zone, "zh").split(" ")[::2]
        whole = clock if clock.count(":") > 1 else f"{clock}:00"
        assert written.startswith(f"{day}T{whole}")


def test_slots_hold_facts_and_terms() -> None:
    case: list[object] = [None] * len(FACTS)
    places = {name: place for place, name in enumerate(FACTS)}
    case[places["price"]], case[places["fee"]] = 10_000, 200
    case[places["opened"]] = Unknown("opened")
    for lang, said in (
        ("en", "98.00 CNY of 100.00 CNY, unknown, unknown, none given, `nobody`"),
        ("zh", "98.00 CNY of 100.00 CNY, 未知, 未知, 未提供, `nobody`"),
    ):
        judges = Judges(PROGRAM, load(compiled(PROGRAM), {}))
        showing = Showing(PROGRAM, texts(), lang, judges)
        fill = showing.filler("{paid} of {price}, {opened}, {worn}, {extra}, {nobody}")
        assert fill(showing.of(tuple(case))) == said


def test_what_has_no_label_keeps_its_name_in_backticks() -> None:
    program = ir.Program(
        "p", "1", 1, "at", "UTC", "en", (), (ir.FactDeclaration("a.b", SIZE),), (), (), (), (), ()
    )
    bare = type(texts())(en={}, zh={})
    for lang in LANGUAGES:
        shown = Showing(program, bare, lang, Judges(program, load(compiled(PROGRAM), {}))).of(("big",))
        assert shown[0] == {"fact": "a.b", "label": "`a.b`", "value": "`big`"}
