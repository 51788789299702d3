"""A story that is told at the command line: its files and commands, in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .story import FOLDER, Story

ROOT = FOLDER.parents[1]


def said_in(folder: Path, story: Story) -> str:
    """What the first commands of a story say; those that mend what was wrong must end well."""
    (folder / "policies" / "shop").mkdir(parents=True)
    for kind in ("refund", "facts"):
        text = story.policy_text(kind, mended=False)
        (folder / "policies" / "shop" / f"2026-01-01.{kind}").write_text(text, "utf-8")
    said: list[subprocess.CompletedProcess[str]] = []
    for fence in story.fences:
        if fence.kind in {"file", "file-mended"}:
            (folder / fence.words[0]).write_text(fence.body, "utf-8")
        elif fence.kind == "sh":
            said.append(_shell(fence.body, folder))
    assert all(each.returncode == 0 for each in said[1:]), [each.stdout for each in said[1:]]
    return said[0].stdout


def _shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    own = {"PYTHONPATH": str(ROOT), "REFUNDRY_CACHE": str(folder / ".cache"), "NO_COLOR": "1"}
    command = f'set -e\nrefundry() {{ "{sys.executable}" -m engine.tasks.start "$@"; }}\nexec 2>&1\n{script}'
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=os.environ | own,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
