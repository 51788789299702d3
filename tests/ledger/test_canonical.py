"""Canonical JSON: two writers of ours and the library's, held equal; the published vectors of RFC 8785."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.values.canonical import LARGEST, canonical, canonical_record
from tests.ledger import vectors

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
PLAIN = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS
RECORDS = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=40)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=40)


@given(RECORDS)
def test_a_record_is_written_as_the_library_writes_it(record: object) -> None:
    assert canonical_record(record).encode() == rfc8785.dumps(record)  # type: ignore[arg-type]
    assert canonical_record(record) == canonical(record)


@given(VALUES)
def test_any_value_is_written_as_the_library_writes_it(value: object) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), {"a": [1.0]}, LARGEST + 1, {1: 2}, "\ud800", {"a": object()}]
)
def test_what_is_outside_the_profile_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"no canonical form|beyond|no text|surrogate"):
        canonical(value)


def test_a_record_with_half_a_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        canonical_record({"a": "\ud800"})


def _no_float(text: str) -> NoReturn:
    raise ValueError(text)


def in_profile(path: Path) -> object | None:
    """The value of a vector; None where it has a number that is no whole one."""
    try:
        return json.loads(path.read_bytes(), parse_float=_no_float)  # type: ignore[no-any-return]
    except ValueError:
        return None


@pytest.mark.skipif(not vectors.jcs(), reason=vectors.WHY_NOT)
def test_the_published_vectors_inside_the_profile_are_equal_and_the_others_refused() -> None:
    equal, refused = [], []
    for given_, expected in vectors.jcs():
        value = in_profile(given_)
        if value is None:
            with pytest.raises(ValueError, match="float"):
                canonical(json.loads(given_.read_bytes()))
            refused.append(given_.name)
        else:
            assert canonical(value).encode() == expected.read_bytes()
            equal.append(given_.name)
    assert (len(equal), refused) == (4, ["structures.input.json", "values.input.json"])
