"""In which parts two states differ."""

from __future__ import annotations

from engine.solver.tree import Part, State


def parts_of(before: State, after: State) -> tuple[Part, ...]:
    """The parts in which two states differ, in the order in which they are told."""
    pairs: tuple[tuple[Part, object, object], ...] = (
        ("verdict", before.verdict, after.verdict),
        ("money", (before.low, before.high), (after.low, after.high)),
        ("clauses", before.clauses, after.clauses),
        ("missing", before.missing, after.missing),
        ("due", before.due, after.due),
        ("measures", before.measures, after.measures),
        ("route", before.route, after.route),
        ("party", before.party, after.party),
        ("payee", before.payee, after.payee),
        ("owed_by", before.owed_by, after.owed_by),
        ("split", before.split, after.split),
        ("offers", (before.offers, before.chosen_by), (after.offers, after.chosen_by)),
    )
    return tuple(name for name, old, new in pairs if old != new)
