"""Diagnostics are values."""

from engine.diagnostics.diagnostic import Diagnostic, Label
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span

SPAN = Span(Source("a.refund", "text"), 0, 4)


def test_equal_mistakes_are_one_value() -> None:
    one = Diagnostic("RF201", "error", "a", SPAN, [Label(SPAN, "b")], "c", ["d"])
    other = Diagnostic("RF201", "error", "a", SPAN, (Label(SPAN, "b"),), "c", ("d",))
    assert {one} == {other}
    assert one.labels == (Label(SPAN, "b"),)


def test_a_mistake_needs_no_more_than_a_message() -> None:
    bare = Diagnostic("RF601", "error", "there is no policy `x`")
    assert (bare.where, bare.labels, bare.help, bare.notes) == (None, (), None, ())
