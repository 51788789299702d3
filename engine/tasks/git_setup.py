"""`git-setup`: lets `git diff` show policies by their clauses in this clone; and what git then calls."""

from __future__ import annotations

import os
import sys
from difflib import unified_diff
from pathlib import Path

from engine.compare.blocks import blocks
from engine.compare.clauses import changes
from engine.compare.phrases import say
from engine.compare.to_text import changes_in_text
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.syntax.tree import File
from engine.tasks.drafts import read_text, reader
from engine.tasks.files import write_whole
from engine.tasks.git_text import git
from engine.tasks.stop import USAGE, stop
from engine.tasks.terminal import Printed, has_colour

SETTINGS = (
    ("diff.refundry.command", "refundry git-diff"),
    ("diff.refundry.xfuncname", "^[a-z].*$"),  # `git show` and `git log -p` name the block above each change
)
ATTRIBUTES = ("*.refund diff=refundry", "*.facts diff=refundry")
_SAID = {
    "set": (
        (
            "`git diff` shows policies by their clauses in this clone, and in no other.\n"
            "`git-setup --undo` takes it back; `git diff --no-ext-diff` shows plain lines."
        ),
        (
            "本仓库副本中，`git diff` 将按条款显示政策的变化；其他副本不受影响。\n"
            "`git-setup --undo` 可撤销；`git diff --no-ext-diff` 显示普通文本差异。"
        ),
    ),
    "undone": ("`git diff` shows policies as plain lines again.", "`git diff` 已恢复为普通文本差异。"),
}


def set_up(lang: str, *, undo: bool) -> Printed:
    """Set git up for policies in the clone that one stands in, or take that back; twice is as good as once."""
    found = git("rev-parse", "--git-path", "info/attributes")
    if found.returncode:
        raise stop(
            "RF614",
            "this is no repository of `git`",
            help="go to the clone of your policies",
            exit_code=USAGE,
        )
    for key, value in SETTINGS:
        git("config", "--local", "--unset-all", key) if undo else git("config", "--local", key, value)
    path = Path(found.stdout.decode().strip())
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if line not in ATTRIBUTES]
    wanted = kept if undo else [*kept, *ATTRIBUTES]
    if wanted != lines:
        write_whole(path, "".join(f"{line}\n" for line in wanted).encode())
    return Printed(_SAID["undone" if undo else "set"][lang == "zh"], lang=lang)


def show_change(words: tuple[str, ...], lang: str) -> Printed:
    """What git shows for one file: it hands over the path, and the old and the new text, each in a file of its own."""
    path, old, new = words[0], words[1], words[4]
    sources = [_source(name) for name in (old, new)]
    colour = has_colour(sys.stdout.isatty() or os.environ.get("GIT_PAGER_IN_USE") == "true")
    files = [_file(source) for source in sources]
    lines = [f"--- {path}"]
    if None in files:
        old_lines, new_lines = (source.text.splitlines() for source in sources)
        lines += unified_diff(old_lines, new_lines, path, path, lineterm="")
    else:
        before, after = (blocks((file,), reader()) for file in files if file is not None)
        found = list(changes_in_text(changes(before, after), lang, colour=colour))
        lines += found or [say(lang, "no_changes")]
    return Printed("\n".join(lines) + "\n", lang=lang)


def _source(name: str) -> Source:
    """A text that git wrote down; of a file that is new or gone one side is empty."""
    if name == os.devnull:
        return Source(name, "")
    report = Report()
    return read_text(Path(name), report) or Source(name, "")


def _file(source: Source) -> File | None:
    """The tree of a text; None where it has mistakes, so that only its lines can be compared."""
    report = Report()
    file = reader().read(source, report)
    return None if report.has_errors else file
