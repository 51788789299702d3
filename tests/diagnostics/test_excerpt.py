"""The mark stands under what it marks, whatever the width of the characters."""

from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.excerpt import WIDTH, Excerpt, excerpt
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span

# what stands in the line, what is shown for it, and how many columns that takes
CELLS = (
    ("a", "a", 1), ("Z", "Z", 1), ("é", "é", 1), ("退", "退", 2), ("，", "，", 2), ("Ａ", "Ａ", 2),
    ("\t", "    ", 4), ("\x1b", r"\x1b", 4), ("\u202e", r"\u202e", 6), ("\u0301", "\u0301", 0),
)  # fmt: skip
LINES = st.lists(st.sampled_from(CELLS), max_size=150)


def show(before: str, marked: str, after: str = "") -> Excerpt:
    source = Source("a.refund", before + marked + after)
    return excerpt(Span(source, len(before), len(before + marked)))


def columns(text: str) -> int:
    sizes = {"退": 2, "，": 2, "Ａ": 2, "\u0301": 0}
    return sum(sizes.get(character, 1) for character in text)


@given(LINES, LINES, LINES)
def test_the_mark_stands_under_the_marked_text(
    before: list[tuple[str, str, int]], marked: list[tuple[str, str, int]], after: list[tuple[str, str, int]]
) -> None:
    raw = ["".join(cell[0] for cell in part) for part in (before, marked, after)]
    piece = show(raw[0], raw[1], raw[2] + "!")
    assert columns(piece.text) <= WIDTH
    text = piece.text
    left = next(n for n in range(len(text) + 1) if columns(text[:n]) == piece.indent)
    right = "".join(cell[1] for cell in [*marked, *after]) + "!"
    kept = text[left:]
    # a combining accent takes no column of its own, so that it may fall on either side of the cut
    kept, right = kept.lstrip("\u0301").removesuffix("..."), right.lstrip("\u0301")
    assert right.startswith(kept)
    total = sum(cell[2] for cell in marked)
    assert 1 <= piece.length <= max(total, 1)
    if sum(cell[2] for cell in [*before, *marked, *after]) + 1 <= WIDTH and len("".join(raw)) < WIDTH:
        assert piece.indent == sum(cell[2] for cell in before)
        assert piece.length == max(total, 1)
        assert text == "".join(cell[1] for cell in [*before, *marked, *after]) + "!"


def test_wide_characters_take_two_columns() -> None:
    assert show("充值 ", "退款", " x") == Excerpt(1, "充值 退款 x", 5, 4)


def test_a_long_line_is_cut_around_the_mark() -> None:
    piece = show("a" * 5_000, "HERE", "b" * 5_000)
    assert len(piece.text) == WIDTH
    assert piece.text.startswith("...aaa")
    assert piece.text.endswith("bbb...")
    assert piece.text[piece.indent :].startswith("HEREb")
    assert piece.length == 4


def test_a_long_line_is_cut_on_one_side_where_its_end_is_near() -> None:
    assert show("", "HERE", "b" * 500).text == f"HERE{'b' * 90}..."
    assert show("a" * 500, "HERE").text == f"...{'a' * 90}HERE"


def test_the_third_before_the_mark_is_measured_from_the_mark_back() -> None:
    assert show("退" * 60 + "a" * 40, "HERE", "b" * 200).text.startswith(f"...{'a' * 31}HEREb")


def test_a_line_of_just_the_width_is_shown_whole() -> None:
    assert show("a" * (WIDTH - 1), "H").text == "a" * (WIDTH - 1) + "H"
    assert show("a" * 70, "H", "b" * (WIDTH - 71)).text == "a" * 70 + "H" + "b" * (WIDTH - 71)


def test_a_mark_longer_than_the_window_ends_with_it() -> None:
    piece = show("ab ", "x" * 500)
    assert piece.indent + piece.length + len("...") <= WIDTH


def test_of_a_span_over_lines_the_first_is_marked_to_its_end() -> None:
    assert show("a ", "bc\nd", " e") == Excerpt(1, "a bc", 2, 2)


def test_the_end_of_a_line_and_of_the_text_can_be_marked() -> None:
    source = Source("a.refund", "ab\r\n")
    assert excerpt(Span(source, 2, 2)) == Excerpt(1, "ab", 2, 1)
    assert excerpt(Span(source, 3, 4)) == Excerpt(1, "ab", 2, 1)
    assert excerpt(Span(source, 4, 4)) == Excerpt(2, "", 0, 1)
    long = Source("a.refund", "a" * 500 + "\r\n")
    assert excerpt(Span(long, 501, 502)) == Excerpt(1, f"...{'a' * 94}", 97, 1)
