"""Very many cases in stretches, what `decide` says of each, and tables of them as an operator would have them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random

from engine.ir import tree as ir
from engine.ir.lists import key_of
from engine.ir.types import NUMERIC
from tests.batch.tables import Case, Record, told, write_parquet
from tests.examples.desk import EXAMPLES, opened, reading, versions
from tests.ir.shipped import shipped
from tests.second_reading.generate import cases, incomplete_cases
from tests.tasks.running import Program

STRETCH = 50_000
"""How many cases are held in memory together."""
_TOLD_TOGETHER = 500
"""So many cases are no more than `decide` reads at once."""
CARRIED = frozenset(
    {
        "cinema-tickets",
        "college-return",
        "concert-tickets",
        "distance-withdrawal",
        "flight-compensation",
        "hosting-credits",
    }
)
"""The examples that SQL carries; the others count spans, months between days, or hours by the clock."""
_TYPES = {"yes_no": "BOOLEAN", "set": "VARCHAR[]", "instant": "TIMESTAMPTZ", "date": "DATE"}


def stretch(first: int, of: int) -> list[Case]:
    """A stretch of so many random cases of the shipped policy, one in five of them with facts left out."""
    count = min(STRETCH, of - first)
    few = count // 5
    return [*chain(cases(count - few, first + 11), incomplete_cases(few, first + 12))]


def write_stretch(path: Path, first: int, drawn: Sequence[Case]) -> None:
    """A table of a stretch: every other one has text in its columns, the others what an operator's table has."""
    write_parquet(path, drawn, typed(shipped()[0].facts) if first // STRETCH % 2 else None)


def write_example(path: Path, name: str, count: int) -> tuple[list[Case], tuple[str, ...]]:
    """A table of so many cases near the edges of an example; the cases, and the options that name its policy."""
    drawn = _cases_of_example(name, count)
    write_parquet(path, drawn, typed(opened(name, versions(name)[0]).program.facts))
    return drawn, ("--policies", str(EXAMPLES), "--policy", name)


def _cases_of_example(name: str, count: int) -> list[Case]:
    """They are as lines of JSON would have them."""
    roll, draw = Random(17), reading(name).draw
    drawn = [draw(roll) for _ in range(count)]
    return list(json.loads(json.dumps(drawn, default=lambda day: day.isoformat())))


def typed(facts: Sequence[ir.FactDeclaration]) -> dict[str, str]:
    """The type of each column of a table that an operator keeps: no text but for words."""
    return {fact.name: _type(fact) for fact in facts}


def _type(fact: ir.FactDeclaration) -> str:
    if fact.fields:
        parts = ", ".join(f'"{key_of(field)}" {_type(field)}' for field in fact.fields)
        return f"STRUCT({parts})[]"
    if fact.type.kind in NUMERIC:
        return f"DECIMAL(18, {fact.type.decimals})"
    return _TYPES.get(fact.type.kind, "VARCHAR")


def decided(refundry: Program, drawn: Sequence[Case], *options: str) -> Iterator[Record]:
    """The record that `decide` gives for each case."""
    for first in range(0, len(drawn), _TOLD_TOGETHER):
        some = json.dumps(drawn[first : first + _TOLD_TOGETHER], ensure_ascii=False)
        yield from refundry("decide", "-", "--format", "json", *options, stdin=some).json


def differences(found: Sequence[Record], alone: Iterator[Record]) -> list[tuple[Record, Record]]:
    """The first three records that are not as they would be alone."""
    wrong = [(one, other) for one, other in zip(found, map(told, alone), strict=True) if one != other]
    return wrong[:3]
