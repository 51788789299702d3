"""Lines and columns of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.source import Source

TEXTS = st.lists(st.one_of(st.sampled_from("\r\n\tab退\u2028\x0b"), st.characters()), max_size=60).map(
    "".join
)


@given(TEXTS)
def test_every_offset_has_a_line_and_a_column_that_lead_back_to_it(text: str) -> None:
    source = Source("a.refund", text)
    for offset in range(len(text) + 1):
        line, column = source.line_of(offset), source.column_of(offset)
        assert source.line_starts[line - 1] + column - 1 == offset
        assert column >= 1


@given(TEXTS)
def test_the_lines_are_those_an_editor_shows(text: str) -> None:
    source = Source("a.refund", text)
    expected = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [source.line_text(n) for n in range(1, len(source.line_starts) + 1)] == expected


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        ("", 0, 1, 1),
        ("ab", 2, 1, 3),
        ("ab\n", 2, 1, 3),
        ("ab\n", 3, 2, 1),
        ("ab\r\ncd", 3, 1, 4),
        ("ab\r\ncd", 4, 2, 1),
        ("退款\n是", 1, 1, 2),
        ("退款\n是", 3, 2, 1),
    ],
)
def test_lines_and_columns_count_from_one(text: str, offset: int, line: int, column: int) -> None:
    source = Source("a.refund", text)
    assert (source.line_of(offset), source.column_of(offset)) == (line, column)


def test_a_place_outside_the_text_is_our_bug() -> None:
    source = Source("a.refund", "one\ntwo")
    for offset in (-1, 8):
        with pytest.raises(ValueError, match="outside a text of 7 characters"):
            source.line_of(offset)
    for line in (0, 3):
        with pytest.raises(ValueError, match="outside a text of 2 lines"):
            source.line_text(line)


def test_the_text_stays_out_of_the_repr() -> None:
    assert repr(Source("a.refund", "long")) == "Source(name='a.refund')"
