"""Leaving early: an interruption and a reader that has left end the program quietly, at any time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.tasks import versions
from tests.tasks.running import SHIPPED, Program

START = [sys.executable, "-m", "engine.tasks.start"]


def environment(*folders: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [*folders, SHIPPED.parent]))}


def test_an_interruption_of_the_first_import_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n", "utf-8")
    done = subprocess.run(START, env=environment(tmp_path), capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_an_interruption_of_a_command_is_quiet(refundry: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(versions, "timelines", interrupted)
    ended = refundry("versions")
    assert (ended.code, ended.out, ended.err.strip()) == (130, "", "")


@pytest.mark.parametrize("words", [["show", "youyun-refund"], ["--help"], ["decide", "--help"]])
def test_a_reader_that_has_left_is_no_mistake(words: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            [*START, *words], env=environment(), stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (141, b"")
