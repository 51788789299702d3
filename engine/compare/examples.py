"""An example as a case file: the facts that it tells, each on a line, as a version reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from engine.cases.to_facts import ToldFacts
from engine.cases.unknown import Unknown
from engine.ir import tree as ir
from engine.solver.tree import Reading, State, Told
from engine.values.moment import day_start, local_day

Days = tuple[int, int | None]
"""The first and the last day that a version governs; no last day while no later version is sealed."""
_WEEK = 7


def case_file(told: Told, program: ir.Program) -> str:
    """A case file in TOML that tells these facts; what the version does not have is left out."""
    return "".join(f"{name} = {_toml(value)}\n" for name, value in written(told, program))


def written(told: Told, program: ir.Program) -> tuple[tuple[str, object], ...]:
    """The facts as a case file has them, by their dotted names, in the order of the version."""
    values = tuple(told.get(fact.name, Unknown(fact.name)) for fact in program.facts)
    tables, personal = ToldFacts(program).of(values, ())
    flat = dict(_flat("", tables)) | personal
    return tuple((fact.name, flat[fact.name]) for fact in program.facts if fact.name in flat)


def _flat(prefix: str, tables: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", value


def _toml(value: object) -> str:
    """A value of a case in TOML, which writes single values as JSON does."""
    match value:
        case dict():
            return "{ " + ", ".join(f"{name} = {_toml(held)}" for name, held in _flat("", value)) + " }"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def in_days(told: Told, readings: tuple[Reading, Reading], days: Days) -> Told | None:
    """The example moved by whole weeks into days that a version governs; None where it is decided otherwise there.

    Deadlines move with it, so they are not held against each other.
    """
    program = readings[1].program
    event = told.get(program.selected_by)
    if not isinstance(event, int):
        return None
    day = event if _kinds(program)[program.selected_by] == "date" else local_day(event, program.zone)
    weeks = _weeks(day, days)
    if weeks == 0:
        return told
    moved = {name: _later(value, name, weeks * _WEEK, readings) for name, value in told.items()}
    same = all(_timeless(each.decide(told)) == _timeless(each.decide(moved)) for each in readings)
    at = day + weeks * _WEEK
    return moved if same and days[0] <= at and (days[1] is None or at <= days[1]) else None


def _weeks(day: int, days: Days) -> int:
    """By how many weeks a day has to move to be in these days, or as near as it can come."""
    first, last = days
    if day < first:
        return -((day - first) // _WEEK)
    return (last - day) // _WEEK if last is not None and day > last else 0


def _kinds(program: ir.Program) -> dict[str, str]:
    return {each.name: each.type.kind for fact in program.facts for each in (fact, *fact.fields)}


def _later(value: object, name: str, days: int, readings: tuple[Reading, Reading]) -> object:
    """A moment or a date some days later, at the same hour of the clock, also in the entries of a list."""
    for reading in reversed(readings):
        fields = next((fact.fields for fact in reading.program.facts if fact.name == name), ())
        if fields and isinstance(value, tuple):
            entries = [zip(fields, entry, strict=True) for entry in value]
            return tuple(
                tuple(_later(held, field.name, days, readings) for field, held in entry) for entry in entries
            )
        kind = _kinds(reading.program).get(name)
        if kind == "date" and isinstance(value, int):
            return value + days
        if kind == "instant" and isinstance(value, int):
            zone = reading.program.zone
            day = local_day(value, zone)
            return value - day_start(day, zone) + day_start(day + days, zone)
    return value


def _timeless(state: State) -> tuple[object, ...]:
    worths = [each[:2] for each in state.offers]
    return (
        state.verdict, state.low, state.high, state.clauses, state.missing, state.measures, state.route, state.payee,
        state.owed_by, state.split, worths,
    )  # fmt: skip
