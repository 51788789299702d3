"""A policy version from its text: read, checked and reduced to a program, with every mistake in one report."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.ir import tree as ir
from engine.ir.texts import Texts
from engine.model.check_texts import check_texts
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import texts_of, to_ir
from engine.model.tree import Policy
from engine.syntax.from_text import Reader
from engine.syntax.tree import File
from engine.tasks.files import Read, cache_folder, calendar_files, calendar_folders, is_shipped
from engine.values.calendar import Calendar
from engine.values.calendar_from_toml import calendar_from_tables


class Draft(NamedTuple):
    """A version as its text has it: the checked policy, its program and its texts; sound only without errors.

    `files` are the trees of the policy and of its facts, as written.
    """

    policy: Policy
    program: ir.Program
    texts: Texts
    files: tuple[File, File]


@cache
def reader() -> Reader:
    """The grammar, its tables kept between runs."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Reader()
    return Reader(str(folder / "grammar.tables"))


def read_text(path: Path, report: Report, read: Read = Path.read_bytes) -> Source | None:
    """A text file, or None with a report where it is missing or not UTF-8."""
    try:
        return Source(str(path), read(path).decode())
    except FileNotFoundError:
        help_text = (
            "copy the policies, and name yours with `--policies`: these came with the program and are read only"
            if is_shipped(path)
            else "write it, or correct its name"
        )
        report.error("RF609", f"there is no file `{path}`", help=help_text)
    except UnicodeDecodeError:
        report.error("RF110", f"`{path}` is not UTF-8", help="save it as UTF-8")
    except OSError as why:
        report.error("RF609", f"`{path}` cannot be read: {why.strerror}")
    return None


def read_file(path: Path, report: Report, read: Read = Path.read_bytes) -> File | None:
    """The tree of a policy or facts file as written."""
    source = read_text(path, report, read)
    return None if source is None else reader().read(source, report)


def draft(
    folder: Path, version: str, root: Path, report: Report, read: Read = Path.read_bytes
) -> Draft | None:
    """A version from its two files; None where they cannot be told apart from nonsense. Mistakes are in the report."""
    found = draft_at(folder / f"{version}.refund", root, report, read)
    if found is None:
        return None
    start = Span(found.files[0].source, 0, 0)
    if found.policy.header.version != version:
        report.error(
            "RF602",
            f"this file says version `{found.policy.header.version}`",
            start,
            help=f"its name says `{version}`",
        )
    if found.policy.header.policy != folder.resolve().name:
        report.error(
            "RF601",
            f"this file says policy `{found.policy.header.policy}`",
            start,
            help=f"its folder says `{folder.resolve().name}`",
        )
    return found


def draft_at(path: Path, root: Path, report: Report, read: Read = Path.read_bytes) -> Draft | None:
    """A version from its policy file, wherever it stands and whatever its name, with the facts file beside it."""
    written = read_file(path, report, read)
    if written is None:
        return None
    version = facts_version(written) or path.name.removesuffix(".refund")
    facts = read_file(path.parent / f"{version}.facts", report, read)
    if facts is None:
        return None
    policy = policy_from_syntax(written, facts, frozenset(calendar_folders(root)), report)
    if policy is None:
        return None
    check_texts(policy, report)
    program = to_ir(policy, report)
    return Draft(policy, program, texts_of(policy), (written, facts))


def facts_version(written: File) -> str | None:
    """The version of the facts file that a policy names."""
    lines = (line.phrase for block in written.blocks if block.kind == "policy" for line in block.lines)
    return next((line.word().text for line in lines if line.kind == "facts_version"), None)


def load_calendars(
    names: tuple[str, ...], root: Path, report: Report, read: Read = Path.read_bytes
) -> dict[str, Calendar]:
    """The calendars that a program counts by."""
    folders = calendar_folders(root)
    found: dict[str, Calendar] = {}
    for name in names:
        if name not in folders:
            report.error(
                "RF610",
                f"there is no calendar `{name}`",
                help=f"calendars are {', '.join(folders) or 'missing'}",
            )
            continue
        calendar = _calendar(folders[name], report, read)
        if calendar:
            found[name] = calendar
    return found


def _calendar(folder: Path, report: Report, read: Read) -> Calendar | None:
    tables, broken = [], False
    for year, data in calendar_files(folder, read):
        try:
            tables.append(tomllib.loads(data.decode()))
        except ValueError as why:
            report.error(
                "RF610", f"the calendar file cannot be read: {why}", Place(str(folder / f"{year}.toml"), "")
            )
            broken = True
    if broken:
        return None
    try:
        return calendar_from_tables(tables)
    except ValueError as why:
        report.error("RF610", f"the calendar does not hold together: {why}", Place(str(folder), ""))
        return None
