"""The two versions that `diff` compares: found by what the user wrote, read, and opened to decide cases."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import attrs

from engine.compare.tree import Side
from engine.decisions.reading import reading
from engine.decisions.record import Policy
from engine.diagnostics.report import Report
from engine.evaluator.from_ir import compiled, load, search
from engine.ir import tree as ir
from engine.ir.digest import digest
from engine.ir.to_json import to_json
from engine.solver.tree import Reading
from engine.tasks import git_text
from engine.tasks.drafts import Draft, draft, draft_at, load_calendars
from engine.tasks.files import Read, policies_root, policy_folders, version_names
from engine.tasks.manifests import sealed_program, unchanged
from engine.tasks.named import named_folder
from engine.tasks.stop import USAGE, Stop, stop, stop_if_errors
from engine.values.calendar import Calendar
from engine.versions.timeline import Timeline


@attrs.frozen
class Opened:
    """One side, ready: its text, its program, and how `decide` reaches it.

    `folder` is the folder of its policy, None where it stands in none; `days` are the first and the last day that it
    governs, None where it governs none.
    """

    side: Side
    draft: Draft
    program: ir.Program
    calendars: dict[str, Calendar]
    folder: Path | None = None
    days: tuple[int, int | None] | None = None

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of its facts."""
        return frozenset(fact.name for fact in self.program.facts)

    @cached_property
    def reading(self) -> Reading:
        """What decides its cases."""
        return reading(self.program, self.calendars)

    @cached_property
    def policy(self) -> Policy:
        """Its compiled module with its words, for the readers of case files."""
        module = load(compiled(self.program), self.calendars)
        return Policy(module, self.side.texts.en, search(self.program, module).settle, {}, {}, "en")


def sides(old: str, new: str, root_option: str | None) -> tuple[Opened, Opened]:
    """Both versions; stops with all that is wrong with either, or where they are of two policies."""
    opened: list[Opened] = []
    stopped: list[Stop] = []
    for name, other in ((old, new), (new, old)):
        try:
            opened.append(_open(name, other, root_option))
        except Stop as why:
            stopped.append(why)
    if stopped:
        messages = dict.fromkeys(each for why in stopped for each in why.diagnostics)
        raise Stop([*messages], min(why.exit_code for why in stopped))
    before, after = opened
    if before.side.policy != after.side.policy:
        problem = f"`{old}` is a version of `{before.side.policy}`, and `{new}` of `{after.side.policy}`"
        raise stop("RF613", problem, help="compare two versions of one policy", exit_code=USAGE)
    return before, after


def _open(name: str, other: str, root_option: str | None) -> Opened:
    if git_text.names_a_revision(name):
        revision, path = git_text.revision_and_path(name)
        return _file(name, path, root_option, git_text.at(revision))
    if name.endswith(".refund") or Path(name).is_file():
        return _file(name, Path(name), root_option, Path.read_bytes)
    return _version(name, other, root_option)


def _file(name: str, path: Path, root_option: str | None, read: Read) -> Opened:
    """A side from a policy file with its facts beside it."""
    if not path.name.endswith(".refund"):
        help_text = "name a `.refund` file, or a version such as `youyun-refund@2026-07-03`"
        raise stop("RF609", f"`{name}` is no policy file", help=help_text, exit_code=USAGE)
    root = policies_root(root_option)
    report = Report()
    found = draft_at(path, root, report, read)
    stop_if_errors(report)
    if found is None:
        raise AssertionError(name)
    if read is Path.read_bytes and _is_its_place(path, found):
        return _opened_version(name, path.parent, found.policy.header.version)
    return _opened(name, found, found.program, root, None)


def _is_its_place(path: Path, found: Draft) -> bool:
    """Whether a file has the name and stands in the folder that its header says."""
    header = found.policy.header
    return path.name == f"{header.version}.refund" and path.resolve().parent.name == header.policy


def _version(name: str, other: str, root_option: str | None) -> Opened:
    """A side by the name of its version: `POLICY@VERSION`, or the version alone where one policy is meant."""
    root = policies_root(root_option)
    before, at, after = name.rpartition("@")
    meant = before if at else other.rpartition("@")[0] or _only_policy(name, root)
    folder = named_folder(root, meant)
    versions = version_names(folder)
    if after not in versions:
        help_text = f"versions are {', '.join(versions) or 'missing'}"
        raise stop("RF602", f"the policy `{meant}` has no version `{after}`", help=help_text, exit_code=USAGE)
    return _opened_version(name, folder, after)


def _only_policy(name: str, root: Path) -> str:
    """The policy that has a version of this name; stops where several have, or none and there are several."""
    folders = policy_folders(root)
    having = [policy for policy, folder in folders.items() if name in version_names(folder)]
    candidates = having or list(folders)
    if len(candidates) == 1:
        return candidates[0]
    if having:
        problem = f"{len(having)} policies have a version `{name}`: {', '.join(having)}"
        raise stop("RF602", problem, help=f"write `{having[0]}@{name}`", exit_code=USAGE)
    problem = f"no policy in `{root}` has a version `{name}`, and there is no such file"
    help_text = "name `POLICY@VERSION`, a `.refund` file, or `REV:path` of `git`"
    raise stop("RF602", problem, help=help_text, exit_code=USAGE)


def _opened_version(name: str, folder: Path, version: str) -> Opened:
    """A version of a policy folder: its words by this name, and where it is sealed its sealed program."""
    root = folder.resolve().parent
    manifest = unchanged(folder)
    sealed = manifest.named(version) if manifest else None
    report = Report()
    found = draft(folder, version, root, report)
    stop_if_errors(report)
    if found is None or (sealed and manifest is None):
        raise AssertionError(version)
    opened = _opened(name, found, found.program, root, folder)
    if sealed is None or manifest is None:
        return opened
    if opened.side.digest != sealed.program_digest:
        opened = _opened(name, found, sealed_program(folder, sealed), root, folder)
    state = "withdrawn" if sealed.withdrawn else "sealed"
    side = attrs.evolve(opened.side, state=state, governs_from=sealed.governs_from)
    days = None if sealed.withdrawn else (sealed.governs_from, Timeline(manifest).last_day(sealed))
    return attrs.evolve(opened, side=side, days=days)


def _opened(name: str, found: Draft, program: ir.Program, root: Path, folder: Path | None) -> Opened:
    report = Report()
    calendars = load_calendars(program.calendars, root, report)
    stop_if_errors(report)
    header = found.policy.header
    sealed_as = digest(to_json(program), "program")
    money = program.amounts[0].type if program.amounts else None
    side = Side(
        name, header.policy, header.version, "draft", sealed_as, header.governs_from, found.texts, program.zone, money
    )  # fmt: skip
    return Opened(side, found, program, calendars, folder)
