"""Clauses: whom they speak of, what they need and what they do."""

from __future__ import annotations

import attrs

from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.limits import MOST_NEEDS
from engine.ir.outcome import PAYING, VERDICTS
from engine.ir.types import DATE
from engine.model.amounts import bullets
from engine.model.beside import chosen_by, offer, splits
from engine.model.blocks import lines_once
from engine.model.conditions import condition
from engine.model.scope import Scope
from engine.model.times import moment
from engine.model.tree import ClauseModel, Target
from engine.model.units import mixes, unmixed
from engine.model.values import value
from engine.model.variations import Variations
from engine.syntax.tree import Block, Phrase, Word

_ANSWERS = (ir.Pays, ir.Refuses, ir.Leaves)
_REPEATED = {
    "for_",
    "unless",
    "needs",
    "pays",
    "pays_otherwise",
    "calls_for",
    "overrides",
    "asks",
    "due",
    "offers",
}
_ON_TOP = (ir.Leaves, ir.Asks, ir.Orders, ir.Due, ir.Routes, ir.Splits, ir.Offers)


@attrs.define
class _Draft:
    """A clause while its lines are read."""

    name: str
    cites: tuple[str, ...]
    span: Span
    acts: bool = False
    on: tuple[str, ...] | None = None
    scope: list[ir.Expression] = attrs.Factory(list)
    needs: list[ir.Need] = attrs.Factory(list)
    pays: list[tuple[ir.Expression | None, str]] = attrs.Factory(list)
    effects: list[ir.Effect] = attrs.Factory(list)
    overrides: list[Target] = attrs.Factory(list)
    offers: list[ir.Offer] = attrs.Factory(list)
    chosen: ir.Offers | None = None
    improves: bool = False


def clause_from_syntax(block: Block, variations: Variations, scope: Scope) -> ClauseModel:
    """The clause that a block writes, as variations have it; what was wrong in it is reported and left out."""
    head = block.head.phrase
    name = head.word()
    cites = bullets(head.find("bullets")) or (name.text.rstrip("abcdefghijklmnopqrstuvwxyz"),)
    draft = _Draft(name.text, cites, name.span)
    scope.say(f"clause.{name.text}", head.find("text"))
    lines_once(block, scope.report, repeated=_REPEATED)
    for line in block.lines:
        _line(draft, line.phrase, variations, scope)
    if draft.pays:
        draft.effects.insert(0, ir.Pays(tuple(draft.pays)))
    if draft.offers:
        draft.effects.append(attrs.evolve(draft.chosen or ir.Offers(()), options=tuple(draft.offers)))
    elif draft.chosen is not None:
        help_text = "say what, with `offers …`"
        scope.report.error(
            "RF305", f"the clause `{draft.name}` offers nothing to choose from", draft.span, help=help_text
        )
    _check(draft, scope)
    test = draft.scope[0] if len(draft.scope) == 1 else ir.All(tuple(draft.scope))
    clause = ir.Clause(
        draft.name, cites, test, tuple(draft.needs), tuple(draft.effects), draft.on or (), draft.improves
    )
    return ClauseModel(clause, tuple(draft.overrides), _countings(block), name.span)


def _countings(block: Block) -> tuple[str, ...]:
    """The ways to count time that a block names, in the order written."""
    waiting: list[Phrase | Word | None] = [line.phrase for line in block.lines]
    found: dict[str, None] = {}
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Phrase):
            waiting[:0] = part.parts
            found |= {part.word().text: None} if part.kind == "counted" else {}
    return tuple(found)


def targets(phrase: Phrase) -> tuple[Target, ...]:
    """The clauses or sections that a sentence names."""
    return tuple(Target(phrase.kind, word.text, word.span) for word in phrase.phrase().words)


