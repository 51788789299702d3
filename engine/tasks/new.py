"""`new`: a policy to begin with, or the next version of one, copied from the newest. Nothing is ever overwritten."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.report import Report
from engine.diagnostics.span import Span
from engine.syntax.tree import File
from engine.tasks.drafts import facts_version, read_file, read_text
from engine.tasks.files import CALENDARS, is_shipped, policy_folders, shipped_policies, version_names
from engine.tasks.manifests import unchanged
from engine.tasks.named import named_folder, newest
from engine.tasks.scaffold import scaffold
from engine.tasks.stop import FINDINGS, USAGE, stop, stop_if_errors
from engine.tasks.terminal import Printed
from engine.values.moment import to_day
from engine.values.unreadable import Unreadable

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DATES = {"policy": ("version", "published", "governs_from", "facts_version"), "facts": ("version",)}
"""The lines of each head that say the date of a version."""
_SOURCE_VERSION = re.compile(r'^(version[ \t]*=[ \t]*)"[^"\n]*"', re.MULTILINE)


class Created(NamedTuple):
    """The files that were written; `copied_from` is the version that a next one began as."""

    policy: str
    version: str
    files: tuple[Path, ...]
    copied_from: str | None


def new(root_option: str | None, policy: str, version: str | None, today: date | None = None) -> Created:
    """Begin a policy, or where a version is named the next version of one."""
    root = Path(root_option or "policies")
    if is_shipped(root):
        help_text = "name a folder of your own with `--policies`"
        raise stop(
            "RF605", f"`{root}` came with the program and is read only", help=help_text, exit_code=FINDINGS
        )
    if not _NAME.fullmatch(policy) or policy == CALENDARS:
        help_text = "write small letters, digits and hyphens, such as `book-returns`"
        raise stop("RF601", f"`{policy}` cannot be the name of a policy", help=help_text, exit_code=USAGE)
    if version is None:
        return _first(root, policy, today or datetime.now(tz=UTC).astimezone().date())
    shipped = policy_folders(shipped_policies()).get(policy)
    if shipped and policy not in policy_folders(root):
        problem = (
            f"the policy `{policy}` came with the program, and a next version would be written beside it"
        )
        raise stop("RF601", problem, help=f"copy `{shipped}` into `{root}` first", exit_code=USAGE)
    return _next(named_folder(root, policy), policy, version)


def _first(root: Path, policy: str, day: date) -> Created:
    folder = root / policy
    if policy in policy_folders(root):
        help_text = f"for its next version: `refundry new {policy} YYYY-MM-DD`"
        raise stop(
            "RF604", f"there is a policy `{policy}` already in `{root}`", help=help_text, exit_code=FINDINGS
        )
    return Created(policy, day.isoformat(), _written(folder, scaffold(policy, day)), None)


def _next(folder: Path, policy: str, version: str) -> Created:
    names = version_names(folder)
    try:
        to_day(version)
    except Unreadable:
        help_text = "it is the day from which it governs, such as `2027-01-01`"
        raise stop(
            "RF602", f"`{version}` cannot be the name of a version", help=help_text, exit_code=USAGE
        ) from None
    if not names:
        raise stop("RF602", f"the policy `{policy}` has no version to begin from", exit_code=USAGE)
    if version <= names[-1]:
        problem = f"`{version}` is not after the newest version, `{names[-1]}`"
        help_text = "a version governs from a later day than the one before it"
        raise stop("RF604", problem, help=help_text, exit_code=FINDINGS)
    manifest = unchanged(folder)
    before = newest(names, manifest) or names[-1]
    sealed = manifest.named(before) if manifest else None
    names = list(sealed.names) if sealed else [before]
    return Created(policy, version, _written(folder, _copies(folder, names, version)), before)


def _copies(folder: Path, names: list[str], version: str) -> dict[str, str]:
    """The files of the next version, by name: those of the newest with their dates changed, and not a word else.

    `names` are the newest version and its corrections, of which the last that has a file is copied.
    """
    report = Report()
    before = names[-1]
    written = read_file(folder / f"{before}.refund", report)
    facts_name = before if written is None else facts_version(written) or before
    facts = read_file(folder / f"{facts_name}.facts", report)
    stop_if_errors(report)
    if written is None or facts is None:
        raise AssertionError(before)
    copies = {f"{version}.refund": _dated(written, version), f"{version}.facts": _dated(facts, version)}
    for ending in (".source.toml", ".cases.toml"):
        paths = [path for name in names if (path := folder / f"{name}{ending}").exists()]
        source = read_text(paths[-1], report) if paths else None
        if source is not None:
            is_list = ending == ".source.toml"
            text = _SOURCE_VERSION.sub(rf'\g<1>"{version}"', source.text, count=1) if is_list else source.text
            copies[f"{version}{ending}"] = text
    stop_if_errors(report)
    return copies


def _dated(file: File, version: str) -> str:
    """The text of a file with the dates of its head changed."""
    spans: list[Span] = [
        line.phrase.word().span
        for block in file.blocks
        for line in block.lines
        if line.phrase.kind in _DATES.get(block.kind, ())
    ]
    text = file.source.text
    for span in sorted(spans, key=lambda each: each.start, reverse=True):
        text = text[: span.start] + version + text[span.end :]
    return text


def _written(folder: Path, files: dict[str, str]) -> tuple[Path, ...]:
    """Write files that must not be there yet."""
    paths = {folder / name: text for name, text in files.items()}
    there = [path for path in paths if path.exists()]
    if there:
        help_text = "move it away first: nothing is overwritten"
        raise stop("RF604", f"`{there[0]}` is there already", help=help_text, exit_code=FINDINGS)
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in paths.items():
        with path.open("xb") as file:
            file.write(text.encode())
    return tuple(paths)


_WORDS = {
    "first": (
        "{policy} {version} is begun. Read its files, write yours over them, and try:",
        "已创建 {policy} {version}。请阅读这些文件并改写为您的政策，然后运行：",
    ),
    "next": (
        "{policy} {version} begins as {before}. Change its clauses, move its case tests to days from then on, and try:",
        "{policy} {version} 以 {before} 为蓝本。请修改条款，将案件测试的日期移至 {version} 或之后，然后运行：",
    ),
}


def print_new(created: Created, form: str, lang: str) -> Printed:
    """The files that were written, and what to do next; or the files as JSON."""
    if form == "json":
        whole = created._asdict() | {"files": [str(file) for file in created.files]}
        return Printed(json.dumps(whole, ensure_ascii=False, indent=2), lang=lang)
    folder = created.files[0].parent
    said = _WORDS["next" if created.copied_from else "first"][lang == "zh"]
    remark = said.format(policy=created.policy, version=created.version, before=created.copied_from)
    tries = [f"  refundry {command} {folder}" for command in ("check", "test")]
    return Printed("\n".join(map(str, created.files)), remarks=[remark, *tries], lang=lang)
