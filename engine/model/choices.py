"""Terms of several lines: the first value whose condition holds, and one for all other cases."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.model.conditions import condition
from engine.model.scope import Scope
from engine.model.tree import Typed
from engine.model.units import inexact
from engine.model.values import together
from engine.syntax.tree import Phrase, Word


def one_of_several(name: Word, lines: list[Phrase], scope: Scope) -> Typed | None:
    """The value of a term: that of its one line, or of the first of several whose condition holds."""
    values = together([line.phrase() for line in lines], scope, None)
    guards = [_guard(line, scope) for line in lines]
    problem = help_text = ""
    place = lines[-1].span
    early = next((line for line, guard in zip(lines[:-1], guards, strict=False) if guard is None), None)
    if early is not None and early.find("guard") is None:
        problem, help_text = "this line holds in every case, and others follow it", "give it an `if …`"
        place = early.span
    elif lines[-1].find("guard") is not None:
        problem, help_text = f"the term `{name.text}` may have no value", "end with `is … otherwise`"
    if problem:
        scope.report.error("RF305", problem, place, help=help_text)
    if problem or values is None or any(guard is None for guard in guards[:-1]):
        return None
    if len(values) == 1:
        return values[0]
    branches = tuple(
        (guard, each.expression) for guard, each in zip(guards[:-1], values, strict=False) if guard
    )
    type_ = values[0].type if all(each.type.exact for each in values) else inexact(values[0].type)
    return Typed(ir.Choose(branches, values[-1].expression), type_)


def _guard(line: Phrase, scope: Scope) -> ir.Expression | None:
    guarded = line.find("guard")
    return condition(guarded.phrase(), scope) if guarded else None
