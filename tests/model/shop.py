"""The corner shop of the stories with a few blocks of its own, checked as `refundry check` does it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir import tree as ir
from engine.ir.check import check
from engine.ir.texts import Texts
from engine.lint.conflicts import check_conflicts
from engine.model.check_texts import check_texts
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import texts_of, to_ir
from engine.syntax.from_text import Reader
from tests.agree.test_readings import calendars
from tests.stories.story import FOLDER, Fence, Story


class Shop(NamedTuple):
    """What came of a policy: its messages, its program where it could be made, and its texts."""

    report: Report
    made: ir.Program | None
    texts: Texts

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.report.diagnostics]

    @property
    def messages(self) -> list[str]:
        return [each.message for each in self.report.diagnostics]

    @property
    def program(self) -> ir.Program:
        assert self.made is not None, self.messages
        return self.made


@cache
def grammar() -> Reader:
    return Reader()


def shop(refund: str, facts: str = "") -> Shop:
    """The shop with these blocks instead of its own of the same names."""
    report = Report()
    fences = (Fence("refund", (), refund, 0), Fence("facts", (), facts, 0))
    story = Story(FOLDER / "good" / "none.md", "[the corner shop](../base/shop.md)", fences)
    files = [
        grammar().read(Source(f"policy.{kind}", story.policy_text(kind, mended=False)), report)
        for kind in ("refund", "facts")
    ]
    policy = policy_from_syntax(files[0], files[1], frozenset(calendars()), report)
    assert policy is not None, [each.message for each in report.diagnostics]
    check_texts(policy, report)
    program, texts = to_ir(policy, report), texts_of(policy)
    if report.has_errors:
        return Shop(report, None, texts)
    assert not check(program), check(program)
    check_conflicts(program, {each.clause.name: each.span for each in policy.clauses}, calendars(), report)
    return Shop(report, program, texts)
