"""A page for each code: its example is that of the story, and no code, page or link leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.diagnostics.codes import CODES

from .story import FOLDER, Story

ROOT = FOLDER.parents[1]
PAGES = ROOT / "docs" / "errors"
STORIES = {path.stem[:5]: path for path in sorted((FOLDER / "bad").glob("*.md"), reverse=True)}

_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {path.stem for path in PAGES.glob("RF*.md")} == set(CODES)


def test_every_code_has_a_story() -> None:
    assert set(STORIES) == set(CODES)


def test_every_code_is_raised_somewhere() -> None:
    catalogue = ROOT / "engine" / "diagnostics" / "codes.py"
    paths = [path for path in (ROOT / "engine").rglob("*.py") if path != catalogue]
    source = "\n".join(path.read_text("utf-8") for path in paths)
    assert [code for code in CODES if f'"{code}"' not in source] == []


def test_the_list_of_pages_names_each_code_with_its_title() -> None:
    rows = re.findall(
        r"^\| \[(RF\d{3})\]\((\S+)\) \| (.*) \|$", (PAGES / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert rows == [(code.code, f"{code.code}.md", code.title) for code in CODES.values()]


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_page_shows_what_its_story_shows(code: str, pytestconfig: pytest.Config) -> None:
    page, story = Story.at(PAGES / f"{code}.md"), Story.at(STORIES[code])
    assert page.text.startswith(f"# {code}: {CODES[code].title}\n")
    shown = [(fence.kind, fence.words, fence.body) for fence in story.fences]
    if pytestconfig.getoption("bless"):
        page.settle("diagnostics", [fence.body for fence in story.of("diagnostics")], bless=True)
        page = Story.at(page.path)
    assert [(fence.kind, fence.words, fence.body) for fence in page.fences] == shown


@pytest.mark.parametrize("path", [*PAGES.glob("*.md"), *FOLDER.rglob("*.md")], ids=lambda path: path.stem)
def test_a_link_leads_somewhere(path: Path) -> None:
    links = _LINK.findall(path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).is_file()] == []
