"""What the tests of commands share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tasks.running import SHIPPED, Program


@pytest.fixture
def refundry(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Program:
    """The program, run in an empty folder."""
    return Program(monkeypatch, capsys, tmp_path)


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A copy of the shipped policies, to change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "policies"))
