"""`test`: the case tests beside a policy version, decided by its own text, with the coverage of each clause."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.display import width
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.diagnostics.to_json import to_json as messages_to_json
from engine.explain.phrases import Phrases
from engine.tasks.case_test_file import CaseTest, read_case_tests
from engine.tasks.coverage import Coverage, Point, Seen
from engine.tasks.drafts import Draft, draft, load_calendars
from engine.tasks.files import policies_root, policy_folders, version_names
from engine.tasks.manifests import unchanged
from engine.tasks.stop import FINDINGS, UNREADABLE, USAGE, stop
from engine.tasks.terminal import Printed
from engine.tasks.trial import CaseTested, Trial
from engine.values.calendar import Calendar


class VersionTested(NamedTuple):
    """The case tests of one policy version, and what they cover."""

    policy: str
    version: str
    cases: tuple[CaseTested, ...]
    coverage: Coverage

    @property
    def failed(self) -> tuple[CaseTested, ...]:
        """The case tests that are not as expected."""
        return tuple(case for case in self.cases if not case.passed)


class Ran(NamedTuple):
    """What `test` found."""

    versions: tuple[VersionTested, ...]
    messages: tuple[Diagnostic, ...]
    unreadable: bool

    @property
    def exit_code(self) -> int:
        """The exit code of the contract."""
        return (
            UNREADABLE if self.unreadable else FINDINGS if any(each.failed for each in self.versions) else 0
        )


def run(paths: Sequence[str], root_option: str | None, lang: str) -> Ran:
    """Run the case tests of the policies named: folders of policies, folders of one policy, or single files."""
    report = Report()
    root = policies_root(root_option)
    found = dict.fromkeys(pair for path in paths or [str(root)] for pair in _versions(Path(path)))
    tested = [_version(folder, version, report, lang) for folder, version in found]
    return Ran(tuple(each for each in tested if each), report.diagnostics, report.has_errors)


def _versions(path: Path) -> list[tuple[Path, str]]:
    """The versions that a path names; the name of a file begins with its version."""
    if path.is_file():
        unchanged(path.parent)
        return [(path.parent, path.name.partition(".")[0])]
    folders = policy_folders(path)
    if not folders:
        problem = f"there is no policy in `{path}`"
        help_text = "name a folder with `.refund` files, or begin one with `refundry new`"
        raise stop("RF601", problem, help=help_text, exit_code=USAGE)
    return [(folder, version) for folder in folders.values() for version in _tested_names(folder)]


def _tested_names(folder: Path) -> list[str]:
    """The versions of a policy; corrections are left out, as they decide what is decided by what they correct."""
    manifest = unchanged(folder)
    corrections = {name for version in manifest.versions for name in version.names[1:]} if manifest else set()
    return [name for name in version_names(folder) if name not in corrections]


def _version(folder: Path, version: str, report: Report, lang: str) -> VersionTested | None:
    """The case tests of one version; None where it or they cannot be read."""
    root = folder.resolve().parent
    own = Report()
    found = draft(folder, version, root, own)
    calendars = load_calendars(found.program.calendars, root, own) if found and not own.has_errors else {}
    if found is None or own.has_errors:
        report.extend(own)
        return None
    return tested_draft(found, calendars, folder / f"{version}.cases.toml", report, lang)


def tested_draft(
    found: Draft, calendars: Mapping[str, Calendar], path: Path, report: Report, lang: str
) -> VersionTested:
    """The case tests of a version that was read already."""
    own = Report()
    trial = Trial(found, calendars)
    tests: list[CaseTest] = []
    if path.exists():
        tests = read_case_tests(path, trial.reader(found.texts.of(lang)), own)
    else:
        help_text = "write some: a name, the facts of a case, and what is expected of its record"
        own.warning("RF609", f"there are no case tests `{path}`", Place(str(path), ""), help=help_text)
    report.extend(own)
    cases = tuple(trial.tested(test) for test in tests)
    coverage = trial.watch.coverage(Phrases(found.program, found.texts, lang).condition)
    return VersionTested(found.program.policy, found.program.version, cases, coverage)


_WORDS = {
    "empty": ("{policy} {version}: no case tests", "{policy} {version}：没有案例测试"),
    "passed": (
        "{policy} {version}: {count} case tests, all as expected",
        "{policy} {version}：{count} 个案例测试，全部符合预期",
    ),
    "failed": (
        "{policy} {version}: {failed} of {count} case tests are not as expected",
        "{policy} {version}：{count} 个案例测试中有 {failed} 个不符合预期",
    ),
    "differs": ("    {name}: expected {expected}, got {got}", "    {name}：预期 {expected}，实得 {got}"),
    "disagree": (
        "    a mistake of refundry: its two readings disagree: {0} against {1}. Please report it",
        "    refundry 自身的错误：两种解读不一致：{0} 与 {1}。请报告此问题",
    ),
    "coverage": (
        "  coverage {percent}%: {seen} of {all} outcomes of tests seen",
        "  覆盖率 {percent}%：共 {all} 种检验结果，已见 {seen} 种",
    ),
    "never": ("  clauses never reached: {names}", "  从未触及的条款：{names}"),
    "columns": ("held/failed", "成立/不成立"),
    "unheld": ("  never seen to hold: {point}: {text}", "  从未成立：{point}：{text}"),
    "unfailed": ("  never seen to fail: {point}: {text}", "  从未不成立：{point}：{text}"),
    "clause": ("clause {name}", "条款 {name}"),
    "amount": ("amount {name}", "金额 {name}"),
    "scope": ("applies", "适用"),
    "need": ("need {number}", "要件 {number}"),
    "pays": ("pays {number}", "支付 {number}"),
    "calls": ("calls for {number}", "措施 {number}"),
    "line": ("line {number}", "行 {number}"),
    "ending": ("nothing left {number}", "归零 {number}"),
}


def print_tested(tested: Ran, form: str, lang: str) -> Printed:
    """What `test` found, as text or as JSON."""
    if form == "json":
        whole = {
            "versions": [_version_json(each) for each in tested.versions],
            "diagnostics": messages_to_json(tested.messages, lang=lang),
        }
        return Printed(json.dumps(whole, ensure_ascii=False, indent=2), (), tested.exit_code, lang=lang)
    lines = [line for each in tested.versions for line in _version_lines(each, lang == "zh")]
    return Printed("\n".join(lines), tested.messages, tested.exit_code, lang=lang)


def _say(key: str, zh: bool, *values: object, **slots: object) -> str:
    return _WORDS[key][zh].format(*values, **slots)


def _version_lines(tested: VersionTested, zh: bool) -> Iterator[str]:
    named = {"policy": tested.policy, "version": tested.version}
    if not tested.cases:
        yield _say("empty", zh, **named)
        return
    counts = {"count": len(tested.cases), "failed": len(tested.failed)}
    yield _say("failed" if tested.failed else "passed", zh, **named, **counts)
    for case in tested.failed:
        yield f"  {case.name}"
        for key, expected, got in case.differences:
            yield _say("differs", zh, name=key, expected=_value(expected), got=_value(got))
        if case.disagreement:
            yield _say("disagree", zh, *case.disagreement)
    coverage = tested.coverage
    yield _say("coverage", zh, percent=coverage.percent, seen=coverage.sides_seen, all=coverage.sides)
    yield from _coverage_lines(coverage, zh)
    if coverage.never_reached:
        yield _say("never", zh, names=", ".join(coverage.never_reached))
    for seen in coverage.seen:
        point = f"{_say(seen.point.kind, zh, name=seen.point.name)}, {_point(seen.point, zh)}"
        if not seen.held:
            yield _say("unheld", zh, point=point, text=seen.text)
        if seen.can_fail and not seen.failed:
            yield _say("unfailed", zh, point=point, text=seen.text)


def _coverage_lines(coverage: Coverage, zh: bool) -> Iterator[str]:
    """A line a clause or amount: how often each of its tests held and failed."""
    owners: dict[str, list[str]] = {}
    for seen in coverage.seen:
        owner = _say(seen.point.kind, zh, name=seen.point.name)
        counts = f"{seen.held}/{seen.failed}" if seen.can_fail else str(seen.held)
        owners.setdefault(owner, []).append(f"{_point(seen.point, zh)} {counts}")
    room = max(map(width, owners), default=0)
    yield f"    {' ' * room}  {_say('columns', zh)}"
    for owner, said in owners.items():
        yield f"    {owner}{' ' * (room - width(owner))}  {' · '.join(said)}"


def _point(point: Point, zh: bool) -> str:
    return _say(point.what, zh, number=point.number)


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _version_json(tested: VersionTested) -> dict[str, object]:
    return {
        "policy": tested.policy,
        "version": tested.version,
        "passed": len(tested.cases) - len(tested.failed),
        "failed": len(tested.failed),
        "cases": [_case_json(case) for case in tested.cases],
        "coverage": {
            "percent": tested.coverage.percent,
            "seen": tested.coverage.sides_seen,
            "all": tested.coverage.sides,
            "never_reached": list(tested.coverage.never_reached),
            "tests": [_seen_json(seen) for seen in tested.coverage.seen],
        },
    }


def _case_json(case: CaseTested) -> dict[str, object]:
    differences = [
        {"key": key, "expected": json.loads(_value(expected)), "got": got}
        for key, expected, got in case.differences
    ]
    disagreement = list(case.disagreement) if case.disagreement else None
    return {
        "name": case.name,
        "passed": case.passed,
        "differences": differences,
        "disagreement": disagreement,
    }


def _seen_json(seen: Seen) -> dict[str, object]:
    held: dict[str, object] = {
        "held": seen.held,
        "failed": seen.failed,
        "can_fail": seen.can_fail,
        "text": seen.text,
    }
    return {seen.point.kind: seen.point.name, "test": seen.point.what, "number": seen.point.number, **held}
