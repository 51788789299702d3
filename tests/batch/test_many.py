"""Very many cases decided together as `decide` decides each: `make test-batch`."""

from __future__ import annotations

import os

import pytest

from tests.batch.many import (
    CARRIED,
    STRETCH,
    decided,
    differences,
    stretch,
    write_example,
    write_stretch,
)
from tests.batch.tables import read_records
from tests.examples.desk import names
from tests.tasks.running import Program

CASES = int(os.environ.get("REFUNDRY_BATCH", "400"))
CASES_OF_EXAMPLE = int(os.environ.get("REFUNDRY_BATCH_OF_EXAMPLE", "40"))


@pytest.fixture(autouse=True)
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few rows go through SQL too."""
    monkeypatch.setattr("engine.tasks.batch_parquet.FEW", 0)


@pytest.mark.parametrize("first", range(0, CASES, STRETCH))
def test_a_table_is_decided_as_each_case_alone(first: int, refundry: Program) -> None:
    drawn = stretch(first, CASES)
    write_stretch(refundry.folder / "in.parquet", first, drawn)
    ran = refundry("batch", "in.parquet", "--out", "out.parquet", "--format", "json")
    assert ran.code == 0, ran.err
    assert ran.json["by_sql"] > len(drawn) // 2
    assert differences(read_records(refundry.folder / "out.parquet"), decided(refundry, drawn)) == []


@pytest.mark.parametrize("name", names())
def test_the_cases_of_an_example_are_decided_as_each_alone(name: str, refundry: Program) -> None:
    drawn, policy = write_example(refundry.folder / "in.parquet", name, CASES_OF_EXAMPLE)
    ran = refundry("batch", "in.parquet", "--out", "out.parquet", "--format", "json", *policy)
    assert ran.code == 0, ran.err
    assert ran.json["by_sql"] == (len(drawn) if name in CARRIED else 0)
    assert differences(read_records(refundry.folder / "out.parquet"), decided(refundry, drawn, *policy)) == []
