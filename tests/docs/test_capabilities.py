"""Each capability has a page whose policy, cases, explanation and diff are what the engine makes of them.

`REFUNDRY_PAGES=all` compares the change of every page anew; otherwise a few pages stand for the others.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from .capabilities import FOLDER, TABLE, pages, shown
from .page import fences

ALL = {
    *(f"A{number}" for number in (*range(2, 17), 18, 19, 20)),
    *(f"C{number}" for number in range(1, 13)),
    *(f"O{number}" for number in range(1, 14)),
    *(f"T{number}" for number in range(1, 16)),
}
_ROW = re.compile(r"^\| \[(\w+)\]\(([^)]+)\) \|", re.MULTILINE)


COMPARED = frozenset({"A14", "A20", "O3", "O11", "T8", "T9"})


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_a_page_shows_what_is_so(path: Path, tmp_path: Path) -> None:
    with_diff = os.environ.get("REFUNDRY_PAGES") == "all" or path.stem in COMPARED
    found = shown(path, tmp_path, with_diff=with_diff)
    assert found.faults == []
    assert found.page == path.read_text("utf-8"), "look at the change, then run: python -m tests.docs"


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_a_page_ends_with_a_change_and_what_it_does(path: Path) -> None:
    page = path.read_text("utf-8")
    change, diff = [each for each in fences(page) if each.words[0] == "text"][-2:]
    assert (change.words, diff.words) == (("text", "change"), ("text", "diff"))
    old, new = change.body.splitlines()
    assert f"- {old}" not in diff.body or new in diff.body
    assert "What becomes of cases" in diff.body
    assert "Nothing is said" not in diff.body


def test_the_table_names_every_page() -> None:
    rows = _ROW.findall(TABLE.read_text("utf-8"))
    assert rows == sorted(rows, key=lambda row: (row[0][0], int(row[0][1:])))
    assert {name for name, _ in rows} == {path.stem for path in pages()}
    assert all((TABLE.parent / link).samefile(FOLDER / f"{name}.md") for name, link in rows)


def test_every_capability_has_a_page() -> None:
    assert {path.stem for path in pages()} == ALL
