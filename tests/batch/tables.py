"""Cases as the files that a batch takes, and its results as records again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from engine.ir.besides import KEYS
from engine.tasks.record_columns import AS_JSON, COLUMNS, JOINED

Record = dict[str, Any]
Case = Mapping[str, Any]


def flat(case: Case, path: str = "") -> dict[str, Any]:
    """The facts of a case by their dotted names."""
    found: dict[str, Any] = {}
    for key, value in case.items():
        name = f"{path}.{key}" if path else key
        found |= flat(value, name) if isinstance(value, dict) else {name: value}
    return found


def write_jsonl(path: Path, cases: Iterable[Case]) -> None:
    path.write_text("".join(f"{json.dumps(case, ensure_ascii=False)}\n" for case in cases), "utf-8")


def columns_of(cases: Sequence[Case]) -> list[str]:
    return sorted({name for case in cases for name in flat(case)})


def write_csv(path: Path, cases: Sequence[Case], encoding: str = "utf-8") -> None:
    """A table of text; an empty set is a lone `;`, as an empty cell says nothing, and a list of records JSON."""
    columns = columns_of(cases)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        rows = [flat(case) for case in cases]
        records = {name for row in rows for name, held in row.items() if _has_records(held)}
        writer.writerows([_cell(row.get(name), name in records) for name in columns] for row in rows)


def _has_records(held: object) -> bool:
    return isinstance(held, list) and any(isinstance(each, dict) for each in held)


def _cell(held: object, is_records: bool) -> str:
    match held:
        case None:
            return ""
        case bool():
            return "true" if held else "false"
        case list() if is_records:
            return json.dumps(held, ensure_ascii=False)
        case list():
            return ";".join(held) or ";"
        case _:
            return str(held)


def write_parquet(path: Path, cases: Sequence[Case], types: Mapping[str, str] | None = None) -> None:
    """A table of typed columns: what `types` says of a fact, else text, lists of text and yes/no."""
    rows = [flat(case) for case in cases]
    given = types or {}
    kinds: dict[str, str] = {}
    for name in columns_of(cases):
        held = next(row[name] for row in rows if name in row)
        kinds[name] = given.get(name) or _plain(held)
    raw = path.with_suffix(".raw.jsonl")
    write_jsonl(raw, rows)
    source = ", ".join(
        f"\"{name}\": '{kind if kind.endswith('[]') else 'VARCHAR'}'" for name, kind in kinds.items()
    )
    read = f"read_json('{raw}', format = 'newline_delimited', columns = {{{source}}})"
    cells = ", ".join(f'{_typed(name, kind)} AS "{name}"' for name, kind in kinds.items())
    duckdb.connect().execute(f"COPY (SELECT {cells} FROM {read}) TO '{path}' (FORMAT parquet)")
    raw.unlink()


def _plain(held: object) -> str:
    match held:
        case bool():
            return "BOOLEAN"
        case list() if any(isinstance(each, dict) for each in held):
            return "VARCHAR"  # JSON
        case list():
            return "VARCHAR[]"
        case _:
            return "VARCHAR"


def _typed(name: str, kind: str) -> str:
    if kind.startswith("DECIMAL") or kind in {"BIGINT", "DOUBLE"}:
        return f"regexp_extract(\"{name}\", '^[^ ]*')::{kind}"
    return f'"{name}"::{kind}'


def read_records(path: Path) -> list[Record]:
    """The records of a result, whatever its form."""
    match path.suffix:
        case ".jsonl":
            return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return [_from_cells(row) for row in csv.DictReader(file)]
        case _:
            return read_rows(path)


def _from_cells(row: Mapping[str, str]) -> Record:
    record: Record = {}
    for name in COLUMNS:
        if name == "policy":
            parts = {part: row[f"policy.{part}"] for part in ("id", "version", "digest", "draft")}
            record[name] = _policy(parts | {"draft": parts["draft"] == "true"})
            continue
        cell = row[name]
        if name in JOINED:
            record[name] = cell.split(";") if cell else None if name == "range" else []
        elif name in AS_JSON:
            record[name] = json.loads(cell) if cell else None
        else:
            record[name] = cell or None
    return told(record)


def read_rows(path: Path, first: int = 0, count: int = 1 << 60) -> list[Record]:
    """The records of a stretch of the rows of a Parquet file."""
    stretch = f"file_row_number >= {first} AND file_row_number < {first + count}"
    query = f"SELECT * EXCLUDE file_row_number FROM read_parquet('{path}', file_row_number = true)"
    found = duckdb.connect().execute(f"{query} WHERE {stretch} ORDER BY file_row_number")
    names = [each[0] for each in found.description or ()]
    assert names == list(COLUMNS)
    records = []
    for row in found.fetchall():
        record = dict(zip(names, row, strict=True))
        record["policy"] = _policy(record["policy"])
        if record["explanation"] is not None:
            record["explanation"] = json.loads(record["explanation"])
        records.append(told(record))
    return records


def _policy(parts: Mapping[str, Any] | None) -> Record | None:
    if not parts or not parts["id"]:
        return None
    return {name: held for name, held in parts.items() if held}


def told(record: Record) -> Record:
    """A record as a table can tell it: keys that only some have are there where they say something."""
    return {
        name: held
        for name, held in record.items()
        if held is not None or (name not in KEYS and name != "errors")
    }
