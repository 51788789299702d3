"""`check` asked again of files that have not changed: the answer of last time, without reading them anew.

What `check` says depends on nothing but the bytes of the files, the question and this program, so that is what an
answer is kept under. See `docs/decisions/0008-repeated-checks.md`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.tasks.files import calendar_folders, keep, kept, policies_root, policy_folders
from engine.tasks.terminal import Printed, has_colour

_PROGRAM = Path(__file__).resolve().parent.parent


def check(paths: Sequence[str], root_option: str | None, prose: str | None, form: str, lang: str) -> Printed:
    """What `check` prints, as kept or found anew."""
    colour = has_colour(sys.stderr.isatty())
    asked = [*paths, "", root_option or "", prose or "", form, lang, str(colour), str(Path.cwd())]
    try:
        name = f"checks/{_key(asked, _files(paths, root_option, prose))}.json"
    except OSError:  # the check itself says what cannot be read
        result, remarks, code = _found(paths, root_option, prose, form, lang, colour=colour)
        return Printed(result, (), code, tuple(remarks), lang)
    data = kept(name)
    if data is None:
        data = json.dumps(_found(paths, root_option, prose, form, lang, colour=colour)).encode()
        keep(name, data)
    result, remarks, code = json.loads(data)
    return Printed(result, (), code, tuple(remarks), lang)


def _found(
    paths: Sequence[str], root_option: str | None, prose: str | None, form: str, lang: str, *, colour: bool
) -> tuple[str, list[str], int]:
    """The answer found anew: result, messages as text, exit code."""
    from engine.diagnostics.to_text import to_text
    from engine.tasks.check import check_policies, print_checked

    printed = print_checked(check_policies(paths, root_option, prose, lang), form, lang)
    messages = to_text(printed.messages, colour=colour, lang=lang).rstrip("\n") if printed.messages else ""
    return printed.result, [messages] if messages else [], printed.exit_code


def _key(asked: Sequence[str], files: Iterator[Path]) -> str:
    """The digest of a question, the files it is about, and the program that answers it."""
    digest = hashlib.sha256("\0".join(asked).encode(errors="surrogateescape"))
    for path in files:
        data = path.read_bytes()
        digest.update(f"\0{path}\0{len(data)}\0".encode(errors="surrogateescape"))
        digest.update(data)
    for entry in _program_files():
        digest.update(entry.encode())
    return digest.hexdigest()


def _files(paths: Sequence[str], root_option: str | None, prose: str | None) -> Iterator[Path]:
    """Every file that the answer can depend on."""
    roots = [Path(path) for path in paths] or [policies_root(root_option)]
    folders: dict[Path, None] = {}
    for root in roots:
        folders |= dict.fromkeys([root.parent] if root.is_file() else policy_folders(root).values())
    calendars = {folder for each in folders for folder in calendar_folders(each.resolve().parent).values()}
    for folder in [*folders, *sorted(calendars)]:
        yield from sorted(path for path in folder.iterdir() if path.is_file())
    if prose is not None:
        yield Path(prose)


def _program_files() -> Iterator[str]:
    """The size and time of each file of this program: a changed program is asked anew."""
    for folder in (_PROGRAM, _PROGRAM.parent / "grammar"):
        for base, inner, names in os.walk(folder):
            inner[:] = sorted(name for name in inner if name not in {"__pycache__", "shipped_policies"})
            for name in sorted(names):
                told = os.stat(os.path.join(base, name))  # noqa: PTH116, PTH118 - two hundred of these in a millisecond
                yield f"\0{base}/{name}\0{told.st_size}\0{told.st_mtime_ns}"
