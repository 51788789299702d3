"""Parts of the document of a policy: what comes beside an answer, and how one way to count time goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from engine.ir import tree as ir
from engine.model.tree import Counting


class Writing(NamedTuple):
    """How the document says its own words, the labels of a policy, values, and the condition of a line."""

    say: Callable[..., str]
    label: Callable[[str], str]
    value: Callable[[ir.Expression], str]
    guard: Callable[[ir.Expression | None], str]


def beside(effect: ir.Splits | ir.Offers, writing: Writing) -> Iterator[tuple[str, str]]:
    """A split or an offer as rows."""
    say, label, value, guard = writing
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


def counted(counting: Counting, say: Callable[..., str]) -> Iterator[tuple[str, str]]:
    """How one way to count goes: what it says, and what follows for the two ends."""
    for day, counts in (("first_day", counting.first_counted), ("last_day", counting.last_counted)):
        if counts is not None:
            yield say(day), say(f"{day}_in" if counts else f"{day}_out")
    if counting.zone:
        yield say("zone"), counting.zone
    if counting.calendar:
        yield say("calendar"), counting.calendar
    if counting.month_end:
        yield say("month_end"), say(f"month_end_{counting.month_end}")
    if counting.hours_elapsed:
        yield say("hours"), say("hours_elapsed")
