"""A large result that appears whole or not at all: made in a folder beside its place, and moved there at the end."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from engine.tasks.files import settle
from engine.tasks.stop import USAGE, stop

_FULL = {errno.ENOSPC, errno.EDQUOT}
_LOCK = "lock"
"""Whoever works in a folder holds this file in it locked; the system lets go of it when a process dies."""


@contextmanager
def made_whole(out: Path) -> Iterator[Path]:
    """A folder to make a file in; what is called like `out` in it at the end takes the place of `out`.

    What an earlier run left behind when it was killed is taken away first.
    """
    if out.is_dir():
        problem = f"`{out}` is a folder"
        raise stop("RF512", problem, help="name a file to write to", exit_code=USAGE)
    if not out.parent.is_dir():
        problem = f"there is no folder `{out.parent}` to write to"
        raise stop("RF512", problem, help="make it, or name another with `--out`", exit_code=USAGE)
    _take_away_leftovers(out)
    folder = Path(tempfile.mkdtemp(dir=out.parent, prefix=_prefix(out)))
    lock = FileLock(folder / _LOCK)
    try:
        with lock:
            yield folder
            made = folder / out.name
            _to_disk(made)
            os.replace(made, out)  # noqa: PTH105 - replaces where rename would fail
            settle(out.parent)
    except OSError as why:
        if why.errno not in _FULL:
            raise
        raise stop("RF512", f"`{out}` cannot be written: {why.strerror}") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prefix(out: Path) -> str:
    return f".{out.name}.partial-"


def _take_away_leftovers(out: Path) -> None:
    for left in out.parent.glob(f"{_glob_escaped(_prefix(out))}*"):
        lock = FileLock(left / _LOCK, timeout=0)
        try:
            with lock:
                pass
        except (Timeout, OSError):
            continue  # another run is at work there, or has just ended
        shutil.rmtree(left, ignore_errors=True)


def _glob_escaped(text: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
