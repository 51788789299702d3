"""What runs on a pull request: the report of the action, and the hooks before a commit."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import cli
from tests.compare.test_git_setup import Git, changed, git  # noqa: F401 - the fixture
from tests.tasks.shop import FIRST, Shop

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / ".github" / "actions" / "diff" / "report.sh"


def said(clone: Git) -> str:
    done = subprocess.run(
        [str(REPORT), "HEAD"], cwd=clone.folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_action_holds_what_changed_against_what_was(git: Git, shop: Shop) -> None:  # noqa: F811
    assert said(git) == ""
    shop.copy("2027-01-01", ('"It was opened."', '"You opened it."'))
    git("add", "--intent-to-add", "policies")
    assert f"**{FIRST} (sealed) → 2027-01-01 (draft, not sealed)**" in said(git)
    git("add", "policies")
    git("-c", "user.name=Li", "-c", "user.email=li@example.org", "commit", "--quiet", "-m", "a draft")
    path = shop.folder / "2027-01-01.refund"
    path.write_text(path.read_text("utf-8").replace("order.opened is no", "order.opened is yes"), "utf-8")
    report = said(git)
    assert "[-no-]" in report
    assert "### What becomes of cases" in report


def test_the_hooks_call_commands_that_there_are() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    called = re.findall(r"entry: refundry (\S+)", hooks)
    assert len(called) == hooks.count("- id:") == 3
    assert set(called) <= cli.cli.commands.keys()
    for pattern in re.findall(r"files: (.*)", hooks):
        assert re.search(pattern, "policies/shop/2026-01-01.refund")
