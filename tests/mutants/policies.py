"""Every policy of the repository as a program: the shipped one, examples, a new one, and those of the good stories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.to_text import to_text
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import texts_of, to_ir
from engine.tasks.drafts import reader
from engine.tasks.scaffold import scaffold
from tests.agree.test_readings import calendars
from tests.ir.shipped import FOLDER, VERSION
from tests.stories.story import FOLDER as STORIES
from tests.stories.story import Story

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 3, 2)


def policies() -> Iterator[tuple[str, ir.Program, Texts]]:
    """The name of each policy, its program and its texts."""
    folders = {
        "youyun-refund": (FOLDER, VERSION),
        "bookshop": (ROOT / "docs" / "examples" / "bookshop", "2026-09-01"),
        "reduced": (ROOT / "bench" / "reduced", "2026-01-01"),
    }
    for name, (folder, version) in folders.items():
        yield (
            name,
            *_program(*((folder / f"{version}.{kind}").read_text("utf-8") for kind in ("refund", "facts"))),
        )
    begun = scaffold("book-returns", DAY)
    yield "book-returns", *_program(begun[f"{DAY}.refund"], begun[f"{DAY}.facts"])
    for path in sorted((STORIES / "good").glob("*.md")):
        story = Story.at(path)
        texts = [story.policy_text(kind, mended=False) for kind in ("refund", "facts")]
        yield f"story-{path.stem}", *_program(*texts)


def _program(refund: str, facts: str) -> tuple[ir.Program, Texts]:
    report = Report()
    files = [
        reader().read(Source(name, text), report) for name, text in (("a.refund", refund), ("a.facts", facts))
    ]
    policy = policy_from_syntax(files[0], files[1], frozenset(calendars()), report)
    assert policy is not None, to_text(report.diagnostics, colour=False)
    program = to_ir(policy, report)
    assert not report.has_errors, to_text(report.diagnostics, colour=False)
    return program, texts_of(policy)
