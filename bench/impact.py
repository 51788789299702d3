"""`python -m bench.impact ROWS`: what a new version does to so many cases, beside a batch of the same cases."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.batch import make

REFUNDRY = Path(sys.executable).with_name("refundry")
SHIPPED = Path(__file__).resolve().parents[1] / "policies"
OLD, NEW = "2026-07-03", "2026-10-01"


def _timed(*words: str | Path) -> float:
    begun = time.perf_counter()
    subprocess.run([REFUNDRY, *words], check=True, capture_output=True)
    return time.perf_counter() - begun


def main(rows: int) -> None:
    """Make cases and a draft that gives three days where seven are given now; measure both commands."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        policies = Path(shutil.copytree(SHIPPED, folder / "policies"))
        _timed("new", "youyun-refund", NEW, "--policies", policies)
        draft = policies / "youyun-refund" / f"{NEW}.refund"
        text = draft.read_text("utf-8")
        draft.write_text(text.replace("within 7 calendar days", "within 3 calendar days"), "utf-8")
        source, out = folder / "in.parquet", folder / "out.parquet"
        make(source, rows)
        asked = ("diff", OLD, NEW, "--policies", policies, "--format", "json")
        without = min(_timed(*asked) for _ in range(2))
        with_cases = min(_timed(*asked, "--cases", source) for _ in range(2))
        batch = min(_timed("batch", source, "--out", out, "--policies", policies) for _ in range(2))
    print(f"batch of {rows:,} cases: {batch:.1f} s")
    print(f"diff: {without:.1f} s; with these cases as its case book: {with_cases:.1f} s")
    print(f"the cases alone, against the batch: {(with_cases - without) / batch:.2f} (goal at most 2)")


if __name__ == "__main__":
    main(int(sys.argv[1]))
