"""A batch killed at random moments, or on a full disk: the result is what it was before, or all there."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from engine.tasks.duck import writing
from engine.tasks.stop import Stop
from tests.batch.tables import read_records, write_jsonl, write_parquet
from tests.second_reading.generate import cases
from tests.tasks.running import Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

KILLS = int(os.environ.get("REFUNDRY_KILLS", "2"))
ROWS = int(os.environ.get("REFUNDRY_ROWS", "6000"))
LONGEST_SECONDS = 4.0


def _started(folder: Path, form: str, out: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "engine.tasks.start", "batch", f"in{form}", "--out", out]
    root = str(Path(__file__).resolve().parents[2])
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        words, cwd=folder, env={**os.environ, "PYTHONPATH": root}, stdout=nowhere, stderr=nowhere
    )


@pytest.mark.parametrize(
    ("form", "sent"), [(".jsonl", "SIGKILL"), (".parquet", "SIGKILL"), (".jsonl", "SIGINT")]
)
def test_a_killed_batch_leaves_what_was_there(form: str, sent: str, refundry: Program) -> None:
    drawn = [*cases(ROWS, 9)]
    (write_jsonl if form == ".jsonl" else write_parquet)(refundry.folder / f"in{form}", drawn)
    before = b'{"case": "before"}\n'
    out = refundry.folder / "out.jsonl"
    out.write_bytes(before)
    rng = random.Random(7)
    for _ in range(KILLS):
        process = _started(refundry.folder, form, "out.jsonl")
        time.sleep(rng.uniform(0.1, LONGEST_SECONDS))
        process.send_signal(getattr(signal, sent))
        process.wait()
        found = out.read_bytes()
        assert found == before or len(read_records(out)) == ROWS
    assert _started(refundry.folder, form, "out.jsonl").wait() == 0
    assert len(read_records(out)) == ROWS
    assert [path.name for path in refundry.folder.iterdir() if "partial" in path.name] == []


def test_a_full_disk_is_said(refundry: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    refundry.write("in.jsonl", json.dumps(next(cases(1, 3))))
    refundry.write("out.jsonl", "before")

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.tasks.out_file._to_disk", full)
    ran = refundry("batch", "in.jsonl", "--out", "out.jsonl")
    assert ran.code == 3
    assert ran.err == "error[RF512]: `out.jsonl` cannot be written: No space left on device\n"
    assert (refundry.folder / "out.jsonl").read_text("utf-8") == "before"
    assert [path.name for path in refundry.folder.iterdir() if "partial" in path.name] == []


def test_a_disk_that_fills_under_a_query_is_said_in_words() -> None:
    inner = 'Could not write file ".out.csv.partial-x/first.parquet": No space left on device'
    told = f"Async write failed for [offset=1]: {json.dumps({'exception_type': 'IO', 'exception_message': inner})}"
    told = told.replace('": "', '":"')  # as DuckDB writes it
    with pytest.raises(Stop) as stopped, writing(Path("results/.out.csv.partial-x/records.parquet")):
        raise duckdb.IOException(told)
    (said,) = stopped.value.diagnostics
    assert said.message == "`results/out.csv` cannot be written: No space left on device"
