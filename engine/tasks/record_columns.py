"""The columns of a table of records: one a key of the record, `policy` spread over its parts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from engine.columnar.record_types import TYPES
from engine.decisions.record import Record

POLICY = ("id", "version", "digest", "draft")
"""What a record says of its policy; `draft` only of a version that is none yet."""

COLUMNS: Mapping[str, str] = TYPES
"""Every key of a record, with the type that it has in a Parquet file. `explanation` is JSON there."""

JOINED = ("range", "clauses", "missing", "measures", "presumed")
"""In CSV: words with `;` between them."""

AS_JSON = (
    "notes", "lines", "deadlines", "calendars", "split", "offers", "owed", "beside", "explanation", "errors",
)  # fmt: skip
"""In CSV: JSON."""

CSV_COLUMNS = tuple(
    part
    for name in COLUMNS
    for part in ((f"policy.{each}" for each in POLICY) if name == "policy" else (name,))
)
"""The header of a CSV file of records."""


def csv_header() -> str:
    """The first line of a CSV file of records."""
    return _csv_line(CSV_COLUMNS)


def csv_line(record: Record) -> str:
    """A record on a line of CSV: words of a list joined by `;`, lists of more than words as JSON, null as nothing."""
    cells: list[object] = []
    for name in COLUMNS:
        held = record.get(name)
        if name == "policy":
            cells += [(held or {}).get(part) for part in POLICY]
        elif name in JOINED:
            cells.append(None if held is None else ";".join(held))
        elif name in AS_JSON:
            cells.append(None if held is None else json.dumps(held, ensure_ascii=False))
        else:
            cells.append(held)
    return _csv_line(cells)


def table_line(record: Record) -> str:
    """A record on a line of JSON, as `COLUMNS` types it."""
    explanation = record["explanation"]
    if explanation is not None:
        record = {**record, "explanation": json.dumps(explanation, ensure_ascii=False)}
    return json.dumps(record, ensure_ascii=False)


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(_written(cell) for cell in cells)
    return line.getvalue().removesuffix("\n")


def _written(cell: object) -> object:
    return {True: "true", False: "false"}[cell] if isinstance(cell, bool) else cell
