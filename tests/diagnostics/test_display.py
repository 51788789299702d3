"""What a terminal would obey or hide is shown as an escape."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.display import cell, encodable, shown, width

ANYTHING = st.lists(st.one_of(st.characters(), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]))).map(
    "".join
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain `text`, 退款，é", "plain `text`, 退款，é"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\r\n\t\x00\x7f", r"\r\n\t\x00\x7f"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_escapes(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(ANYTHING)
def test_nothing_shown_can_steer_a_terminal(text: str) -> None:
    for character in shown(text):
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("退款", 4), ("，", 2), ("é", 1), ("e\u0301", 1), ("ﾊ", 1)]
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_tab_in_a_line_is_four_spaces() -> None:
    assert cell("\t") == "    "


@given(ANYTHING)
def test_everything_encodable_can_be_encoded(text: str) -> None:
    assert encodable(text).encode().decode() == encodable(text)
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert encodable(text) == text
