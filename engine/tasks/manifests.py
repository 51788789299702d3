"""The sealed versions of a policy, held against the files beside them: the careful way, with every mistake named."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir.from_json import SealedFormError, from_json
from engine.ir.tree import Program
from engine.tasks.files import MANIFEST, Read, calendar_files, calendar_folders
from engine.tasks.stop import UNREADABLE, Stop, stop, stop_if_errors
from engine.versions.manifest import from_table
from engine.versions.seals import check_seal
from engine.versions.timeline import check_timeline
from engine.versions.version import Manifest, Version

CalendarBytes = dict[tuple[str, int], bytes]


def read(folder: Path, report: Report, read_bytes: Read = Path.read_bytes) -> Manifest | None:
    """The manifest of a policy; None where nothing is sealed, or where it cannot be read."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        table = _table(read_bytes(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        problem = f"the list of sealed versions cannot be read: {why}"
        report.error(
            "RF607", problem, Place(str(path), ""), help="restore it from the last copy that was right"
        )
        return None
    return check_manifest(table, folder, report)


@lru_cache(maxsize=4)
def _table(data: bytes) -> Mapping[str, Any]:
    """The table of a list of versions, parsed once: `diff` opens two versions of one policy."""
    return tomllib.loads(data.decode())


def check_manifest(table: Mapping[str, Any], folder: Path, report: Report) -> Manifest | None:
    """The manifest that a parsed table holds, its versions known to follow each other without gap or overlap."""
    path = str(folder / MANIFEST)
    manifest = from_table(table, report, path)
    if manifest is None:
        return None
    check_timeline(manifest, report, path)
    if manifest.policy != folder.resolve().name:
        problem = f"this list is of the policy `{manifest.policy}`"
        report.error(
            "RF607", problem, Place(path, "policy"), help=f"its folder says `{folder.resolve().name}`"
        )
    return manifest


def check_sealed(
    manifest: Manifest, folder: Path, root: Path, report: Report, read_bytes: Read = Path.read_bytes
) -> None:
    """Report every sealed file that is missing or has changed by a byte."""
    calendars = calendars_known(root, read_bytes)
    for version in manifest.versions:
        files = {
            name: read_bytes(folder / name) for name, _ in version.all_digests if (folder / name).is_file()
        }
        check_seal(version, files, calendars, report)


def calendars_known(root: Path, read_bytes: Read = Path.read_bytes) -> CalendarBytes:
    """Every year of every calendar, by name and year."""
    folders = calendar_folders(root).items()
    return {
        (name, year): data for name, folder in folders for year, data in calendar_files(folder, read_bytes)
    }


def unchanged(
    folder: Path, exit_code: int = UNREADABLE, read_bytes: Read = Path.read_bytes
) -> Manifest | None:
    """The manifest of a policy, None where nothing is sealed; stops, naming it, where anything sealed has changed."""
    report = Report()
    manifest = read(folder, report, read_bytes)
    stop_if_errors(report)
    if manifest is not None:
        check_sealed(manifest, folder, folder.resolve().parent, report, read_bytes)
    stop_if_errors(report, exit_code)
    return manifest


def sealed_program(folder: Path, version: Version, read_bytes: Read = Path.read_bytes) -> Program:
    """The program of a sealed version, whose files are known to be unchanged."""
    path = folder / f"{version.name}.program.json"
    try:
        return from_json(read_bytes(path))
    except SealedFormError as why:
        problem = f"`{path}` cannot be read: {why}"
        raise stop("RF607", problem, help="restore it from the last copy that was right") from None


def stop_at_changed(folder: Path, root: Path) -> NoReturn:
    """Stop with the files that are not as they were sealed."""
    report = Report()
    manifest = read(folder, report)
    if manifest is not None:
        check_sealed(manifest, folder, root, report)
    raise Stop(report.diagnostics)
