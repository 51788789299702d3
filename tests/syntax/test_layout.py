"""Blocks, sentences and comments by their indentation."""

import pytest

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.syntax.layout import Layout, RawSentence, layout
from tests.syntax.reading import told


def laid_out(text: str) -> tuple[Layout, Report]:
    report = Report()
    return layout(Source("test", text), report), report


def outline(text: str) -> list[list[str]]:
    """The sentences of each block, white space made even."""
    laid, report = laid_out(text)
    assert list(report) == []

    def words(raw: RawSentence) -> str:
        return " ".join(laid.masked[raw.start : raw.end].split())

    return [[words(raw) for raw in (block.head, *block.lines)] for block in laid.blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("a", [["a"]]),
        ("a\n\nb\n", [["a"], ["b"]]),
        ("a\n  b\n  c\nd\n e", [["a", "b", "c"], ["d", "e"]]),
        ("a\n  b\n   c\n\n      d\n  e", [["a", "b c d", "e"]]),
        ("a\n    b\n  c\n     d\n    e", [["a", "b", "c d", "e"]]),
        ('a\n  "t"\n  / "u"\n  b\n  "t"', [['a "t" / "u"', 'b "t"']]),
        ('a "# no" # yes\n  b # "', [['a "# no"', "b"]]),
        ("a\r\n  b\r\n    c\r\n", [["a", "b c"]]),
        ("a\r  b\r    c\r", [["a", "b c"]]),
        ("\ufeffa\n  b", [["a", "b"]]),
        ("a\n\u3000b\n  c\n   d", [["a", "b", "c d"]]),
        ('a "\t"\n  b\tc', [['a " "', "b c"]]),
    ],
)
def test_blocks_and_sentences(text: str, blocks: list[list[str]]) -> None:
    assert outline(text) == blocks


def test_every_place_in_the_masked_text_is_one_of_the_source() -> None:
    text = '\ufeffa "é"  # c\r\n  b，c　“x” \u200b\rd。'
    laid, _ = laid_out(text)
    assert len(laid.masked) == len(text)
    assert [laid.masked[block.head.start] for block in laid.blocks] == ["a", "d"]


COMMENTED = """\
# one

# two
a  # beside a

  # before b
  b
  # in b
    c  # still in b
    d  # beside b

  # below b
# three
e
# four

"""


def test_comments_stay_where_they_were_written() -> None:
    laid, report = laid_out(COMMENTED)
    a, e = laid.blocks
    assert list(report) == []
    assert a.head.before == ["# one", "", "# two"]
    assert [comment.text for comment in a.head.beside] == ["# beside a"]
    assert a.lines[0].before == ["", "# before b"]
    inside = [(comment.text, comment.alone) for comment in a.lines[0].inside]
    assert inside == [("# in b", True), ("# still in b", False)]
    assert [comment.text for comment in a.lines[0].beside] == ["# beside b"]
    assert a.after == ["", "# below b"]
    assert e.head.before == ["# three"]
    assert laid.after == ["# four"]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ('clause 1 "a" / "b"\n\trefuses\n', [("RF105", "\t")]),
        ('clause 1 "a" / "b"\n\tfor a\n\t\tand b\n\trefuses\n', [("RF105", "\t")]),
        ("  refuses\n  pays a\n", [("RF106", "refuses")]),
        ('  refuses\n\nclause 1 "a" / "b"\n', [("RF106", "refuses")]),
    ],
)
def test_lines_in_no_place(text: str, reported: list[tuple[str, str]]) -> None:
    assert told(text) == reported


def test_lines_indented_with_tabs_are_counted_once() -> None:
    _, report = laid_out("a\n" + "\tb\n" * 5)
    assert [each.notes for each in report] == [("4 other lines are indented so too",)]
