"""Every policy of the repository as a program: shipped, examples, a new one, good stories, pages of capabilities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.to_text import to_text
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import texts_of, to_ir
from engine.tasks.drafts import reader
from engine.tasks.scaffold import scaffold
from engine.values.calendar import Calendar
from tests.agree.test_readings import calendars
from tests.docs.capabilities import opened, pages
from tests.ir.shipped import FOLDER, VERSION
from tests.stories.story import FOLDER as STORIES
from tests.stories.story import Story

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 3, 2)


class Found(NamedTuple):
    """One policy: its name, its program, its texts, and the calendars by which it counts."""

    name: str
    program: ir.Program
    texts: Texts
    calendars: Mapping[str, Calendar]


def policies(*beginnings: str) -> Iterator[Found]:
    """The policies whose names begin so; all where no beginning is named."""
    for name, make in _all():
        if not beginnings or name.startswith(beginnings):
            yield make(name)


def _all() -> Iterator[tuple[str, Callable[[str], Found]]]:
    folders = {
        "youyun-refund": (FOLDER, VERSION),
        "bookshop": (ROOT / "docs" / "examples" / "bookshop", "2026-09-01"),
        "reduced": (ROOT / "bench" / "reduced", "2026-01-01"),
    }
    for name, (folder, version) in folders.items():
        yield name, partial(_of_files, folder / f"{version}.refund", folder / f"{version}.facts")
    draft_ = ROOT / "docs" / "examples" / "reviewing" / "2027-01-01.refund"
    yield "draft-of-youyun", partial(_of_files, draft_, FOLDER / f"{VERSION}.facts")
    begun = scaffold("book-returns", DAY)
    yield "book-returns", partial(program_of, begun[f"{DAY}.refund"], begun[f"{DAY}.facts"])
    for path in sorted((STORIES / "good").glob("*.md")):
        yield f"story-{path.stem}", partial(_story, path)
    for path in pages():
        yield f"page-{path.stem}", partial(_page, path)


def _of_files(refund: Path, facts: Path, name: str) -> Found:
    return program_of(refund.read_text("utf-8"), facts.read_text("utf-8"), name)


def _story(path: Path, name: str) -> Found:
    story = Story.at(path)
    return program_of(
        story.policy_text("refund", mended=False), story.policy_text("facts", mended=False), name
    )


def _page(path: Path, name: str) -> Found:
    with TemporaryDirectory() as folder:
        return Found(name, *opened(path, Path(folder)))


def program_of(refund: str, facts: str, name: str) -> Found:
    """The policy of two files without mistakes."""
    report = Report()
    files = [
        reader().read(Source(at, text), report) for at, text in (("a.refund", refund), ("a.facts", facts))
    ]
    policy = policy_from_syntax(files[0], files[1], frozenset(calendars()), report)
    assert policy is not None, to_text(report.diagnostics, colour=False)
    program = to_ir(policy, report)
    assert not report.has_errors, to_text(report.diagnostics, colour=False)
    return Found(name, program, texts_of(policy), calendars())
