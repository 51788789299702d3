"""Seals: a version is what it was published as, to the byte, or every command that would use it says so."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir.check import check
from engine.ir.check_texts import check_texts
from engine.ir.from_json import SealedFormError, from_json
from engine.ir.texts import Texts
from engine.ir.to_json import FORMAT, texts_to_json, to_json
from engine.ir.tree import Program
from engine.versions.manifest import to_correction, to_entry, to_withdrawal
from engine.versions.quick import (
    calendar_file,
    digest_of,
    digest_of_entry,
    digest_of_later,
    is_as_recorded,
)
from engine.versions.version import VERSIONS_FILE, Correction, Version, Withdrawal

Calendars = Mapping[tuple[str, int], bytes]
"""The years of calendars that are known, each by its name and year."""

_CURE = "put it back as it was sealed; what shall change goes into a new version"


def sealed_files(program: Program, texts: Texts) -> dict[str, bytes]:
    """The two files that sealing writes: the program and its texts, in their sealed form.

    Raises ValueError where the program is not sound: users' mistakes were reported before, so it is our bug.
    """
    findings = [*check(program), *check_texts(program, texts)]
    if findings:
        raise ValueError("\n".join(findings))
    return {
        f"{program.version}.program.json": to_json(program).encode(),
        f"{program.version}.texts.json": texts_to_json(texts).encode(),
    }


def open_program(data: bytes) -> Program:
    """The program that a sealed file holds; raises SealedFormError for what is none, or is not sound."""
    program = from_json(data)
    for finding in check(program):
        _, path, problem = finding.split(": ", 2)
        raise SealedFormError(path, problem)
    return program


def seal(
    program: Program, files: Mapping[str, bytes], calendars: Calendars, *, published: int, governs_from: int
) -> Version:
    """The entry of a version that is published and governs from these days.

    `files` are its clauses, facts and source list as written and its two `sealed_files`, by name. Of the
    calendars those years are sealed that are known and that the program can count by.
    """
    known = sorted((name, year) for name, year in calendars if name in program.calendars)
    version = Version(
        policy=program.policy,
        name=program.version,
        published=published,
        governs_from=governs_from,
        selected_by=program.selected_by,
        zone=program.zone,
        edition=program.edition,
        ir_format=FORMAT,
        digests=tuple((name, digest_of(name, files[name])) for name in sorted(files)),
        calendars=tuple((*key, digest_of(calendar_file(*key), calendars[key])) for key in known),
        digest="",
    )
    return attrs.evolve(version, digest=digest_of_entry(to_entry(version)))


def corrected(version: Version, name: str, files: Mapping[str, bytes], *, on: int, because: str) -> Version:
    """A version whose texts are mended from a day on; `files` are the mended text as written and its sealed texts."""
    digests = tuple((file, digest_of(file, files[file])) for file in sorted(files))
    correction = Correction(name, on, because, digests, "")
    seal = digest_of_later(to_correction(correction), _last_digest(version), "correction")
    sealed = attrs.evolve(correction, digest=seal)
    return attrs.evolve(version, corrections=(*version.corrections, sealed))


def withdrawn(version: Version, *, on: int, because: str) -> Version:
    """A version that is taken back on a day."""
    taken_back = Withdrawal(on, because, "")
    seal = digest_of_later(to_withdrawal(taken_back), _last_digest(version), "withdrawal")
    return attrs.evolve(version, withdrawn=attrs.evolve(taken_back, digest=seal))


def _last_digest(version: Version) -> str:
    return version.corrections[-1].digest if version.corrections else version.digest


def check_seal(version: Version, files: Mapping[str, bytes], calendars: Calendars, report: Report) -> None:
    """Report what of a version is missing (RF609, RF610) or changed (RF603); years added later are fine.

    Places are named from the folder of all policies.
    """
    folder, name = version.policy, version.name
    if not is_as_recorded(to_entry(version)):
        _changed(f"{folder}/{VERSIONS_FILE}", f"the entry of version `{name}`", name, report)
    for file, digest in version.all_digests:
        if file not in files:
            problem = f"`{file}` of the sealed version `{name}` is missing"
            report.error("RF609", problem, Place(f"{folder}/{file}", ""), help=_CURE)
        elif digest_of(file, files[file]) != digest:
            _changed(f"{folder}/{file}", f"`{file}`", name, report)
    for calendar, year, digest in version.calendars:
        file = calendar_file(calendar, year)
        if (calendar, year) not in calendars:
            problem = f"the calendar `{calendar}` of {year}, by which version `{name}` counts, is missing"
            report.error("RF610", problem, Place(file, ""), help=_CURE)
        elif digest_of(file, calendars[calendar, year]) != digest:
            _changed(file, f"`{file}`", name, report)


def _changed(file: str, what: str, version: str, report: Report) -> None:
    report.error(
        "RF603", f"{what} is not what was sealed as version `{version}`", Place(file, ""), help=_CURE
    )
