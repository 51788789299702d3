"""In which order the quota of an account is used up, and which facts its history tells."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.check_consumption import AGES
from engine.ir.types import Type
from engine.model.amounts import bullets
from engine.model.blocks import lines_once, of_kind
from engine.model.scope import Scope
from engine.model.tree import OpenPoint
from engine.syntax.tree import Block, File, Phrase, Sentence, Word

_TEXTS = ("history_of", "for_order")
_NEEDED = (*_TEXTS, "granted", "used")
_QUOTAS = ("granted", "used", "gift_used")
_HOW = ("uses_up", "in_proportion")
_SAID: dict[str, ir.Turn] = {
    "gift": "gift",
    "paid": "paid",
    "oldest": "oldest",
    "newest": "newest",
    "soonest": "soonest",
    "remainder": "remainder",
}


def consumption_from_syntax(
    file: File, open_points: tuple[OpenPoint, ...], scope: Scope
) -> ir.Consumption | None:
    """The consumption of a policy; None where it has none, or with reports."""
    blocks = list(of_kind(file, "consumption"))
    for block in blocks[1:]:
        help_text = "one order of consumption holds for all quota of an account"
        scope.report.error("RF109", "this policy has a second `consumption`", block.head.span, help=help_text)
    return _consumption(blocks[0], open_points, scope) if blocks else None


def _consumption(block: Block, open_points: tuple[OpenPoint, ...], scope: Scope) -> ir.Consumption | None:
    name = block.head.phrase.word()
    scope.say(f"consumption.{name.text}", block.head.phrase.find("text"))
    cites = bullets(block.head.phrase.find("bullets"))
    if not cites:
        problem = f"the consumption `{name.text}` cites nothing"
        scope.report.error("RF404", problem, name.span, help="end its head with `under 4`")
    lines = lines_once(block, scope.report, needed=_NEEDED)
    how = [lines[kind] for kind in _HOW if kind in lines]
    if len(how) != 1:
        problem = f"the consumption `{name.text}` needs one line `uses up`"
        help_text = "say `uses up …`, as in `uses up gift first, then oldest first`"
        scope.report.error("RF108", problem, name.span, help=help_text)
    facts = _facts(lines, scope)
    point = _open_point(lines, open_points, scope)
    if len(how) != 1 or not cites or any(kind not in facts for kind in _NEEDED):
        return None
    turns = _turns(how[0], scope)
    if not turns:
        return None
    return ir.Consumption(
        name.text, cites, facts["history_of"], facts["for_order"], facts["granted"], facts["used"], turns,
        gift_used=facts.get("gift_used", ""), in_proportion=how[0].phrase.kind == "in_proportion", open_point=point,
    )  # fmt: skip


def _facts(lines: dict[str, Sentence], scope: Scope) -> dict[str, str]:
    """The facts that the lines name, of the right types and each in one of them."""
    found: dict[str, str] = {}
    unit: Type | None = None
    for kind in (*_TEXTS, *_QUOTAS):
        if kind not in lines:
            continue
        word = lines[kind].phrase.word()
        fact = scope.fact(word.text, word.span)
        if fact is None:
            continue
        wanted = "text" if kind in _TEXTS else "quota"
        if fact.type.kind != wanted:
            scope.report.error("RF203", f"`{word.text}` is no {wanted}", word.span)
        elif word.text in found.values():
            problem = f"`{word.text}` stands in two lines of this consumption"
            scope.report.error("RF305", problem, word.span, help="name another fact in one of them")
        elif unit and wanted == "quota" and not fact.type.same_measure(unit):
            problem = f"`{word.text}` is in {fact.type.unit}, and the quota above it in {unit.unit}"
            scope.report.error("RF204", problem, word.span, help="the history of an account is in one unit")
        else:
            found[kind] = word.text
            unit = fact.type if wanted == "quota" else unit
    return found


def _open_point(lines: dict[str, Sentence], open_points: tuple[OpenPoint, ...], scope: Scope) -> str:
    if "open_point" not in lines:
        return ""
    word: Word = lines["open_point"].phrase.word()
    return word.text if scope.known("open point", [point.name for point in open_points], word) else ""


def _turns(line: Sentence, scope: Scope) -> tuple[ir.Turn, ...]:
    """The turns of a line, none with a report where one can never count or two lots stay alike."""
    said = [part for part in line.phrase.phrase().parts if isinstance(part, Phrase)]
    turns = tuple(_SAID[turn.kind] for turn in said)
    for at, (turn, phrase) in enumerate(zip(turns, said, strict=True)):
        above = turns[:at]
        if turn in above or any(each in AGES for each in above) or {turn, *above} >= {"gift", "paid"}:
            problem = f"`{phrase.span.text}` is never asked: the turns before it have settled it"
            scope.report.error(
                "RF309", problem, phrase.span, help="leave it out, or put it further to the front"
            )
            return ()
        if turn == "remainder" and line.phrase.kind != "in_proportion":
            problem = "there is no remainder where the quota is not used up in proportion"
            help_text = "say `uses up in proportion, the rest largest remainder first, then oldest first`"
            scope.report.error("RF309", problem, phrase.span, help=help_text)
            return ()
    if turns[-1] not in AGES:
        problem = f"after `{said[-1].span.text}` two lots can still be alike"
        help_text = "end it with `, then oldest first` or `, then newest first`"
        scope.report.error("RF309", problem, said[-1].span, help=help_text)
        return ()
    return turns
