"""The manifest: `versions.toml` of a policy, read strictly and written back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir.to_json import FORMAT
from engine.values.zone import is_zone
from engine.versions.entry import Entry, is_day
from engine.versions.quick import HEAD, is_as_recorded
from engine.versions.version import VERSIONS_FILE, Correction, Digests, Manifest, Version, Withdrawal

_KEYS = ("name", "published", "governs_from", *HEAD, "edition", "format", "files", "calendars", "digest")
_LATER_KEYS = ("correction", "withdrawn")
_TEXTS = (".refund", ".facts", ".texts.json")
_NEEDED = (*_TEXTS, ".program.json")
_CALENDAR = re.compile(r"\w[\w.-]*")
_YEAR = re.compile(r"[0-9]{4}")


def from_table(
    table: Mapping[str, object], report: Report, source_name: str = VERSIONS_FILE
) -> Manifest | None:
    """The manifest that a parsed file holds; None with reports (RF607) of all that is wrong in it.

    An entry that is not what was sealed, by its own digest, is reported too (RF603).
    """
    found = Report()
    whole = Entry(table, "", source_name, found)
    whole.only(*HEAD, "version")
    policy, selected_by, zone = (whole.text(key) for key in HEAD)
    if zone and not is_zone(zone):
        whole.refuse("zone", f"there is no time zone `{zone}`")
    versions = tuple(_version(row) for row in whole.rows("version"))
    names = [name for version in versions for name in version.names if name]
    for name in sorted({name for name in names if names.count(name) > 1}):
        whole.refuse("version", f"the version `{name}` is listed twice", "keep the entry that was sealed")
    report.extend(found)
    return None if found.has_errors else Manifest(policy, selected_by, zone, versions)


def to_table(manifest: Manifest) -> dict[str, object]:
    """A manifest as the table that is written to its file."""
    head = {key: getattr(manifest, key) for key in HEAD}
    return {**head, "version": [to_entry(version) for version in manifest.versions]}


def to_entry(version: Version) -> dict[str, object]:
    """A version as its entry in the file."""
    calendars: dict[str, dict[str, str]] = {}
    for name, year, seal in version.calendars:
        calendars.setdefault(name, {})[str(year)] = seal
    entry: dict[str, object] = {
        "policy": version.policy,
        "name": version.name,
        "published": date.fromordinal(version.published),
        "governs_from": date.fromordinal(version.governs_from),
        "selected_by": version.selected_by,
        "zone": version.zone,
        "edition": version.edition,
        "format": version.ir_format,
        "digest": version.digest,
        "files": dict(version.digests),
        "calendars": calendars,
    }
    if version.corrections:
        entry["correction"] = [to_correction(each) for each in version.corrections]
    if version.withdrawn:
        entry["withdrawn"] = to_withdrawal(version.withdrawn)
    return entry


def to_correction(correction: Correction) -> dict[str, object]:
    """A correction as its row in the entry of its version."""
    return {
        "name": correction.name,
        "on": date.fromordinal(correction.on),
        "because": correction.because,
        "digest": correction.digest,
        "files": dict(correction.digests),
    }


def to_withdrawal(withdrawal: Withdrawal) -> dict[str, object]:
    """A withdrawal as its table in the entry of its version."""
    day = date.fromordinal(withdrawal.on)
    return {"on": day, "because": withdrawal.because, "digest": withdrawal.digest}


def added(manifest: Manifest, version: Version) -> Manifest:
    """The manifest with one more version, in the order in which they govern."""
    in_order = sorted((*manifest.versions, version), key=lambda each: each.governs_from)
    return attrs.evolve(manifest, versions=tuple(in_order))


def replaced(manifest: Manifest, version: Version) -> Manifest:
    """The manifest with what was recorded later of one of its versions."""
    versions = (version if each.name == version.name else each for each in manifest.versions)
    return attrs.evolve(manifest, versions=tuple(versions))


def _version(row: Entry) -> Version:
    """One entry; every mistake in it is reported, and where it has none, that it is not what was sealed."""
    entry = attrs.evolve(row, report=Report())
    version = _content(entry)
    if not entry.report.has_errors and not is_as_recorded(entry.table):
        problem = f"the entry of version `{version.name}` is not as it was sealed"
        help_text = "put it back as it was; what shall change goes into a new version"
        entry.report.error("RF603", problem, Place(entry.source_name, entry.path), help=help_text)
    row.report.extend(entry.report)
    return version


def _content(entry: Entry) -> Version:
    entry.only(*_KEYS, *_LATER_KEYS)
    name, ir_format = entry.name_of_day("name"), entry.number("format")
    if ir_format > FORMAT:
        problem = f"this release reads programs up to format {FORMAT}, not {ir_format}"
        entry.refuse("format", problem, "decide with the release that sealed it, or a later one")
    return Version(
        policy=entry.text("policy"),
        name=name,
        published=entry.day("published"),
        governs_from=entry.day("governs_from"),
        selected_by=entry.text("selected_by"),
        zone=entry.text("zone"),
        edition=entry.number("edition"),
        ir_format=ir_format,
        digests=_files(entry, name, _NEEDED),
        calendars=tuple(_calendars(entry)),
        digest=entry.digest("digest"),
        corrections=_corrections(entry) if "correction" in entry.table else (),
        withdrawn=_withdrawal(entry) if "withdrawn" in entry.table else None,
    )


def _corrections(entry: Entry) -> tuple[Correction, ...]:
    if entry.table["correction"] == []:
        entry.refuse("correction", "`correction` is empty")
    found = []
    for row in entry.rows("correction"):
        row.only("name", "on", "because", "files", "digest")
        name = row.name_of_day("name")
        files = _files(row, name, _TEXTS)
        found.append(Correction(name, row.day("on"), row.text("because"), files, row.digest("digest")))
    return tuple(found)


def _withdrawal(entry: Entry) -> Withdrawal | None:
    inner = entry.inner("withdrawn")
    if inner is None:
        return None
    inner.only("on", "because", "digest")
    return Withdrawal(inner.day("on"), inner.text("because"), inner.digest("digest"))


def _files(entry: Entry, name: str, needed: tuple[str, ...]) -> Digests:
    """The files of a version: its own name before each ending, but that of its facts may be an older one."""
    inner = entry.inner("files")
    if inner is None or not name:
        return ()
    endings: list[str] = []
    for file in inner.table:
        stem, dot, ending = file.partition(".")
        if dot + ending not in (*needed, ".source.toml") or (
            stem != name and not (ending == "facts" and is_day(stem))
        ):
            inner.refuse(file, f"`{file}` is no file of version `{name}`")
        endings.append(dot + ending)
    for ending in needed:
        if ending not in endings:
            entry.refuse("files", f"no file `{name}{ending}` is sealed")
    if endings.count(".facts") > 1:
        entry.refuse("files", "more than one file of facts is sealed")
    return tuple((file, inner.digest(file)) for file in inner.table)


def _calendars(entry: Entry) -> Iterator[tuple[str, int, str]]:
    for name, years in entry.tables("calendars").items():
        if not _CALENDAR.fullmatch(name):
            years.refuse("", f"`{name}` is no name of a calendar")
        for year in years.table:
            if not _YEAR.fullmatch(year):
                years.refuse(year, f"`{year}` is no year")
            else:
                yield name, int(year), years.digest(year)
