"""Canonical JSON against another writer of RFC 8785."""

import json
from collections import OrderedDict

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from engine.values.canonical import LARGEST, canonical

texts = st.text(st.characters(codec="utf-8"))
leaves = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(texts, inner))


@given(values)
@example({"\ue000": 1, "\U00010000": 2})  # by code points it would be the other way round
@example({"b": [True, None], "a": {"": '\x00\x1f\x7f\u2028"\\/\b\f\n\r\t'}, "é": 0, "e": -1})
@example([LARGEST, -LARGEST])
def test_it_writes_what_the_other_one_writes(value: object) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type] # its own alias for JSON


@given(values)
def test_it_reads_back(value: object) -> None:
    assert json.loads(canonical(value)) == value


def test_a_tuple_is_a_list_and_any_dict_is_an_object() -> None:
    assert canonical(OrderedDict(b=(1, 2), a=())) == '{"a":[],"b":[1,2]}'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        LARGEST + 1,
        -LARGEST - 1,
        "\ud800",
        {"\udfff": 1},
        {"é": 1, "\ud800": 2},
        {1: 2},
        {None: 2},
        b"bytes",
        {1, 2},
        [{"a": [object()]}],
    ],
)
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        canonical(value)
