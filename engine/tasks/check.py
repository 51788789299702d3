"""`check`: everything that can be wrong with policies, found before anything runs."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import attrs

from engine.diagnostics.codes import CODES
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.to_json import to_json, to_sarif
from engine.ir.check import check
from engine.lint.conflicts import check_conflicts
from engine.lint.rules import lint
from engine.lint.subject import Subject
from engine.model.check_source import check_accounted, check_prose
from engine.model.source_list import SourceList, sentences_of, source_list_from_table
from engine.model.tree import Policy
from engine.tasks.drafts import Draft, draft, load_calendars, read_text
from engine.tasks.files import CALENDARS, Read, policies_root, versions_at
from engine.tasks.manifests import check_sealed, read, sealed_program
from engine.tasks.stop import FINDINGS
from engine.tasks.terminal import Printed
from engine.values.calendar import Calendar
from engine.versions.meaning import check_meaning
from engine.versions.version import Manifest


class OpenPoint(NamedTuple):
    """A point that the prose leaves open, with the reading that the policy chose, in one language."""

    policy: str
    version: str
    name: str
    cites: tuple[str, ...]
    question: str
    reading: str


class Checked(NamedTuple):
    """What `check` found: the report, the versions that it looked at, and the open points for legal."""

    report: Report
    versions: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]


def check_policies(
    paths: Sequence[str],
    root_option: str | None,
    prose: str | None,
    lang: str,
    read_bytes: Read = Path.read_bytes,
    *,
    proofs: bool = False,
) -> Checked:
    """Check the policies named: folders of policies, folders of one policy, or single policy files."""
    report = Report()
    root = policies_root(root_option)
    found = [pair for path in paths or [str(root)] for pair in versions_at(Path(path))]
    points: list[OpenPoint] = []
    drafts: dict[tuple[Path, str], Draft] = {}
    for folder, name in found:
        draft_found, sources = checked_draft(
            folder, name, folder.resolve().parent, report, read_bytes, proofs=proofs
        )
        if draft_found is not None:
            drafts[folder, name] = draft_found
            source = None
            if prose is not None:
                source = _check_prose(folder, name, sources, prose, report, read_bytes)
            if not report.has_errors:  # what is wrong comes before what is doubtful
                sentences = sentences_of(source.text) if source else ()
                lint(Subject(*draft_found[:2], draft_found.files, sources, sentences), report)
            points += _open_points(draft_found.policy, lang)
    for folder in dict.fromkeys(folder for folder, _ in found):
        _check_calendars(folder, report)
        own = Report()
        manifest = read(folder, own, read_bytes)
        if manifest is not None:
            check_sealed(manifest, folder, folder.resolve().parent, own, read_bytes)
        if manifest is not None and not own.has_errors:
            _check_programs(manifest, folder, drafts, own, read_bytes)
        report.extend(own)
    names = tuple(f"{folder.resolve().name} {name}" for folder, name in found)
    return Checked(report, names, tuple(points))


def checked_draft(
    folder: Path,
    name: str,
    root: Path,
    report: Report,
    read_bytes: Read = Path.read_bytes,
    *,
    proofs: bool = False,
) -> tuple[Draft | None, SourceList | None]:
    """A version as its text has it, and the list of the sentences that it answers; all mistakes are in the report.

    With `proofs` the solver looks for conflicts, for what has no effect, and for cases that break a property.
    """
    found = draft(folder, name, root, report, read_bytes)
    if found is None:
        return None, None
    if not report.has_errors:
        for breach in check(found.program):  # what the checks before it should have found
            report.error(
                "RF203",
                f"the policy does not hold together: {breach}",
                help="please report it with the policy: it should have been found where it stands",
            )
    if not report.has_errors:
        calendars = load_calendars(found.program.calendars, root, report, read_bytes)
        if not report.has_errors:
            _check_clauses(found, calendars, report, proofs=proofs)
    sources = read_source_list(folder, name, report, read_bytes)
    if sources is not None:
        check_accounted(sources, found.policy, report)
    return found, sources


def _check_clauses(found: Draft, calendars: Mapping[str, Calendar], report: Report, *, proofs: bool) -> None:
    """Report what the clauses do to each other: by proof, or by the quick search for conflicts alone."""
    places = {model.clause.name: model.span for model in found.policy.clauses}
    if proofs and find_spec("z3") is None:
        report.warning(
            "RF324",
            "the proofs were left out: the solver is not installed",
            Place(f"{found.policy.header.version}.refund", ""),
            help="install it with `pip install 'refundry[review]'`, or say `--no-proofs`",
        )
    elif proofs:
        from engine.lint.proofs import check_proofs

        check_proofs(found.program, found.policy, calendars, report)
        return
    check_conflicts(found.program, places, calendars, report)


def _check_programs(
    manifest: Manifest,
    folder: Path,
    drafts: Mapping[tuple[Path, str], Draft],
    report: Report,
    read_bytes: Read,
) -> None:
    """Report each clause of a sealed version, or of its corrections, that does not mean what its program does."""
    for version in manifest.versions:
        for name in version.names:
            found = drafts.get((folder, name))
            if found is not None:
                sealed = sealed_program(folder, version, read_bytes)
                places = {model.clause.name: model.span for model in found.policy.clauses}
                where = Place(str(folder / f"{name}.refund"), "")
                check_meaning(
                    sealed, attrs.evolve(found.program, version=version.name), places, where, report
                )


def _check_calendars(folder: Path, report: Report) -> None:
    """Report the years of calendars that stand in the folder of a policy, where nobody reads them."""
    calendars = folder.resolve().parent / CALENDARS
    for path in sorted(folder.rglob("[0-9][0-9][0-9][0-9].toml")):
        name = "NAME" if path.parent.name in {folder.resolve().name, CALENDARS} else path.parent.name
        report.warning(
            "RF610",
            f"`{path}` is not read: a calendar belongs to no single policy",
            Place(str(path), ""),
            help=f"move it to `{calendars / name / path.name}`",
        )


def _check_prose(
    folder: Path, name: str, sources: SourceList | None, prose: str, report: Report, read_bytes: Read
) -> Source | None:
    """Hold the published text against the list of its sentences, and hand it back."""
    if sources is None:
        path = folder / f"{name}.source.toml"
        report.error(
            "RF609",
            f"there is no list of sentences `{path}`",
            help="it says which clause answers which sentence",
        )
        return None
    text = read_text(Path(prose), report, read_bytes)
    if text is not None:
        check_prose(sources, text, report)
    return text


def read_source_list(
    folder: Path, name: str, report: Report, read_bytes: Read = Path.read_bytes
) -> SourceList | None:
    """Which sentence of the prose is answered how; None where a policy has no prose beside it."""
    path = folder / f"{name}.source.toml"
    if not path.exists():
        return None
    source = read_text(path, report, read_bytes)
    if source is None:
        return None
    try:
        return source_list_from_table(tomllib.loads(source.text), report, str(path))
    except tomllib.TOMLDecodeError as why:
        report.error("RF506", f"this is not TOML: {why}", Place(str(path), ""))
        return None


def _open_points(policy: Policy, lang: str) -> list[OpenPoint]:
    def text(key: str) -> str:
        found = policy.texts.get(key)
        return "" if found is None else found.zh if lang == "zh" else found.en

    return [
        OpenPoint(
            policy.header.policy, policy.header.version, point.name, point.cites,
            text(f"open.{point.name}"), text(f"open.{point.name}.reading"),
        )
        for point in policy.open_points
    ]  # fmt: skip


def print_checked(checked: Checked, form: str, lang: str) -> Printed:
    """What was found, with the open points for legal; exit code 1 where there is an error."""
    diagnostics = checked.report.diagnostics
    code = FINDINGS if checked.report.has_errors else 0
    if form == "sarif":
        rules = {name: each.zh if lang == "zh" else each.title for name, each in CODES.items()}
        from importlib.metadata import version  # slow to import, and wanted by nothing else

        log = to_sarif(diagnostics, rules, version("refundry"), lang=lang)
        return Printed(json.dumps(log, ensure_ascii=False, indent=2), (), code)
    if form == "json":
        result = {
            "versions": list(checked.versions),
            "diagnostics": to_json(diagnostics, lang=lang),
            "open_points": [point._asdict() for point in checked.open_points],
        }
        return Printed(json.dumps(result, ensure_ascii=False, indent=2), (), code)
    return Printed("\n".join(_summary(checked, lang == "zh")), diagnostics, code, lang=lang)


def _summary(checked: Checked, zh: bool) -> Iterator[str]:
    """The open points and a last line; the mistakes themselves are messages."""
    if checked.open_points:
        yield ("未决事项及所采用的理解：" if zh else "Points that the text leaves open, as they are read:")
    for point in checked.open_points:
        yield f"  {', '.join(point.cites)}  {point.question}"
        yield f"  {' ' * len(', '.join(point.cites))}  {point.reading}"
    errors = sum(each.severity == "error" for each in checked.report.diagnostics)
    others = len(checked.report.diagnostics) - errors
    names = ", ".join(checked.versions)
    yield (
        f"{names}：{errors} 个错误，{others} 个提示"
        if zh
        else f"{names}: {_counted(errors, 'error')}, {_counted(others, 'remark')}"
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
