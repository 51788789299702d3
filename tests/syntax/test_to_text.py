"""The formatter: one layout, in which nothing is lost."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from engine.diagnostics.display import width
from engine.syntax import from_text
from engine.syntax import to_text as module
from engine.syntax.to_text import WIDEST, WordsLost, label_length, to_text
from engine.syntax.tree import File
from tests.syntax.files import MadeFile, files, grammar, made_file, reader
from tests.syntax.reading import HEADS, SHIPPED, line, printed, read, sound

ONE_LINE = 'party a "x" / "y"\n'
LONG = "a_name_of_forty_letters_for_a_known_fact"


def comments(text: str) -> Counter[str]:
    """The comments of a text, found without the reader."""
    pieces = (found.group() for found in re.finditer(r'"[^"\n]*"|#[^\n]*', text))
    return Counter(piece.rstrip() for piece in pieces if piece.startswith("#"))


def words(text: str) -> str:
    """All that is no comment, without white space outside of texts, found without the reader."""
    return re.sub(r'("[^"\n]*")|#[^\n]*|\s+', lambda found: found[1] or "", text.strip("\ufeff"))


def check(text: str) -> None:
    """What holds for every file and its layout."""
    file = sound(text)
    laid = to_text(file, reader())
    assert to_text(sound(laid), reader()) == laid
    assert sound(laid) == file
    assert comments(laid) == comments(text)
    assert words(laid) == words(text)
    assert not re.search(r"[ \t\r]$|\n\n\n|\A\n|\n\n\Z", laid, re.MULTILINE)
    assert laid == "" or laid.endswith("\n")


# ---- the layout, by example --------------------------------------------------------------------------------

LAYOUTS = {
    "nothing": (" \n\n", ""),
    "comments alone": ("\n\n# a\n\n\n\n   # b  \n\n", "# a\n\n# b\n"),
    "a head stands on one line": ('open a  under 2,3\n  "b"\n   /"c"\n', 'open a under 2, 3 "b" / "c"\n'),
    "line ends and the mark of the encoding": ("\ufeff" + ONE_LINE.strip() + "\r\n\r\n\r\n", ONE_LINE),
    "labels are padded": (
        line("clause", "for a\n  calls   for b\n  refuses"),
        line("clause", "for        a\n  calls for  b\n  refuses"),
    ),
    "what a fact is has no label": (
        line("fact", "quota   in CNY\n  at least zero\n  supplied by a\n  number  with 2 decimals"),
        line("fact", "quota in CNY\n  at least     zero\n  supplied by  a\n  number with 2 decimals"),
    ),
    "what is not given is no label": (
        line("fact", "yes or no\n  presumed not given\n  presumed empty\n  above zero"),
        line("fact", "yes or no\n  presumed   not given\n  presumed   empty\n  above      zero"),
    ),
    "first and last days": (
        line("counting", "first day not counted\n  last  day counted in full\n  hours elapsed\n  month end kept"),
        line("counting", "first day  not counted\n  last day   counted in full")
        + "  hours      elapsed\n  month end  kept\n",
    ),
    "no label at all": (
        line("precedence", "clause 1 before  section 2"),
        line("precedence", "clause 1 before section 2"),
    ),
    "otherwise starts a row": (
        line("clause", "needs a otherwise refused under 3\n  pays b otherwise"),
        line("clause", "needs  a\n         otherwise refused under 3\n  pays   b otherwise"),
    ),
    "items stand below each other": (
        line("amount", 'take a if any of - b and c - d under 2 "x" / "y"\n  less e'),
        line(
            "amount",
            'take  a if any of\n          - b and c\n          - d\n        under 2 "x" / "y"\n  less  e',
        ),
    ),
    "signs": (
        line("term", "is ( a plus(b)) of c ,rounded half   up to 1 CNY"),
        line("term", "is  (a plus (b)) of c, rounded half up to 1 CNY"),
    ),
    "one empty line between blocks": (
        ONE_LINE + 'route b "x" / "y"\n\n\n' + ONE_LINE,
        ONE_LINE + '\nroute b "x" / "y"\n\n' + ONE_LINE,
    ),
    "blocks of one line may touch": (ONE_LINE * 2 + "\n\n" + ONE_LINE, ONE_LINE * 2 + "\n" + ONE_LINE),
    "blocks with lines never do": (
        line("term", "holds a") * 2 + HEADS["term"],
        "\n".join([line("term", "holds  a"), line("term", "holds  a"), HEADS["term"] + "\n"]),
    ),
    "an empty line between lines stays": (
        line("clause", "\n\n  on a\n\n\n  refuses\n\n"),
        line("clause", "on       a\n\n  refuses"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "laid"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(text: str, laid: str) -> None:
    assert printed(text) == laid
    check(text)


COMMENTED = """\
# of the file

