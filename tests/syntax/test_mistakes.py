"""What a lawyer who never programmed may write: each mistake is told once, at its place, with a cure."""

import re

import pytest

from engine.diagnostics.codes import CODES
from engine.diagnostics.span import Span
from engine.syntax.wording import INSTEAD
from tests.syntax.files import reader
from tests.syntax.reading import HEADS, line, read, sound, told

WINDOW = "needs a is within 7 calendar days after b"
LATE = 'otherwise refused "c" / "d"'

# kind of block, line, code, marked text, words of the help
LINES = [
    # words at the beginning of a line
    ("clause", f"need a is zero {LATE}", "RF103", "need", "did you mean `needs`?"),
    ("clause", "For a is b", "RF103", "For", "did you mean `for`?"),
    ("clause", "if a is b", "RF103", "if", "say `for`"),
    ("clause", "refuse", "RF103", "refuse", "say `refuses`"),
    ("clause", "需要 a is b", "RF103", "需要", "say `needs`"),
    ("clause", "something else", "RF103", "something", "expected one of `asks`, `calls for`"),
    ("term", "equals a", "RF103", "equals", "expected `holds` or `is`"),
    ("precedence", "open a under 1", "RF103", "open", "expected one of `clause`, `clauses`, `section`"),
    ("amount", "minus a", "RF103", "minus", "say `less`"),
    ("fact", "boolean", "RF103", "boolean", "say `yes or no`"),
    ("fact", "default no", "RF103", "default", "say `presumed`"),
    # texts
    ("clause", 'says "one"', "RF401", '"one"', "add the other language"),
    ("clause", 'says "one" /', "RF401", '"one"', "add the other language"),
    ("clause", 'says "one" "two"', "RF101", '"two"', "write the two languages as in"),
    ("clause", 'says "one" / "two', "RF104", '"two', "begins and ends on one line"),
    ("clause", 'says "one / "two"', "RF104", '"', "one quotation mark is missing"),
    ("clause", 'says "The law\n    says so." / "two"', "RF104", '"The law', "begins and ends on one line"),
    ("clause", 'says "The law\n  says so." / "two"', "RF104", '"The law', "begins and ends on one line"),
    ("clause", 'says "He said "no" to it" / "two"', "RF101", "no", "inside a text write “ and ”"),
    ("clause", "says “one” / “two”", "RF107", "“", "straight quotation marks"),
    ("clause", "says 「甲，」 / 「乙」", "RF107", "「", "straight quotation marks"),
    ("clause", "says ‘one’ / ‘two’", "RF107", "‘", "straight quotation marks"),
    ("clause", "says hello / 你好", "RF101", "hello", "expected a text in quotation marks"),
    ("clause", 'says "a" / "b" under 3', "RF101", "under", "`under …` stands before the text"),
    # needs and windows
    ("clause", "needs a is zero", "RF101", "", "add `otherwise refused"),
    ("clause", f"needs a is zero else {LATE[10:]}", "RF101", "else", "say `otherwise`"),
    ("clause", f"{WINDOW} {LATE}", "RF212", "7 calendar days after b", "add `, counted as`"),
    ("clause", "due a within 7 business days after b", "RF212", "7 business days after b", "add `, counted as`"),
    ("clause", f"{WINDOW} counted as c {LATE}", "RF101", "counted", "put a comma before `counted`"),
    ("clause", f"{WINDOW}, conted as c {LATE}", "RF101", "conted", "did you mean `counted`?"),
    ("clause", f"needs a within 7 days after b, counted as c {LATE}", "RF101", "within", "say `is within`"),
    ("clause", f"{WINDOW.replace('after', 'of')}, counted as c", "RF101", "of", "say `after` or `before`"),
    ("clause", f"{WINDOW.replace('calendar', 'calender')}, counted as c", "RF101", "calender days", "`calendar days`"),
    ("clause", f"{WINDOW.replace('calendar', 'working')}, counted as c", "RF101", "working days", "`business days`"),
    ("clause", "for a is after long_wait days after b, counted as c", "RF101", "days", "say `calendar days`"),
    ("clause", "for a is b and not c.d", "RF101", "not c.d", "say `c.d is no`"),
    ("term", "is max of 5 CNY and a", "RF101", "max of", "say `the greatest of`"),
    ("term", "is the least of 5 CNY and 2 CNY times a", "RF101", "times", "what belongs to `times` into brackets"),
    ("amount", "take b otherwise", "RF101", "otherwise", "each line of a bill counts by itself"),
    ("clause", "for a after b", "RF101", "after", "say `is after`"),
    ("amount", "take a rounded up to 1 CNY", "RF101", "rounded", "put a comma before `rounded`"),
    # words of other languages, programming languages among them
    ("clause", "for a is equal to b", "RF101", "is equal to", "say `is`"),
    ("clause", "for a is not equal to b", "RF101", "is not equal to", "say `is not`"),
    ("clause", "for a is greater than b", "RF101", "is greater than", "say `is above`"),
    ("clause", "for a is less than b", "RF101", "is less than", "say `is below`"),
    ("clause", "for a is in b, c", "RF101", "is in", "say `is one of`"),
    ("clause", "for a is between b and c", "RF101", "is between", "say `is at least … and … is at most …`"),
    ("clause", "for a contains b", "RF101", "contains", "say `includes`"),
    ("clause", "for a minus b is c", "RF101", "minus", "say `less`"),
    ("clause", "for the lesser of a and b is c", "RF101", "the lesser of", "say `the least of`"),
    ("clause", "for a yes", "RF101", "yes", "say `is yes`"),
    ("clause", "for a is b 且 c", "RF101", "且", "say `and`"),
    ("clause", "for a >= b", "RF107", ">=", "say `is at least`"),
    ("clause", "for a == b", "RF107", "==", "say `is`"),
    ("clause", "for a = b", "RF107", "=", "say `is`"),
    ("clause", "for a != b", "RF107", "!=", "say `is not`"),
    ("clause", "for a && b", "RF107", "&&", "say `and`"),
    ("clause", "for a isn't b", "RF107", "'", "say `is not`"),
    ("clause", "for a + b is c", "RF107", "+", "say `plus`"),
    ("clause", "for a - b is c", "RF101", "-", "say `less`"),
    ("clause", "for a * b is c", "RF107", "*", "say `times`"),
    ("clause", "for a / b is c", "RF101", "/", "say `in the proportion"),
    ("clause", "for a // why", "RF101", "//", "a comment starts with `#`"),
    # and, or, lists, brackets
    ("clause", "for a and b or c", "RF101", "or", "use `any of` with a line for each"),
    ("clause", "for a is b or c is d and e", "RF101", "and", "name a part with a `term`"),
    ("clause", "on refund and refused", "RF101", "and", "a list has commas alone"),
    ("clause", "for a is one of b, c, or d", "RF101", "or", "a list has commas alone"),
    ("clause", "on [refund]", "RF107", "[", "stand without brackets"),
    ("clause", "for any of\n    • a\n    • b", "RF107", "•", "an item of a list starts with `-`"),
    ("clause", "for any of", "RF101", "", "expected `-` and a condition"),
    ("clause", "for (a", "RF101", "(", "add `)`"),
    ("clause", "for a)", "RF101", ")", "leave it out"),
    ("clause", f"needs a, {LATE}", "RF101", ",", "leave the comma out"),
    ("clause", "for a is above 5 and below 9", "RF101", "below 9", "say again what is compared"),
    ("clause", "for not a", "RF101", "not", "as in `paid is no`"),
    ("clause", "for either a or b", "RF101", "either", "leave it out"),
    # numbers and dates
    ("clause", "for a is 7,5", "RF101", "7,5", "write a point for the comma: `7.5`"),
    ("clause", "for a is 1,000 CNY", "RF101", "1,000", "write `1000`, without a comma"),
    ("clause", "for a is 100CNY", "RF101", "100CNY", "put a blank between number and unit: `100 CNY`"),
    ("clause", "for a is 50%", "RF107", "%", "say `percent`"),
    ("clause", "for a is $50", "RF107", "$", "as in `100 CNY`"),
    ("clause", "for a is -5", "RF101", "-5", "no number is below zero"),
    ("clause", "for a is .5", "RF101", ".5", "write `0.5`"),
    ("clause", "for a is ７", "RF107", "７", "write `7`"),
    ("clause", "for a is ٣", "RF107", "٣", "write `3`"),
    ("clause", f"for a is {'9' * 31}", "RF216", "9" * 31, ""),
    ("clause", "for a is before 2026-7-3", "RF101", "2026-7-3", "write a date as in `2026-07-03`"),
    ("clause", "for a is before 3.7.2026", "RF101", "3.7.2026", "write a date as in `2026-07-03`"),
    ("clause", "for a is 2026-07-03 b", "RF101", "b", "expected one of"),
    ("policy", "version 3 July 2026", "RF101", "3", "expected a date such as `2026-07-03`"),
    ("policy", "selected by a in shanghai", "RF101", "shanghai", "a time zone such as `Asia/Shanghai`"),
    # names
    ("clause", "for the payment is b", "RF101", "the payment", "leave out `the`"),
    ("clause", "for payment paid is b", "RF101", "payment paid", "write `payment_paid`"),
    ("clause", "pays 50 percent of a", "RF101", "50", "give the amount a block of its own"),
    ("clause", 'for a is one of "gift", "coupon"', "RF101", '"gift"', "without quotation marks: `gift`"),
    ("clause", "overrides 2.5", "RF101", "2.5", "expected one of `clause`, `clauses`"),
    ("clause", "overrides clause 2.5A", "RF101", "2.5A", "at most one small letter"),
    # signs at the end, full-width signs, signs nobody sees
    ("clause", "for a is zero.", "RF107", ".", "a sentence ends with its line"),
    ("clause", "for a is 7.", "RF107", ".", "a sentence ends with its line"),
    ("clause", "for a is zero。", "RF107", "。", "a sentence ends with its line"),
    ("clause", "for a is zero;", "RF107", ";", "a sentence ends with its line"),
    ("clause", "for: a is zero", "RF107", ":", "leave the colon out"),
    ("clause", "on refund，refused", "RF107", "，", "write `,`"),
    ("clause", "for （a） is b", "RF107", "（", "write `(`"),
    ("clause", "for a is b ＃ why", "RF107", "＃", "write `#`"),
    ("clause", "for 😀", "RF107", "😀", "leave it out"),
    ("clause", "for a\u200b is b", "RF110", "\u200b", "delete it"),
    ("clause", 'says "\u202ea" / "b"', "RF110", "\u202e", "delete it"),
    ("clause", "for a\0 is b", "RF110", "\0", "delete it"),
    ("clause", "ref\u2066uses", "RF110", "\u2066", "delete it"),
    # lines that go on, and lines that do not
    ("clause", f"needs a\n  {LATE}", "RF103", "otherwise", "indent it deeper"),
    ("clause", "for a and\n  b", "RF103", "b", "indent it deeper"),
    ("clause", "for a\n   needs b", "RF101", "needs", "indented like the line above it"),
    ("clause", "for a for b", "RF101", "for", "on a line of its own"),
    ("clause", "refuses because of b", "RF101", "because", "the sentence ends before this word"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "code", "marked", "cure"), LINES, ids=[each[1] for each in LINES])
