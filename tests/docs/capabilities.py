"""The pages of the capabilities: each a policy on top of one frame, with its cases and what is said of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from engine.compare.to_text import to_text as to_diff
from engine.compare.tree import Comparison
from engine.decisions.record import decide, to_record
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir.texts import Texts
from engine.ir.tree import Program
from engine.syntax.to_text import to_text
from engine.tasks.case_test_file import CaseTest, read_case_tests
from engine.tasks.diff import Asked, compare
from engine.tasks.drafted import Drafted
from engine.tasks.drafts import Draft, draft, load_calendars
from engine.tasks.explaining import explained, in_words
from engine.tasks.trial import Trial
from engine.values.calendar import Calendar

from .desk import READER, ROOT
from .page import Fence, blocks_of, fences, rewritten

FOLDER = ROOT / "docs/capabilities"
TABLE = ROOT / "docs/capabilities.md"
VERSION = "2026-01-01"
_KINDS = ("refund", "facts")
_HEADING = 3
"""The lines of a diff that name the two versions, which have no names here."""
_UNREACHED = "No command decides it"


class Shown(NamedTuple):
    """What came of one page: what is wrong with it, and the page as it has to be."""

    faults: list[str]
    page: str


def pages() -> list[Path]:
    """The pages, each named by the id of its capability."""
    return sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def shown(path: Path, folder: Path, *, with_diff: bool = True) -> Shown:
    """Run a page in a folder of its own; its diff, which asks the solver, where that is wanted."""
    page = path.read_text("utf-8")
    policy = written(page, folder)
    found, faults = _draft(policy)
    if found is None:
        return Shown(faults, page)
    trial = Trial(found, load_calendars(found.program.calendars, policy.parent, Report()))
    report = Report()
    reader = trial.reader(found.texts.of("en"))
    tests, _ = read_case_tests(policy / f"{VERSION}.cases.toml", reader, report)
    faults += [f"{each.code}: {each.message}" for each in report.diagnostics]
    for test in tests:
        tested = trial.tested(test)
        faults += [
            f"{test.name}: {each.key}: expected {each.expected}, got {each.got}"
            for each in tested.differences
        ]
        faults += [f"{test.name}: {tested.disagreement}"] if tested.disagreement else []
    faults += [] if tests else ["it has no cases"]
    desk = Drafted(policy, policy.parent, VERSION, "en")
    said = {test.name: test for test in tests}
    laid_out = {kind: _laid_out(policy / f"{VERSION}.{kind}") for kind in _KINDS}

    def fence(each: Fence) -> str:
        """A block as it has to be: laid out, or the explanation of the case that it names."""
        match each.words:
            case ("text", "explain", *name):
                return _explained(said[" ".join(name)], desk)
            case ("text", "diff") if with_diff:
                return _compared(policy, page)
            case (kind,) if kind in _KINDS:
                return "\n".join(laid_out[kind][key] for key in blocks_of(each.body))
            case _:
                return each.body

    return Shown(faults, rewritten(page, fence, lambda table: table.rows))


def opened(path: Path, folder: Path) -> tuple[Program, Texts, Mapping[str, Calendar]]:
    """The policy of a page, made in a folder of its own, with its calendars."""
    policy = written(path.read_text("utf-8"), folder)
    found, faults = _draft(policy)
    assert found is not None, faults
    return found.program, found.texts, load_calendars(found.program.calendars, policy.parent, Report())


def _explained(test: CaseTest, desk: Drafted) -> str:
    decided = decide(desk.policy, test.case.facts)
    record = to_record(desk.policy, test.case.facts, test.case.presumed, decided)
    record["explanation"] = explained(desk, test.case.facts, test.case.presumed, decided)
    return in_words(record, "en", colour=False)


def _compared(policy: Path, page: str) -> str:
    """What `diff` says of the change that a page names, but for the lines on how to decide an example."""
    lines = to_diff(_report(policy, page), "en", colour=False).split("\n")[_HEADING:]
    return "".join(f"{line}\n" for line in lines if not line.strip().startswith(_UNREACHED))


def changed(path: Path, folder: Path) -> Comparison:
    """The change of a page, made in a folder of its own and compared."""
    page = path.read_text("utf-8")
    return _report(written(page, folder), page)


def _report(policy: Path, page: str) -> Comparison:
    """The change that a page names: the words on its first line read as those on its second."""
    (change,) = (each.body for each in fences(page) if each.words == ("text", "change"))
    old, new = change.splitlines()
    text = (policy / f"{VERSION}.refund").read_text("utf-8")
    assert old in text, old
    before, after = (policy / f"{name}.refund" for name in ("before", "after"))
    before.write_text(text, "utf-8")
    after.write_text(text.replace(old, new), "utf-8")
    return compare(Asked(str(before), str(after), str(policy.parent), None, None, None, "en")).report


def written(page: str, folder: Path) -> Path:
    """The folder of the policy, with the files that a page and the frame make together."""
    policy = folder / "tour"
    policy.mkdir()
    (folder / "calendars").symlink_to(FOLDER / "calendars")
    frame = (FOLDER / "README.md").read_text("utf-8")
    for kind in _KINDS:
        blocks: dict[Any, str] = {}
        for text in (frame, page):
            blocks |= blocks_of("\n".join(_bodies(text, kind)))
        (policy / f"{VERSION}.{kind}").write_text("\n".join(blocks.values()), "utf-8")
    (policy / f"{VERSION}.cases.toml").write_text("\n".join(_bodies(page, "toml")), "utf-8")
    return policy


def _bodies(page: str, kind: str) -> Iterator[str]:
    return (each.body for each in fences(page) if each.words[0] == kind)


def _draft(policy: Path) -> tuple[Draft | None, list[str]]:
    """The checked policy, and what is wrong with it."""
    report = Report()
    found = draft(policy, VERSION, policy.parent, report)
    faults = [f"{each.code}: {each.message} ({each.help})" for each in report.diagnostics]
    return (None if report.has_errors else found), faults


def _laid_out(path: Path) -> Mapping[tuple[str, str], str]:
    """The blocks of a file in their one layout."""
    source = Source(path.name, path.read_text("utf-8"))
    return blocks_of(to_text(READER.read(source, Report()), READER))
