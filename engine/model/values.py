"""Values: each phrase becomes an expression of the program with its type, or a report."""

from __future__ import annotations

from typing import Literal

from engine.diagnostics.nearest import did_you_mean
from engine.ir import tree as ir
from engine.ir.above_zero import is_above_zero
from engine.ir.types import COUNT, LIST, Type
from engine.model import times
from engine.model.literals import literal
from engine.model.scope import Scope
from engine.model.tree import Typed
from engine.model.units import align, inexact, mixes, numeric, unmixed
from engine.model.words import describe
from engine.syntax.tree import Phrase, Word

_MODES = {"up": "up", "down": "down", "half up": "half_up", "half even": "half_even"}
_LITERALS = {"yes", "no", "zero", "number", "percent", "quantity", "date", "span", "span_of"}


def value(phrase: Phrase, scope: Scope, expected: Type | None = None) -> Typed | None:
    """The value of a phrase; `expected` is the type of what it is held against, so that choices are read as such."""
    match phrase.kind:
        case "word":
            return name(phrase.word(), scope, expected)
        case kind if kind in _LITERALS:
            return literal(phrase, expected, scope)
        case "rounded":
            return _rounded(phrase, scope)
        case "sum_of":
            return _sum(phrase, scope, expected)
        case "times":
            return _times(phrase, scope, expected)
        case "share_of":
            return _share(phrase, scope)
        case "proportion":
            return _proportion(phrase, scope)
        case "converted":
            return _converted(phrase, scope)
        case "moment":
            anchor = value(phrase.phrase(2), scope)
            side, counted = phrase.phrase(1).kind, phrase.phrase(3)
            return anchor and times.moment(phrase.phrase(), side, anchor, counted, scope)
        case "elapsed":
            first, last = value(phrase.phrase(1), scope), value(phrase.phrase(2), scope)
            return (
                times.elapsed(phrase.word(), first, last, phrase.phrase(3), scope) if first and last else None
            )
        case "extreme":
            return _extreme(phrase, scope, expected)
        case "the_total":
            return _total(phrase, scope)
        case kind if kind in scope.values:
            return scope.values[kind](phrase, scope)
        case _:
            raise AssertionError(phrase.kind)


def name(word: Word, scope: Scope, expected: Type | None = None) -> Typed | None:
    """What a bare word stands for: a choice where one is expected, else a term, a table or a fact."""
    if expected and expected.kind in {"choice", "set"} and word.text in expected.options:
        return Typed(ir.Literal(word.text, expected), expected)
    if word.text in scope.term_blocks:
        term = scope.term(word.text, word.span)
        needed = scope.records().of_term(word.text) if scope.fields else ()
        if term is None or not scope.is_at_hand(needed, word.text, word.span):
            return None
        return Typed(ir.Term(word.text), term.type)
    if word.text in scope.facts:
        return _fact(word, scope)
    if word.text in scope.broken:
        return None  # its declaration was reported
    if word.text in scope.amount_blocks:
        help_text = "an amount is what a clause pays; name the value you need with a `term`"
        scope.report.error("RF201", f"the amount `{word.text}` is not a value", word.span, help=help_text)
    elif expected and expected.kind in {"choice", "set"}:
        help_text = did_you_mean(word.text, expected.options) or f"choices are {', '.join(expected.options)}"
        scope.report.error("RF205", f"there is no choice `{word.text}` here", word.span, help=help_text)
    elif word.text in {"true", "false"}:
        help_text = "say `yes`" if word.text == "true" else "say `no`"
        scope.report.error("RF201", f"there is no value `{word.text}`", word.span, help=help_text)
    elif fact := _fact_with_choice(word.text, scope):
        example = f"{fact} is {word.text}"
        help_text = f"say `{example}`, or list the choices after `is one of`"
        scope.report.error("RF201", f"`{word.text}` is a choice of `{fact}`", word.span, help=help_text)
    elif "." in word.text:
        scope.unknown("RF202", "fact", word.text, [*scope.facts, *scope.term_blocks], word.span)
    else:
        scope.unknown(
            "RF201", "term, table or fact", word.text, [*scope.term_blocks, *scope.facts], word.span
        )
    return None


