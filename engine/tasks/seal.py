"""`seal`: a version is published: compiled, stored, and recorded by its digests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import tomli_w

from engine.diagnostics.report import Report
from engine.tasks.case_tests import run
from engine.tasks.check import checked_draft
from engine.tasks.drafts import Draft
from engine.tasks.files import MANIFEST, is_shipped, policies_root, policy_folders, write_whole
from engine.tasks.manifests import calendars_known, check_sealed, read
from engine.tasks.stop import FINDINGS, USAGE, Stop, stop, stop_if_errors
from engine.tasks.terminal import Printed
from engine.tasks.versions import Row
from engine.values.moment import day_text
from engine.versions.manifest import added, to_table
from engine.versions.seals import seal, sealed_files
from engine.versions.timeline import check_timeline
from engine.versions.version import Manifest, Version

_HEAD = "# Written by `refundry seal`; a version that stands here is never changed again.\n\n"


class Sealed(NamedTuple):
    """What sealing did: the entry, the files written, and whether the version was sealed before."""

    version: Version
    written: tuple[str, ...]
    again: bool


def seal_version(root_option: str | None, policy: str, version: str) -> Sealed:
    """Seal a version that passes `check`. Sealing one again that has not changed does nothing."""
    root = policies_root(root_option)
    folder = policy_folders(root).get(policy)
    if folder is None:
        known = ", ".join(f"`{name}`" for name in policy_folders(root)) or "none"
        raise stop(
            "RF601", f"there is no policy `{policy}` in `{root}`", help=f"known are {known}", exit_code=USAGE
        )
    if not (folder / f"{version}.refund").is_file():
        problem = f"there is no version `{version}` of `{policy}`"
        help_text = (
            "copy the policy and name its folder with `--policies`"
            if is_shipped(folder)
            else f"its file would be `{folder / version}.refund`"
        )
        raise stop("RF602", problem, help=help_text, exit_code=USAGE)
    manifest = _manifest(folder, folder.resolve().parent)
    sealed = next((each for each in manifest.versions if each.name == version), None) if manifest else None
    if sealed is not None:
        return Sealed(sealed, (), again=True)
    return _publish(folder, version, manifest)


def _manifest(folder: Path, root: Path) -> Manifest | None:
    """What is sealed already; stops where it cannot be read, and where any of it has changed."""
    report = Report()
    manifest = read(folder, report)
    stop_if_errors(report)
    if manifest is not None:
        check_sealed(manifest, folder, root, report)
    stop_if_errors(report, FINDINGS)
    return manifest


def _publish(folder: Path, name: str, manifest: Manifest | None) -> Sealed:
    if is_shipped(folder):
        problem = f"`{folder}` came with the program and is not written to"
        raise stop(
            "RF601", problem, help="copy the policy and name its folder with `--policies`", exit_code=USAGE
        )
    root = folder.resolve().parent
    found = _checked(folder, name, root)
    _check_tests(folder, name)
    files = sealed_files(found.program, found.texts)
    header = found.policy.header
    written = [f"{name}.refund", f"{header.facts_version}.facts", f"{name}.source.toml"]
    beside = {each: (folder / each).read_bytes() for each in written if (folder / each).is_file()}
    entry = seal(
        found.program,
        {**beside, **files},
        calendars_known(root),
        published=header.published,
        governs_from=header.governs_from,
    )
    whole = added(manifest or Manifest(header.policy, header.selected_by, header.zone), entry)
    report = Report()
    check_timeline(whole, report, str(folder / MANIFEST))
    stop_if_errors(report, FINDINGS)
    for file, data in files.items():
        write_whole(folder / file, data)
    write_whole(folder / MANIFEST, (_HEAD + tomli_w.dumps(to_table(whole))).encode())
    return Sealed(entry, (*files, MANIFEST), again=False)


def _checked(folder: Path, name: str, root: Path) -> Draft:
    """The version as its text has it; stops with everything that `check` would find."""
    report = Report()
    found, _ = checked_draft(folder, name, root, report)
    stop_if_errors(report, FINDINGS)
    if found is None:
        raise AssertionError(name)
    return found


def _check_tests(folder: Path, name: str) -> None:
    """Stop where a case test of the version does not come out as expected: what is sealed cannot be mended."""
    if not (folder / f"{name}.cases.toml").is_file():
        return
    ran = run([str(folder / f"{name}.refund")], None, "en")
    if ran.unreadable:
        raise Stop(ran.messages)
    failed = sum(len(version.failed) for version in ran.versions)
    if failed:
        problem = f"{failed} case tests of `{name}` do not come out as expected"
        raise stop("RF606", problem, help="look at them with `refundry test`", exit_code=FINDINGS)


def print_sealed(sealed: Sealed, form: str, lang: str) -> Printed:
    """What was sealed, in a line or two, or as JSON."""
    version = sealed.version
    if form == "json":
        days = day_text(version.published), day_text(version.governs_from)
        row = Row(version.policy, version.name, "sealed", *days, version.program_digest)
        whole = {**row._asdict(), "written": list(sealed.written), "again": sealed.again}
        return Printed(json.dumps(whole, ensure_ascii=False, indent=2), lang=lang)
    zh = lang == "zh"
    day = day_text(version.governs_from)
    if sealed.again:
        text = (
            f"{version.name} 此前已封存，未作改动。"
            if zh
            else f"{version.name} was sealed before; nothing was changed."
        )
    elif zh:
        text = f"已封存 {version.policy} {version.name}，自 {day} 起适用。"
    else:
        text = f"sealed {version.policy} {version.name}, which governs from {day} on."
    return Printed(
        "\n".join([text, f"  {version.program_digest}", *(f"  {name}" for name in sealed.written)])
    )
