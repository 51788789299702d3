"""From text to the tree."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.diagnostics.to_text import to_text as shown
from engine.syntax import from_text as module
from engine.syntax.from_text import DEEPEST, LARGEST, LONGEST, MOST_LINES, Reader
from engine.syntax.layout import MOST_MISTAKES
from engine.syntax.tree import Phrase, Word
from tests.syntax.files import MadeFile, files, reader
from tests.syntax.reading import HEADS, SHIPPED, line, read, sound, told

MODEL = Path(__file__).resolve().parents[2] / "engine" / "model"
# The last of its kind: the model tells the others by name, and takes this one for what is left.
TOLD_BY_THE_OTHERS = {
    ("amount_line", "less"), ("impossible_line", "when"), ("precedence_line", "before"), ("term_line", "is_value"),
    ("term_line", "is_otherwise"),
    ("side", "before"), ("unit_line", "money_unit"), ("unit_line", "quota_unit"), ("clause_set", "sections"),
    ("high", "named_amount"), ("assume_line", "that"),
}  # fmt: skip


def spelled(part: Phrase | Word | None) -> str:
    """A tree in brackets."""
    match part:
        case None:
            return "-"
        case Word(text=text):
            return text
        case Phrase(kind=kind, parts=parts):
            return f"({' '.join([kind, *map(spelled, parts)])})"


@pytest.mark.parametrize(
    ("kind", "text", "tree"),
    [
        ("clause", "refuses", "(refuses)"),
        ("clause", "pays a", "(pays a -)"),
        ("clause", "pays a if b is yes", "(pays a (guard (is_ (word b) (yes))))"),
        ("clause", "for a or b", "(for_ (any_of (bare (word a)) (bare (word b))))"),
        ("clause", "for a is no later than b", "(for_ (compare (word a) (le) (word b)))"),
        ("clause", "for (a)", "(for_ (bare (word a)))"),
        ("clause", "overrides clauses 2.5a,3", "(overrides (clauses (bullets 2.5a 3)))"),
        ("term", "is the least of a, b and c", "(is_value (extreme (least) (word a) (word b) (word c)) -)"),
        ("amount", 'less a "x" / "y"', '(less (word a) - - (text "x" "y"))'),
        ("amount", "round half\n     even to 1 CNY", "(round half even (quantity 1 CNY) - - -)"),
        ("term", "is a after b, counted as c", "(is_value (moment (word a) (after) (word b) (counted c)) -)"),
        ("unit", "money  with 2 decimals", "(money_unit 2)"),
        ("table", "row 7  calendar  days gives a", "(row (exactly (span 7 calendar days)) (word a))"),
        ("fact", 'choice text "x" / "y"', '(choice text (text "x" "y"))'),
        ("fact", "number", "(number_kind -)"),
        ("fact", "presumed not given", "(presumed_not_given)"),
    ],
)  # fmt: skip
def test_trees(kind: str, text: str, tree: str) -> None:
    assert spelled(sound(line(kind, text)).blocks[0].lines[0].phrase) == tree


def test_places_are_those_of_the_source() -> None:
    file = sound('clause 1 "a" / "b"  # c\r\n  for  a\r\n       is  余额\r\n')
    test = file.blocks[0].lines[0].phrase.phrase()
    assert test.span.text == "a\r\n       is  余额"
    assert test.phrase(1).word().span.text == "余额"
    assert (test.span.line, test.span.column) == (2, 8)
    assert file.blocks[0].span.text.startswith("clause 1")


def test_trees_are_equal_whatever_the_white_space() -> None:
    spaced = '# c\n\n\nclause  1 "a"/"b"\n\n     # d\n\n     for a\n       and  b\n'
    tight = '# c\nclause 1 "a" / "b"\n  # d\n  for a and b\n'
    assert sound(spaced) == sound(tight)
    assert sound(spaced) != sound(tight.replace("# d", "# e"))
    assert sound(spaced) != sound(tight.replace("and", "or"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_files_are_read(path: Path) -> None:
    file = sound(path.read_text("utf-8"))
    assert len(file.blocks) > 20


def test_what_is_right_is_read_although_something_else_is_wrong() -> None:
    file, said = read(line("clause", "refuse\n  on refund\n  pay a\n") + line("term", "holds b"))
    assert len(said) == 2
    assert [len(block.lines) for block in file.blocks] == [1, 1]


def test_a_keyword_is_never_the_beginning_of_a_word() -> None:
    assert [code for code, _ in told(line("clause", "fora is b"))] == ["RF103"]
    assert [code for code, _ in told(line("clause", "refuses.a"))] == ["RF103"]
    assert told(line("clause", "for isolated is no-show")) == []


def test_tables_that_are_kept_read_as_those_that_are_made(tmp_path: Path) -> None:
    kept = tmp_path / "grammar.tables"
    made, again = Reader(str(kept)), Reader(str(kept))
    assert kept.is_file()
    text = SHIPPED[-1].read_text("utf-8")
    assert read(text, made) == read(text, again) == read(text)
    assert made.openings == again.openings == reader().openings


def test_tables_that_do_not_fit_are_made_anew(tmp_path: Path) -> None:
    kept = tmp_path / "grammar.tables"
    kept.write_bytes(b"nonsense")
    assert read(line("clause", "refuses"), Reader(str(kept)))[1] == ()


def test_tables_of_another_make_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = str(tmp_path / "grammar.tables")
    with monkeypatch.context() as other:
        other.setattr(module, "_WORD_ENDS", "(?=[a ])")
        assert read(line("clause", "fora is b"), Reader(kept))[1] == ()
    assert [each.code for each in read(line("clause", "fora is b"), Reader(kept))[1]] == ["RF103"]


def model_names() -> set[str]:
    """The words that stand in quotation marks in the model."""
    return {name for path in MODEL.glob("*.py") for name in re.findall(r'"(\w+)"', path.read_text("utf-8"))}


def test_the_model_knows_every_phrase_of_the_grammar() -> None:
    named = {(rule.origin.name, rule.alias) for rule in reader()._lark.rules if rule.alias}
    missing = {(rule, alias) for rule, alias in named if alias not in model_names()}
    assert len(named) > 120
    assert missing - TOLD_BY_THE_OTHERS == set()


# ---- what is too much, and what is no text at all ----------------------------------------------------------

MANY = MOST_LINES - 9
HOSTILE = {
    "too large": "x" * (LARGEST + 1),
    "a megabyte": "clause 1\n" * 120_000,
    "one word": "x" * LARGEST,
    "one name": "clause 1 " + "a." * 9_000,
    "one number": line("clause", "for " + "1" * 19_000),
    "numbers": line("clause", "for " + "1." * 9_000),
    "too many lines": "x\n" * (LARGEST // 2),
    "blocks": "x\n" * MANY,
    "clauses": "clause\n" * MANY,
    "lines": line("clause", "x\n  " * MANY),
    "conditions": line("clause", "for a and b or c\n  " * (LARGEST // 22)),
    "comments": "#\n" * MANY,
    "quotation marks": '"' * LARGEST,
    "quotation marks on lines": line("clause", '"\n  ' * MANY),
    "line ends": "\n" * MANY,
    "carriage returns": "\r" * MANY,
    "tabs": "a\n" + "\tb\n" * MANY,
    "NUL": "\0" * LARGEST,
    "bidirectional": "\u202e" * LARGEST,
    "surrogates": "\ud800" * LARGEST,
    "signs": "；" * LARGEST,
    "signs on lines": line("clause", "for a；\n  " * MANY),
    "brackets": line("term", "is " + "(" * 10_000 + "a" + ")" * 10_000),
    "brackets closed": line("term", "is " + ")" * 10_000),
    "a long sentence": line("clause", "for " + " and ".join(["a"] * 3_000)),
    "a long list": line("clause", "on " + ",".join(["a"] * 9_000)),
    "a long mistake": line("clause", "for " + "a and " * 3_000),
    "too long a sentence": line("clause", "on " + ",".join(["a"] * 12_000)),
    "blanks": line("clause", "for a," + " " * 19_000 + "b"),
    "valid": line("fact", "yes or no") * (LARGEST // 40),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_too_much(text: str) -> None:
    started = time.process_time()
    file, said = read(text)
    shown(said, colour=False)
    assert time.process_time() - started < 2.5  # well under a second where the machine has nothing else to do
    assert len(said) <= MOST_MISTAKES + 2
    assert all(isinstance(each.where, Span) for each in said)
    assert file.source.text == text


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("too large", ["RF901"]),
        ("too many lines", ["RF901"]),
        ("brackets", ["RF902"]),
        ("too long a sentence", ["RF901"]),
        ("one number", ["RF216"]),
        ("NUL", ["RF110"]),
        ("bidirectional", ["RF110"]),
        ("surrogates", ["RF110"]),
        ("tabs", ["RF102", "RF105"]),
        ("a long sentence", []),
        ("a long list", []),
        ("comments", []),
        ("line ends", []),
        ("carriage returns", []),
        ("valid", []),
    ],
)
def test_too_much_is_reported_once(name: str, codes: list[str]) -> None:
    assert [code for code, _ in told(HOSTILE[name])] == codes


def test_a_file_is_read_up_to_its_limits() -> None:
    assert told("#" * LARGEST) == []
    assert told("#\n" * (MOST_LINES - 1)) == []
    assert told(line("term", "is " + "(" * DEEPEST + "a" + ")" * DEEPEST)) == []
    longest = "on ab" + ",b" * (LONGEST // 2 - 2)
    assert len(longest) == LONGEST + 1  # one of them is a blank
    assert told(line("clause", longest)) == told(line("clause", longest.replace(",", ", "))) == []
    assert told(line("clause", f"{longest},b")) == [("RF901", "on")]


def test_after_many_mistakes_the_file_is_read_no_further() -> None:
    said = read(line("clause", "x\n  " * (MOST_MISTAKES + 50)))[1]
    assert [each.code for each in said] == ["RF903", *["RF103"] * MOST_MISTAKES]


SCRAPS = [
    *HEADS.values(),
    '"',
    "/",
    "#",
    "\n",
    "\r\n",
    "\t",
    "  ",
    "clause",
    "needs",
    "otherwise",
    "any of",
    "- ",
    "，",
    "(",
]


@given(st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=12)), max_size=30).map("".join))
def test_every_text_is_read_or_reported(text: str) -> None:
    report = Report()
    file = reader().read(Source("test", text), report)
    for each in report:
        assert isinstance(each.where, Span)
        assert each.help is None or each.help
    assert shown(report, colour=False) == "" or report.has_errors
    assert all(block.head.span.start <= block.span.end for block in file.blocks)


@given(files(), st.data())
def test_a_file_with_a_piece_cut_out_is_read_or_reported(made: MadeFile, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(made.text)))
    end = data.draw(st.integers(start, min(start + 9, len(made.text))))
    said = read(made.text[:start] + made.text[end:])[1]
    assert all(isinstance(each.where, Span) for each in said)
