"""`test`: the case tests beside a policy version, decided by its own text, with the coverage of each clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from engine.decisions.record import ImpossibleCaseError
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.explain.phrases import Phrases
from engine.tasks.case_test_file import read_case_tests
from engine.tasks.case_tests_more import NOTHING_MORE, More, Passed, Wanted, more
from engine.tasks.coverage import Coverage
from engine.tasks.drafts import Draft, draft, load_calendars
from engine.tasks.files import is_shipped, policies_root, versions_at
from engine.tasks.manifests import unchanged
from engine.tasks.reading import impossible
from engine.tasks.stop import FINDINGS, UNREADABLE
from engine.tasks.trial import CaseTested, Trial
from engine.values.calendar import Calendar
from engine.values.moment import day_text


class VersionTested(NamedTuple):
    """The case tests of one policy version, and what they cover."""

    policy: str
    version: str
    governs_from: str
    cases: tuple[CaseTested, ...]
    unreadable: int
    coverage: Coverage
    more: More = More()

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


def run(paths: Sequence[str], root_option: str | None, lang: str, wanted: Wanted = NOTHING_MORE) -> Ran:
    """Run the case tests of the policies named: folders of policies, folders of one policy, or single files."""
    report = Report()
    root = policies_root(root_option)
    found = dict.fromkeys(pair for path in paths or [str(root)] for pair in _tested_at(Path(path)))
    tested = [_version(folder, version, report, lang, wanted) for folder, version in found]
    return Ran(tuple(each for each in tested if each), report.diagnostics, report.has_errors)


def _tested_at(path: Path) -> list[tuple[Path, str]]:
    """The versions that a path names; of a folder those that do not only correct another one."""
    found = versions_at(path)
    corrections: set[tuple[Path, str]] = set()
    for folder in dict.fromkeys(folder for folder, _ in found):
        manifest = unchanged(folder)
        sealed = manifest.versions if manifest and not path.is_file() else ()
        corrections |= {(folder, name) for each in sealed for name in each.names[1:]}
    return [pair for pair in found if pair not in corrections]


def _version(folder: Path, version: str, report: Report, lang: str, wanted: Wanted) -> VersionTested | None:
    """The case tests of one version; None where it or they cannot be read."""
    root = folder.resolve().parent
    own = Report()
    found = draft(folder, version, root, own)
    calendars = load_calendars(found.program.calendars, root, own) if found and not own.has_errors else {}
    if found is None or own.has_errors:
        report.extend(own)
        return None
    path = folder / f"{version}.cases.toml"
    tested = tested_draft(found, calendars, path, report, lang)
    if tested is None or not tested.cases:
        return tested
    names = frozenset(case.name for case in tested.cases if case.passed)
    passed = Passed(found, calendars, path, names, tested.coverage)
    return tested._replace(more=more(passed, lang, wanted))


def tested_draft(
    found: Draft, calendars: Mapping[str, Calendar], path: Path, report: Report, lang: str
) -> VersionTested | None:
    """The case tests of a version that was read already; None where they cannot be read."""
    trial = Trial(found, calendars)
    tested = _tested(path, trial, found.texts.of(lang), report)
    if tested is None:
        return None
    coverage = trial.watch.coverage(Phrases(found.program, found.texts, lang).condition)
    day = day_text(found.policy.header.governs_from)
    return VersionTested(found.program.policy, found.program.version, day, *tested, coverage)


def _tested(
    path: Path, trial: Trial, words: Mapping[str, str], report: Report
) -> tuple[tuple[CaseTested, ...], int] | None:
    """The case tests of a file, and how many there are besides; None where the file cannot be read."""
    if not path.exists():
        help_text = (
            "copy the policies, and name yours with `--policies`: these came with the program and are read only"
            if is_shipped(path)
            else "write some: a name, the facts of a case, and what is expected of its record"
        )
        report.warning("RF609", f"there are no case tests `{path}`", Place(str(path), ""), help=help_text)
        return (), 0
    tests, count = read_case_tests(path, trial.reader(words), report)
    if count is None:
        return None
    tested: list[CaseTested] = []
    for test in tests:
        try:
            tested.append(trial.tested(test))
        except ImpossibleCaseError:
            report.extend(impossible(trial.program, trial.settle, test.case.facts, str(path), test.where))
    return tuple(tested), count - len(tested)
