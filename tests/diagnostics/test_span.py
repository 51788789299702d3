"""Spans: equality, places, cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.source import Source
from engine.diagnostics.span import Span

SOURCE = Source("a.refund", "one\n退款 two\n")
OFFSETS = st.integers(0, len(SOURCE.text))


def test_a_span_knows_its_text_and_where_it_starts_and_ends() -> None:
    span = Span(SOURCE, 4, 6)
    assert span.text == "退款"
    assert (span.line, span.column, span.end_line, span.end_column) == (2, 1, 2, 3)


def test_spans_are_equal_by_offsets_and_source_name() -> None:
    span = Span(SOURCE, 1, 3)
    assert span == Span(Source("a.refund", "a newer text"), 1, 3)
    assert hash(span) == hash(Span(Source("a.refund", "a newer text"), 1, 3))
    assert span != Span(Source("b.refund", SOURCE.text), 1, 3)
    assert span != Span(SOURCE, 1, 2)
    assert span != Span(SOURCE, 0, 3)


@given(st.tuples(OFFSETS, OFFSETS).map(sorted), st.tuples(OFFSETS, OFFSETS).map(sorted))
def test_cover_is_the_smallest_span_that_holds_both(one: list[int], other: list[int]) -> None:
    a, b = Span(SOURCE, *one), Span(SOURCE, *other)
    cover = Span.cover(a, b)
    assert cover == Span.cover(b, a)
    assert (cover.start, cover.end) == (min(one + other), max(one + other))


def test_no_span_covers_two_sources() -> None:
    with pytest.raises(ValueError, match="no span covers"):
        Span.cover(Span(SOURCE, 0, 1), Span(Source("b.refund", "b"), 0, 1))


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1), (0, 12)])
def test_offsets_outside_the_text_are_our_bug(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(SOURCE, start, end)
