"""Files as a revision of git has them."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

from engine.tasks.files import Read
from engine.tasks.stop import USAGE, Stop, stop

_NOT_THERE = ("does not exist in", "exists on disk, but not in")


def names_a_revision(argument: str) -> bool:
    """Whether an argument reads as `REV:path` of a policy file."""
    revision, colon, path = argument.partition(":")
    return bool(colon and revision and path.endswith(".refund")) and not Path(argument).exists()


def revision_and_path(argument: str) -> tuple[str, Path]:
    """The two halves of `REV:path`."""
    revision, _, path = argument.partition(":")
    return revision, Path(PurePosixPath(path))


def at(revision: str) -> Read:
    """A way to read files as they are in a revision; raises FileNotFoundError where it has no such file."""

    def read(path: Path) -> bytes:
        done = git("show", f"{revision}:{path.as_posix()}")
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            if any(words in said for words in _NOT_THERE):
                raise FileNotFoundError(path)
            raise _refused(revision, said)
        return done.stdout

    return read


def git(*words: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git here, in its own words and without a pager; stops where there is none."""
    command = ["git", "-c", "core.quotePath=false", *words]
    try:
        return subprocess.run(command, input=text, capture_output=True, check=False, env=_english())  # noqa: S603
    except FileNotFoundError:
        raise stop(
            "RF614", "`git` is not installed", help="install it, or name files", exit_code=USAGE
        ) from None


def _english() -> dict[str, str]:
    import os

    return {**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}


def _refused(revision: str, said: str) -> Stop:
    """An end where git has no such revision, or is asked outside a repository."""
    first = said.splitlines()[0].removeprefix("fatal: ") if said else "…"
    help_text = "name a commit, branch or tag of this repository"
    return stop("RF614", f"`git` cannot read `{revision}`: {first}", help=help_text, exit_code=USAGE)
