"""Very many random cases of the shipped policy, decided by SQL as the evaluator decides them: `make test-batch`."""

from __future__ import annotations

import os
from itertools import chain

import pytest

from tests.batch.tables import Case, read_records, write_jsonl, write_parquet
from tests.second_reading.generate import cases, incomplete_cases
from tests.tasks.running import Program

CASES = int(os.environ.get("REFUNDRY_BATCH", "400"))
AT_ONCE = 50_000


@pytest.mark.parametrize("first", range(0, CASES, AT_ONCE))
def test_a_table_is_decided_as_its_lines_are(
    first: int, refundry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines of JSON go through the evaluator, rows of Parquet through SQL wherever it is sure."""
    monkeypatch.setattr("engine.tasks.batch_parquet.FEW", 0)
    count = min(AT_ONCE, CASES - first)
    drawn: list[Case] = [
        *chain(cases(count - count // 5, first + 11), incomplete_cases(count // 5, first + 12))
    ]
    write_jsonl(refundry.folder / "in.jsonl", drawn)
    write_parquet(refundry.folder / "in.parquet", drawn)
    assert refundry("batch", "in.jsonl", "--out", "one.jsonl").code == 0
    ran = refundry("batch", "in.parquet", "--out", "all.parquet", "--format", "json")
    assert ran.code == 0
    assert ran.json["by_sql"] > count // 2
    assert read_records(refundry.folder / "all.parquet") == read_records(refundry.folder / "one.jsonl")
