"""A batch on Spark gives the records of `decide`, in the order of the rows: `make test-spark`."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.batch.many import (
    STRETCH,
    decided,
    differences,
    stretch,
    write_example,
)
from tests.batch.tables import Case, read_records, read_rows, told, write_parquet
from tests.batch.test_constructs import cases_of, with_structs
from tests.docs.capabilities import VERSION, pages, written
from tests.examples.desk import names
from tests.second_reading.generate import cases
from tests.tasks.running import Program

NEEDED = "REFUNDRY_NEEDS_SPARK"
CASES = int(os.environ.get("REFUNDRY_BATCH", "50000"))
CASES_OF_EXAMPLE = int(os.environ.get("REFUNDRY_BATCH_OF_EXAMPLE", "500"))
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


@needs_spark
def test_records_of_several_files_keep_their_order(refundry: Program) -> None:
    """A folder of files, rows for SQL and for the evaluator, and one that cannot be read."""
    bad: Case = {"case": {"id": "bad"}, "payment": {"paid": "-1.00"}}
    folder = refundry.folder / "in"
    folder.mkdir()
    for first in range(0, CASES, STRETCH):
        write_parquet(folder / f"{first:09}.parquet", stretch(first, CASES))
    write_parquet(folder / "last.parquet", [next(cases(1, 21)), bad])
    ran = _run(refundry.folder, "batch", "in", "--out", "out.parquet", "--format", "json", *SPARK)
    assert ran.returncode == 3, ran.stderr
    said = json.loads(ran.stdout)
    assert said["rows"] == CASES + 2
    assert said["verdicts"]["invalid"] == 1
    assert said["by_sql"] > CASES // 2
    for first in range(0, CASES, STRETCH):
        drawn = stretch(first, CASES)
        found = read_rows(refundry.folder / "out.parquet", first, len(drawn))
        assert differences(found, decided(refundry, drawn)) == []
    assert read_rows(refundry.folder / "out.parquet", CASES + 1)[0]["errors"]
    assert [path.name for path in refundry.folder.glob(".out*")] == []


@needs_spark
@pytest.mark.parametrize("name", names())
def test_the_cases_of_an_example_are_decided_as_each_alone(name: str, refundry: Program) -> None:
    drawn, policy = write_example(refundry.folder / "in.parquet", name, CASES_OF_EXAMPLE)
    ran = _run(refundry.folder, "batch", "in.parquet", "--out", "out.parquet", *policy, *SPARK)
    assert ran.returncode == 0, ran.stderr
    assert differences(read_records(refundry.folder / "out.parquet"), decided(refundry, drawn, *policy)) == []


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
    found = [told(each) for each in read_records(refundry.folder / "out.jsonl")]
    assert differences(found, decided(refundry, drawn, *options)) == []


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
@pytest.mark.parametrize("begin", [0, 5_000])
def test_a_damaged_file_is_named_and_the_result_stays_what_it_was(begin: int, refundry: Program) -> None:
    """One file without its end, and one of which a stretch was written over."""
    source, out = refundry.folder / "in.parquet", refundry.folder / "out.parquet"
    write_parquet(source, [*cases(2_000, 25)])
    data = source.read_bytes()
    damaged = data[:begin] + bytes(3_000) + data[begin + 3_000 :] if begin else data[:9_000]
    source.write_bytes(damaged)
    out.write_text("before", "utf-8")
    ran = _run(refundry.folder, "batch", "in.parquet", "--out", "out.parquet", *SPARK)
    assert ran.returncode == 3
    assert "error[RF512]: `in.parquet` was not decided: " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert out.read_text("utf-8") == "before"
    assert [path.name for path in refundry.folder.glob(".out*")] == []


@needs_spark
def test_a_list_of_very_many_entries_is_invalid(refundry: Program, tmp_path: Path) -> None:
    page = next(each for each in pages() if each.stem == "A12")
    written(page.read_text("utf-8"), tmp_path)
    source = with_structs(refundry.folder, 100_000)
    options = ("--policies", str(tmp_path), "--draft", VERSION)
    ran = _run(refundry.folder, "batch", source.name, "--out", "out.jsonl", *options, *SPARK)
    assert ran.returncode == 3, ran.stderr
    found = read_records(refundry.folder / "out.jsonl")
    assert [each["verdict"] for each in found] == ["refund", "invalid", "pending", "refund"]
    assert "100,000 entries" in found[1]["errors"][0]["message"]


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
    found = [record for part in parts for record in read_records(part)]
    assert differences(found, decided(refundry, drawn)) == []


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
