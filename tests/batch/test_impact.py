"""What becomes of a table of cases under a new version: the same as of its lines, row by row and together by SQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from engine.compare.tree import Impact
from engine.tasks.case_book import impact
from engine.tasks.diff_sides import sides
from tests.batch.tables import Case, write_csv, write_jsonl, write_parquet
from tests.batch.test_constructs import cases_of
from tests.docs.capabilities import FOLDER, VERSION, written
from tests.second_reading.generate import cases, incomplete_cases
from tests.tasks.running import Program

BAD: Case = {"case": {"id": "bad"}, "payment": {"paid": "-1.00"}}
DRAWN: list[Case] = [*cases(300, 31), BAD, *incomplete_cases(12, 32), *cases(20, 33)]
WRITERS: dict[str, Callable[[Path, list[Case]], None]] = {
    ".jsonl": write_jsonl,
    ".csv": write_csv,
    ".parquet": write_parquet,
}


def _impact(form: str, policies: Path, folder: Path) -> Impact:
    WRITERS[form](folder / f"in{form}", DRAWN)
    both = sides("youyun-refund@2026-07-03", "youyun-refund@2026-10-01", str(policies))
    found, messages = impact(str(folder / f"in{form}"), both, None)
    assert len(messages) == 1
    header = 1 if form == ".csv" else 0
    rows = (attrs.evolve(row, place=str(int(row.place.rpartition(":")[2]) - header)) for row in found.rows)
    return attrs.evolve(found, book="", rows=tuple(rows))


@pytest.fixture
def changed(refundry: Program, policies: Path) -> Path:
    """The policies with a draft that gives ten days, and takes another fee."""
    assert refundry("new", "youyun-refund", "2026-10-01", "--policies", str(policies)).code == 0
    draft = policies / "youyun-refund" / "2026-10-01.refund"
    text = draft.read_text("utf-8")
    changed = text.replace("within 7 calendar days", "within 3 calendar days")
    assert changed != text
    draft.write_text(changed, "utf-8")
    return policies


@pytest.mark.parametrize("form", [".csv", ".parquet"])
def test_a_table_moves_as_its_lines_do(form: str, changed: Path, tmp_path: Path) -> None:
    lines = _impact(".jsonl", changed, tmp_path)
    assert lines.moved > 5
    assert _impact(form, changed, tmp_path) == lines


def test_sql_finds_the_rows_that_move(changed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.tasks.case_book_table.FEW", 0)
    assert _impact(".parquet", changed, tmp_path) == _impact(".jsonl", changed, tmp_path)


def test_rows_that_move_beside_their_answer_alone_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same sum, divided in another way."""
    monkeypatch.setattr("engine.tasks.case_book_table.FEW", 0)
    policy = written((FOLDER / "A13.md").read_text("utf-8"), tmp_path)
    text = (policy / f"{VERSION}.refund").read_text("utf-8")
    new = policy / "new.refund"
    assert "the rest by card" in text
    new.write_text(text.replace("the rest by card", "the rest by balance"), "utf-8")
    drawn = cases_of(policy)
    write_parquet(tmp_path / "in.parquet", drawn)
    both = sides(str(policy / f"{VERSION}.refund"), str(new), str(tmp_path))
    found, _ = impact(str(tmp_path / "in.parquet"), both, None)
    assert found.moved == 1
