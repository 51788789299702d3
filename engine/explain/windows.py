"""Windows: the pair of comparisons that `within 7 calendar days after …` becomes, recognised as one condition again."""

from __future__ import annotations

from typing import Literal

import attrs

from engine.ir import tree as ir


@attrs.frozen
class Window:
    """A moment is not past the one side, its event, nor past the other, the end of a span of time counted from it."""

    at_event: ir.Compare
    at_end: ir.Compare
    count: int
    unit: str
    side: Literal["after", "before"]


def window_of(node: ir.Expression) -> Window | None:
    """The window that a test spells out, None where it is some other test."""
    match node:
        case ir.All(
            (
                ir.Compare(first, moment, event) as at_event,
                ir.Compare(then, again, ir.Shift(start, count, unit)) as at_end,
            )
        ):
            same = without_day(moment) == without_day(again) and without_day(event) == without_day(start)
            if same and (first, then) == ("ge", "le") and count >= 0:
                return Window(at_event, at_end, count, unit, "after")
            if same and (first, then) == ("le", "ge") and count <= 0:
                return Window(at_event, at_end, -count, unit, "before")
        case _:
            pass
    return None


def without_day(node: ir.Expression) -> ir.Expression:
    """The instant whose local day an expression takes; any other expression as it is."""
    return node.instant if isinstance(node, ir.Day) else node
