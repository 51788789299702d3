"""Amounts: bills read downwards, one line a step."""

from __future__ import annotations

import attrs

from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.running import after
from engine.ir.types import Type
from engine.ir.walk import parts_of
from engine.model.conditions import condition
from engine.model.scope import Scope
from engine.model.tree import Citation, Text, Typed
from engine.model.units import align, inexact, mixes, unmixed
from engine.model.values import round_to, value
from engine.model.words import describe
from engine.syntax.tree import Block, Phrase

_ADDS = {"take", "add"}
LARGEST_LINE = 1_000
"""The parts that a line may have, the lines that `the total` stands for written out."""


@attrs.define
class _Bill:
    """An amount while its lines are read: the type of the running total, None before the first line."""

    name: str
    cites: tuple[str, ...]
    type: Type | None = None
    broken: bool = False
    steps: list[ir.Step] = attrs.Factory(list)
    nothing_left: list[ir.NothingLeft] = attrs.Factory(list)
    owed_by: str = ""

    _held: ir.Expression | None = None

    @property
    def total(self) -> Typed | None:
        """What the lines read so far come to."""
        return None if self.type is None or self._held is None else Typed(self._held, self.type)

    def add(self, step: ir.Step, type_: Type) -> None:
        """Take one more line."""
        nothing = ir.Literal(0, attrs.evolve(type_, exact=True))
        self.steps.append(step)
        self._held = after(step, self._held or nothing, nothing)


def amount_from_syntax(block: Block, scope: Scope) -> ir.Amount | None:
    """The amount that a block defines, or None with reports."""
    name = block.head.phrase.word()
    scope.say(f"amount.{name.text}", block.head.phrase.find("text"))
    cites = bullets(block.head.phrase.find("bullets"))
    bill = _Bill(name.text, cites)
    for phrase in (block.head.phrase, *(line.phrase for line in block.lines)):
        cited = phrase.find("bullets")
        scope.citations += (
            [Citation(name.text, word.text, word.span) for word in cited.words] if cited else []
        )
    if not cites:
        scope.report.error(
            "RF404", f"the amount `{name.text}` cites nothing", name.span, help="end its head with `under 4`"
        )
    for line in block.lines:
        scope.total = bill.total
        _line(bill, line.phrase, scope)
        scope.total = None
    if bill.type is None:
        if not any(line.phrase.kind in _ADDS for line in block.lines):
            problem = f"the amount `{name.text}` takes nothing"
            scope.report.error("RF108", problem, name.span, help="begin it with `take …`")
        return None
    if not bill.type.exact:
        help_text = f"end it with a line such as `round down to 0.01 {bill.type.unit}`"
        scope.report.error(
            "RF209", f"the amount `{name.text}` can end in a fraction", name.span, help=help_text
        )
        return None
    return ir.Amount(bill.name, bill.type, tuple(bill.steps), tuple(bill.nothing_left), bill.owed_by)


def is_small(node: ir.Expression, name: str, place: Span, scope: Scope) -> bool:
    """Whether a line is not too large once the lines that `the total` stands for are written out; reported if it is."""
    if scope.total is None or sum(1 for _ in parts_of(node)) <= LARGEST_LINE:
        return True
    problem = (
        f"this line of `{name}` stands for more than {LARGEST_LINE:,} parts, the total in it written out"
    )
    scope.report.error("RF901", problem, place, help="name `the total` fewer times, or a part with a `term`")
    return False


def bullets(phrase: Phrase | None) -> tuple[str, ...]:
    """The clauses that an `under` names."""
    return tuple(word.text for word in phrase.words) if phrase else ()


