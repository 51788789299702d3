"""The corner shop of the stories with some blocks changed, as a program with what it promises."""

from __future__ import annotations

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.to_text import to_text
from engine.ir import tree as ir
from engine.ir.properties import Promises
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import to_ir
from engine.tasks.drafts import reader
from tests.agree.test_readings import calendars
from tests.stories.story import FOLDER, Fence, Story

BASE = FOLDER / "base" / "shop.md"


def shop(refund: str = "", facts: str = "") -> tuple[ir.Program, Promises]:
    """The shop, in which a block that is named here takes the place of its own."""
    blocks = [Fence("refund", (), refund, 0), Fence("facts", (), facts, 0)]
    story = Story(BASE, "[shop](../base/shop.md)", tuple(blocks))
    report = Report()
    files = [
        reader().read(Source(f"a.{kind}", story.policy_text(kind, mended=False)), report)
        for kind in ("refund", "facts")
    ]
    policy = policy_from_syntax(files[0], files[1], frozenset(calendars()), report)
    assert policy is not None, to_text(report.diagnostics, colour=False)
    program = to_ir(policy, report)
    assert not report.has_errors, to_text(report.diagnostics, colour=False)
    return program, policy.promises
