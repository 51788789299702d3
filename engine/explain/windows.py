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
    count: int | ir.Expression
    unit: str
    rule: str
    side: Literal["after", "before"]


def window_of(node: ir.Expression) -> Window | None:
    """The window that a test spells out, None where it is some other test."""
    match node:
        case ir.All(
            (
                ir.Compare(first, moment, event) as at_event,
                ir.Compare(then, again, ir.Shift(start, count, unit, rule)) as at_end,
            )
        ):
            same = without_day(moment) == without_day(again) and without_day(event) == without_day(start)
            side, size = side_of(count)
            signs = {"after": ("ge", "le"), "before": ("le", "ge")}[side]
            if same and ((first, then) == signs or (count == 0 and (first, then) == ("le", "ge"))):
                return Window(
                    at_event, at_end, size, unit, rule, side if (first, then) == signs else "before"
                )
        case _:
            pass
    return None


def side_of(count: int | ir.Expression) -> tuple[Literal["after", "before"], int | ir.Expression]:
    """To which side a moment is moved, and by how much: what is taken off nothing is counted back."""
    match count:
        case int():
            return ("after" if count >= 0 else "before"), abs(count)
        case ir.Sum((), (taken,)):
            return "before", taken
        case _:
            return "after", count


def without_day(node: ir.Expression) -> ir.Expression:
    """The instant whose local day an expression takes; any other expression as it is."""
    match node:
        case ir.Day(instant):
            return instant
        case ir.Choose(branches, ir.Day(instant)) if all(
            isinstance(day, ir.Day) and day.instant == instant for _, day in branches
        ):
            return instant  # its day in the zone of a place
        case _:
            return node