def _fact(word: Word, scope: Scope) -> Typed | None:
    """A fact, or a field of the entry at hand."""
    declaration = scope.facts[word.text].declaration
    if declaration.personal:
        help_text = "what a clause reads must outlive the person's data, which can be erased"
        scope.report.error(
            "RF217", f"`{word.text}` is personal: no clause may read it", word.span, help=help_text
        )
        return None
    if declaration.type == LIST:
        help_text = "say `the number of …`, `the sum of … over …` or `some … of …`"
        scope.report.error("RF203", f"the list `{word.text}` is no single value", word.span, help=help_text)
        return None
    if word.text in scope.fields and not scope.is_at_hand([scope.fields[word.text]], word.text, word.span):
        return None
    return Typed(ir.Fact(word.text), declaration.type)


def _total(phrase: Phrase, scope: Scope) -> Typed | None:
    """What the lines of a bill above this one come to."""
    if scope.total is None:
        help_text = (
            "it stands in the lines of an `amount`, below the first; elsewhere name a sum with a `term`"
        )
        scope.report.error("RF305", "there is no total here", phrase.span, help=help_text)
    return scope.total


def _fact_with_choice(word: str, scope: Scope) -> str | None:
    """The fact of which a word is a choice, if there is one."""
    return next((name for name, model in scope.facts.items() if word in model.declaration.type.options), None)


def together(phrases: list[Phrase], scope: Scope, expected: Type | None) -> list[Typed] | None:
    """Values that must be of one measure; a bare `zero` takes the measure of the others."""
    ordered = sorted(phrases, key=lambda each: each.kind in {"zero", "number"})
    found: dict[int, Typed] = {}
    for phrase in ordered:
        typed = value(phrase, scope, expected)
        if typed is None:
            return None
        expected = typed.type if expected is None or phrase.kind not in {"zero", "number"} else expected
        found[id(phrase)] = typed
    values = [found[id(phrase)] for phrase in phrases]
    first = found[id(ordered[0])]
    for phrase, typed in zip(phrases, values, strict=True):
        if not mixes(first.type, typed.type):
            unmixed(first.type, typed.type, phrase.span, scope)
            return None
    return align(values)


def round_to(typed: Typed, mode: Word, to: Phrase, scope: Scope) -> Typed | None:
    """The value as a whole multiple of a unit that the policy names."""
    unit = value(to, scope, typed.type)
    if unit is None:
        return None
    alike = mixes(typed.type, unit.type)
    typed, unit = align([typed, unit]) if alike else (typed, unit)
    literal_unit = unit.expression.value if isinstance(unit.expression, ir.Literal) else None
    if not alike or not isinstance(literal_unit, int) or literal_unit <= 0:
        problem = f"`{to.span.text}` is not a unit that {describe(typed.type)} can be rounded to"
        scope.report.error(
            "RF216", problem, to.span, help="name a sum above zero, as in `rounded down to 0.01 CNY`"
        )
        return None
    mode_name = _MODES[" ".join(mode.text.split())]
    exact = Type(typed.type.kind, typed.type.unit, decimals=typed.type.decimals)
    return Typed(ir.Round(typed.expression, literal_unit, mode_name), exact)


def divisor(phrase: Phrase, scope: Scope, expected: Type | None) -> Typed | None:
    """A value that is above zero in every case: a number, or a fact declared to be `above zero`."""
    typed = value(phrase, scope, expected)
    if typed is None:
        return None
    if not is_above_zero(typed.expression, scope.declarations, scope.terms):
        help_text = (
            "divide by a number, by a fact that is declared `above zero`, or by `(the greatest of … and 1)`"
        )
        scope.report.error("RF208", f"`{phrase.span.text}` could be zero", phrase.span, help=help_text)
        return None
    return typed


def _rounded(phrase: Phrase, scope: Scope) -> Typed | None:
    inner = value(phrase.phrase(), scope)
    if inner is None or not numeric(inner, phrase.span, scope):
        return None
    return round_to(inner, phrase.word(1), phrase.phrase(2), scope)


