"""`diff`: what changes between two versions, in their clauses and in what becomes of cases."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from engine.compare.blocks import blocks
from engine.compare.clauses import changes
from engine.compare.outcomes import Decides, outcomes
from engine.compare.to_json import to_data
from engine.compare.to_markdown import to_markdown
from engine.compare.to_text import to_text
from engine.compare.tree import Comparison, Impact, Outcomes
from engine.diagnostics.diagnostic import Diagnostic
from engine.tasks.diff_sides import Opened, sides
from engine.tasks.drafts import reader
from engine.tasks.files import policies_root, policy_folders, write_whole
from engine.tasks.stop import UNREADABLE, USAGE, stop
from engine.tasks.terminal import Printed, has_colour

EXTRA = "install it with `pip install 'refundry[review]'`"
"""How the solver and the pages come to be there."""


class Asked(NamedTuple):
    """What is to be compared, and what is wanted of it."""

    old: str
    new: str
    policies: str | None
    ledger: str | None
    cases: str | None
    examples: str | None
    lang: str


class Compared(NamedTuple):
    """The report, and what is wrong with cases of the case book that could not be read."""

    report: Comparison
    messages: tuple[Diagnostic, ...] = ()


def compare(asked: Asked) -> Compared:
    """Compare two versions in all that is asked for."""
    before, after = sides(asked.old, asked.new, asked.policies)
    found = changes(
        blocks(before.draft.files, reader()),
        blocks(after.draft.files, reader()),
        (before.draft.program, after.draft.program),
    )
    cases, messages = _impact(asked, before, after)
    moved = _outcomes(before, after, asked)
    report = Comparison(before.side, after.side, found, moved, cases)
    if asked.examples is not None:
        _write_examples(Path(asked.examples), moved)
    return Compared(report, messages)


def _impact(asked: Asked, before: Opened, after: Opened) -> tuple[Impact | None, tuple[Diagnostic, ...]]:
    """What becomes of the case book, where one is named; what reads one is imported for that alone."""
    if asked.cases is None:
        return None, ()
    from engine.tasks.case_book import impact

    return impact(asked.cases, (before, after), asked.ledger)


def _outcomes(before: Opened, after: Opened, asked: Asked) -> Outcomes:
    """What becomes of cases, as the solver finds it; not asked where it is not installed."""
    try:
        from engine.solver.compared import compared
    except ModuleNotFoundError as why:
        if why.name != "z3":
            raise
        return Outcomes(is_asked=False)
    old, new = (
        Decides(each.side, each.reading, each.days, _command(each, asked)) for each in (before, after)
    )
    return outcomes(compared(old.reading, new.reading), old, new)


def _command(opened: Opened, asked: Asked) -> Callable[[str], str] | None:
    """How `decide` is asked for this side; None where it never decides by it."""
    if opened.folder is None or (opened.days is None and opened.side.state != "draft"):
        return None
    root = opened.folder.resolve().parent
    words = [] if opened.days else ["--draft", opened.side.version]
    if len(policy_folders(root)) > 1:
        words += ["--policy", opened.side.policy]
    if root != policies_root(None).resolve():
        words += ["--policies", _shortest(root)]

    def command(file: str) -> str:
        return shlex.join(["refundry", "decide", os.path.join(asked.examples or "", file), *words])  # noqa: PTH118

    return command


def _shortest(folder: Path) -> str:
    """A folder as one would write it here: below this one by its relative path."""
    here = Path.cwd()
    return folder.relative_to(here).as_posix() if folder.is_relative_to(here) else str(folder)


def _write_examples(folder: Path, found: Outcomes) -> None:
    for name, text in (file for move in found.moves for file in move.example.files):
        write_whole(folder / name, text.encode())


def print_compared(found: Compared, form: str, lang: str) -> Printed:
    """The report in a form: text, md, html or json."""
    match form:
        case "json":
            text = json.dumps(to_data(found.report, lang), ensure_ascii=False, indent=2)
        case "md":
            text = to_markdown(found.report, lang)
        case "html":
            text = _page(found.report, lang)
        case _:
            text = to_text(found.report, lang, colour=has_colour(sys.stdout.isatty()))
    return Printed(text, found.messages, UNREADABLE if found.messages else 0, lang=lang)


def _page(report: Comparison, lang: str) -> str:
    try:
        from engine.compare.to_html import to_html
    except ModuleNotFoundError as why:
        if why.name != "jinja2":
            raise
        problem = "a page of HTML needs `jinja2`, which is not installed"
        raise stop("RF615", problem, help=EXTRA, exit_code=USAGE) from None
    return to_html(report, lang)
