"""What comes beside an answer: remedies that are offered, who chooses, and how the money is split."""

from __future__ import annotations

from typing import Literal

import attrs

from engine.ir import tree as ir
from engine.ir.types import DATE
from engine.model.blocks import lines_once
from engine.model.conditions import condition
from engine.model.scope import Scope
from engine.model.units import mixes, unmixed
from engine.model.values import value
from engine.model.words import describe
from engine.syntax.tree import Phrase, Word


def offer(phrase: Phrase, scope: Scope) -> list[ir.Offer]:
    """A remedy that is offered, with what its block says of it."""
    remedy, worth = phrase.word(), phrase.parts[1]
    known = scope.known("remedy", scope.remedies, remedy)
    guarded = phrase.find("guard")
    guard = condition(guarded.phrase(), scope) if guarded else None
    named = not isinstance(worth, Word) or scope.known("amount", scope.amount_blocks, worth)
    if not known or not named or (guarded and guard is None):
        return []
    made = ir.Offer(remedy.text, worth.text if isinstance(worth, Word) else "", guard)
    lines = lines_once(scope.remedies[remedy.text], scope.report, repeated={"marked"})
    marks = []
    for line in scope.remedies[remedy.text].lines:
        if line.phrase.kind == "marked":
            marks.append(line.phrase.word().text)
            scope.say(f"remedy.{remedy.text}.{marks[-1]}", line.phrase.find("text"))
    until = _day(lines["valid_until"].phrase.phrase(), scope) if "valid_until" in lines else None
    return [attrs.evolve(made, until=until, marks=tuple(marks))]


def chosen_by(phrase: Phrase, scope: Scope) -> ir.Offers:
    """Who chooses among what is offered, and until when."""
    party, end = phrase.word(), phrase.parts[1]
    known = scope.known("party", scope.parties, party)
    until = _day(end, scope) if isinstance(end, Phrase) else None
    return ir.Offers((), party.text if known else "", until)


def _day(phrase: Phrase, scope: Scope) -> ir.Expression | None:
    """A day until which something is so."""
    typed = value(phrase, scope)
    if typed is None:
        return None
    if typed.type != DATE:
        problem = f"a day is needed here, and this is {describe(typed.type)}"
        scope.report.error("RF203", problem, phrase.span, help="count it in days or months")
        return None
    return typed.expression


def splits(phrase: Phrase, scope: Scope) -> list[ir.Effect]:
    """How money is divided over several ways."""
    parts: dict[str, ir.Expression] = {}
    *shares, rest = (part for part in phrase.parts if isinstance(part, Phrase))
    is_known = scope.known("route", scope.routes, rest.word())
    currency = next((each.type for each in scope.amounts.values()), None)
    for share in shares:
        route, most = share.word(), value(share.phrase(1), scope, currency)
        if not scope.known("route", scope.routes, route) or most is None:
            is_known = False
            continue
        if currency is not None and not mixes(currency, most.type):
            unmixed(currency, most.type, share.phrase(1).span, scope)
        elif most.type.kind != "money" or not most.type.exact:
            help_text = "round it, as in `…, rounded down to 0.01 CNY`" if most.type.kind == "money" else None
            problem = "a part of what is split is money, a whole number of its smallest unit"
            scope.report.error("RF203", problem, share.phrase(1).span, help=help_text)
        if route.text in parts:
            scope.report.error(
                "RF206", f"the route `{route.text}` stands twice here", route.span, help="keep one of the two"
            )
        parts[route.text] = most.expression
    how: Literal["order", "proportion"] = "order" if phrase.kind == "splits_in_turn" else "proportion"
    return [ir.Splits(how, tuple(parts.items()), rest.word().text)] if is_known else []
