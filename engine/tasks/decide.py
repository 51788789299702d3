"""`decide`: single cases, each by the version in force on the local date of its selecting event."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.cases.quick import decoded, moment, told
from engine.cases.unknown import Unknown
from engine.decisions.record import ImpossibleCaseError, Policy, Record, decide, to_record, without_policy
from engine.decisions.to_text import to_text
from engine.tasks.files import LARGEST_CASE, chosen_folder, policies_root
from engine.tasks.sealed import Sealed, read_manifest
from engine.tasks.stop import UNREADABLE, USAGE, stop
from engine.tasks.terminal import Printed, has_colour
from engine.values.moment import local_day, to_day
from engine.values.unreadable import Unreadable
from engine.versions.quick import entry_in_force, governing, names_of

if TYPE_CHECKING:
    from engine.diagnostics.diagnostic import Diagnostic
    from engine.diagnostics.place import Place
    from engine.tasks.case_history import CaseHistory

_DAY_LENGTH = 10


class Asked(NamedTuple):
    """How cases are to be decided."""

    policies: str | None
    policy: str | None
    draft: str | None
    presume: bool
    explain: bool
    lang: str
    history: tuple[str, ...] = ()
    history_columns: str | None = None


class Decision(NamedTuple):
    """A record, and the words of its policy, which are none where no version governs."""

    record: Record
    texts: dict[str, str]


class Result(NamedTuple):
    """The decisions in the order of the cases; cases that could not be read are in the messages instead."""

    decisions: tuple[Decision, ...]
    messages: tuple[Diagnostic, ...]
    asked: Asked
    several: bool


def decide_files(names: Sequence[str], asked: Asked) -> Result:
    """Decide the cases of files; every mistake in every file is found."""
    if list(names).count("-") > 1:
        problem = "`-` is named more than once, and standard input can be read only once"
        raise stop("RF506", problem, help="put the cases into one JSON array", exit_code=USAGE)
    desk = Desk(asked)
    desk.several = len(names) > 1
    for name in names:
        for place, data in cases_in(name, desk):
            desk.decide(data, name, place)
    return Result(tuple(desk.decisions), tuple(desk.messages), asked, desk.several)


class Desk:
    """Decides case after case, with each version opened once."""

    def __init__(self, asked: Asked) -> None:
        """Find the policy that is asked for."""
        self.asked = asked
        root = policies_root(asked.policies)
        self.folder = chosen_folder(root, asked.policy)
        self.root = root if self.folder != root else root.resolve().parent
        self.decisions: list[Decision] = []
        self.messages: list[Diagnostic] = []
        self.several = False
        self.history: CaseHistory | None = None
        if asked.history:
            from engine.tasks.case_history import FileHistory

            self.history = FileHistory(asked.history, asked.history_columns)
        self._open: dict[str, Any] = {}
        self._in_force: dict[int, Mapping[str, Any] | None] = {}

    def decide(self, data: object, source_name: str, place: Place | None) -> None:
        """Decide one case, or report what is wrong with it."""
        if self.asked.draft is not None:
            self._by(self.draft(self.asked.draft), data, source_name, place)
            return
        table = self._manifest
        event = told(data, table["selected_by"])
        day = _local_day(event, table["zone"])
        if day is not None and day not in self._in_force:
            self._in_force[day] = entry_in_force(table, day)
        entry = None if day is None else self._in_force[day]
        if entry is not None:
            self._by(self.sealed(entry), data, source_name, place)
            return
        # no version decides; the case must be readable all the same, by the version next to it
        nearest = self.sealed(governing(table)[-1 if day is None else 0])
        case = self._read(nearest, data, source_name, place)
        if case is not None:
            self._without(nearest, data, case[0], "pending" if day is None else "no_version")

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        """The sealed versions, read once for all cases; stops where there is none."""
        table = read_manifest(self.folder)
        if table.get("version") and not governing(table):
            problem = f"every version of `{table['policy']}` that was sealed was withdrawn"
            raise stop("RF606", problem, help="seal another with `refundry seal`", exit_code=USAGE)
        if table.get("version"):
            return table
        problem = f"no version of `{self.folder.resolve().name}` is sealed"
        help_text = "seal one with `refundry seal`, or name one with `--draft`"
        raise stop("RF606", problem, help=help_text, exit_code=USAGE)

    def _without(self, opened: Any, data: object, facts: tuple[Any, ...], verdict: str) -> None:  # noqa: ANN401
        """Write down that no version decides, or that none can be told before the selecting event is known."""
        missing = (opened.policy.module["SELECTED_BY"],) if verdict == "pending" else ()
        record = without_policy(_case_name(data), verdict, missing)
        if self.asked.explain:
            from engine.tasks.explaining import explained_without_version

            record["explanation"] = explained_without_version(opened, facts, verdict)
        self.decisions.append(Decision(record, dict(opened.policy.texts)))

    def _by(self, opened: Any, data: object, source_name: str, place: Place | None) -> None:  # noqa: ANN401
        """Decide by one version, sealed or draft; with a history, by the quota that it tells of the order."""
        if self.history is not None:
            data, messages = self.history.completed(opened.program, data, source_name, place)
            self.messages += messages
            if data is None:
                return
        case = self._read(opened, data, source_name, place)
        if case is None:
            return
        facts, presumed = case
        module = opened.policy.module
        if isinstance(facts[module["PLACES"][module["SELECTED_BY"]]], Unknown):
            self._without(opened, data, facts, "pending")
            return
        try:
            self._decided(opened, facts, presumed)
        except ImpossibleCaseError:
            from engine.tasks.reading import impossible

            self.messages += impossible(
                opened.program, opened.policy.settle, facts, source_name, place
            ).diagnostics

    def _decided(self, opened: Any, facts: tuple[Any, ...], presumed: tuple[str, ...]) -> None:  # noqa: ANN401
        """Keep the decision on a case that could be read."""
        record = self._record(opened, facts, presumed)
        self.decisions.append(Decision(record, dict(opened.policy.texts)))

    def _record(self, opened: Any, facts: tuple[Any, ...], presumed: tuple[str, ...]) -> Record:  # noqa: ANN401
        policy: Policy = opened.policy
        decided = decide(policy, facts)
        record = to_record(policy, facts, presumed, decided)
        if self.asked.explain:
            from engine.tasks.explaining import explained

            record["explanation"] = explained(opened, facts, presumed, decided)
        return record

    def _read(
        self,
        opened: Any,  # noqa: ANN401
        data: object,
        source_name: str,
        place: Place | None,
    ) -> tuple[tuple[Any, ...], tuple[str, ...]] | None:
        """The facts of a case: quickly where nothing is unusual, else by the plain reader with its messages."""
        if self.asked.presume:
            quick = opened.policy.module["load"](data)
            if quick is not None:
                return quick[0], tuple(quick[1])
        from engine.tasks.reading import read_plainly

        found, messages = read_plainly(opened, data, source_name, place, presume=self.asked.presume)
        self.messages += messages
        return found

    def sealed(self, entry: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """A sealed version, opened."""
        name = entry["name"]
        if name not in self._open:
            self._open[name] = Sealed(self.folder, self.root, dict(entry), self.asked.lang)
        return self._open[name]

    def draft(self, version: str) -> Any:  # noqa: ANN401
        """A version that is not sealed, opened."""
        if version not in self._open:
            from engine.tasks.drafted import Drafted

            self._check_draft(version)
            self._open[version] = Drafted(self.folder, self.root, version, self.asked.lang)
        return self._open[version]

    def _check_draft(self, version: str) -> None:
        """Stop where there is no such draft: what is sealed decides the cases that it governs, and no others."""
        if not (self.folder / f"{version}.refund").is_file():
            problem = f"there is no version `{version}` of `{self.folder.resolve().name}`"
            raise stop("RF602", problem, help="list them with `refundry versions`", exit_code=USAGE)
        from engine.tasks.manifests import unchanged  # a draft may share the facts of what is sealed

        unchanged(self.folder)
        if any(version in names_of(entry) for entry in read_manifest(self.folder).get("version", ())):
            problem = f"the version `{version}` is sealed"
            raise stop(
                "RF605", problem, help="leave `--draft` out: it decides the cases it governs", exit_code=USAGE
            )


def _case_name(data: object) -> str | None:
    return name if isinstance(name := told(data, "case.id"), str) else None


def cases_in(name: str, desk: Desk) -> Iterator[tuple[Place | None, object]]:
    """The cases of a file: tables as written, each with its place where the file has several."""
    text = _text_of(name, desk)
    if text is None:
        return
    if not name.endswith(".toml"):
        data = decoded(text)
        if isinstance(data, dict):
            yield None, data
            return
    from engine.tasks.reading import decode_plainly

    cases, messages = decode_plainly(name, text)
    desk.messages += messages
    desk.several = desk.several or (text.lstrip().startswith("[") and not name.endswith(".toml"))
    yield from cases


def _text_of(name: str, desk: Desk) -> str | None:
    """The text of a case file, or None with a message."""
    from_input = name == "-"
    try:
        with sys.stdin.buffer if from_input else Path(name).open("rb") as file:
            data = file.read(LARGEST_CASE + 1)
        if len(data) <= LARGEST_CASE:
            return data.decode()
        problem = f"`{name}` has more than {LARGEST_CASE} bytes"
        why = stop("RF507", problem, help="decide many cases with `refundry batch`")
    except FileNotFoundError:
        why = stop(
            "RF609", f"there is no file `{name}`", help="make one with `refundry facts POLICY --template`"
        )
    except UnicodeDecodeError:
        why = stop("RF506", f"`{name}` is not UTF-8", help="save it as UTF-8")
    except OSError as fault:
        why = stop("RF609", f"`{name}` cannot be read: {fault.strerror}")
    desk.messages += why.diagnostics
    return None


def _local_day(event: object, zone: str) -> int | None:
    """The local date of the selecting event; None where it is left out or cannot be read."""
    try:
        if isinstance(event, str):
            return to_day(event) if len(event) == _DAY_LENGTH else local_day(moment(event), zone)
        if event is not None:
            from engine.tasks.reading import native_day

            return native_day(event, zone)
    except Unreadable:
        pass
    return None


def print_decided(result: Result, form: str) -> Printed:
    """The records as JSON (one alone, or an array for several), or in words with the explanations asked for."""
    code = UNREADABLE if any(each.severity == "error" for each in result.messages) else 0
    records = [each.record for each in result.decisions]
    if form == "json":
        shown = records if result.several else records[0] if records else None
        text = "" if shown is None else json.dumps(shown, ensure_ascii=False, indent=2)
    else:
        text = "\n\n".join(_in_words(each, result.asked) for each in result.decisions)
    return Printed(text, result.messages, code, lang=result.asked.lang)


def _in_words(decision: Decision, asked: Asked) -> str:
    if decision.record["explanation"] is None:
        return to_text(decision.record, decision.texts, asked.lang)
    from engine.tasks.explaining import in_words

    return in_words(decision.record, asked.lang, colour=has_colour(sys.stdout.isatty()))
