"""What a policy states for its proofs: assumptions on facts, and properties of its own."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.properties import Assumption, NeverRises, PaysAtMost, Promises, Property
from engine.model.blocks import of_kind
from engine.model.conditions import condition
from engine.model.scope import Scope
from engine.model.tree import Header
from engine.model.values import value
from engine.syntax.tree import Block, File, Phrase, Sentence, Word

Tests = tuple[ir.Expression, ...]
_ORDERED = {
    "never_rises": ("money", "quota", "count", "number", "percent"),
    "never_later": ("instant", "date"),
}


def promises_from_syntax(file: File, header: Header | None, scope: Scope) -> Promises:
    """All assumptions and properties of a policy."""
    names: set[str] = set()
    assumptions = [_assumption(block, names, scope) for block in of_kind(file, "assume")]
    properties = [_property(block, names, scope) for block in of_kind(file, "property")]
    return Promises(
        tuple(each for each in properties if each),
        tuple(each for each in assumptions if each),
        header.governs_from if header else None,
    )


def _named(block: Block, names: set[str], scope: Scope) -> Word:
    """The name of a block, with its text."""
    word = block.head.phrase.word()
    if scope.define(block.kind, word, names):
        names.add(word.text)
        scope.say(f"{block.kind}.{word.text}", block.head.phrase.find("text"))
    return word


def _assumption(block: Block, names: set[str], scope: Scope) -> Assumption | None:
    word = _named(block, names, scope)
    if len(block.lines) != 1:
        problem = f"the assumption `{word.text}` needs one `that`"
        scope.report.error("RF108", problem, word.span, help="say `that …`, and what holds")
        return None
    test = condition(block.lines[0].phrase.phrase(), scope)
    return None if test is None else Assumption(word.text, test)


def _property(block: Block, names: set[str], scope: Scope) -> Property | None:
    word = _named(block, names, scope)
    said = [line for line in block.lines if line.phrase.kind != "where"]
    where = [condition(line.phrase.phrase(), scope) for line in block.lines if line.phrase.kind == "where"]
    if len(said) != 1:
        help_text = (
            "say `nobody is paid more than …`, `more of … never pays more` or `a later … never pays more`"
        )
        scope.report.error(
            "RF108", f"the property `{word.text}` needs one promise", word.span, help=help_text
        )
        return None
    tests = tuple(test for test in where if test is not None)
    if said[0].phrase.kind == "pays_at_most":
        return _pays_at_most(word.text, said[0].phrase.phrase(), tests, scope)
    return _never_rises(word.text, said[0], tests, scope)


def _pays_at_most(name: str, phrase: Phrase, where: Tests, scope: Scope) -> PaysAtMost | None:
    paid = next(iter(scope.amounts.values()), None)
    limit = value(phrase, scope, paid.type if paid else None)
    if limit is None or paid is None:
        return None
    if not limit.type.same_measure(paid.type):
        problem = f"`{phrase.span.text}` is no sum in the currency of the amounts"
        scope.report.error("RF203", problem, phrase.span, help="say a sum of money")
        return None
    return PaysAtMost(name, limit.expression, where)


def _never_rises(name: str, said: Sentence, where: Tests, scope: Scope) -> NeverRises | None:
    word = said.phrase.word()
    fact = scope.fact(word.text, word.span)
    if fact is None:
        return None
    if fact.type.kind in _ORDERED[said.phrase.kind]:
        return NeverRises(name, word.text, where)
    help_text = "say `more of` a number or a sum, `a later` moment or date"
    if said.phrase.kind == "never_later":
        scope.report.error("RF203", f"`{word.text}` is no moment and no date", word.span, help=help_text)
    else:
        scope.report.error("RF203", f"`{word.text}` is no number and no sum", word.span, help=help_text)
    return None
