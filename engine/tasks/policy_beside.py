"""What comes beside an answer, in the document of a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from engine.ir import tree as ir


class Writing(NamedTuple):
    """How the document says its own words, the labels of a policy, values, the condition of a line, and one alone."""

    say: Callable[..., str]
    label: Callable[[str], str]
    value: Callable[[ir.Expression], str]
    guard: Callable[[ir.Expression | None], str]
    condition: Callable[[ir.Expression], str]


def beside(effect: ir.Splits | ir.Offers, writing: Writing) -> Iterator[tuple[str, str]]:
    """A split or an offer as rows."""
    say, label, value, guard, _ = writing
    match effect:
        case ir.Splits(how, parts, rest):
            for name, most in parts:
                yield say(f"splits_{how}"), say("up_to", label(f"route.{name}"), value(most))
            yield say("the_rest"), label(f"route.{rest}")
        case ir.Offers(options, party, until):
            for each in options:
                worth = f": {label(f'amount.{each.amount}')}" if each.amount else ""
                yield say("offers"), label(f"remedy.{each.remedy}") + worth + guard(each.guard)
            if party:
                yield say("chosen_by"), label(f"party.{party}") + (f", {value(until)}" if until else "")
