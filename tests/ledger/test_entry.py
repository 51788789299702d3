"""Entries: joined out of fields they are what is written whole, and nothing but that is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ledger.entry import (
    PLACED,
    EntryUnreadableError,
    Head,
    fields_of,
    from_bytes,
    joined,
    parted,
    to_bytes,
    written_out,
)
from tests.ledger.test_canonical import KEYS, RECORDS

ERASED = Head(3, bytes(32), "2026-11-23T10:00:00.000000Z", "Li Lei").of("erased") | {
    "entries": [1, 2],
    "because": "asked for",
}


OWN = KEYS.filter(lambda key: key.isidentifier() and key not in PLACED)


@given(st.dictionaries(OWN, RECORDS), st.fixed_dictionaries(dict.fromkeys(PLACED, RECORDS)))
def test_fields_that_are_joined_are_the_entry_written_whole(
    fields: dict[str, object], place: dict[str, object]
) -> None:
    parts = parted(written_out(fields))
    assert joined(parts, written_out(place)) == to_bytes(fields | place)
    assert fields_of(parts) == fields


def test_an_entry_is_read_back() -> None:
    assert from_bytes(to_bytes(ERASED)) == ERASED


GOOD = to_bytes(ERASED).decode()


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[]", " " + GOOD, GOOD + "\n", GOOD.replace('"number":3', '"number":3.0'),
        GOOD.replace('"format":1', '"format":2'), GOOD.replace("erased", "forgotten"),
        GOOD.replace('"number":3', '"number":3,"number":3'), GOOD.replace('"number":3,', ""),
        GOOD.replace('"number":3', '"note":"","number":3'), GOOD.replace("Li Lei", "\\u004ci Lei"), "[" * 100_000,
    ],
)  # fmt: skip
def test_what_was_not_written_by_us_is_not_read(text: str) -> None:
    with pytest.raises(EntryUnreadableError):
        from_bytes(text.encode())


def test_bytes_that_are_no_text_are_not_read() -> None:
    with pytest.raises(EntryUnreadableError):
        from_bytes(b"\xff")


@given(st.binary(max_size=60))
def test_a_changed_byte_is_not_read_or_another_entry(data: bytes) -> None:
    changed = GOOD.encode()[: -len(data) or None] + data
    try:
        found = from_bytes(changed)
    except EntryUnreadableError:
        return
    assert json.loads(changed) == found
