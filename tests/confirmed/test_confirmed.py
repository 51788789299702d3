"""What was ever confirmed still stands: each ledger is verified, its outcomes derived again, its receipts the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tasks.running import Program

HERE = Path(__file__).resolve().parent
CHECKER = HERE.parents[1] / "docs" / "verify_receipt.py"
KEPT = sorted(path for path in HERE.iterdir() if path.name.startswith("format-"))


@pytest.fixture
def refundry(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Program:
    return Program(monkeypatch, capsys, tmp_path)


def test_there_is_a_ledger_of_each_format() -> None:
    assert [path.name for path in KEPT] == ["format-1"]


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_every_outcome_is_derived_again_and_every_receipt_is_the_same(kept: Path, refundry: Program) -> None:
    shutil.copy(kept / "ledger.ledger", refundry.folder / "copy.sqlite")
    ledger = ("--ledger", "sqlite:///copy.sqlite")
    found = refundry(
        "ledger", "verify", "--checkpoint", str(kept / "checkpoint.txt"), *ledger, "--format", "json"
    )
    assert (found.code, found.json["findings"], found.json["derived"]) == (0, [], 7)
    receipts = json.loads((kept / "receipts.json").read_text("utf-8"))
    for each in receipts:
        assert refundry("ledger", "receipt", each["entry"]["case"], *ledger, "--format", "json").json == each


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl checks the signatures, and is not there")
def test_every_receipt_holds_without_us(kept: Path, tmp_path: Path) -> None:
    for number, each in enumerate(json.loads((kept / "receipts.json").read_text("utf-8"))):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(each), "utf-8")
        done = subprocess.run(
            [sys.executable, "-I", "-S", CHECKER, path], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
