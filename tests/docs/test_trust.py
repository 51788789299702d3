"""Every command of the page on trust, run in order on a fresh ledger, as an auditor would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/trust.md"
NEEDED = ("bash", "sqlite3", "jq", "openssl", "sha256sum", "xxd")
LACKING = [name for name in NEEDED if shutil.which(name) is None]


@pytest.mark.skipif(bool(LACKING), reason=f"not installed: {', '.join(LACKING)}")
def test_every_command_of_the_page(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs/demo", tmp_path / "docs/demo")
    shutil.copy(ROOT / "docs/verify_receipt.py", tmp_path / "docs")
    programs = Path(sys.executable).parent
    script = "\n".join(_checked(block) for block in _blocks())
    told = {name: held for name, held in os.environ.items() if not name.startswith("REFUNDRY_")}
    told |= {"PATH": f"{programs}{os.pathsep}{told['PATH']}", "REFUNDRY_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(
        [str(shutil.which("bash")), "-c", script],
        cwd=tmp_path,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "mistake of its own" not in done.stderr


def _blocks() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def _checked(block: str) -> str:
    """A block that ends the script where a command fails; `!` stands before what must fail, which bash lets pass."""
    lines = [
        f"if {line[2:]}; then echo 'should fail: {number}'; exit 9; fi" if line.startswith("! ") else line
        for number, line in enumerate(block.splitlines())
    ]
    return "set -euo pipefail\n" + "\n".join(lines)
