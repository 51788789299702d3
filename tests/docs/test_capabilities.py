"""Each capability has a page whose policy, cases and explanation are what the engine makes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .capabilities import FOLDER, TABLE, pages, shown

ALL = {
    *(f"A{number}" for number in (*range(2, 17), 18, 19, 20)),
    *(f"C{number}" for number in range(1, 13)),
    *(f"O{number}" for number in range(1, 14)),
    *(f"T{number}" for number in range(1, 16)),
}
_ROW = re.compile(r"^\| \[(\w+)\]\(([^)]+)\) \|", re.MULTILINE)


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_a_page_shows_what_is_so(path: Path, tmp_path: Path) -> None:
    found = shown(path, tmp_path)
    assert found.faults == []
    assert found.page == path.read_text("utf-8"), "look at the change, then run: python -m tests.docs"


def test_the_table_names_every_page() -> None:
    rows = _ROW.findall(TABLE.read_text("utf-8"))
    assert rows == sorted(rows, key=lambda row: (row[0][0], int(row[0][1:])))
    assert {name for name, _ in rows} == {path.stem for path in pages()}
    assert all((TABLE.parent / link).samefile(FOLDER / f"{name}.md") for name, link in rows)


def test_every_capability_has_a_page() -> None:
    assert {path.stem for path in pages()} == ALL
