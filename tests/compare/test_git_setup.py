"""`git diff` itself shows policies by their clauses, once it is set up to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tasks.running import Program
from tests.tasks.shop import FIRST, Shop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def git(shop: Shop, refundry: Program, monkeypatch: pytest.MonkeyPatch) -> Git:
    programs = refundry.folder / "programs"
    programs.mkdir()
    script = programs / "refundry"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m engine.tasks.start "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    clone = Git(refundry.folder)
    clone("init", "--quiet")
    clone("add", "policies")
    clone("-c", "user.name=Li", "-c", "user.email=li@example.org", "commit", "--quiet", "-m", "first")
    assert shop.folder.is_dir()
    return clone


class Git:
    """A repository with the corner shop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str) -> str:
        done = subprocess.run(  # noqa: PLW1510 - what it says is looked at below
            ["git", *words],  # noqa: S607 - the one that the user has
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def changed(shop: Shop, before: str, after: str) -> None:
    path = shop.folder / f"{FIRST}.refund"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_git_diff_shows_clauses_and_can_be_set_back(git: Git, shop: Shop, refundry: Program) -> None:
    changed(shop, '"It was opened."', '"You opened it."')
    plain = git("diff")
    assert "@@" in plain
    for _ in range(2):
        assert refundry("git-setup").code == 0
    shown = git("diff")
    assert "clause 1.1 · Sent back unopened [wording only]" in shown
    assert "{+You+}" in shown
    assert "@@" not in shown
    assert "clause 1.1" in git("diff", "--no-ext-diff")
    assert refundry("git-setup", "--undo").code == 0
    assert git("diff") == plain
    assert refundry("git-setup", "--undo").code == 0


def test_what_stood_in_the_attributes_stays(git: Git, refundry: Program) -> None:
    path = git.folder / ".git" / "info" / "attributes"
    path.parent.mkdir(exist_ok=True)
    path.write_text("*.png binary\n")
    refundry("git-setup")
    assert path.read_text().startswith("*.png binary\n*.refund")
    refundry("git-setup", "--undo")
    assert path.read_text() == "*.png binary\n"


def test_facts_new_files_and_files_with_mistakes_are_shown(git: Git, shop: Shop, refundry: Program) -> None:
    refundry("git-setup", "--lang", "zh")
    facts = shop.folder / f"{FIRST}.facts"
    facts.write_text(facts.read_text("utf-8").replace("  presumed     goods\n", ""), "utf-8")
    shop.copy("2027-01-01")
    git("add", "--intent-to-add", "policies")
    shown = git("diff")
    assert "fact order.kind · What was sold [meaning]" in shown
    assert "clause 1.1 · Sent back unopened [added]" in shown
    changed(shop, "clause 1.1", "clausse 1.1")
    assert '+clausse 1.1 "Sent back unopened"' in git("diff")


def test_comments_and_layout_are_no_change(git: Git, shop: Shop, refundry: Program) -> None:
    refundry("git-setup")
    changed(shop, "  needs  order.opened is no", "  # why\n  needs      order.opened   is no")
    assert "Nothing that either version says differs" in git("diff")


def test_outside_a_repository_that_is_said(refundry: Program) -> None:
    ran = refundry("git-setup")
    assert (ran.code, "RF614" in ran.err) == (2, True)
    assert refundry("git-diff", "a.refund").code == 2