def _line(bill: _Bill, phrase: Phrase, scope: Scope) -> None:
    if phrase.kind == "owed_by":
        if bill.owed_by:
            scope.report.error(
                "RF109", "this `amount` says twice who owes", phrase.span, help="keep one of the two"
            )
        if scope.known("party", scope.parties, phrase.word()):
            bill.owed_by = phrase.word().text
        return
    guarded = phrase.find("guard")
    guard = condition(guarded.phrase(), scope) if guarded else None
    if guarded and guard is None:
        return
    cites = bullets(phrase.find("bullets")) or bill.cites
    if phrase.kind == "nothing_left":
        bill.nothing_left.append(ir.NothingLeft(guard, cites))
        return
    if bill.nothing_left:
        help_text = "move it above the lines on what happens where nothing is left"
        scope.report.error("RF305", "this line comes after the end of the bill", phrase.span, help=help_text)
    if bill.type is None and bill.broken:
        return
    if bill.type is None and phrase.kind not in _ADDS:
        scope.report.error(
            "RF305", "a bill begins with what is taken", phrase.span, help="begin with `take …`"
        )
        return
    typed = _rounded(bill, phrase, scope) if phrase.kind == "round" else _value(bill, phrase, scope)
    bill.broken = bill.broken or typed is None
    if typed is not None:
        _add_step(bill, phrase, typed, guard, cites, scope)


def _value(bill: _Bill, phrase: Phrase, scope: Scope) -> Typed | None:
    inner = phrase.phrase()
    if phrase.kind == "less" and any(
        isinstance(part, Phrase) and part.kind == "minus" for part in inner.parts
    ):
        help_text = "write two lines, or put what is taken off together in brackets"
        scope.report.error(
            "RF305", "this line takes off a difference, not two sums", inner.span, help=help_text
        )
        return None
    typed = value(phrase.phrase(), scope, bill.type)
    if typed is None or not is_small(typed.expression, bill.name, phrase.span, scope):
        return None
    if typed.type.kind != "money":
        scope.report.error(
            "RF203", f"an amount is money, and this is {describe(typed.type)}", phrase.phrase().span
        )
        return None
    if bill.type is not None and not mixes(bill.type, typed.type):
        unmixed(bill.type, typed.type, phrase.phrase().span, scope)
        return None
    if bill.type is not None:
        typed = align([Typed(ir.Literal(0, bill.type), bill.type), typed])[1]
    bill.type = typed.type if bill.type is None else bill.type
    if not typed.type.exact:
        bill.type = inexact(bill.type)
    return typed


def _rounded(bill: _Bill, phrase: Phrase, scope: Scope) -> Typed | None:
    """The unit of a rounding line; the running total is whole from there on, if the line always counts."""
    type_ = bill.type
    if type_ is None:
        return None
    rounded = round_to(Typed(ir.Literal(0, type_), type_), phrase.word(), phrase.phrase(1), scope)
    if rounded is None or not isinstance(rounded.expression, ir.Round):
        return None
    if phrase.find("guard") is None:
        bill.type = rounded.type
    return Typed(ir.Literal(rounded.expression.unit, rounded.type), rounded.type)


def _add_step(
    bill: _Bill,
    phrase: Phrase,
    typed: Typed,
    guard: ir.Expression | None,
    cites: tuple[str, ...],
    scope: Scope,
) -> None:
    key = f"amount.{bill.name}.line.{len(bill.steps) + 1}"
    text = phrase.find("text")
    if text is not None:
        scope.say(key, text)
    else:
        key = _own_label(typed.expression, phrase, key, scope)
    kind: ir.StepKind = phrase.kind  # type: ignore[assignment]  # the grammar knows these alone
    mode = " ".join(phrase.word().text.split()).replace(" ", "_") if phrase.kind == "round" else ""
    cited = cites[0] if cites else ""
    bill.add(ir.Step(kind, typed.expression, guard, cited, key, mode), bill.type or typed.type)


def _own_label(expression: ir.Expression, phrase: Phrase, key: str, scope: Scope) -> str:
    """The text that names what a line takes: that of its fact or term; a text of our own where it is neither."""
    if isinstance(expression, ir.Fact):
        return f"fact.{expression.name}"
    if isinstance(expression, ir.Term):
        return f"term.{expression.name}"
    kinds = {
        "round": ("Rounded", "取整"),
        "at_least": ("Not below", "下限"),
        "at_most": ("Not above", "上限"),
    }
    if phrase.kind in kinds:
        en, zh = kinds[phrase.kind]
        scope.texts[key] = Text(en, zh, phrase.span)
        return key
    help_text = 'name it: `… "What is taken" / "…"`'
    scope.report.error(
        "RF401", "this line of a bill has no words for the customer", phrase.span, help=help_text
    )
    return key
