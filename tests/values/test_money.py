"""Amounts as text and as counts of the smallest unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.money import to_minor, to_text
from engine.values.unreadable import REASONS, Unreadable

LARGEST = 10**15


@pytest.mark.parametrize(
    ("text", "decimals", "minor"),
    [
        ("100.00", 2, 10_000),
        ("100", 2, 10_000),
        ("100.5", 2, 10_050),
        ("0.01", 2, 1),
        ("-0.01", 2, -1),
        ("-0", 2, 0),
        ("007.10", 2, 710),
        ("0.000001", 6, 1),
        ("12.345678", 6, 12_345_678),
        ("500", 0, 500),
        ("999999999999999.99", 2, 99_999_999_999_999_999),
    ],
)
def test_reading(text: str, decimals: int, minor: int) -> None:
    assert to_minor(text, decimals) == minor


@pytest.mark.parametrize(
    ("text", "decimals", "reason"),
    [
        ("", 2, "digits"),
        ("-", 2, "digits"),
        ("--1", 2, "digits"),
        ("1.", 2, "digits"),
        (".5", 2, "digits"),
        ("1.-5", 2, "digits"),
        ("1.2.3", 2, "digits"),
        ("+1.00", 2, "digits"),
        ("1e2", 2, "digits"),
        ("1_000", 2, "digits"),
        ("1,000.00", 2, "digits"),
        ("100,00", 2, "digits"),
        (" 1", 2, "digits"),
        ("1\n", 2, "digits"),
        ("0x10", 2, "digits"),
        ("NaN", 2, "digits"),
        ("Infinity", 2, "digits"),
        ("¥1.00", 2, "digits"),
        ("１.00", 2, "digits"),
        ("1.٣", 2, "digits"),
        ("²", 2, "digits"),
        ("−1.00", 2, "digits"),
        ("1.000", 2, "decimals"),
        ("0.0000001", 6, "decimals"),
        ("5.0", 0, "decimals"),
        ("1000000000000000", 2, "size"),
        ("-1000000000000000.00", 2, "size"),
        ("0000000000000000", 2, "size"),
        ("1" * 10_000, 2, "size"),
        ("1." + "0" * 10_000, 2, "decimals"),
    ],
)
def test_what_is_no_amount(text: str, decimals: int, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        to_minor(text, decimals)
    assert caught.value.reason == reason
    assert reason in REASONS


@pytest.mark.parametrize(
    ("minor", "decimals", "text"),
    [
        (0, 2, "0.00"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (12_345, 2, "123.45"),
        (1, 6, "0.000001"),
        (-7, 0, "-7"),
        (0, 0, "0"),
    ],
)
def test_writing(minor: int, decimals: int, text: str) -> None:
    assert to_text(minor, decimals) == text


@given(st.integers(0, 8), st.integers())
def test_what_is_written_is_read_back(decimals: int, whole: int) -> None:
    bound = LARGEST * 10**decimals
    minor = whole % (2 * bound - 1) - bound + 1
    assert to_minor(to_text(minor, decimals), decimals) == minor


@given(st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", fullmatch=True))
def test_reading_is_exact(text: str) -> None:
    assert to_minor(text, 6) == Decimal(text) * 10**6


@given(st.text("-+.0123456789eE_, ٣１", max_size=8))
def test_any_text_is_read_exactly_or_refused(text: str) -> None:
    try:
        minor = to_minor(text, 3)
    except Unreadable as mistake:
        assert mistake.reason in {"digits", "decimals"}  # noqa: PT017 - not every text is a mistake
    else:
        assert Decimal(text) * 1000 == minor