def _line(draft: _Draft, phrase: Phrase, variations: Variations, scope: Scope) -> None:
    match phrase.kind:
        case "for_" | "unless":
            test = variations.test(draft.name, phrase.kind, phrase.phrase())
            if test is not None:
                draft.scope.append(ir.Not(test) if phrase.kind == "unless" else test)
        case "needs":
            _need(draft, phrase, variations, scope)
        case "pays" | "pays_otherwise":
            draft.acts = True
            _pays(draft, phrase, variations, scope)
        case "on":
            _on(draft, phrase, scope)
        case "overrides":
            draft.overrides += targets(phrase.phrase())
        case "only_improves":
            draft.improves = True
        case "offers":
            draft.acts = True
            draft.offers += offer(phrase, scope)
        case "chosen_by":
            draft.chosen = chosen_by(phrase, scope)
        case "says":
            scope.say(f"clause.{draft.name}.says", phrase.phrase())
        case _:
            draft.acts = True
            draft.effects += _effects(phrase, scope)


def _effects(phrase: Phrase, scope: Scope) -> list[ir.Effect]:
    match phrase.kind:
        case "refuses":
            return [ir.Refuses()]
        case "leaves":
            return _leaves(phrase, scope)
        case "asks":
            return _asks(phrase, scope)
        case "calls_for":
            guarded = phrase.find("guard")
            guard = condition(guarded.phrase(), scope) if guarded else None
            return [ir.Orders(word, guard) for word in _measures(phrase.phrase(), scope)]
        case "due":
            anchor = value(phrase.phrase(3), scope)
            day = anchor and moment(phrase.phrase(1), phrase.phrase(2).kind, anchor, phrase.phrase(4), scope)
            if day and day.type != DATE:
                scope.report.error(
                    "RF203", "a deadline is a day", phrase.span, help="count it in days or months"
                )
            return [ir.Due(phrase.word().text, day.expression)] if day else []
        case "goes_by":
            known = scope.known("route", scope.routes, phrase.word())
            payee = phrase.parts[1]
            party = (
                payee.text if isinstance(payee, Word) and scope.known("party", scope.parties, payee) else ""
            )
            return [ir.Routes(phrase.word().text, party)] if known else []
        case "splits_in_turn" | "splits_in_proportion":
            return splits(phrase, scope)
        case _:
            raise AssertionError(phrase.kind)


def _need(draft: _Draft, phrase: Phrase, variations: Variations, scope: Scope) -> None:
    test = variations.test(draft.name, "needs", phrase.phrase())
    calling = phrase.find("calling")
    measures = _measures(calling.phrase(), scope) if calling else ()
    key = f"clause.{draft.name}.need.{len(draft.needs) + 1}"
    scope.say(key, phrase.find("text"))
    if test is not None:
        draft.needs.append(ir.Need(test, bullets(phrase.find("bullets")) or draft.cites, measures, key))


def _pays(draft: _Draft, phrase: Phrase, variations: Variations, scope: Scope) -> None:
    known = scope.known("amount", scope.amount_blocks, phrase.word())
    guarded = phrase.find("guard")
    guard = condition(guarded.phrase(), scope) if guarded else None
    if guarded and guard is None:
        return
    if draft.pays and draft.pays[-1][0] is None:
        scope.report.error(
            "RF305", "the line above pays already in every other case", phrase.span, help="give it an `if …`"
        )
    for where, other in variations.pays(draft.name, phrase.word()):
        if scope.known("amount", scope.amount_blocks, other):
            draft.pays.append((where if guard is None else ir.All((guard, where)), other.text))
    if known:
        draft.pays.append((guard, phrase.word().text))


def _on(draft: _Draft, phrase: Phrase, scope: Scope) -> None:
    words = phrase.phrase().words
    known = [word.text for word in words if scope.known("verdict", VERDICTS, word)]
    draft.on = tuple(verdict for verdict in VERDICTS if verdict in known)


def _leaves(phrase: Phrase, scope: Scope) -> list[ir.Effect]:
    known = scope.known("party", scope.parties, phrase.word())
    low, high = value(phrase.phrase(1), scope), phrase.phrase(2)
    amount = "" if high.kind == "the_refund" else high.word().text
    named = high.kind == "the_refund" or scope.known("amount", scope.amount_blocks, high.word())
    if low is None or not known or not named:
        return []
    is_zero = isinstance(low.expression, ir.Literal) and low.expression.value == 0
    currency = next((each.type for each in scope.amounts.values()), low.type)
    if not is_zero and (low.type.kind != "money" or not low.type.exact):
        scope.report.error(
            "RF203", "the least sum is money, a whole number of its smallest unit", phrase.phrase(1).span
        )
    elif not is_zero and not mixes(low.type, currency):
        unmixed(low.type, currency, phrase.phrase(1).span, scope)
    return [ir.Leaves(phrase.word().text, low.expression, amount)]


