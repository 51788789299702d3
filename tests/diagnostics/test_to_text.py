"""How mistakes look in a terminal."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.diagnostic import Diagnostic, Label
from engine.diagnostics.place import Place
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.diagnostics.to_text import to_text

NAME = "policies/x/2026-07-03.refund"
TEXT = "\n" * 40 + '  needs   payment.payed is above zero\n  text  "中文退款"  付款 now\n\n\n  when  a.b\n'
SOURCE = Source(NAME, TEXT)
HOSTILE = st.lists(
    st.one_of(st.characters(), st.sampled_from("\x1b\n\r\t\u202e\u2028\ud800退\x9b")), max_size=40
).map("".join)


def at(words: str, source: Source = SOURCE) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


def show(diagnostic: Diagnostic) -> list[str]:
    return to_text([diagnostic], colour=False).splitlines()


def test_an_error_shows_its_line_its_mark_and_its_help() -> None:
    message = "there is no fact `payment.payed`"
    where, cure = at("payment.payed"), "did you mean `payment.paid`?"
    assert show(Diagnostic("RF202", "error", message, where, help=cure)) == [
        "error[RF202]: there is no fact `payment.payed`",
        "  --> policies/x/2026-07-03.refund:41:11",
        "   |",
        "41 |   needs   payment.payed is above zero",
        "   |           ^^^^^^^^^^^^^",
        "   = help: did you mean `payment.paid`?",
    ]


def test_labels_stand_in_the_order_of_the_text() -> None:
    labels = [Label(at("a.b"), "and here"), Label(at("中文"), "the name"), Label(at("payment"), "first")]
    shown = show(Diagnostic("RF401", "warning", "a text", at("付款"), labels, notes=["so it is"], help="go"))
    assert shown == [
        "warning[RF401]: a text",
        "  --> policies/x/2026-07-03.refund:42:17",
        "   |",
        "41 |   needs   payment.payed is above zero",
        "   |           ------- first",
        '42 |   text  "中文退款"  付款 now',
        "   |                     ^^^^",
        "   |          ---- the name",
        "...",
        "45 |   when  a.b",
        "   |         --- and here",
        "   = note: so it is",
        "   = help: go",
    ]


def test_a_label_in_another_source_has_its_own_frame() -> None:
    facts = Source("a.facts", "fact a.b\n")
    assert show(Diagnostic("RF203", "error", "types", at("a.b"), [Label(at("a.b", facts), "declared")])) == [
        "error[RF203]: types",
        "  --> policies/x/2026-07-03.refund:45:9",
        "   |",
        "45 |   when  a.b",
        "   |         ^^^",
        "  ::: a.facts:1:6",
        "   |",
        " 1 | fact a.b",
        "   |      --- declared",
    ]


def test_a_place_in_a_data_file_shows_the_path_of_the_value() -> None:
    place = Place("case.json", "payment.paid")
    assert show(Diagnostic("RF502", "error", "not an amount", place, help="write `1.00 CNY`")) == [
        "error[RF502]: not an amount",
        " --> case.json: payment.paid",
        "  = help: write `1.00 CNY`",
    ]
    assert (
        show(Diagnostic("RF502", "error", "m", Place("case.json", "a[2]", 12)))[1]
        == " --> case.json:12: a[2]"
    )
    assert show(Diagnostic("RF506", "error", "m", Place("case.json", "", 12)))[1] == " --> case.json:12"


def test_a_place_can_have_labels() -> None:
    diagnostic = Diagnostic("RF502", "error", "m", Place("case.json", "a.b"), [Label(at("a.b"), "declared")])
    assert show(diagnostic)[1:3] == ["  --> case.json: a.b", f"  ::: {NAME}:45:9"]


def test_without_a_place_header_and_help_stand_alone() -> None:
    diagnostic = Diagnostic("RF601", "note", "there is no policy `x`", help="see `refundry versions`")
    assert show(diagnostic) == ["note[RF601]: there is no policy `x`", "  = help: see `refundry versions`"]


def test_an_empty_line_stands_between_two() -> None:
    one = Diagnostic("RF601", "error", "a")
    assert to_text([], colour=False) == ""
    assert to_text([one, one], colour=False) == "error[RF601]: a\n\nerror[RF601]: a\n"


def test_two_marks_on_one_long_line_each_show_their_piece_of_it() -> None:
    source = Source("a", f"HERE{'-' * 300}THERE")
    shown = show(Diagnostic("RF201", "error", "m", at("THERE", source), [Label(at("HERE-", source), "x")]))
    assert [line[4:10] for line in shown[3:]] == ["...---", " " * 6, "HERE--", "----- "]
    mark = shown[4].index("^")
    assert shown[3][mark:] == "THERE"


def test_all_of_it_is_told_in_chinese_where_that_is_asked_for() -> None:
    message, cure, note = "there is no fact `a`", "did you mean `b`?", "3 other lines are indented so too"
    diagnostic = Diagnostic(
        "RF202", "error", message, at("a.b"), [Label(at("a.b"), "use blanks")], cure, [note]
    )
    assert to_text([diagnostic], colour=False, lang="zh").splitlines() == [
        "错误[RF202]：没有事实 `a`",
        f"  --> {NAME}:45:9",
        "   |",
        "45 |   when  a.b",
        "   |         ^^^",
        "   |         --- 请改用空格",
        "   = 说明：另有 3 行也这样缩进",
        "   = 建议：是否应为 `b`？",
    ]


@given(HOSTILE, HOSTILE, st.data())
def test_no_text_of_a_user_steers_the_terminal(text: str, words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(Source(words, text), start, data.draw(st.integers(start, len(text))))
    place = Place(words, words)
    for where in (span, place, None):
        diagnostic = Diagnostic("RF201", "error", words, where, [Label(span, words)], words or None, [words])
        plain = to_text([diagnostic], colour=False)
        coloured = to_text([diagnostic], colour=True)
        assert all(
            unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in plain.replace("\n", "")
        )
        assert re.sub(r"\x1b\[(1;3[1346]|1|0)m", "", coloured) == plain
        assert plain.count("\n") <= 12


def test_colours_only_when_asked() -> None:
    diagnostic = Diagnostic("RF202", "error", "no `a`", at("a.b"))
    assert to_text([diagnostic], colour=True).startswith("\x1b[1;31merror[RF202]\x1b[0m")
    assert "\x1b" not in to_text([diagnostic], colour=False)
