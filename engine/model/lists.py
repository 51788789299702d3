"""Lists of records: their declaration, and the sums, counts and tests over their entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar

import attrs

from engine.ir import tree as ir
from engine.ir.lists import record_of
from engine.ir.types import COUNT, LIST, YES_NO
from engine.model.blocks import lines_once
from engine.model.conditions import condition
from engine.model.scope import Scope
from engine.model.tree import FactModel, Typed
from engine.model.units import align, mixes, numeric, unmixed
from engine.model.values import value
from engine.model.words import describe
from engine.syntax.tree import Block, Phrase, Word

if TYPE_CHECKING:
    from engine.diagnostics.span import Span

T = TypeVar("T")


def list_from_syntax(block: Block, scope: Scope) -> None:
    """Declare a list of records, whose fields were declared as facts."""
    name, record = block.head.phrase.word(), block.head.phrase.word(1)
    lines = lines_once(block, scope.report, needed=("asked",))
    scope.say(f"fact.{name.text}", block.head.phrase.find("text"))
    if "asked" in lines:
        scope.say(f"fact.{name.text}.question", lines["asked"].phrase.phrase())
    if not scope.define("fact", name, scope.facts):
        return
    supplier = lines["supplied_by"].phrase.word() if "supplied_by" in lines else None
    known = supplier is not None and scope.known("party", scope.parties, supplier)
    declared = ir.FactDeclaration(
        name.text,
        LIST,
        presumed=ir.Literal((), LIST) if "presumed_empty" in lines else None,
        supplied_by=supplier.text if supplier and known else "",
        fields=_fields(name, record, scope),
    )
    if declared.fields:
        scope.facts[name.text] = FactModel(declared, name.span)
    else:
        scope.broken.add(name.text)


def _fields(name: Word, record: Word, scope: Scope) -> tuple[ir.FactDeclaration, ...]:
    """The fields of a record, none of them personal; reported where there are none."""
    models = [scope.facts[each] for each, of in scope.fields.items() if of == record.text]
    for model in models:
        if model.declaration.personal:
            help_text = "give the person's data a fact of its own, which can be erased"
            problem = f"`{model.declaration.name}` is personal, and it is a field of a record"
            scope.report.error("RF217", problem, model.span, help=help_text)
    if not models:
        help_text = f"declare them as facts, beginning with `{record.text}`"
        scope.report.error("RF108", f"the record `{record.text}` has no fields", record.span, help=help_text)
    if name.text.partition(".")[0] == record.text:
        problem = f"the list `{name.text}` cannot be part of the record `{record.text}`"
        scope.report.error("RF206", problem, name.span, help="give one of the two another name")
        return ()
    return tuple(attrs.evolve(model.declaration, personal=False) for model in models)


def over(phrase: Phrase, scope: Scope) -> Typed | None:
    """A sum, a count, a test, or the least or greatest over the entries of a list."""
    match phrase.kind:
        case "number_over":
            return _count(phrase, scope)
        case "sum_over":
            return _sum(phrase, scope)
        case "some" | "every":
            test = some_or_every(phrase, scope)
            return None if test is None else Typed(test, YES_NO)
        case _:
            return _extreme(phrase, scope)


def _count(phrase: Phrase, scope: Scope) -> Typed | None:
    fact = _list(phrase.word(), scope)
    if fact is None:
        return None
    where = _inside(fact, scope, lambda: _where(phrase, fact, scope))
    one = ir.Literal(1, COUNT)
    return None if where is None else Typed(ir.Fold("sum", fact.name, one, COUNT, *where), COUNT)


def _sum(phrase: Phrase, scope: Scope) -> Typed | None:
    fact = _list(phrase.word(1), scope)
    if fact is None:
        return None
    held = _inside(fact, scope, lambda: value(phrase.phrase(), scope))
    where = _inside(fact, scope, lambda: _where(phrase, fact, scope))
    if held is None or where is None or not numeric(held, phrase.phrase().span, scope):
        return None
    return Typed(ir.Fold("sum", fact.name, held.expression, held.type, *where), held.type)


def _extreme(phrase: Phrase, scope: Scope) -> Typed | None:
    fact = _list(phrase.word(2), scope)
    if fact is None:
        return None
    held = _inside(fact, scope, lambda: value(phrase.phrase(1), scope))
    where = _inside(fact, scope, lambda: _where(phrase, fact, scope))
    none = value(phrase.parts[-1], scope, held.type if held else None)  # type: ignore[arg-type] # the grammar has one
    if held is None or where is None or none is None:
        return None
    if not held.type.is_ordered or not held.type.exact or not none.type.exact:
        problem = f"{describe(held.type)} has no order" if held.type.exact else "this can be a fraction"
        code = "RF209" if held.type.is_ordered else "RF203"
        scope.report.error(code, problem, phrase.phrase(1).span, help="round it, or pick among what is whole")
        return None
    if not mixes(held.type, none.type):
        unmixed(held.type, none.type, phrase.span, scope)
        return None
    held, none = align([held, none])
    which: Literal["least", "greatest"] = "least" if phrase.phrase().kind == "least" else "greatest"
    found = ir.Fold(which, fact.name, held.expression, held.type, *where, otherwise=none.expression)
    return Typed(found, held.type)


def some_or_every(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    """That something is so of one entry of a list, or of each."""
    record, fact = phrase.word(), _list(phrase.word(1), scope)
    if fact is None:
        return None
    if record.text != record_of(fact):
        scope.unknown("RF201", "record", record.text, [record_of(fact)], record.span)
        return None
    where = _inside(fact, scope, lambda: _where(phrase, fact, scope))
    test = _inside(fact, scope, lambda: _entry_test(phrase.parts[-1], fact, scope))
    if where is None or test is None:
        return None
    return ir.Fold("any" if phrase.kind == "some" else "all", fact.name, test, YES_NO, *where)


def _list(word: Word, scope: Scope) -> ir.FactDeclaration | None:
    """The list of this name, no entry of whose record is at hand already; None with a report."""
    lists = [name for name, model in scope.facts.items() if model.declaration.fields]
    if word.text in scope.broken:
        return None
    if word.text not in lists:
        scope.unknown("RF202", "list", word.text, lists, word.span)
        return None
    fact = scope.facts[word.text].declaration
    if record_of(fact) in scope.at_hand:
        problem = f"one `{record_of(fact)}` is spoken of already"
        help_text = "give the other list a record of its own"
        scope.report.error("RF219", problem, word.span, help=help_text)
        return None
    return fact


def _inside(fact: ir.FactDeclaration, scope: Scope, read: Callable[[], T]) -> T:
    """What is read where an entry of a list is at hand."""
    around, scope.at_hand = scope.at_hand, scope.at_hand | {record_of(fact)}
    found = read()
    scope.at_hand = around
    return found


def _where(phrase: Phrase, fact: ir.FactDeclaration, scope: Scope) -> tuple[ir.Expression | None] | None:
    """The test behind `where`, if there is one, as the rest of what a fold takes; None with a report."""
    written = phrase.find("where")
    if written is None:
        return (None,)
    test = _entry_test(written.phrase(), fact, scope)
    return None if test is None else (test,)


def _entry_test(phrase: object, fact: ir.FactDeclaration, scope: Scope) -> ir.Expression | None:
    """A test of an entry: each of several joined by `and` speaks of it, so that nobody can take one for more."""
    if not isinstance(phrase, Phrase):
        raise TypeError(phrase)
    joined = phrase.kind in {"all_of", "any_of"}
    parts = [part for part in phrase.parts if isinstance(part, Phrase)] if joined else [phrase]
    for part in parts:
        test = condition(part, scope)
        if test is None:
            return None
        if record_of(fact) not in scope.records().free(test):
            _speaks_of_no_entry(record_of(fact), part.span, scope)
            return None
    return condition(phrase, scope)


def _speaks_of_no_entry(record: str, place: Span, scope: Scope) -> None:
    help_text = "say it before `some` or `every`, or on a line of its own; put a sum over a list in brackets"
    scope.report.error("RF220", f"this says nothing of a `{record}`", place, help=help_text)
