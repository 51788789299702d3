"""Sealing when somebody else seals, edits or pulls the plug: what stands afterwards is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from engine.tasks import publishing, seal
from engine.tasks.files import write_whole
from engine.tasks.manifests import unchanged
from engine.tasks.stop import Stop
from tests.tasks.running import Program
from tests.tasks.shop import CORRECTED, FIRST, Shop
from tests.tasks.test_sealing import next_version

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("2198-01-01", "2199-01-01")


def sealed(refundry: Program, policies: Path) -> list[str]:
    rows = refundry("versions", "--policies", str(policies), "--format", "json").json
    return [row["version"] for row in rows if row["state"] == "sealed"]


def test_of_two_seals_at_once_none_is_lost(
    refundry: Program, policies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        next_version(policies, name)
    reached = threading.Event()  # the second waits at the lock, or has come through without one
    acquire, write = FileLock.acquire, write_whole

    def second() -> None:
        seal.seal_version(str(policies), "youyun-refund", NAMES[1])
        reached.set()

    other = threading.Thread(target=second)

    def acquired(lock: Any, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
        if threading.current_thread() is other:
            reached.set()
        return acquire(lock, *args, **named)

    def written(path: Path, data: bytes) -> None:
        if threading.current_thread() is not other and not other.ident:
            other.start()
            reached.wait()
        write(path, data)

    monkeypatch.setattr(FileLock, "acquire", acquired)
    monkeypatch.setattr(publishing, "write_whole", written)
    seal.seal_version(str(policies), "youyun-refund", NAMES[0])
    other.join()
    assert sealed(refundry, policies) == ["2026-07-03", *NAMES]
    assert not (policies / "youyun-refund" / ".versions.lock").exists()


@pytest.mark.parametrize("ending", ["refund", "facts"])
@pytest.mark.parametrize("edited", ["it", "another"])
def test_what_is_edited_meanwhile_is_not_sealed(
    refundry: Program, policies: Path, monkeypatch: pytest.MonkeyPatch, ending: str, edited: str
) -> None:
    next_version(policies, NAMES[0])
    path = policies / "youyun-refund" / f"{NAMES[0] if edited == 'it' else '2026-07-03'}.{ending}"
    check = seal.checked

    def edit(*args: Any) -> Any:  # noqa: ANN401 - whatever it takes
        found = check(*args)
        path.write_bytes(path.read_bytes() + b"# more\n")
        return found

    before = path.read_bytes()
    monkeypatch.setattr(seal, "checked", edit)
    with pytest.raises(Stop, match="was changed while it was being sealed"):
        seal.seal_version(str(policies), "youyun-refund", NAMES[0])
    monkeypatch.setattr(seal, "checked", check)
    path.write_bytes(before)
    assert unchanged(policies / "youyun-refund") is not None
    assert refundry("seal", "youyun-refund", NAMES[0], "--policies", str(policies)).code == 0


# what is killed when: before or after the n-th file takes its name
_KILLED = """
import os, signal, sys
import cli
moment, at = sys.argv.pop(1), int(sys.argv.pop(1))
replace, count = os.replace, 0
def replaced(old, new):
    global count
    if "policies" not in str(new):
        return replace(old, new)
    count += 1
    if count == at and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    replace(old, new)
    if count == at and moment == "after":
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = replaced
cli.main()
"""


def killed(moment: str, at: int, *words: str) -> None:
    command = [sys.executable, "-c", _KILLED, moment, str(at), *words]
    done = subprocess.run(command, check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("at", [1, 2])
def test_a_correction_that_is_killed_leaves_what_was_or_what_shall_be(
    refundry: Program, moment: str, at: int
) -> None:
    shop = Shop(refundry)
    assert shop("seal", "shop", FIRST).code == 0
    shop.copy(CORRECTED, ("It was opened.", "The box was opened."))
    words = ("seal", "shop", CORRECTED, "--corrects", FIRST, "--because", "x", "--policies", str(shop.root))
    killed(moment, at, *words)
    (row, *drafts) = shop("versions", "--format", "json").json
    is_new = (moment, at) == ("after", 2)
    assert (len(row["corrections"]), len(drafts)) == ((1, 0) if is_new else (0, 1))
    assert shop.correct().code == 0
    assert shop("check").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_seal_that_is_killed_leaves_what_was_or_what_shall_be(
    refundry: Program, policies: Path, moment: str, at: int
) -> None:
    next_version(policies, NAMES[0])
    options = ("youyun-refund", NAMES[0], "--policies", str(policies))
    killed(moment, at, "seal", *options)
    is_new = (moment, at) == ("after", 3)
    assert sealed(refundry, policies) == ["2026-07-03", *([NAMES[0]] if is_new else [])]
    assert refundry("seal", *options).code == 0
    assert sealed(refundry, policies) == ["2026-07-03", NAMES[0]]
    assert refundry("check", str(policies)).code == 0
