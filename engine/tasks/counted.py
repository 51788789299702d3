"""How a way to count time goes, for the document of a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.model.tree import Counting


def counted(
    counting: Counting, texts: Mapping[str, str], say: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """What a way to count says, and what follows for the two ends."""
    for day, counts in (("first_day", counting.first_counted), ("last_day", counting.last_counted)):
        if counts is not None:
            yield say(day), say(f"{day}_in" if counts else f"{day}_out")
    if counting.until is not None:
        yield say("until"), f"{counting.until // 60:02}:{counting.until % 60:02}"
    if counting.moved_on:
        yield say("last_day"), say("moved_on")
    if counting.zone:
        yield say("zone"), texts.get(f"fact.{counting.zone}", counting.zone)
    if counting.calendar:
        yield say("calendar"), counting.calendar
    if counting.month_end:
        yield say("month_end"), say(f"month_end_{counting.month_end}")
    if counting.hours:
        yield say("hours"), say(f"hours_{counting.hours}")
