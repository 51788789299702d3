"""Rows held against rows lose nothing, and mark what differs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.compare.to_text import marked
from engine.compare.words import compared

WORDS = st.sampled_from(["for", "needs", "7", "14", "day", "退款", "“", "a.b", '"x  y"', "below"])
ROWS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), max_size=5)


@given(ROWS, ROWS)
def test_both_sides_can_be_read_off(old: list[str], new: list[str]) -> None:
    rows = compared(old, new)
    assert [row.text for row in rows if row.sign != "come"] == old
    assert [row.text for row in rows if row.sign != "gone"] == new


@given(ROWS)
def test_nothing_differs_from_itself(rows: list[str]) -> None:
    assert {row.sign for row in compared(rows, rows)} <= {"same"}


@given(ROWS, ROWS)
def test_what_is_gone_one_way_comes_the_other(old: list[str], new: list[str]) -> None:
    assert any(row.sign != "same" for row in compared(old, new)) == (old != new)
    assert any(row.sign != "same" for row in compared(new, old)) == (old != new)


def test_the_words_that_differ_are_marked() -> None:
    rows = compared(["  needs  asked within 7 days"], ["  needs  asked within 14 days"])
    assert [marked(row) for row in rows] == [
        "-   needs  asked within [-7-] days",
        "+   needs  asked within {+14+} days",
    ]


def test_a_chinese_character_is_a_word() -> None:
    rows = compared(['says "晚于第七日的申请"'], ['says "晚于第十四日的申请"'])
    assert [[piece.text for piece in row.pieces if piece.is_marked] for row in rows] == [["七"], ["十四"]]


def test_rows_that_share_little_are_shown_whole() -> None:
    rows = compared(["refuses"], ["pays  price_back if order.price is above 5 CNY"])
    assert not any(piece.is_marked for row in rows for piece in row.pieces)


def test_padding_is_nothing_and_blanks_in_a_text_are_something() -> None:
    assert [row.sign for row in compared(['says  "a b"'], ['says        "a b"'])] == ["same"]
    assert [row.sign for row in compared(['says  "a b"'], ['says  "a  b"'])] == ["gone", "come"]
