"""`check`: everything that can be wrong with policies, found before anything runs."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.codes import CODES
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.to_json import to_json, to_sarif
from engine.ir.check import check
from engine.lint.conflicts import check_conflicts
from engine.model.check_source import check_accounted, check_prose
from engine.model.source_list import SourceList, source_list_from_table
from engine.model.tree import Policy
from engine.tasks.drafts import Draft, draft, load_calendars, read_text
from engine.tasks.files import policies_root, versions_at
from engine.tasks.manifests import check_sealed, read
from engine.tasks.stop import FINDINGS
from engine.tasks.terminal import Printed


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


def check_policies(paths: Sequence[str], root_option: str | None, prose: str | None, lang: str) -> Checked:
    """Check the policies named: folders of policies, folders of one policy, or single policy files."""
    report = Report()
    root = policies_root(root_option)
    found = [pair for path in paths or [str(root)] for pair in versions_at(Path(path))]
    points: list[OpenPoint] = []
    for folder, name in found:
        points += _check_version(folder, name, folder.resolve().parent, prose, lang, report)
    for folder in dict.fromkeys(folder for folder, _ in found):
        manifest = read(folder, report)
        if manifest is not None:
            check_sealed(manifest, folder, folder.resolve().parent, report)
    names = tuple(f"{folder.resolve().name} {name}" for folder, name in found)
    return Checked(report, names, tuple(points))


def checked_draft(
    folder: Path, name: str, root: Path, report: Report
) -> tuple[Draft | None, SourceList | None]:
    """A version as its text has it, and the list of the sentences that it answers; all mistakes are in the report."""
    found = draft(folder, name, root, report)
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
        places = {model.clause.name: model.span for model in found.policy.clauses}
        check_conflicts(found.program, places, load_calendars(found.program.calendars, root, report), report)
    sources = read_source_list(folder, name, report)
    if sources is not None:
        check_accounted(sources, found.policy, report)
    return found, sources


def _check_version(
    folder: Path, name: str, root: Path, prose: str | None, lang: str, report: Report
) -> list[OpenPoint]:
    found, sources = checked_draft(folder, name, root, report)
    if found is None:
        return []
    if prose is not None:
        _check_prose(folder, name, sources, prose, report)
    return _open_points(found.policy, lang)


def _check_prose(folder: Path, name: str, sources: SourceList | None, prose: str, report: Report) -> None:
    """Hold the published text against the list of its sentences."""
    if sources is None:
        path = folder / f"{name}.source.toml"
        report.error(
            "RF609",
            f"there is no list of sentences `{path}`",
            help="it says which clause answers which sentence",
        )
        return
    text = read_text(Path(prose), report)
    if text is not None:
        check_prose(sources, text, report)


def read_source_list(folder: Path, name: str, report: Report) -> SourceList | None:
    """Which sentence of the prose is answered how; None where a policy has no prose beside it."""
    path = folder / f"{name}.source.toml"
    if not path.exists():
        return None
    source = read_text(path, report)
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
