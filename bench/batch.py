"""A batch beside DuckDB that only reads and writes: speed and memory.

`python -m bench.batch ROWS… [--keep FILE]`: a table, and with `--keep` the same as JSON, which `bench.curves` draws.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from bench.timing import used
from engine.columnar.words import name
from engine.tasks.batch import Batch, run
from engine.tasks.decide import Asked
from engine.tasks.record_table import PARQUET
from tests.batch.tables import write_parquet
from tests.ir.shipped import shipped
from tests.second_reading.generate import cases

DRAWN = 8_000
_BEFORE = "2026-12-15"
"""Cases whose review falls beyond the calendar go through the evaluator, and are left out here."""


def make(path: Path, rows: int) -> None:
    """Random cases of the shipped policy, all of them told, over and over; typed as an operator's table would be."""
    drawn = [each for each in cases(DRAWN, 1) if str(each["case"].get("complete_at", "")) < _BEFORE]
    plain = path.with_suffix(".drawn.parquet")
    write_parquet(plain, drawn)
    kinds = {fact.name: fact.type for fact in shipped()[0].facts}
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    columns = [each[0] for each in connection.execute(f"DESCRIBE SELECT * FROM '{plain}'").fetchall()]
    cells = []
    for column in columns:
        kind, sql = kinds[column], name(column)
        if kind.kind == "instant":
            sql = f"{sql}::TIMESTAMPTZ"
        elif kind.is_numeric:
            sql = f"regexp_extract({sql}, '^[^ ]*')::DECIMAL(15, {kind.decimals})"
        cells.append(f"{sql} AS {name(column)}")
    told = 'coalesce("case.complete_at", "case.received_at")'
    connection.execute(
        f"CREATE TABLE drawn AS SELECT {', '.join(cells)} FROM '{plain}' WHERE {told} < '{_BEFORE}'"
    )
    query = f"SELECT d.* FROM range({rows // 1000 + 1}), drawn AS d LIMIT {rows}"
    connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 122880)")
    plain.unlink()


def by_batch(source: Path, out: Path) -> None:
    run(Batch(Asked(None, None, None, presume=True, explain=False, lang="en"), str(source), str(out)))


def by_floor(source: Path, out: Path) -> None:
    """Read every column, write one record over and over, in as much memory as DuckDB likes: no decision is quicker."""
    example = out.with_suffix(".example.parquet")
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE one AS SELECT * FROM '{example}' WHERE verdict = 'refund' LIMIT 1")
    written = [each[0] for each in connection.execute("DESCRIBE one").fetchall()]
    read = [each[0] for each in connection.execute(f"DESCRIBE SELECT * FROM '{source}'").fetchall()]
    constants = ", ".join(f"(SELECT {name(each)} FROM one) AS {name(each)}" for each in written)
    seen = " + ".join(f"(hash({name(each)}) % 2)::INT" for each in read)
    query = f"SELECT {constants} FROM (SELECT {seen} AS seen FROM '{source}') WHERE seen >= 0"
    connection.execute(f"COPY ({query}) TO '{out}' ({PARQUET})")


WAYS: dict[str, Callable[[Path, Path], None]] = {"floor": by_floor, "batch": by_batch}


def measured(way: str, source: Path, out: Path) -> dict[str, float]:
    """Seconds and megabytes of one way, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.batch", "--one", way, str(source), str(out)],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _one(way: str, source: str, out: str) -> None:
    print(json.dumps(used(lambda: WAYS[way](Path(source), Path(out)))))


def table(sizes: list[int], kept: list[dict[str, float | str]]) -> Iterator[str]:
    yield f"{'rows':>12} {'way':>6} {'s':>8} {'cpu s':>8} {'rows/s':>12} {'MB':>6}"
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            source, out = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
            example = out.with_suffix(".example.parquet")
            make(source, 30_000)
            by_batch(source, example)
            make(source, rows)
            for way in WAYS:
                found = measured(way, source, out)
                kept.append({"rows": rows, "way": way, **found})
                times = f"{found['s']:>8.2f} {found['cpu_s']:>8.2f} {rows / found['s']:>12,.0f}"
                yield f"{rows:>12,} {way:>6} {times} {found['mb']:>6.0f}"


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        _one(*sys.argv[2:])
    else:
        words = sys.argv[1:]
        into = Path(words[words.index("--keep") + 1]) if "--keep" in words else None
        measurements: list[dict[str, float | str]] = []
        for line in table([int(each) for each in words if each.isdigit()], measurements):
            print(line, flush=True)
        if into is not None:
            into.write_text(f"{json.dumps(measurements, indent=1)}\n", "utf-8")