def _asks(phrase: Phrase, scope: Scope) -> list[ir.Effect]:
    fact = scope.fact(phrase.word().text, phrase.word().span)
    if fact is None:
        return []
    if fact.type.kind != "set":
        scope.report.error(
            "RF203",
            f"`{fact.name}` is not a set of materials",
            phrase.word().span,
            help="only an `any of` fact is one",
        )
        return []
    words = phrase.phrase(1).words
    known = [word.text for word in words if scope.known("choice", fact.type.options, word)]
    return [ir.Asks(fact.name, tuple(known))] if len(known) == len(words) else []


def _measures(phrase: Phrase, scope: Scope) -> tuple[str, ...]:
    return tuple(word.text for word in phrase.words if scope.known("measure", scope.measures, word))


def _check(draft: _Draft, scope: Scope) -> None:
    """A clause does something, and only what a clause of its kind can do."""
    if not draft.acts:
        help_text = "say `pays …`, `refuses`, `leaves … to choose …` or another effect"
        scope.report.error("RF304", f"the clause `{draft.name}` does nothing", draft.span, help=help_text)
    elif draft.effects and draft.on is not None:
        _check_on_top(draft, scope)
    elif draft.effects:
        _check_answer(draft, scope)


def _check_on_top(draft: _Draft, scope: Scope) -> None:
    """What comes on top of an answer neither answers the case nor needs anything."""
    if draft.improves or draft.needs or not all(isinstance(effect, _ON_TOP) for effect in draft.effects):
        help_text = (
            "it comes on top of an answer: it may leave, ask, call for, set a deadline or name the way"
        )
        problem = f"the clause `{draft.name}` says `on` and answers the case itself"
        scope.report.error("RF305", problem, draft.span, help=help_text)
    if draft.on != ("refund",) and any(isinstance(effect, ir.Splits) for effect in draft.effects):
        problem = f"the clause `{draft.name}` splits money where there may be none"
        scope.report.error("RF305", problem, draft.span, help="say `on refund` alone")
    leaves = any(isinstance(effect, ir.Leaves) and not effect.high for effect in draft.effects)
    if leaves and not set(draft.on or ()) <= PAYING:
        problem = f"the clause `{draft.name}` leaves a sum up to the refund where there is none"
        help_text = "say `on refund`, or name an amount instead of `the refund`"
        scope.report.error("RF305", problem, draft.span, help=help_text)


def _check_answer(draft: _Draft, scope: Scope) -> None:
    """A clause that answers the case does so in one way, and always."""
    if len(draft.needs) > MOST_NEEDS:
        help_text = "put some of them together with `all of`, or name a part with a `term`"
        scope.report.error(
            "RF901", f"the clause `{draft.name}` has more than {MOST_NEEDS} needs", draft.span, help=help_text
        )
    answers = [effect for effect in draft.effects if isinstance(effect, _ANSWERS)]
    on_top = any(not isinstance(effect, (*_ANSWERS, ir.Orders)) for effect in draft.effects)
    problem = help_text = ""
    if on_top:
        problem = "mixes an answer with what comes on top of one"
        help_text = "give what comes on top a clause of its own that begins with `on refund, …`"
    elif len(answers) != 1:
        problem = "does not answer the case" if not answers else "answers the case in more than one way"
        help_text = (
            "a clause pays, refuses or leaves; what comes on top of an answer begins with `on refund, …`"
        )
    elif draft.pays and draft.pays[-1][0] is not None:
        problem, help_text = "may pay nothing at all", "end with `pays … otherwise`"
    elif any(isinstance(effect, ir.Leaves) and not effect.high for effect in answers):
        problem, help_text = "has no refund yet to choose from", "begin it with `on refund`"
    if problem:
        scope.report.error("RF305", f"the clause `{draft.name}` {problem}", draft.span, help=help_text)
