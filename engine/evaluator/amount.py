"""Amounts as Python source: one function for the total, one for the lines of the bill."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from engine.evaluator.expression import Names, code, identifier, number, rounded
from engine.ir import tree as ir
from engine.ir.texts import BELOW_ZERO


def total_source(amount: ir.Amount, names: Names) -> str:
    """The function `amount_NAME(c)`: what the bill comes to, in whole smallest units."""
    body = list(_whole_total(amount, names) if _is_whole(amount, names) else _exact_total(amount, names))
    return "\n".join([f"def amount_{identifier(amount.name)}(c):", *(f"    {line}" for line in body), ""])


def lines_source(amount: ir.Amount, names: Names) -> str:
    """The function `lines_NAME(c)`: the lines of the bill, those that change nothing left out."""
    whole = _is_whole(amount, names)
    body = ["t = s = 0; out = []"] if whole else ["n, d, s, out = 0, 1, 0, []"]
    for step in amount.steps:
        shown = _whole_line(step, names) if whole else _exact_line(step, names)
        body += _guarded(step.guard, shown, names)
    first = amount.steps[0]
    if not amount.owed_by:
        body.append(f"if s < 0: out.append(({BELOW_ZERO!r}, {first.cites!r}, -s))")
    body.append(f"return out or [({first.key!r}, {first.cites!r}, 0)]")
    return "\n".join([f"def lines_{identifier(amount.name)}(c):", *(f"    {line}" for line in body), ""])


def _whole_line(step: ir.Step, names: Names) -> list[str]:
    """A line of a bill that never holds a fraction."""
    return [_whole_step(step, names), f"if t != s: out.append(({step.key!r}, {step.cites!r}, t - s)); s = t"]


def _exact_line(step: ir.Step, names: Names) -> list[str]:
    """A line of a bill that may hold a fraction until it is rounded."""
    return [*_exact_step(step, names), f"s = line(out, n, d, s, {step.key!r}, {step.cites!r})"]


def _is_whole(amount: ir.Amount, names: Names) -> bool:
    """Whether each line is a whole number of smallest units, so that no fraction need be carried."""
    return all(step.kind != "round" and not number(step.value, names).under for step in amount.steps)


def _whole_total(amount: ir.Amount, names: Names) -> Iterator[str]:
    yield "t = 0"
    for guard, steps in groupby(amount.steps, key=lambda step: step.guard):
        yield from _guarded(guard, [_whole_step(step, names) for step in steps], names)
    yield "return t"


def _whole_step(step: ir.Step, names: Names) -> str:
    held = number(step.value, names).over
    match step.kind:
        case "take" | "add":
            return f"t += {held}"
        case "less":
            return f"t -= {held}"
        case "at_least":
            return f"t = max(t, {held})"
        case "at_most":
            return f"t = min(t, {held})"
        case "round":
            raise AssertionError(step.key)


def _exact_total(amount: ir.Amount, names: Names) -> Iterator[str]:
    yield "n, d = 0, 1"
    for step in amount.steps:
        yield from _guarded(step.guard, list(_exact_step(step, names)), names)
    yield "return whole(n, d)"


def _exact_step(step: ir.Step, names: Names) -> Iterator[str]:
    """Lines that bring the fraction `n / d` up to date."""
    over, under = number(step.value, names)
    under = under or "1"
    match step.kind:
        case "take" | "add" | "less":
            sign = "-" if step.kind == "less" else "+"
            yield f"p, q = {over}, {under}"
            yield f"n, d = n * q {sign} p * d, d * q"
        case "at_least" | "at_most":
            sign = ">" if step.kind == "at_least" else "<"
            yield f"p, q = {over}, {under}"
            yield f"if p * d {sign} n * q: n, d = p, q"
        case "round":
            if not isinstance(step.value, ir.Literal) or not isinstance(step.value.value, int):
                raise TypeError(step.key)
            yield f"n, d = {rounded('n', 'd', step.value.value, step.mode)}, 1"


def _guarded(guard: ir.Expression | None, body: list[str], names: Names) -> list[str]:
    if guard is None:
        return body
    return [f"if {code(guard, names)}:", *(f"    {line}" for line in body)]
