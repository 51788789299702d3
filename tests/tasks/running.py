"""Running the program as a user does, in this process so that coverage sees it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import cli
from engine.values.moment import to_day

SHIPPED = Path(__file__).resolve().parents[2] / "policies"


class Ran(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command printed
        return json.loads(self.out)


class Program:
    """The program with a cache and a folder of its own."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.folder = folder
        monkeypatch.chdir(folder)
        monkeypatch.setenv("REFUNDRY_CACHE", str(folder / "cache"))
        monkeypatch.setenv("REFUNDRY_DATA", str(folder / "data"))
        for name in ("REFUNDRY_LANG", "REFUNDRY_SIGNING_KEY", "REFUNDRY_LEDGER"):
            monkeypatch.delenv(name, raising=False)

    def __call__(self, *words: str, stdin: str = "") -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["refundry", *words])
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        assert "mistake of its own" not in captured.err
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    def on(self, day: str) -> None:
        """Let it be some day from now on, whatever the zone."""
        self._monkeypatch.setattr("engine.tasks.publishing.local_day", lambda *_: to_day(day))

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return name
