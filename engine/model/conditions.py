"""Conditions: each becomes a test of the program, or a report."""

from __future__ import annotations

from engine.diagnostics.nearest import did_you_mean
from engine.ir import tree as ir
from engine.ir.types import YES_NO, Type
from engine.model import times
from engine.model.scope import Scope
from engine.model.times import describe
from engine.model.tree import Typed
from engine.model.units import align, mixes, unmixed
from engine.model.values import together, value
from engine.syntax.tree import Phrase, Word

_OPERATORS: dict[str, ir.Operator] = {"gt": "gt", "lt": "lt", "ge": "ge", "le": "le"}


def condition(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    """The test that a condition spells out."""
    match phrase.kind:
        case "all_of":
            tests = _tests(phrase, scope)
            return None if tests is None else ir.All(tests)
        case "any_of":
            tests = _tests(phrase, scope)
            return None if tests is None else ir.Any(tests)
        case "bare":
            return _bare(phrase, scope)
        case "within" | "not_within":
            return _within(phrase, scope)
        case "is_" | "is_not":
            return _is(phrase, scope)
        case "compare":
            return _compare(phrase, scope)
        case "one_of" | "not_one_of":
            return _one_of(phrase, scope)
        case "given" | "not_given":
            return _given(phrase, scope)
        case "empty" | "not_empty" | "includes" | "includes_any":
            return _set(phrase, scope)
        case "some" | "every":
            found = scope.reader("list")(phrase, scope)
            return found.expression if found else None
        case _:
            raise AssertionError(phrase.kind)


def _tests(phrase: Phrase, scope: Scope) -> tuple[ir.Expression, ...] | None:
    """Every test of a list; all mistakes in it are found."""
    tests = [condition(part, scope) for part in phrase.parts if isinstance(part, Phrase)]
    found = tuple(test for test in tests if test is not None)
    return found if len(found) == len(tests) else None


def _negated(phrase: Phrase, test: ir.Expression | None) -> ir.Expression | None:
    return ir.Not(test) if test is not None and phrase.kind.startswith("not_") else test


def _bare(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    typed = value(phrase.phrase(), scope)
    if typed is None:
        return None
    if typed.type != YES_NO:
        help_text = "say what must be so, as in `is above zero`"
        scope.report.error(
            "RF210",
            f"`{phrase.span.text}` is {describe(typed.type)}, not a condition",
            phrase.span,
            help=help_text,
        )
        return None
    return typed.expression


def _within(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    left, anchor = value(phrase.phrase(), scope), value(phrase.phrase(3), scope)
    if left is None or anchor is None:
        return None
    span, side, counted = phrase.phrase(1), phrase.phrase(2).kind, phrase.phrase(4)
    return _negated(phrase, times.within(left, span, side, anchor, counted, scope))


def _is(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    operator: ir.Operator = "eq" if phrase.kind == "is_" else "ne"
    sides = _sides(phrase.phrase(), phrase.phrase(1), scope)
    if sides is None:
        return None
    left, right = sides
    if left.type.kind == "set":
        help_text = "say `includes` or `is empty`"
        scope.report.error(
            "RF203",
            f"`{phrase.phrase().span.text}` is a set, which is not compared",
            phrase.span,
            help=help_text,
        )
        return None
    if left.type.kind != right.type.kind and {left.type.kind, right.type.kind} == {"instant", "date"}:
        return times.compare_times(operator, left, right, None, phrase.span, scope)
    if isinstance(right.expression, ir.Literal) and right.type == YES_NO:
        wanted = right.expression.value is (operator == "eq")
        return left.expression if wanted else ir.Not(left.expression)
    return ir.Compare(operator, left.expression, right.expression)


def _compare(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    sides = _sides(phrase.phrase(), phrase.phrase(2), scope)
    if sides is None:
        return None
    left, right = sides
    operator = _OPERATORS[phrase.phrase(1).kind]
    if not left.type.is_ordered:
        scope.report.error(
            "RF203",
            f"{describe(left.type)} is neither above nor below another",
            phrase.span,
            help="say `is` or `is not`",
        )
        return None
    if {left.type.kind, right.type.kind} <= {"instant", "date"}:
        return times.compare_times(operator, left, right, None, phrase.span, scope)
    return ir.Compare(operator, left.expression, right.expression)


def _sides(left: Phrase, right: Phrase, scope: Scope) -> tuple[Typed, Typed] | None:
    """Both sides of a comparison: the type on the left decides how a bare word on the right is read."""
    if left.kind in {"zero", "number"}:
        both = together([left, right], scope, None)
        return (both[0], both[1]) if both else None
    first = value(left, scope)
    if first is None and right.kind == "word":
        return None  # without the left side nobody can say what the word on the right means
    second = value(right, scope, first.type if first else None)
    if first is None or second is None:
        return None
    times_of_day = {first.type.kind, second.type.kind} <= {"instant", "date"}
    if not times_of_day and not mixes(first.type, second.type):
        unmixed(first.type, second.type, right.span, scope)
        return None
    aligned = align([first, second])
    return aligned[0], aligned[1]


def _options(words: tuple[Word, ...], type_: Type, scope: Scope) -> tuple[str, ...] | None:
    """The listed words, each of which must be a choice of the type, whatever else has its name."""
    for word in words:
        if word.text not in type_.options:
            help_text = did_you_mean(word.text, type_.options) or f"choices are {', '.join(type_.options)}"
            scope.report.error("RF205", f"there is no choice `{word.text}` here", word.span, help=help_text)
    found = tuple(word.text for word in words if word.text in type_.options)
    return found if len(found) == len(words) else None


def _one_of(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    left = value(phrase.phrase(), scope)
    if left is None:
        return None
    if left.type.kind != "choice":
        scope.report.error(
            "RF203",
            f"{describe(left.type)} has no choices",
            phrase.phrase().span,
            help="say `is` or `is above`",
        )
        return None
    options = _options(phrase.phrase(1).words, left.type, scope)
    return None if options is None else _negated(phrase, ir.Member(left.expression, options))


def _given(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    left = value(phrase.phrase(), scope)
    if left is None:
        return None
    if (
        not isinstance(left.expression, ir.Fact)
        or scope.facts[left.expression.name].declaration.presumed != "not_given"
    ):
        help_text = "only a fact whose declaration says `presumed not given` can be left out for good"
        scope.report.error(
            "RF210", f"`{phrase.phrase().span.text}` cannot be `given`", phrase.span, help=help_text
        )
        return None
    return _negated(phrase, ir.Given(left.expression.name))


def _set(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    if phrase.kind in {"empty", "not_empty"} and phrase.phrase().kind == "word":
        word = phrase.phrase().word()
        if word.text in scope.facts and scope.facts[word.text].declaration.fields:
            filled = ir.Fold("any", word.text, ir.Literal(value=True, type=YES_NO), YES_NO)
            return filled if phrase.kind == "not_empty" else ir.Not(filled)
    left = value(phrase.phrase(), scope)
    if left is None:
        return None
    if left.type.kind != "set":
        scope.report.error(
            "RF203",
            f"{describe(left.type)} is not a set",
            phrase.phrase().span,
            help="only an `any of` fact is one",
        )
        return None
    if phrase.kind in {"empty", "not_empty"}:
        some = ir.Includes(left.expression, left.type.options, "any")
        return some if phrase.kind == "not_empty" else ir.Not(some)
    options = _options(phrase.phrase(1).words, left.type, scope)
    if options is None:
        return None
    return ir.Includes(left.expression, options, "any" if phrase.kind == "includes_any" else "all")
