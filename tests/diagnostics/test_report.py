"""The collector: order, each once, its limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.diagnostic import Diagnostic, Label
from engine.diagnostics.place import Place
from engine.diagnostics.report import LIMIT, Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span

A = Source("a.refund", "clause 1\nclause 2\n")
B = Source("b.refund", "clause 1\n")


def messages(report: Report) -> list[str]:
    return [diagnostic.message for diagnostic in report]


def test_diagnostics_come_by_source_offset_and_code() -> None:
    report = Report()
    report.error("RF202", "fifth", Span(B, 0, 1))
    report.error("RF301", "fourth", Span(A, 9, 10))
    report.warning("RF301", "third", Span(A, 2, 3))
    report.error("RF202", "second", Span(A, 2, 3))
    report.note("RF601", "first")
    assert messages(report) == ["first", "second", "third", "fourth", "fifth"]


def test_places_come_by_line_and_otherwise_as_added() -> None:
    report = Report()
    report.error("RF501", "third", Place("case.json", "b", 9))
    report.error("RF501", "first", Place("case.json", "z"))
    report.error("RF501", "second", Place("case.json", "a"))
    assert messages(report) == ["first", "second", "third"]


SAME_PLACE = st.lists(st.sampled_from("pqrst"), unique=True)


@given(SAME_PLACE)
def test_where_nothing_tells_two_apart_the_order_of_adding_stays(words: list[str]) -> None:
    report = Report(Diagnostic("RF201", "error", word, Span(A, 0, 1)) for word in words)
    assert messages(report) == words


def test_an_identical_diagnostic_is_kept_once() -> None:
    report = Report()
    for text in ("clause 1", "clause 1 of a later reading"):
        report.error("RF201", "unknown `x`", Span(Source("a", text), 0, 6), help="say what `x` is")
    report.error("RF201", "unknown `x`", Span(Source("a", "clause 1"), 0, 6))
    assert len(report) == 2


def test_a_block_of_which_a_line_could_not_be_read_is_not_said_to_lack_it() -> None:
    syntax, report = Report(), Report()
    syntax.half_read(Span(A, 0, 8))
    report.extend(syntax)
    for code, message, start in (("RF108", "lacks", 0), ("RF202", "other", 0), ("RF108", "lacks, too", 9)):
        report.error(code, message, Span(A, start, start + 6))
    assert messages(report) == ["other", "lacks, too"]


def test_a_code_that_the_catalogue_lacks_is_our_bug() -> None:
    report = Report()
    with pytest.raises(KeyError, match="RF999"):
        report.error("RF999", "nobody listed this")
    with pytest.raises(KeyError, match="RF999"):
        report.add(Diagnostic("RF999", "note", "nobody listed this"))


def test_only_errors_are_errors() -> None:
    report = Report()
    report.warning("RF201", "doubtful")
    report.note("RF201", "worth knowing")
    assert not report.has_errors
    report.error("RF201", "wrong")
    assert report.has_errors


def test_everything_a_mistake_carries_is_kept() -> None:
    report, label = Report(), Label(Span(A, 0, 6), "first here")
    report.warning("RF301", "twice", Span(A, 9, 15), labels=[label], help="take one out", notes=["why"])
    expected = Diagnostic("RF301", "warning", "twice", Span(A, 9, 15), (label,), "take one out", ("why",))
    assert report.diagnostics == (expected,)


@pytest.mark.parametrize("count", [LIMIT - 1, LIMIT, LIMIT + 1, 2 * LIMIT + 234])
def test_past_the_limit_one_note_says_how_many_were_left_off(count: int) -> None:
    report = Report()
    for number in range(count):
        report.error("RF201", f"unknown `x{number}`")
    left_off = max(count - LIMIT, 0)
    assert report.left_off == left_off
    assert len(report) == len(report.diagnostics) == min(count, LIMIT) + (left_off > 0)
    if left_off:
        last = report.diagnostics[-1]
        assert (last.code, last.severity) == ("RF903", "note")
        assert last.message.startswith(f"{left_off:,} more were left off")


def test_warnings_never_crowd_an_error_out() -> None:
    report = Report(Diagnostic("RF201", "warning", f"doubtful {n}") for n in range(2 * LIMIT))
    report.error("RF202", "wrong")
    assert report.has_errors
    assert "wrong" in messages(report)
    assert report.left_off == LIMIT + 1


def test_the_memory_of_a_report_is_bounded() -> None:
    report = Report(Diagnostic("RF201", "error", f"wrong {n}") for n in range(3 * LIMIT))
    assert len(report.kept) == LIMIT


def test_extending_by_a_report_keeps_its_diagnostics_and_its_count() -> None:
    full = Report(Diagnostic("RF201", "error", f"wrong {n}") for n in range(LIMIT + 5))
    full.warning("RF201", "doubtful")
    report = Report([Diagnostic("RF201", "error", "wrong 0")])
    report.extend(full)
    report.extend([Diagnostic("RF201", "error", "wrong 1")])
    assert report.diagnostics == full.diagnostics
    assert report.left_off == full.left_off == 6