def test_a_line(kind: str, text: str, code: str, marked: str, cure: str) -> None:
    said = read(line(kind, text))[1][0]
    assert isinstance(said.where, Span)
    assert (said.code, said.where.text) == (code, marked)
    assert cure in (said.help or "")


ONCE = [each for each in LINES if each[3] not in {"（", "•"}]


@pytest.mark.parametrize(("kind", "text", "code", "marked", "cure"), ONCE, ids=[each[1] for each in ONCE])
def test_a_mistake_is_told_once(kind: str, text: str, code: str, marked: str, cure: str) -> None:
    assert told(line(kind, text)) == [(code, marked)], cure


HEADS_WITH_MISTAKES = [
    ('rule 1 "a" / "b"\n  refuses\n', "RF102", "rule", "say `clause`"),
    ('条款 1 "a" / "b"\n', "RF102", "条款", "say `clause`"),
    ('cluase 1 "a" / "b"\n', "RF102", "cluase", "did you mean `clause`?"),
    ('something "a" / "b"\n', "RF102", "something", "a block starts with one of `amount`, `assume`"),
    (
        'clause 1 "a" / "b"\nneeds c\n  otherwise refused\n',
        "RF102",
        "needs",
        "indent the lines below its head",
    ),
    ("$clause\n", "RF107", "$", "as in `100 CNY`"),
    ("// why\n", "RF102", "//", "a comment starts with `#`"),
    ("clause 1\n  refuses\n", "RF101", "", "expected a text in quotation marks or `under`"),
    ('clause "a" / "b"\n', "RF101", '"a"', "a number of a clause or section such as `2.3`"),
    ('clause 2.3. "a" / "b"\n', "RF107", ".", "a sentence ends with its line"),
    ('clause 2.3A "a" / "b"\n', "RF101", "2.3A", "at most one small letter"),
    ('party the reviewer "a" / "b"\n', "RF101", "the reviewer", "leave out `the`"),
    ('policy my policy "a" / "b"\n', "RF101", "policy", "a name has no blank in it"),
    ('party a "a" / "b"\n  zone UTC\n  zone UTC\n', "RF103", "zone UTC", "start a new block in column 1"),
    ('open a\n  under 3 "a" / "b"\n', "RF103", "under", "the head of a block stands on one line"),
]


