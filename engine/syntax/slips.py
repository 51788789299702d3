"""Slips that are known: what somebody who never programmed writes, and what to write instead.

Each function looks at the place where reading stopped, and gives the slip that led there, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from engine.diagnostics.nearest import nearest
from engine.diagnostics.span import Span
from engine.syntax.slip import Slip, around, unexpected
from engine.syntax.stop import END, Stop
from engine.syntax.wording import HALF_TESTS, INSTEAD, NO_NAMES, PHRASES


def known_slip(stop: Stop) -> Slip | None:
    """The first slip that explains why reading stopped."""
    return next((slip for find in _SLIPS if (slip := find(stop))), None)


def _text(stop: Stop) -> Slip | None:
    """A text that stands in one language, or that a quotation mark inside it ended."""
    last = stop.last
    if last is None or not (stop.expected == {"/"} or (last.kind == "/" and stop.expected == {"STRING"})):
        return None
    if stop.expected == {"/"} and stop.word.startswith('"'):
        return Slip(
            stop.here, "there is no `/` before this text", 'write the two languages as in `"…" / "…"`'
        )
    if stop.expected == {"/"} and stop.word and stop.here.start == last.span.end:
        cure = "inside a text write “ and ”, or leave the marks out"
        return Slip(stop.here, "a quotation mark ended the text before this word", cure)
    first = last if last.kind == "STRING" else stop.words[-2]
    cure = 'add the other language, as in `"…" / "…"`'
    return Slip(first.span, "this text stands in one language only", cure, "RF401")


def _date(stop: Stop) -> Slip | None:
    found = around(stop, re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"))
    if found is None or found.end() <= stop.at:
        return None
    return unexpected(stop, "write a date as in `2026-07-03`", stop.place(found.start(), found.end()))


def _comma_in_number(stop: Stop) -> Slip | None:
    found = around(stop, re.compile(r"\d+(?:,\d+)+"))
    if found is None or found.end() <= stop.at:
        return None
    place, number = stop.place(found.start(), found.end()), found.group()
    if re.fullmatch(r"\d{1,3}(,\d{3})+", number):
        return unexpected(stop, f"write `{number.replace(',', '')}`, without a comma", place)
    return unexpected(stop, f"write a point for the comma: `{number.replace(',', '.')}`", place)


def _number(stop: Stop) -> Slip | None:
    """A number that is glued to its unit, has no digit before the point, or a sign before it."""
    if "BULLET" in stop.expected and re.match(r"\d", stop.word):
        return unexpected(stop, "a clause has a number and at most one small letter, as in `2.3a`")
    glued = re.fullmatch(r"(\d+(?:\.\d+)?)([^\W\d_]+)", stop.word)
    if glued:
        return unexpected(stop, f"put a blank between number and unit: `{glued[1]} {glued[2]}`")
    if re.fullmatch(r"\.\d+", stop.word):
        return unexpected(stop, f"write `0{stop.word}`")
    if re.fullmatch(r"-+\d.*", stop.word) and "NUMBER" in stop.expected:
        return unexpected(stop, "no number is below zero: say `less`, as in `payment.paid less 5 CNY`")
    return None


def _sign(stop: Stop) -> Slip | None:
    if stop.word.startswith("//"):
        return unexpected(stop, "a comment starts with `#`")
    if stop.word.startswith("-") and "less" in stop.expected:
        return unexpected(stop, "say `less`", stop.place(stop.at, stop.at + 1))
    if stop.word == "/" and "in" in stop.expected:
        return unexpected(stop, "say `in the proportion … bears to …`")
    return None


def _phrase(stop: Stop) -> Slip | None:
    """Words that another phrase of the language says."""
    for pattern, cure in PHRASES:
        found = around(stop, pattern)
        if found and '"' not in found.group():
            return unexpected(stop, cure, stop.place(found.start(), found.end()))
    return None


def _and_with_or(stop: Stop) -> Slip | None:
    other = {"and": "or", "or": "and"}.get(stop.word)
    if other is None or other not in stop.expected or other not in {word.kind for word in stop.words}:
        return None
    cure = "use `any of` with a line for each, or name a part with a `term`"
    return Slip(stop.here, "`and` and `or` do not stand in one condition", cure)


def _tail(stop: Stop) -> Slip | None:
    """A missing or misspelt `, counted as …` or `, rounded …`."""
    tails = [tail for tail in ("counted", "rounded") if f"_{tail.upper()}" in stop.expected]
    if stop.word in tails:
        return unexpected(stop, f"put a comma before `{stop.word}`")
    after = re.compile(r",\s*([^\W\d]\w*)").match(stop.text, stop.at)
    if after and (meant := nearest(after[1], tails)):
        return unexpected(stop, f"did you mean `{meant}`?", stop.place(after.start(1), after.end(1)))
    if "counted" not in tails or (stop.word and not stop.word.startswith('"') and stop.word not in _FOLLOWS):
        return None
    kinds = [word.kind for word in stop.words]
    if "SPAN_UNIT" in kinds:
        unit = len(kinds) - 1 - kinds[::-1].index("SPAN_UNIT")
        first = stop.words[unit - 1] if kinds[unit - 1] == "NUMBER" else stop.words[unit]
        place = Span(stop.span.source, first.span.start, stop.words[-1].span.end)
        cure = "add `, counted as` and the name of a `counting`"
        return Slip(place, "this window does not say how it is counted", cure, "RF212")
    side = next((word for word in reversed(stop.words) if word.kind in {"after", "before"}), None)
    return unexpected(stop, f"say `is {side.kind}`", side.span) if side else None


_FOLLOWS = {"otherwise", "and", "or", "if", "under", "is", "gives", ")"}


def _need(stop: Stop) -> Slip | None:
    """A need that does not say what follows where it is not met."""
    if stop.word or "otherwise" not in stop.expected or stop.words[0].kind != "needs":
        return None
    message = "this need does not say what follows where it is not met"
    return Slip(stop.here, message, 'add `otherwise refused "…" / "…"`')


def _missing_is(stop: Stop) -> Slip | None:
    words = {"above", "below", "within", "given", "empty", "one", "at", "not", "yes", "no", "zero"}
    if "is" in stop.expected and stop.word in words:
        return unexpected(stop, f"say `is {stop.word}`")
    return None


def _side(stop: Stop) -> Slip | None:
    if {"after", "before"} <= stop.expected and "SPAN_UNIT" in {word.kind for word in stop.words[-2:]}:
        return unexpected(stop, "say `after` or `before`, and then the event") if stop.word else None
    return None


def _bracket(stop: Stop) -> Slip | None:
    kinds = [word.kind for word in stop.words]
    if kinds.count("(") > kinds.count(")") and not stop.word:
        opening = next(word for word in reversed(stop.words) if word.kind == "(")
        return Slip(opening.span, "this bracket is not closed", "add `)`")
    if stop.word == ")" and kinds.count("(") == kinds.count(")"):
        return Slip(stop.here, "this bracket closes none that is open", "leave it out")
    return None


def _days(stop: Stop) -> Slip | None:
    kinds = [word.kind for word in stop.words[-2:]]
    is_named = kinds[-1:] == ["NAME"] and kinds[:1] != ["NUMBER"]
    if is_named and re.compile(r"days?\s+(after|before)\b").match(stop.text, stop.at):
        return unexpected(stop, "say `calendar days` or `business days`")
    if stop.word not in {"day", "days"} or kinds != ["NUMBER", "NAME"]:
        return None
    working = nearest(stop.words[-1].text, ["business"]) or stop.words[-1].text in {"working", "work", "bank"}
    cure = "say `business days`" if working else "say `calendar days` or `business days`"
    return unexpected(stop, cure, stop.since(stop.words[-1]))


def _quoted_name(stop: Stop) -> Slip | None:
    if not re.fullmatch(r'"[^\W\d][\w.\-]*"', stop.word) or "NAME" not in stop.expected:
        return None
    return unexpected(stop, f"a name stands without quotation marks: `{stop.word[1:-1]}`")


def _comma(stop: Stop) -> Slip | None:
    after = re.compile(r",\s*(\w+)").match(stop.text, stop.at)
    return unexpected(stop, "leave the comma out") if after and after[1] in stop.expected else None


def _not_of_a_fact(stop: Stop) -> Slip | None:
    """`not` in front of a fact, where a second test begins."""
    words = [word.text for word in stop.words[-2:]]
    if words not in (["and", "not"], ["or", "not"]) or "." not in stop.word:
        return None
    return unexpected(stop, f"say `{stop.word} is no`", stop.since(stop.words[-1]))


def _half_a_test(stop: Stop) -> Slip | None:
    """A second comparison that does not say again what is compared."""
    kinds = [word.kind for word in stop.words[-2:]]
    if kinds not in (["and", "NAME"], ["or", "NAME"]) or stop.words[-1].text not in HALF_TESTS:
        return None
    cure = "say again what is compared, as in `a is above 5 and a is below 9`"
    return unexpected(stop, cure, stop.since(stop.words[-1]))


def _name_that_is_none(stop: Stop) -> Slip | None:
    """A word that was read as a name, and was meant otherwise."""
    if stop.last is None or stop.last.kind != "NAME" or stop.last.text not in NO_NAMES:
        return None
    return unexpected(stop, NO_NAMES[stop.last.text], stop.last.span)


def _article(stop: Stop) -> Slip | None:
    if stop.last is None or stop.last.text not in {"the", "a", "an"} or not stop.word[:1].isalpha():
        return None
    return unexpected(stop, f"leave out `{stop.last.text}`: a name stands alone", stop.since(stop.last))


def _new_line(stop: Stop) -> Slip | None:
    """A line of the block that is indented too deep, or not begun, so that it continues the one above."""
    if stop.start.endswith("_head") or stop.word not in stop.first_words - {"is"}:
        return None
    if stop.text[: stop.at].rpartition("\n")[2].strip():
        return unexpected(stop, f"what starts with `{stop.word}` stands on a line of its own")
    return unexpected(stop, "a new line of the block is indented like the line above it, and no deeper")


def _list(stop: Stop) -> Slip | None:
    """`and` or `or` between names of a list, where a comma stands."""
    cure = "a list has commas alone, as in `gift, coupon`"
    last = stop.last
    if last is not None and last.text in {"and", "or"} and last.kind == "NAME":
        return unexpected(stop, cure, last.span)
    in_list = last is not None and last.kind in {"NAME", "BULLET"} and "," in stop.expected
    return unexpected(stop, cure) if in_list and stop.word in {"and", "or"} else None


def _order(stop: Stop) -> Slip | None:
    """A tail of a line that stands behind the text, or anything else behind the end."""
    if stop.expected != {END} or not stop.word:
        return None
    if stop.word == "if" and not any(word.kind == "STRING" for word in stop.words):
        return unexpected(stop, "say it on a `for` line of its own: this line has no condition")
    if stop.word in {"if", "under", "calling"}:
        return unexpected(stop, f"`{stop.word} …` stands before the text")
    return unexpected(stop, "the sentence ends before this word")


def _pays(stop: Stop) -> Slip | None:
    if not stop.words or stop.words[-1].kind != "pays":
        return None
    return unexpected(stop, "give the amount a block of its own, as in `amount half …`, and say `pays half`")


def _greatest(stop: Stop) -> Slip | None:
    """`max of` and `min of`, which read as a table of that name until the `and`."""
    found = list(re.compile(r"\b(max|min)(?:imum)?\s+of\b").finditer(stop.text, 0, stop.at))
    if stop.word != "and" or not found:
        return None
    cure = "say `the greatest of`" if found[-1][1] == "max" else "say `the least of`"
    return unexpected(stop, cure, stop.place(found[-1].start(), found[-1].end()))


def _otherwise_in_bill(stop: Stop) -> Slip | None:
    if stop.block != "amount" or stop.word != "otherwise":
        return None
    return unexpected(stop, "each line of a bill counts by itself: say `if …`, and when it counts")


def _part_of_a_value(stop: Stop) -> Slip | None:
    """A second operation inside a value, which wants brackets of its own."""
    if stop.last is None or stop.word not in {"times", "plus", "less"} or stop.word in stop.expected:
        return None
    if stop.last.kind not in {"NAME", "NUMBER", "zero"}:
        return None
    return unexpected(stop, f"put what belongs to `{stop.word}` into brackets")


def _blank_in_name(stop: Stop) -> Slip | None:
    if stop.last is None or stop.last.kind != "NAME" or "NAME" in stop.expected:
        return None
    is_known = stop.word in INSTEAD or nearest(stop.word, stop.keywords) or stop.expected == {*stop.keywords}
    if not stop.word[:1].isalpha() or is_known:
        return None
    if stop.expected == {"STRING"}:
        return unexpected(stop, "a name has no blank in it, and a text stands in quotation marks")
    place = stop.since(stop.last)
    return unexpected(stop, f"a name has no blank in it: write `{stop.last.text}_{stop.word}`", place)


_SLIPS: Iterable[Callable[[Stop], Slip | None]] = (
    _text, _date, _comma_in_number, _number, _sign, _phrase, _and_with_or, _new_line, _tail, _need,
    _missing_is, _not_of_a_fact, _half_a_test, _name_that_is_none, _side, _bracket, _days, _list, _comma, _quoted_name,
    _article, _order, _pays, _greatest, _otherwise_in_bill, _part_of_a_value, _blank_in_name,
)  # fmt: skip
