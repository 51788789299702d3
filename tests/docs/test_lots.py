"""The page on quota lots: its commands say what it shows."""

from __future__ import annotations

import re

import pytest

from tests.docs.desk import ROOT
from tests.tasks.running import Program

PAGE = (ROOT / "docs" / "lots.md").read_text("utf-8")
SHOWN = re.findall(r"```sh\n(.+?)\n```\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("command", "text"), SHOWN)
def test_a_command_says_what_the_page_shows(
    command: str, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refundry = Program(monkeypatch, capsys, ROOT / "docs" / "examples" / "history")
    monkeypatch.delenv("REFUNDRY_CACHE")
    found = refundry(*command.split()[1:], "--policies", str(ROOT / "policies"))
    assert found.out.endswith(text)
    assert text


def test_the_page_shows_two() -> None:
    assert len(SHOWN) == 2
