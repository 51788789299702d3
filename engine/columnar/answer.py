"""An answer in SQL: what a clause says, or what all of them say together, part by part."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import attrs

VERDICTS = ("not_covered", "refused", "refund", "discretion", "pending")
"""Verdicts by the number that stands for each in SQL."""

PARTS = ("verdict", "low", "high", "cites", "measures", "bill", "party")
KNOWN = ("cites", "measures", "bill", "party")
"""Parts that no sum is compared by, and that must be known all the same."""


@attrs.frozen
class Answer:
    """The columns of an answer: numbers that stand for verdict, bill and party, sums, and sets as bits."""

    verdict: str
    low: str
    high: str
    cites: str
    measures: str
    bill: str
    party: str


NOTHING = Answer("0", "0", "0", "0", "0", "-1", "-1")
"""What a clause says that does not speak."""


def refused(cites: int) -> Answer:
    """A refusal under some bullets."""
    return Answer("1", "0", "0", str(cites), "0", "-1", "-1")


def cased(first: str, then: Answer, second: str, otherwise: Answer) -> Answer:
    """One answer or another, NULL where neither test holds."""
    return by_part(then, otherwise, lambda one, other: f"(CASE {first} THEN {one} {second} THEN {other} END)")


def by_part(then: Answer, otherwise: Answer, chosen: Callable[[str, str], str]) -> Answer:
    """One answer or another. What both say needs no choice, but the verdict, which so is NULL where a test is."""
    pairs = {part: (getattr(then, part), getattr(otherwise, part)) for part in PARTS}
    return Answer(
        **{
            part: one if one == other and part != "verdict" else chosen(one, other)
            for part, (one, other) in pairs.items()
        }
    )


def first_of(pairs: list[tuple[str, str]], otherwise: str) -> str:
    """The value beside the first test that holds."""
    runs = [(value, [test for test, _ in run]) for value, run in groupby(pairs, key=lambda pair: pair[1])]
    while runs and runs[-1][0] == otherwise:
        runs.pop()
    branches = " ".join(f"WHEN {' OR '.join(tests)} THEN {value}" for value, tests in runs)
    return f"CASE {branches} ELSE {otherwise} END" if branches else otherwise


def is_constant(sql: str) -> bool:
    """Whether it is the same number for every row."""
    return sql.removeprefix("-").isdigit()


def among(verdict: str, on: tuple[str, ...]) -> str:
    """Whether the verdict is one of some."""
    numbers = ", ".join(str(VERDICTS.index(each)) for each in on if each in VERDICTS)
    return f"({verdict} IN ({numbers}))" if numbers else "FALSE"
