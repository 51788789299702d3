"""`check` asked again of files that have not changed: the answer of last time, without reading them anew.

What `check` says depends on nothing but the bytes of the files, the question, this program and what it runs on, so that
is what an answer is kept under. See `docs/decisions/0008-repeated-checks.md`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zoneinfo import TZPATH

from engine.tasks.files import (
    Read,
    calendar_folders,
    keep,
    kept,
    policies_root,
    policy_folders,
    read_once,
)
from engine.tasks.terminal import Printed, has_colour

_RUNS_ON = ("attrs-", "lark-", "refundry-", "tzdata-", "z3_solver-")
"""The packages that an answer can depend on, as the folders of their metadata begin."""
_PROGRAM = Path(__file__).resolve().parent.parent


class Question(NamedTuple):
    """What is asked of which policies, and in which form the answer is wanted."""

    paths: tuple[str, ...]
    root_option: str | None
    prose: str | None
    form: str
    lang: str
    colour: bool
    proofs: bool


def check(
    paths: Sequence[str],
    root_option: str | None,
    prose: str | None,
    form: str,
    lang: str,
    *,
    proofs: bool = False,
) -> Printed:
    """What `check` prints, as kept or found anew."""
    colour = has_colour(sys.stderr.isatty())
    question = Question(tuple(paths), root_option, prose, form, lang, colour, proofs)
    read = read_once()
    name = _name(question, read)
    data = None if name is None else kept(name)
    if data is None:
        data = json.dumps(_found(question, read)).encode()
        # what came or went while the check ran has left it of two minds: that is not kept
        if name is not None and name == _name(question, read_once()):
            keep(name, data)
    result, remarks, code = json.loads(data)
    return Printed(result, (), code, tuple(remarks), lang)


def _found(question: Question, read: Read) -> tuple[str, list[str], int]:
    """The answer found anew: result, messages as text, exit code."""
    from engine.diagnostics.to_text import to_text
    from engine.tasks.check import check_policies, print_checked

    paths, root_option, prose, form, lang, colour, proofs = question
    found = check_policies(paths, root_option, prose, lang, read, proofs=proofs)
    printed = print_checked(found, form, lang)
    messages = to_text(printed.messages, colour=colour, lang=lang).rstrip("\n") if printed.messages else ""
    return printed.result, [messages] if messages else [], printed.exit_code


def _name(question: Question, read: Read) -> str | None:
    """What an answer is kept under: a question, the bytes it is about, the program that answers, and what it runs on.

    None where something cannot be read; the check itself says what.
    """
    paths, *others = question
    asked = [*paths, "", *map(str, others), str(Path.cwd()), sys.version, *_runs_on(), *_program_files()]
    digest = hashlib.sha256("\0".join(asked).encode(errors="surrogateescape"))
    try:
        for path in _files(paths, question.root_option, question.prose):
            data = read(path) if path.is_file() else b""
            digest.update(f"\0{path}\0{len(data)}\0".encode(errors="surrogateescape"))
            digest.update(data)
    except OSError:
        return None
    return f"checks/{digest.hexdigest()}.json"


def _files(paths: Sequence[str], root_option: str | None, prose: str | None) -> Iterator[Path]:
    """Every file that the answer can depend on, and every folder, of which an empty one counts too."""
    roots = [Path(path) for path in paths] or [policies_root(root_option)]
    folders: dict[Path, None] = {}
    for root in roots:
        folders |= dict.fromkeys([root.parent] if root.is_file() else policy_folders(root).values())
    calendars = {folder for each in folders for folder in calendar_folders(each.resolve().parent).values()}
    for folder in [*folders, *sorted(calendars)]:
        yield folder
        yield from sorted(folder.rglob("*"))
    if prose is not None:
        yield Path(prose)


def _runs_on() -> Iterator[str]:
    """The packages installed, with their versions, and the time zones of this machine."""
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 - as below
            yield from sorted(name for name in os.listdir(folder) if name.startswith(_RUNS_ON))  # noqa: PTH208
    for folder in TZPATH:
        for path in (folder, f"{folder}/tzdata.zi", f"{folder}/+VERSION"):
            if os.path.exists(path):  # noqa: PTH110
                told = os.stat(path)  # noqa: PTH116
                yield f"{path}\0{told.st_size}\0{told.st_mtime_ns}"


def _program_files() -> Iterator[str]:
    """The size and time of each file of this program: a changed program is asked anew."""
    for folder in (_PROGRAM, _PROGRAM.parent / "grammar"):
        for base, inner, names in os.walk(folder):
            inner[:] = sorted(name for name in inner if name not in {"__pycache__", "shipped_policies"})
            for name in sorted(names):
                told = os.stat(os.path.join(base, name))  # noqa: PTH116, PTH118 - two hundred of these in a millisecond
                yield f"\0{base}/{name}\0{told.st_size}\0{told.st_mtime_ns}"
