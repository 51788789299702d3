"""What generated source calls: little, exact, and free of anything slow to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from engine.cases.unknown import Needed
from engine.ir.bullets import in_text_order
from engine.ir.outcome import BeyondCalendarError
from engine.values.rounding import divide

T = TypeVar("T")

EMPTY: frozenset[str] = frozenset()
UNCERTAIN = (Needed, BeyondCalendarError)
"""What a reading raises where it depends on something that is not known."""
NOT_COVERED = ("not_covered", 0, 0, (), EMPTY, "", "", ())

Answer = tuple[str, int, int, tuple[str, ...], frozenset[str], str, str, tuple[str, ...]]
"""Verdict, least, greatest, clauses, measures, amount, party, conflicting clauses."""


def given(held: T | None, name: str) -> T:
    """A fact that may be left out, where a value of it is needed."""
    if held is None:
        raise Needed(name)
    return held


def may(test: Callable[[], bool]) -> bool:
    """Whether a test holds, or could: a clause that may ask for materials asks for them."""
    try:
        return bool(test())
    except UNCERTAIN:
        return True


def whole(over: int, under: int) -> int:
    """An exact fraction that is known to be a whole number."""
    found, rest = divmod(over, under)
    if rest:
        raise ArithmeticError(over, under)
    return found


def down(over: int, under: int) -> int:
    """A fraction rounded towards zero; `under` is above zero."""
    return over // under if over >= 0 else -(-over // under)


def total(parts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Exact fractions added up."""
    over, under = 0, 1
    for top, bottom in parts:
        over, under = (
            (over + top, under) if bottom == under else (over * bottom + top * under, under * bottom)
        )
    return over, under


def picked(choose: Callable[[list[int]], int], found: list[int], otherwise: Callable[[], int]) -> int:
    """The least or the greatest of what was found, or what stands for none."""
    return choose(found) if found else otherwise()


def line(out: list[tuple[str, str, int]], over: int, under: int, shown: int, key: str, cites: str) -> int:
    """Add a line of a bill where it changes the running total; hand back the total now shown."""
    now = divide(over, under, "down")
    if now != shown:
        out.append((key, cites, now - shown))
    return now


def best(found: list[Answer], better: list[Answer]) -> Answer:
    """What clauses say together, some of which only improve the position of the customer."""
    answers = [combine(found)] if found else []
    held, *others = answers + better
    for other in others:
        held = improved(held, other)
    return held


def improved(held: Answer, other: Answer) -> Answer:
    """The better of two answers for the customer; where neither is, a range that is as good as both."""
    if other[0] == "refused" or (other[1] <= held[1] and other[2] <= held[2]):
        return held
    if other[1] >= held[1] and other[2] >= held[2]:
        return other
    high, low = (held, other) if held[2] > other[2] else (other, held)
    clauses = in_text_order((*held[3], *other[3]))
    measures = held[4] | other[4]
    return ("discretion", low[1], high[2], clauses, measures, high[5], high[6], high[7])


def divided(total: int, how: str, parts: tuple[tuple[str, int], ...], rest: str) -> list[tuple[str, int]]:
    """A sum over several ways: each up to its part, in order or in proportion, the rest by one of them."""
    left, found = total, dict.fromkeys((*(route for route, _ in parts), rest), 0)
    every = sum(max(most, 0) for _, most in parts)
    for route, most in parts:
        room = max(most, 0)
        taken = min(room, left) if how == "order" or not every else min(room, total * room // every)
        found[route] += taken
        left -= taken
    found[rest] += left
    return [(route, held) for route, held in found.items() if held]


def combine(answers: list[Answer]) -> Answer:
    """What several decisive clauses say together: refusals add up; anything else that differs is left to a person."""
    if len(answers) == 1:
        return answers[0]
    clauses: tuple[str, ...] = in_text_order(bullet for each in answers for bullet in each[3])
    measures = EMPTY.union(*(each[4] for each in answers))
    best = max(answers, key=lambda each: (each[2], each[0] != "refused"))  # a bill, though it comes to zero
    if best[0] == "refused":  # all of them refuse, and what is owed is the most that one says
        most = min(answers, key=lambda each: each[2])
        return (*most[:3], clauses, measures, *most[5:])
    if all(each[:3] == best[:3] for each in answers):
        return (*answers[0][:3], clauses, measures, *answers[0][5:])
    return ("discretion", 0, max(best[2], 0), clauses, measures, best[5], "", clauses)
