"""What a decision has found by the time somebody asks why."""

from __future__ import annotations

from typing import NamedTuple

OpenEnd = tuple[str, str, int]
"""Why a deadline has no day: `needs` and a fact, or `beyond`, a calendar and the ordinal it cannot come before."""


class Found(NamedTuple):
    """The answer to one case, as the readings of its program give it.

    `governs_from` is the ordinal of the first day of the version (with `no_version`, of the first version).
    `missing` are facts that matter, `lacking` are materials as dotted names. `lines` is the bill behind `high`
    (`LINES[amount]`), `deadlines` what `due` gives: a name, a day or None, and why there is none. `notes` stand
    in the language asked for.
    """

    verdict: str
    governs_from: int
    low: int = 0
    high: int = 0
    clauses: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()
    amount: str = ""
    lines: tuple[tuple[str, str, int], ...] = ()
    party: str = ""
    conflict: tuple[str, ...] = ()
    deadlines: tuple[tuple[str, int | None, OpenEnd | None], ...] = ()
    notes: tuple[str, ...] = ()
