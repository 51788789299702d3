"""Numbers, sums of money, percentages and dates as written, turned into whole numbers of their smallest unit."""

from __future__ import annotations

from engine.diagnostics.nearest import did_you_mean
from engine.ir import tree as ir
from engine.ir.limits import LARGEST_NUMBER, MOST_DECIMALS
from engine.ir.types import COUNT, DATE, YES_NO, Type
from engine.model.scope import Scope
from engine.model.tree import Typed
from engine.syntax.signs import MOST_DIGITS
from engine.syntax.tree import Phrase, Word
from engine.values.moment import FIRST_YEAR, LAST_YEAR, to_day
from engine.values.money import to_minor, to_text
from engine.values.unreadable import Unreadable


def literal(phrase: Phrase, expected: Type | None, scope: Scope) -> Typed | None:
    """The value that a phrase spells out; None where it spells out none, or with a report."""
    match phrase.kind:
        case "yes" | "no":
            return Typed(ir.Literal(phrase.kind == "yes", YES_NO), YES_NO)
        case "zero":
            kind = expected if expected and expected.is_numeric else COUNT
            return Typed(ir.Literal(0, kind), kind)
        case "number":
            return _number(phrase, expected, scope)
        case "percent":
            return _scaled(phrase.word(), Type("percent", decimals=_decimals(phrase.word())), scope)
        case "quantity":
            return _quantity(phrase, scope)
        case "date":
            return _date(phrase.word(), scope)
        case "span" | "span_of":
            scope.report.error(
                "RF211",
                "a stretch of time is not a value here",
                phrase.span,
                help="say `7 calendar days after …`",
            )
            return None
        case _:
            raise AssertionError(phrase.kind)


def whole(word: Word, scope: Scope, *, least: int = 0, most: int = LARGEST_NUMBER) -> int | None:
    """A whole number as written, from `least` to `most`."""
    if is_endless(word):
        return None
    if "." in word.text or int(word.text) < least:
        scope.report.error("RF216", f"`{word.text}` is not a whole number from {least} on", word.span)
        return None
    if int(word.text) > most:
        scope.report.error("RF216", f"`{word.text}` is more than can stand here", word.span, help=_most(most))
        return None
    return int(word.text)


def is_endless(word: Word) -> bool:
    """Whether a number has more digits than any may have, which was reported where the text was read."""
    return any(len(digits) > MOST_DIGITS for digits in word.text.split("."))


def day(word: Word, scope: Scope) -> int | None:
    """A date as an ordinal, or None with a report."""
    try:
        return to_day(word.text)
    except Unreadable as why:
        help_text = "a date is year-month-day"
        if why.reason == "range":
            help_text = f"a date lies in the years {FIRST_YEAR} to {LAST_YEAR}"
        scope.report.error("RF216", f"there is no date `{word.text}`", word.span, help=help_text)
        return None


def _most(most: int | str) -> str:
    return f"the most is {most}"


def _decimals(word: Word) -> int:
    return len(word.text.partition(".")[2])


def _number(phrase: Phrase, expected: Type | None, scope: Scope) -> Typed | None:
    word = phrase.word()
    if expected and expected.kind in {"money", "quota"}:
        help_text = f"write `{word.text} {expected.unit}`"
        scope.report.error("RF204", f"`{word.text}` has no unit", word.span, help=help_text)
        return None
    decimals = _decimals(word)
    fits = expected and expected.kind in {"count", "number", "percent"} and decimals <= expected.decimals
    return _scaled(
        word,
        expected if fits and expected else Type("number", decimals=decimals) if decimals else COUNT,
        scope,
    )


def _quantity(phrase: Phrase, scope: Scope) -> Typed | None:
    number, unit = phrase.word(), phrase.word(1)
    if unit.text in {"day", "days"}:
        help_text = "say `calendar days` or `business days`: texts differ in which they mean"
        scope.report.error(
            "RF211", f"`{phrase.span.text}` does not say which days", phrase.span, help=help_text
        )
        return None
    if unit.text not in scope.units:
        help_text = did_you_mean(unit.text, scope.units) or "units are declared in the facts file"
        scope.report.error("RF215", f"there is no unit `{unit.text}`", unit.span, help=help_text)
        return None
    return _scaled(number, scope.units[unit.text], scope)


def _scaled(word: Word, type_: Type, scope: Scope) -> Typed | None:
    if is_endless(word):
        return None
    decimals = min(type_.decimals, MOST_DECIMALS)
    try:
        minor = to_minor(word.text, decimals)
    except Unreadable:
        unit = f" of {type_.unit}" if type_.unit else ""
        problem = f"`{word.text}`{unit} has more than {decimals} decimals or too many digits"
        scope.report.error("RF216", problem, word.span)
        return None
    if minor > LARGEST_NUMBER:
        help_text = _most(to_text(LARGEST_NUMBER, decimals))
        scope.report.error("RF216", f"`{word.text}` is more than can stand here", word.span, help=help_text)
        return None
    return Typed(ir.Literal(minor, type_), type_)


def _date(word: Word, scope: Scope) -> Typed | None:
    ordinal = day(word, scope)
    return None if ordinal is None else Typed(ir.Literal(ordinal, DATE), DATE)
