"""`seal --corrects`: a corrigendum mends the words of a sealed version, and not what it decides."""

from __future__ import annotations

import json
from typing import NamedTuple

import attrs

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.model.tree import Header
from engine.tasks.drafts import Draft
from engine.tasks.files import MANIFEST
from engine.tasks.manifests import sealed_program
from engine.tasks.publishing import Desk, one_at_a_time, reason, refuse_shipped, today, was_withdrawn
from engine.tasks.seal import checked, there, written_files
from engine.tasks.stop import FINDINGS, stop, stop_if_errors
from engine.tasks.terminal import Printed
from engine.values.moment import day_text
from engine.versions.manifest import replaced
from engine.versions.meaning import check_meaning
from engine.versions.seals import corrected, sealed_files
from engine.versions.version import Correction, Version


class Corrected(NamedTuple):
    """What a correction did: the version, the files written, and whether it was sealed before."""

    version: Version
    correction: Correction
    written: tuple[str, ...]
    again: bool


def correct_version(
    root_option: str | None, policy: str, name: str, corrects: str, because: str | None
) -> Corrected:
    """Let the texts that are written as version `name` stand for those of a sealed version from today on.

    Every file of the sealed version stays as it was, so that what it said before can be shown.
    """
    why = reason(because)
    with one_at_a_time(root_option, policy) as desk:
        version = desk.sealed(corrects)
        there(desk, name)
        if version.withdrawn:
            raise was_withdrawn(version)
        taken = desk.named(name)
        if taken is not None and (taken is not version or name == corrects):
            problem = f"`{name}` is sealed"
            help_text = "write the mended text beside it, as a version with a name of its own"
            raise stop("RF605", problem, help=help_text, exit_code=FINDINGS)
        again = next((each for each in version.corrections if each.name == name), None)
        if again is not None:
            return Corrected(version, again, (), again=True)
        return _publish(desk, version, name, why)


def _publish(desk: Desk, version: Version, name: str, why: str) -> Corrected:
    refuse_shipped(desk.folder)
    found, sources = checked(desk, name)
    _check(desk, version, found)
    texts = f"{name}.texts.json"
    data = sealed_files(found.program, found.texts)[texts]
    files = {**written_files(desk, found, sources), texts: data}
    sealed = corrected(version, name, files, on=today(version.zone), because=why)
    if desk.manifest is None:
        raise AssertionError(name)
    desk.write({texts: data}, replaced(desk.manifest, sealed))
    return Corrected(sealed, sealed.corrections[-1], (texts, MANIFEST), again=False)


def _check(desk: Desk, version: Version, found: Draft) -> None:
    """Stop where a text does not decide what was sealed, or does not say that it governs the same days."""
    report = Report()
    where = Place(str(desk.folder / f"{found.policy.header.version}.refund"), "")
    _check_days(version, found.policy.header, where, report)
    program = attrs.evolve(found.program, version=version.name)
    sealed = sealed_program(desk.folder, version, desk.read)
    places = {model.clause.name: model.span for model in found.policy.clauses}
    check_meaning(sealed, program, places, where, report)
    stop_if_errors(report, FINDINGS)


def _check_days(version: Version, header: Header, where: Place, report: Report) -> None:
    for line, day, wanted in (
        ("published", header.published, version.published),
        ("governs from", header.governs_from, version.governs_from),
    ):
        if day != wanted:
            problem = f"`{line}` is {day_text(day)}, and version `{version.name}` says {day_text(wanted)}"
            report.error("RF611", problem, where, help="a correction keeps the days of what it corrects")


_WORDS = {
    "done": (
        "corrected {policy} {version} by {name}: {because}",
        "已用 {name} 更正 {policy} {version}：{because}",
    ),
    "again": (
        "{version} was corrected by {name} before; nothing was changed.",
        "{version} 此前已用 {name} 更正，未作改动。",
    ),
}


def print_corrected(done: Corrected, form: str, lang: str) -> Printed:
    """What was corrected, in a line or two, or as JSON."""
    version, correction = done.version, done.correction
    texts = dict(correction.digests)[f"{correction.name}.texts.json"]
    said = {"policy": version.policy, "version": version.name, "name": correction.name}
    if form == "json":
        more = {
            "on": day_text(correction.on),
            "because": correction.because,
            "texts": texts,
            "again": done.again,
        }
        return Printed(json.dumps({**said, **more}, ensure_ascii=False, indent=2))
    text = _WORDS["again" if done.again else "done"][lang == "zh"].format(**said, because=correction.because)
    return Printed("\n".join([text, f"  {texts}", *(f"  {file}" for file in done.written)]))
