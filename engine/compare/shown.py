"""Parts of a report as they are shown, in the words of one language."""

from __future__ import annotations

from typing import NamedTuple

from engine.compare.tree import Direction


class Also(NamedTuple):
    """A part of two answers beside verdict, money and clauses that differs: what it is, old and new."""

    label: str
    old: str
    new: str


class Decision(NamedTuple):
    """A command that decides an example, and under which version."""

    line: str
    says: str


class ShownMove(NamedTuple):
    """One class of cases as it is shown."""

    number: int
    direction: Direction
    badge: str
    headline: str
    before: str
    after: str
    also: tuple[Also, ...]
    money: tuple[str, ...]
    facts: tuple[tuple[str, str, str], ...]
    files: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]
    unreached: tuple[str, ...]


class ShownCase(NamedTuple):
    """One case of a case book as it is shown."""

    case: str
    place: str
    before: str
    after: str
    direction: Direction
    badge: str
    change: str