def _sum(phrase: Phrase, scope: Scope, expected: Type | None) -> Typed | None:
    operands = [part for part in phrase.parts[::2] if isinstance(part, Phrase)]
    signs = ["plus", *(part.kind for part in phrase.parts[1::2] if isinstance(part, Phrase))]
    values = together(operands, scope, expected)
    if values is None or not all(numeric(each, phrase.span, scope) for each in values):
        return None
    plus = tuple(each.expression for each, sign in zip(values, signs, strict=True) if sign == "plus")
    less = tuple(each.expression for each, sign in zip(values, signs, strict=True) if sign == "minus")
    type_ = values[0].type if all(each.type.exact for each in values) else inexact(values[0].type)
    return Typed(ir.Sum(plus, less), type_)


def _times(phrase: Phrase, scope: Scope, expected: Type | None) -> Typed | None:
    wanted = None if expected and expected.unit else expected  # of two sides one is a bare number
    left, right = value(phrase.phrase(), scope, wanted), value(phrase.phrase(1), scope)
    if (
        left is None
        or right is None
        or not numeric(left, phrase.span, scope)
        or not numeric(right, phrase.span, scope)
    ):
        return None
    if right.type.kind in {"money", "quota"}:
        left, right = right, left
    if right.type.kind not in {"count", "number"}:
        help_text = "multiply by a count or a number; for a percentage say `30 percent of …`"
        scope.report.error(
            "RF203",
            f"{describe(left.type)} is not multiplied by {describe(right.type)}",
            phrase.span,
            help=help_text,
        )
        return None
    over = ir.Literal(10**right.type.decimals, COUNT)
    type_ = left.type if right.type.decimals == 0 else inexact(left.type)
    return Typed(ir.Scale(left.expression, right.expression, over), type_)


def _share(phrase: Phrase, scope: Scope) -> Typed | None:
    share, base = value(phrase.phrase(), scope), value(phrase.phrase(1), scope)
    if share is None or base is None or not numeric(base, phrase.span, scope):
        return None
    if share.type.kind != "percent":
        scope.report.error(
            "RF203",
            f"`{phrase.phrase().span.text}` is not a percentage",
            phrase.phrase().span,
            help="say `30 percent of …`",
        )
        return None
    over = ir.Literal(100 * 10**share.type.decimals, COUNT)
    return Typed(ir.Scale(base.expression, share.expression, over), inexact(base.type))


def _proportion(phrase: Phrase, scope: Scope) -> Typed | None:
    base, part = value(phrase.phrase(), scope), value(phrase.phrase(1), scope)
    whole = part and divisor(phrase.phrase(2), scope, part.type)
    if base is None or part is None or whole is None or not numeric(base, phrase.span, scope):
        return None
    if not mixes(part.type, whole.type):
        unmixed(part.type, whole.type, phrase.phrase(2).span, scope)
        return None
    part, whole = align([part, whole])
    return Typed(ir.Scale(base.expression, part.expression, whole.expression), inexact(base.type))


def _converted(phrase: Phrase, scope: Scope) -> Typed | None:
    base, to = value(phrase.phrase(), scope), value(phrase.phrase(1), scope)
    per = base and divisor(phrase.phrase(2), scope, base.type)
    if base is None or to is None or per is None:
        return None
    if not mixes(base.type, per.type):
        unmixed(base.type, per.type, phrase.phrase(2).span, scope)
        return None
    if not numeric(base, phrase.span, scope) or not numeric(to, phrase.span, scope):
        return None
    base, per = align([base, per])
    return Typed(ir.Scale(base.expression, to.expression, per.expression), inexact(to.type))


def _extreme(phrase: Phrase, scope: Scope, expected: Type | None) -> Typed | None:
    operands = [part for part in phrase.parts[1:] if isinstance(part, Phrase)]
    values = together(operands, scope, expected)
    if values is None:
        return None
    if not values[0].type.is_ordered:
        scope.report.error("RF203", f"{describe(values[0].type)} has no order", phrase.span)
        return None
    which: Literal["least", "greatest"] = "least" if phrase.phrase().kind == "least" else "greatest"
    type_ = values[0].type if all(each.type.exact for each in values) else inexact(values[0].type)
    return Typed(ir.Extreme(which, tuple(each.expression for each in values)), type_, values[0].zone)
