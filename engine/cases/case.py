"""A case as the readings of a program take it."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """The facts of a case in the order of the program, and the sorted names of those that are presumed.

    A fact is an int (money, quota, counts, numbers and percentages in 10**-decimals of their unit, instants in
    nanoseconds, dates as ordinals), a str (choices, texts), a bool, a frozenset of words, `Unknown` or `NOT_GIVEN`.
    """

    facts: tuple[object, ...]
    presumed: tuple[str, ...]
