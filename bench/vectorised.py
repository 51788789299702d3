"""`python -m bench.vectorised ROWS PYTHON`: the reduced decision of many cases beside OpenFisca, Parquet to Parquet.

PYTHON is that of an environment with openfisca-core and pyarrow. Both read one file of whole numbers (fen, seconds) and
write verdict, sum and clause of each row; and refundry once more the whole records, as `batch` does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.peers import REASONS
from bench.timing import used
from engine.columnar.load import Raw
from engine.columnar.record_words import Words
from engine.columnar.version import Governed, Version
from engine.columnar.words import text
from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.tasks.drafts import draft
from engine.tasks.duck import connected
from engine.tasks.record_table import PARQUET

HERE = Path(__file__).resolve().parent
_CHANCES = {
    "gift": 0.05, "abuse": 0.03, "invoice_issued": 0.2, "invoice_reversible": 0.8, "credited": 0.5, "reissuable": 0.5,
    "m_account": 0.97, "m_order": 0.97, "m_payment": 0.97, "m_proof": 0.97,
}  # fmt: skip


class _Labels(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key


def make(path: Path, rows: int) -> None:
    """Cases as `bench.peers.cases` draws them."""
    words = f"[{', '.join(map(text, REASONS))}]"
    tests = ", ".join(f"random() < {chance} AS {name}" for name, chance in _CHANCES.items())
    connection = duckdb.connect()
    connection.execute("SET threads = 1; SELECT setseed(0.7)")
    connection.execute(
        f"COPY (SELECT *, paid * 6 // 1000 AS fee, CASE WHEN random() < 0.7 THEN 0 ELSE paid // 10 END AS promo, "
        f"CASE WHEN random() < 0.4 THEN 0 ELSE (random() * paid)::BIGINT END AS used, "
        f"pay_ts + (random() * {20 * 86_400})::BIGINT AS app_ts FROM (SELECT {words}[1 + (random() * 9.999)::INT % 10] "
        f"AS reason, (100 + random() * 199900)::BIGINT AS paid, "
        f"1780000000 + (random() * {90 * 86_400})::BIGINT AS pay_ts, "
        f"{tests} FROM range({rows}))) TO {text(str(path))} (FORMAT parquet, ROW_GROUP_SIZE 122880)"
    )


def _raw(fact: ir.FactDeclaration) -> Raw:
    """A column of the file as SQL reads a fact: fen as decimals, seconds as moments."""
    match fact.type.kind:
        case "money":
            return Raw(f"({fact.name}::DECIMAL(15, 0) * 0.01::DECIMAL(3, 2))", "decimal", 2)
        case "instant":
            return Raw(f"make_timestamptz({fact.name} * 1000000)", "timestamp with time zone")
        case "yes_no":
            return Raw(fact.name, "boolean")
        case _:
            return Raw(fact.name, "varchar")


def _query(source: Path, *, whole: bool) -> str:
    report = Report()
    found = draft(HERE / "reduced", "2026-01-01", HERE, report)
    if found is None or report.has_errors:
        raise AssertionError([each.message for each in report.diagnostics])
    raw = {fact.name: _raw(fact) for fact in found.program.facts}
    identity = {"id": "reduced", "version": "2026-01-01", "digest": "sha256:0"}
    words = Words(_Labels(), identity, {}, {}, lambda *_: "")
    version = Version(found.program, {}, raw, words, Governed(None, None), presume=True)
    table = f"read_parquet({text(str(source))})"
    if whole:
        return version.query(table)
    return f"SELECT verdict, high AS fen, clauses[1] AS clause FROM ({version.states(table)})"


def by_sql(source: Path, out: Path, *, whole: bool) -> None:
    with connected(out.parent, threads=1 if whole else None) as connection:
        form = PARQUET if whole else "FORMAT parquet, COMPRESSION snappy"
        connection.execute(f"COPY ({_query(source, whole=whole)}) TO {text(str(out))} ({form})")


def _one(way: str, source: str, out: str) -> None:
    print(json.dumps(used(lambda: by_sql(Path(source), Path(out), whole=way == "records"))))


def main(rows: int, python: str) -> None:
    """Measure each way twice, in turn; the decisions must be the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.parquet"
        make(source, rows)
        ours = [sys.executable, "-m", "bench.vectorised", "--one"]
        ways: dict[str, Callable[[str], list[str]]] = {
            "openfisca": lambda out: [python, str(HERE / "openfisca.py"), str(source), out],
            "decision": lambda out: [*ours, "decision", str(source), out],
            "records": lambda out: [*ours, "records", str(source), out],
        }
        best: dict[str, dict[str, float]] = {}
        for _ in range(2):
            for way, command in ways.items():
                ran = subprocess.run(
                    command(str(folder / f"{way}.parquet")), check=True, capture_output=True, text=True
                )
                found = json.loads(ran.stdout.splitlines()[-1])
                best[way] = min(best.get(way, found), found, key=lambda each: each["s"])
        compared = duckdb.execute(
            f"SELECT count(*) FILTER (WHERE a.verdict = b.verdict AND a.fen = b.fen AND a.clause = b.clause), count(*) "
            f"FROM '{folder}/openfisca.parquet' AS a POSITIONAL JOIN '{folder}/decision.parquet' AS b"
        ).fetchall()
    if compared != [(rows, rows)]:
        raise AssertionError(compared)
    print(f"{rows:,} rows, the same decisions")
    for way, found in best.items():
        print(f"{way:<10} {found['s']:8.2f} s {found['cpu_s']:8.2f} cpu s {found['mb']:8.0f} MB")
    print(f"openfisca / decision: {best['openfisca']['s'] / best['decision']['s']:.2f} (goal at least 1.5)")


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        _one(*sys.argv[2:])
    else:
        main(int(sys.argv[1]), sys.argv[2])