@pytest.mark.parametrize(("text", "code", "marked", "cure"), HEADS_WITH_MISTAKES)
def test_a_head(text: str, code: str, marked: str, cure: str) -> None:
    [said] = read(text)[1]
    assert isinstance(said.where, Span)
    assert (said.code, said.where.text) == (code, marked)
    assert cure in (said.help or "")


def test_every_mistake_of_a_file_is_told_in_order() -> None:
    chosen = [each for each in ONCE if each[0] == "clause" and "\n" not in each[1] and each[2] != "RF110"]
    file = "".join(f"  {text}\n" for _, text, *_ in chosen)
    wanted = [(code, marked) for _, _, code, marked, _ in chosen]
    assert told(f"{HEADS['clause']}\n{file}") == wanted


def test_a_text_that_stands_below_its_head_belongs_to_it() -> None:
    broken = 'open o under 2\n    "a"\n  / "b"\n  read as "c"\n  / "d"\n'
    assert sound(broken) == sound('open o under 2 "a" / "b"\n  read as "c" / "d"\n')


def test_what_was_mended_is_read_on() -> None:
    file, said = read(
        line("clause", "on refund，refused。\n  says “one” / “two”\n  for any of\n    – a\n    – b")
    )
    assert {each.code for each in said} == {"RF107"}
    assert [each.phrase.kind for each in file.blocks[0].lines] == ["on", "says", "for_"]


def test_every_message_keeps_to_the_style() -> None:
    texts = [line(kind, text) for kind, text, *_ in LINES] + [text for text, *_ in HEADS_WITH_MISTAKES]
    for said in (each for text in texts for each in read(text)[1]):
        assert said.code in CODES
        assert said.message[0].islower() or said.message[0] == "`"
        assert not said.message.endswith(".")
        assert said.help or said.code == "RF216"


def test_every_word_to_say_instead_is_a_word_of_the_language() -> None:
    keywords = set(reader()._fixed.values())
    assert {word for meant in INSTEAD.values() for word in meant.split()} - keywords == set()
    assert not {word for word in INSTEAD if re.fullmatch("[a-z]+", word)} & {"clause", "needs", "for"}
