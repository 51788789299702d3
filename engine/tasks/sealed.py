"""A sealed version opened to decide cases: its files unchanged to the byte, its program compiled and kept.

Every decision comes through here, so nothing slow is imported unless the module of the program must be made anew.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import sys
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from engine.decisions.record import Policy
from engine.evaluator.emitter import EMITTER
from engine.tasks.files import MANIFEST, calendar_files, calendar_folders, keep, kept
from engine.tasks.stop import stop
from engine.values.calendar import Calendar
from engine.versions.quick import (
    calendar_file,
    changed_files,
    entry_in_force,
    file_names,
    is_sound,
    sealed_digests,
    texts_file,
)

if TYPE_CHECKING:
    from engine.explain.trace import Explainer
    from engine.ir import tree as ir

Entry = dict[str, Any]
Texts = dict[str, dict[str, str]]
Calendars = dict[str, list[tuple[int, bytes]]]


class Sealed:
    """One sealed version of a policy, with the calendars that it counts by."""

    def __init__(self, folder: Path, root: Path, entry: Entry, lang: str) -> None:
        """Open a version; stops, naming the file, where a byte of what was sealed has changed."""
        self.entry = entry
        self.version: str = entry["name"]
        self.governs_from: int = entry["governs_from"].toordinal()
        self.lang = lang
        self._program_file, self._texts_file = f"{self.version}.program.json", texts_file(entry)
        self.calendar_years = _calendar_bytes(root, entry)
        self.files = _sealed_files(folder, entry, self.calendar_years)
        code, self.calendars, self.texts = self._module()
        self.policy = self._policy(code, folder.resolve().name)

    def _policy(self, code: CodeType, name: str) -> Policy:
        from engine.evaluator.load import load

        module = load(code, self.calendars)
        identity = {"id": name, "version": self.version, "digest": self._digest(self._program_file)}
        digests = {calendar: _together(years) for calendar, years in self.calendar_years.items()}
        return Policy(module, self.texts[self.lang], self._settle, identity, digests, self.lang)

    def _module(self) -> tuple[CodeType, dict[str, Calendar], Texts]:
        """The compiled module, the calendars and the texts: as kept, or made anew and kept."""
        name = f"modules/{self._key()}.bin"
        payload = kept(name)
        if payload is None:
            payload = self._made()
            keep(name, payload)
        code, calendars, texts = marshal.loads(payload)  # noqa: S302 - our own file, with a digest before it
        return code, {each[0]: Calendar(*each) for each in calendars}, texts

    def _digest(self, file: str) -> str:
        return sealed_digests(self.entry)[file]

    def _key(self) -> str:
        parts = [
            str(EMITTER),
            str(sys.implementation.cache_tag),
            self._digest(self._program_file),
            self._digest(self._texts_file),
        ]
        parts += [f"{name}={_together(years)}" for name, years in sorted(self.calendar_years.items())]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _made(self) -> bytes:
        from engine.evaluator.from_ir import compiled
        from engine.values.calendar_from_toml import calendar_from_tables

        calendars = []
        for years in self.calendar_years.values():
            made = calendar_from_tables([tomllib.loads(data.decode()) for _, data in years])
            calendars.append(made.to_tuple())
        texts = json.loads(self.files[self._texts_file])["texts"]
        words = {"en": texts["en"], "zh": texts["zh"]}
        return marshal.dumps((compiled(self.program), calendars, words))

    @cached_property
    def program(self) -> ir.Program:
        """The program itself, for what the compiled module cannot tell."""
        from engine.ir.from_json import from_json

        return from_json(self.files[self._program_file])

    @cached_property
    def explainer(self) -> Explainer:
        """What explains cases of this version."""
        from engine.explain.trace import Explainer
        from engine.ir.from_json import texts_from_json

        texts = texts_from_json(self.files[self._texts_file])
        return Explainer(self.program, texts, dict(self.policy.module), self.lang)

    @cached_property
    def _search(self) -> Any:  # noqa: ANN401 - loaded only where a fact is unknown
        from engine.evaluator.from_ir import search

        return search(self.program, dict(self.policy.module))

    def _settle(self, case: tuple[Any, ...]) -> Any:  # noqa: ANN401 - as above
        return self._search.settle(case)


def read_manifest(folder: Path) -> Entry:
    """The sealed versions of a policy as written, known to be sound; an empty table where none is sealed."""
    path = folder / MANIFEST
    try:
        table = tomllib.loads(path.read_bytes().decode())
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        problem = f"`{path}` cannot be read: {why}"
        raise stop("RF607", problem, help="restore it from the last copy that was right") from None
    if not is_sound(table) or table["policy"] != folder.resolve().name:
        _explain(folder, table)
    return table


def in_force(folder: Path, day: int) -> Entry | None:
    """The entry of the version that governs a local date."""
    table = read_manifest(folder)
    found = entry_in_force(table, day) if table else None
    return None if found is None else dict(found)


def _explain(folder: Path, table: Entry) -> None:
    """Stop with everything that is wrong with a manifest."""
    from engine.diagnostics.report import Report
    from engine.tasks.manifests import check_manifest
    from engine.tasks.stop import stop_if_errors

    report = Report()
    check_manifest(table, folder, report)
    stop_if_errors(report)
    message = f"{folder / MANIFEST} is refused by one reading and not by the other"
    raise AssertionError(message)


def _sealed_files(folder: Path, entry: Entry, calendars: Calendars) -> Mapping[str, bytes]:
    """The files of a version, as sealed; stops, naming them, where some are missing or have changed."""
    files = {calendar_file(name, year): data for name, years in calendars.items() for year, data in years}
    for name in file_names(entry):
        path = folder / name
        if name not in files and path.is_file():
            files[name] = path.read_bytes()
    if changed_files(entry, files):
        from engine.tasks.manifests import stop_at_changed

        stop_at_changed(folder, folder.resolve().parent)
    return files


def _calendar_bytes(root: Path, entry: Entry) -> Calendars:
    """Every year known of each calendar that the version counts by."""
    folders = calendar_folders(root)
    return {name: list(calendar_files(folders[name])) for name in entry["calendars"] if name in folders}


def _together(years: list[tuple[int, bytes]]) -> str:
    """One digest of all years of a calendar."""
    lines = [f"{year} {hashlib.sha256(data).hexdigest()}" for year, data in years]
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()
