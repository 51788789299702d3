"""A batch on Spark gives the records of `decide`, in the order of the rows: `make test-spark`."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import duckdb
import pytest

from tests.batch.tables import Case, Record, read_records, told, write_jsonl, write_parquet
from tests.batch.test_constructs import cases_of
from tests.docs.capabilities import VERSION, pages, written
from tests.second_reading.generate import cases, incomplete_cases
from tests.tasks.running import Program

NEEDED = "REFUNDRY_NEEDS_SPARK"
ROWS = int(os.environ.get("REFUNDRY_ROWS", "50000"))
SPARK = ("--engine", "spark", "--master", "local[2]")
ROOT = Path(__file__).resolve().parents[2]
needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None and not os.environ.get(NEEDED),
    reason="pyspark is not installed here: `make test-spark` tests batches on Spark",
)


def _run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as Java belongs to one."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "REFUNDRY_CACHE": str(folder / "cache"), **more}
    command = [sys.executable, "-m", "engine.tasks.start", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def _alone(refundry: Program, drawn: Sequence[Case], *options: str) -> list[Record]:
    return list(refundry("decide", "-", "--format", "json", *options, stdin=json.dumps(drawn)).json)


@needs_spark
def test_records_of_several_files_keep_their_order(refundry: Program) -> None:
    """Two files, the second larger; rows for SQL and for the evaluator, and one that cannot be read."""
    bad: Case = {"case": {"id": "bad"}, "payment": {"paid": "-1.00"}}
    drawn: list[Case] = [*chain(cases(ROWS - 500, 21), incomplete_cases(500, 22))]
    folder = refundry.folder / "in"
    folder.mkdir()
    third = len(drawn) // 3
    write_parquet(folder / "a.parquet", drawn[:third])
    write_parquet(folder / "b.parquet", [*drawn[third:], bad])
    ran = _run(refundry.folder, "batch", "in", "--out", "out.parquet", "--format", "json", *SPARK)
    assert ran.returncode == 3, ran.stderr
    said = json.loads(ran.stdout)
    assert said["rows"] == ROWS + 1
    assert said["verdicts"]["invalid"] == 1
    assert said["by_sql"] > ROWS // 2
    found = read_records(refundry.folder / "out.parquet")
    assert found.pop()["errors"]
    write_jsonl(refundry.folder / "in.jsonl", drawn)
    assert refundry("batch", "in.jsonl", "--out", "one.jsonl").code == 0
    assert found == read_records(refundry.folder / "one.jsonl")
    assert [path.name for path in refundry.folder.glob(".out*")] == []


@needs_spark
@pytest.mark.parametrize("stem", ["A12", "A13", "O12"])
def test_constructs_of_drafts_are_carried(stem: str, refundry: Program, tmp_path: Path) -> None:
    page = next(each for each in pages() if each.stem == stem)
    policy = written(page.read_text("utf-8"), tmp_path)
    options = ("--policies", str(tmp_path), "--draft", VERSION)
    drawn = cases_of(policy)
    write_parquet(refundry.folder / "in.parquet", drawn)
    ran = _run(refundry.folder, "batch", "in.parquet", "--out", "out.jsonl", *options, *SPARK)
    assert ran.returncode == 0, ran.stderr
    expected = [told(each) for each in _alone(refundry, [*drawn, {}], *options)[:-1]]
    assert [told(each) for each in read_records(refundry.folder / "out.jsonl")] == expected


@needs_spark
@pytest.mark.parametrize(
    ("column", "says"),
    [
        ('1.5::DOUBLE AS "payment.paid"', "DOUBLE"),
        ('1 AS "payment.payd"', "did you mean `payment.paid`?"),
    ],
)
def test_a_column_that_cannot_tell_is_named_before_any_task(
    column: str, says: str, refundry: Program
) -> None:
    duckdb.sql(f"COPY (SELECT {column}) TO '{refundry.folder}/in.parquet'")
    ran = _run(refundry.folder, "batch", "in.parquet", "--out", "out.parquet", *SPARK)
    assert ran.returncode == 3
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (refundry.folder / "out.parquet").exists()


@needs_spark
def test_a_folder_of_another_store_is_written_by_the_tasks(refundry: Program) -> None:
    drawn = [*cases(40, 23)]
    write_parquet(refundry.folder / "in.parquet", drawn)
    out = (refundry.folder / "records").as_uri()
    for code, says in ((0, ""), (3, "already exists")):
        ran = _run(refundry.folder, "batch", "in.parquet", "--out", out, *SPARK)
        assert ran.returncode == code, ran.stderr
        assert says in ran.stderr
    parts = sorted((refundry.folder / "records").glob("part-*.parquet"))
    assert [record for part in parts for record in read_records(part)] == _alone(refundry, drawn)


@needs_spark
def test_a_machine_without_java_is_told_so(refundry: Program) -> None:
    write_parquet(refundry.folder / "in.parquet", [*cases(3, 24)])
    ran = _run(refundry.folder, "batch", "in.parquet", "--out", "out.parquet", *SPARK, JAVA_HOME="/nowhere")
    assert ran.returncode == 2
    assert "Java 17" in ran.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--master", "local[2]"), "add `--engine spark`"),
        (("--engine", "spark"), "Spark reads no other"),
        ((*SPARK, "--history", "events.csv"), "one machine alone"),
    ],
)
def test_what_spark_does_not_do_is_said(words: tuple[str, ...], says: str, refundry: Program) -> None:
    refundry.write("in.csv", "case.id\nC-1\n")
    ran = refundry("batch", "in.csv", "--out", "out.jsonl", *words)
    assert ran.code == 2
    assert says in ran.err
