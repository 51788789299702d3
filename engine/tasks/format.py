"""`fmt`: policy and facts files in their one layout; what is sealed is left as it is, to the byte."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.report import Report
from engine.diagnostics.to_json import to_json
from engine.syntax.to_text import to_text
from engine.tasks.drafts import read_text, reader
from engine.tasks.files import is_shipped, policies_root, write_whole
from engine.tasks.manifests import read
from engine.tasks.stop import FINDINGS, UNREADABLE, USAGE, stop
from engine.tasks.terminal import Printed

ENDINGS = (".refund", ".facts")


class Formatted(NamedTuple):
    """What `fmt` did or would do: files in another layout, sealed ones that are left alone, and what is unreadable."""

    files: int
    changed: tuple[Path, ...]
    sealed: tuple[Path, ...]
    messages: tuple[Diagnostic, ...]
    unreadable: bool
    only_check: bool

    @property
    def exit_code(self) -> int:
        """The exit code of the contract."""
        return UNREADABLE if self.unreadable else FINDINGS if self.only_check and self.changed else 0


def format_files(paths: Sequence[str], root_option: str | None, *, only_check: bool) -> Formatted:
    """Lay out the files named, and those in the folders named; without any, those of all policies."""
    report = Report()
    starts = [Path(path) for path in paths] or [policies_root(root_option)]
    files = list(dict.fromkeys(file.resolve() for start in starts for file in _files(start)))
    laid_out = {file: text for file in files if (text := _laid_out(file, report)) is not None}
    sealed_in = {folder: _sealed_names(folder, report) for folder in {file.parent for file in laid_out}}

    def is_sealed(file: Path, *, in_doubt: bool) -> bool:
        names = sealed_in[file.parent]
        return in_doubt if names is None else file.name in names

    sealed = [file for file in laid_out if is_sealed(file, in_doubt=False)]
    changed = [file for file in laid_out if not is_sealed(file, in_doubt=True)]
    for file in () if only_check else changed:
        if is_shipped(file):
            help_text = "copy the folder, and name yours with `--policies`"
            problem = f"`{file}` came with the program and is read only"
            raise stop("RF605", problem, help=help_text, exit_code=USAGE)
        write_whole(file, laid_out[file].encode())
    return Formatted(
        len(files), tuple(changed), tuple(sealed), report.diagnostics, report.has_errors, only_check
    )


def _files(start: Path) -> Iterator[Path]:
    if start.is_dir():
        found = sorted(file for ending in ENDINGS for file in start.rglob(f"*{ending}"))
        if not found:
            raise stop(
                "RF601",
                f"there is no policy in `{start}`",
                help="name a folder with `.refund` files",
                exit_code=USAGE,
            )
        yield from found
    elif start.suffix in ENDINGS:
        yield start
    else:
        help_text = "they end in `.refund` or `.facts`"
        raise stop("RF609", f"`{start}` is no policy or facts file", help=help_text, exit_code=USAGE)


def _laid_out(file: Path, report: Report) -> str | None:
    """The text of a file in the one layout; None where it has that already, or cannot be read."""
    own = Report()
    source = read_text(file, own)
    written = None if source is None else reader().read(source, own)
    report.extend(own)
    if source is None or written is None or own.has_errors:
        return None
    text = to_text(written, reader())
    return None if text == source.text else text


def _sealed_names(folder: Path, report: Report) -> frozenset[str] | None:
    """The files that the versions of a policy have sealed; None, with a report, where nobody can tell."""
    own = Report()
    manifest = read(folder, own)
    report.extend(own)
    if own.has_errors:
        return None
    versions = manifest.versions if manifest else ()
    return frozenset(name for version in versions for name, _ in version.all_digests)


_WORDS = {
    "changed": ("laid out anew: {file}", "已重新排版：{file}"),
    "would": ("would be laid out anew: {file}", "将重新排版：{file}"),
    "sealed": ("left alone, as it is sealed: {file}", "已封存，未改动：{file}"),
    "none": ("{files} files, all in their layout", "共 {files} 个文件，排版均无需改动"),
}


def print_formatted(formatted: Formatted, form: str, lang: str) -> Printed:
    """What `fmt` did, a line a file, or as JSON."""
    if form == "json":
        return Printed(_json(formatted, lang), exit_code=formatted.exit_code, lang=lang)
    zh = lang == "zh"
    word = "would" if formatted.only_check else "changed"
    lines = [_WORDS[word][zh].format(file=_shown(file)) for file in formatted.changed]
    if not lines and not formatted.unreadable:
        lines = [_WORDS["none"][zh].format(files=formatted.files)]
    remarks = [_WORDS["sealed"][zh].format(file=_shown(file)) for file in formatted.sealed]
    return Printed("\n".join(lines), formatted.messages, formatted.exit_code, remarks, lang)


def _json(formatted: Formatted, lang: str) -> str:
    whole = {
        "files": formatted.files,
        "written": not formatted.only_check,
        "changed": [_shown(file) for file in formatted.changed],
        "sealed": [_shown(file) for file in formatted.sealed],
        "diagnostics": to_json(formatted.messages, lang=lang),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _shown(file: Path) -> str:
    """A file as seen from where the user stands."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)
