"""`seal`: a version is published: compiled, stored, and recorded by its digests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.model.source_list import SourceList
from engine.tasks.case_tests import tested_draft
from engine.tasks.check import checked_draft
from engine.tasks.drafts import Draft, load_calendars
from engine.tasks.files import MANIFEST, is_shipped
from engine.tasks.manifests import calendars_known
from engine.tasks.publishing import Desk, one_at_a_time, refuse_shipped, today, was_withdrawn
from engine.tasks.stop import FINDINGS, USAGE, Stop, stop, stop_if_errors
from engine.tasks.terminal import Printed
from engine.tasks.versions import sealed_row
from engine.values.moment import day_text
from engine.versions.manifest import added
from engine.versions.seals import seal, sealed_files
from engine.versions.timeline import Timeline
from engine.versions.version import Manifest, Version


class Sealed(NamedTuple):
    """What sealing did: the entry, the files written, and whether the version was sealed before."""

    version: Version
    folder: Path
    written: tuple[str, ...]
    warnings: tuple[Diagnostic, ...]
    again: bool


def seal_version(root_option: str | None, policy: str, version: str) -> Sealed:
    """Seal a version that passes `check`. Sealing one again that has not changed does nothing."""
    with one_at_a_time(root_option, policy) as desk:
        there(desk, version)
        sealed = desk.named(version)
        if sealed is None:
            return _publish(desk, version)
        if sealed.withdrawn:
            raise was_withdrawn(sealed)
        if sealed.name != version:
            problem = f"`{version}` is sealed as a correction of version `{sealed.name}`"
            help_text = "a name is given once: begin another version with `refundry new`"
            raise stop("RF605", problem, help=help_text, exit_code=FINDINGS)
        return Sealed(sealed, desk.folder, (), (), again=True)


def there(desk: Desk, version: str) -> None:
    """Stop where a policy has no file of a version."""
    if not (desk.folder / f"{version}.refund").is_file():
        problem = f"there is no version `{version}` of `{desk.policy}`"
        help_text = (
            "copy the policy and name its folder with `--policies`"
            if is_shipped(desk.folder)
            else f"its file would be `{desk.folder / version}.refund`"
        )
        raise stop("RF602", problem, help=help_text, exit_code=USAGE)


def _publish(desk: Desk, name: str) -> Sealed:
    refuse_shipped(desk.folder)
    found, sources = checked(desk, name)
    header = found.policy.header
    manifest = desk.manifest or Manifest(header.policy, header.selected_by, header.zone)
    _check_tests(desk, name, found)
    files = sealed_files(found.program, found.texts)
    entry = seal(
        found.program,
        {**written_files(desk, found, sources), **files},
        calendars_known(desk.folder.resolve().parent, desk.read),
        published=header.published,
        governs_from=header.governs_from,
    )
    desk.write(files, added(manifest, entry))
    return Sealed(entry, desk.folder, (*files, MANIFEST), _past(desk, found, manifest), again=False)


def checked(desk: Desk, name: str) -> tuple[Draft, SourceList | None]:
    """The version as its text has it; stops with everything that `check` would find."""
    report = Report()
    found, sources = checked_draft(desk.folder, name, desk.folder.resolve().parent, report, desk.read)
    stop_if_errors(report, FINDINGS)
    if found is None:
        raise AssertionError(name)
    return found, sources


def written_files(desk: Desk, found: Draft, sources: SourceList | None) -> dict[str, bytes]:
    """The files that a version was written in: the bytes that were checked."""
    header = found.policy.header
    names = [f"{header.version}.refund", f"{header.facts_version}.facts"]
    if sources is not None:
        names.append(f"{header.version}.source.toml")
    return {name: desk.read(desk.folder / name) for name in names}


def _past(desk: Desk, found: Draft, manifest: Manifest) -> tuple[Diagnostic, ...]:
    """Warn where days that passed under another version are governed by this one, and it does not say why.

    It is no error: a text may have been published in time and only be sealed late.
    """
    header = found.policy.header
    report = Report()
    before = Timeline(manifest).in_force(header.governs_from)
    if before and not header.reaches_back and header.governs_from < today(manifest.zone):
        since = day_text(header.governs_from)
        problem = f"this version governs from {since} on, and days since then have passed under version `{before.name}`"
        where = Place(str(desk.folder / f"{header.version}.refund"), "")
        report.warning("RF608", problem, where, help='say why with `reaches back "…" / "…"`')
    return report.diagnostics


def _check_tests(desk: Desk, name: str, found: Draft) -> None:
    """Stop where a case test of the version does not come out as expected: what is sealed cannot be mended."""
    path = desk.folder / f"{name}.cases.toml"
    if not path.is_file():
        return
    report = Report()
    calendars = load_calendars(found.program.calendars, desk.folder.resolve().parent, report, desk.read)
    tested = tested_draft(found, calendars, path, report, "en")
    if report.has_errors:
        raise Stop(report.diagnostics)
    failed = len(tested.failed) if tested else 0
    if failed:
        problem = f"{failed} case tests of `{name}` do not come out as expected"
        raise stop("RF606", problem, help="look at them with `refundry test`", exit_code=FINDINGS)


def print_sealed(sealed: Sealed, form: str, lang: str) -> Printed:
    """What was sealed, in a line or two, or as JSON."""
    version = sealed.version
    if form == "json":
        row = sealed_row(sealed.folder, version)
        whole = {**row._asdict(), "written": list(sealed.written), "again": sealed.again}
        return Printed(json.dumps(whole, ensure_ascii=False, indent=2), sealed.warnings, lang=lang)
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
        "\n".join([text, f"  {version.program_digest}", *(f"  {name}" for name in sealed.written)]),
        sealed.warnings,
        lang=lang,
    )
