"""A story that is told at the command line: its files and commands, in a folder of their own."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from .story import FOLDER, Story

ROOT = FOLDER.parents[1]

_ORIGIN = re.compile(r"(refundry/ledger/)[0-9a-f]{16}")
_KEY = re.compile(r"\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}")
"""The name of a ledger, which ends with a random number."""
_PROGRAMS = """
refundry() { "$PYTHON" -m engine.tasks.start "$@"; }
sqlite3() { "$PYTHON" -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])' "$@"; }
"""
"""What the pages call; the shell of SQLite is not on every machine, but Python knows SQLite too."""


def said_in(folder: Path, story: Story) -> str:
    """What the first commands of a story say; those that mend what was wrong must end well."""
    base = None if story.base is None else story.base.path
    texts = (story.policy_text(kind, mended=False) for kind in ("refund", "facts"))
    shutil.copytree(_begun(base, *texts), folder, dirs_exist_ok=True)
    said = _told(folder, story)
    assert all(each.returncode == 0 for each in said[1:]), [each.stdout for each in said]
    return _KEY.sub("+…", _ORIGIN.sub(r"\1…", said[0].stdout))


@cache
def _begun(base: Path | None, refund: str, facts: str) -> Path:
    """A folder with a policy in which the commands of a base were given, copied by every story that stands on it."""
    folder = Path(tempfile.mkdtemp(prefix="story-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "policies" / "shop").mkdir(parents=True)
    for kind, text in (("refund", refund), ("facts", facts)):
        (folder / "policies" / "shop" / f"2026-01-01.{kind}").write_text(text, "utf-8")
    said = [] if base is None else _told(folder, Story.at(base))
    assert all(each.returncode == 0 for each in said), [each.stdout for each in said]
    return folder


def _told(folder: Path, story: Story) -> list[subprocess.CompletedProcess[str]]:
    """Write the files of a page and give its commands, from the top down."""
    said: list[subprocess.CompletedProcess[str]] = []
    for fence in story.fences:
        if fence.kind in {"file", "file-mended"}:
            (folder / fence.words[0]).write_text(fence.body, "utf-8")
        elif fence.kind == "sh":
            said.append(shell(fence.body, folder))
    return said


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run commands in a folder, with `refundry` among them; messages come among the results."""
    own = {"PYTHONPATH": str(ROOT), "REFUNDRY_CACHE": str(folder / ".cache"), "NO_COLOR": "1"}
    own |= {"REFUNDRY_DATA": "data", "PYTHON": sys.executable}
    command = f"set -e\n{_PROGRAMS}\nexec 2>&1\n{script}"
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=os.environ | own,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