# ---- 1. Part -------
# of the party
party a "x" / "y"    # beside the party
# of the clause
clause 1 "a" / "b"
 # of the first line
 for any of   # beside a row
  - a # of a
  # of b
  - b

 # below the lines
# after all
"""
COMMENTS_LAID_OUT = """\
# of the file

# ---- 1. Part -------
# of the party
party a "x" / "y"  # beside the party

# of the clause
clause 1 "a" / "b"
  # of the first line
  for  any of  # beside a row
         - a  # of a
         # of b
         - b

  # below the lines

# after all
"""


def test_comments_stay_with_what_they_speak_of() -> None:
    assert printed(COMMENTED) == COMMENTS_LAID_OUT
    check(COMMENTED)


def test_a_comment_in_a_label_is_kept() -> None:
    assert printed(line("clause", "calls # why\n    for a")) == line("clause", "calls  # why\n    for a")
    assert printed(line("clause", "for # why\n    a")) == line("clause", "for  # why\n    a")
    assert printed(line("fact", "yes\n   # why\n   or no")) == line("fact", "yes\n    # why\n    or no")


# ---- rows that are too wide --------------------------------------------------------------------------------

WIDE = {
    "before a text": ('take a if b is c "{t}" / "{t}"', ["take  a if b is c", '"{t}" / "{t}"']),
    "before the other language": ('add a "{t}{t}" / "{z}"', ["add  a", '"{t}{t}"', '/ "{z}"']),
    "before a guard": ("take {n} less {n} if {n} is b", ["take  {n} less {n}", "if {n} is b"]),
    "before a citation": (
        "less {n} less {n} if a under 2.1, 2.2, 2.3, 2.4",
        ["less  {n} less {n} if a", "under 2.1, 2.2, 2.3, 2.4"],
    ),
    "before a tail": (
        "take {n} times {n}, rounded half up to 1 CNY",
        ["take  {n} times {n},", "rounded half up to 1 CNY"],
    ),
    "before a summand": ("take {n} less {n} less {n}", ["take  {n} less {n}", "less {n}"]),
    "nowhere in a name": ("take {n}{n}{n}{n}", ["take  {n}{n}{n}{n}"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), WIDE.values(), ids=WIDE)
def test_a_wide_line_breaks_at_the_outermost_place(text: str, rows: list[str]) -> None:
    parts = {"n": LONG, "t": "text of fifty letters, which stands in some policies", "z": "文字" * 20}
    wanted = [row.format(**parts) for row in rows]
    gap = "\n" + " " * (2 + wanted[0].index("  ") + 2)
    assert printed(line("amount", text.format(**parts))) == line("amount", gap.join(wanted))


def test_tests_that_are_too_wide_for_one_row_have_a_row_each() -> None:
    text = line("term", f"holds {LONG} is a and {LONG} is the least of b, c and d and e")
    rows = [f"holds  {LONG} is a", f"         and {LONG} is the least of b, c and d", "         and e"]
    assert printed(text) == line("term", "\n".join(rows))


def test_a_window_breaks_before_its_counting() -> None:
    text = line("clause", f"for {LONG} is within 7 calendar days after {LONG}, counted as days")
    rows = [f"for  {LONG} is within 7 calendar days after {LONG},", "       counted as days"]
    assert printed(text) == line("clause", "\n".join(rows))


@pytest.mark.parametrize("letters", range(1, 8))
def test_a_list_that_is_too_wide_is_filled(letters: int) -> None:
    laid = printed(line("clause", "on " + ", ".join(["a" * letters] * 150)))
    rows = laid.splitlines()[1:]
    assert all(WIDEST - letters - 2 < width(row) <= WIDEST for row in rows[:-1])
    assert all(row.startswith("      a") for row in rows[1:])


@pytest.mark.parametrize(("spare", "rows"), [(0, 1), (1, 2)])
def test_a_line_is_as_wide_as_it_may_be(spare: int, rows: int) -> None:
    room = WIDEST - len('  says  "" / ""') - 10
    text = line("clause", f'says "{"x" * (room + spare)}" / "{"文" * 5}"')
    assert len(printed(text).splitlines()) == 1 + rows


# ---- nothing is lost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_files_have_the_layout(path: Path) -> None:
    text = path.read_text("utf-8")
    assert printed(text) == text
    check(text)
    check(re.sub(r"\s*\n\s{3,}| (?= )", " ", text))


def test_every_alternative_of_the_grammar_is_printed() -> None:
    die = Random(20260703)
    missing = set(range(len(grammar().rules)))
    for _ in range(500):
        if not missing:
            break
        made = made_file(die, first=missing if die.random() < 0.5 else ())
        check(made.text)
        missing -= made.rules
    assert [str(grammar().rules[number]) for number in missing] == []


@given(files())
def test_any_file(made: MadeFile) -> None:
    check(made.text)
    assert comments(made.text) == Counter(made.comments)


def test_a_file_that_grows_beyond_the_limit_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = ONE_LINE.replace(" / ", "/") * 9
    monkeypatch.setattr(from_text, "LARGEST", len(text))
    assert len(printed(text)) > len(text)


def test_what_would_be_lost_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    file = sound(line("clause", "on a, b  # why"))
    kept = module.Printer.words
    monkeypatch.setattr(module.Printer, "words", lambda *given: kept(*given)[:-1])
    with pytest.raises(WordsLost):
        to_text(file, reader())


def test_a_lost_comment_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    file = sound("# why\n" + line("clause", "refuses"))
    monkeypatch.setattr(module, "_without_first_gap", lambda _: ())
    with pytest.raises(WordsLost):
        to_text(file, reader())


@pytest.mark.parametrize("mistake", ["refuse", "on a，b", 'says "a'])
def test_a_file_with_mistakes_is_not_printed(mistake: str) -> None:
    file, said = read(line("clause", f"on c\n  {mistake}"))
    assert isinstance(file, File)
    assert said
    with pytest.raises(WordsLost):
        to_text(file, reader())


def test_the_label_of_every_line() -> None:
    labels = {
        " ".join(opening[: label_length(kind, opening)])
        for (start, kind), opening in reader().openings.items()
        if start.endswith("_line")
    }
    assert labels == {
        "", "version", "edition", "published", "governs from", "selected by", "prevails", "facts", "reaches back",
        "confirms",
        "read as", "first day", "last day", "zone", "calendar", "month end", "hours", "holds", "is", "by", "row",
        "take", "add", "less", "at least", "at most", "round", "nothing left", "on", "for", "unless", "needs", "pays",
        "refuses", "leaves", "asks", "calls for", "due", "goes by", "overrides", "says", "yes or no", "one of",
        "any of", "choice", "text", "instant", "date", "count", "percent", "above", "presumed", "asked",
        "supplied by", "personal", "when", "history of", "granted", "used", "gift used", "uses up",
        "open point", "that", "nobody is paid more than", "more of", "a later", "where", "clause",
        "splits", "offers", "chosen by", "only", "below zero", "valid until", "marked",
    }  # fmt: skip
