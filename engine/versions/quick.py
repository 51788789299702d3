"""The quick door: the version in force, straight from the parsed `versions.toml`, for whoever decides one case.

It imports nothing that is slow to import, and it says nothing of what is wrong: where `is_sound` is False, or
`changed_files` names a file, the full way (`manifest`, `timeline`, `seals`) finds and explains it. The two are
held equal by tests. Ask `is_sound` first: the other functions trust the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from engine.ir.digest import Domain, digest
from engine.values.canonical import canonical

Table = Mapping[str, Any]
"""A table of TOML once parsed; what it holds is only known after it was checked."""

HEAD = ("policy", "selected_by", "zone")
"""What a manifest says before its versions, and each version says again."""

DOMAINS: Mapping[str, Domain] = {
    ".refund": "clauses",
    ".facts": "facts",
    ".source.toml": "source",
    ".program.json": "program",
    ".texts.json": "texts",
}
"""The files of a version by how their names end, each with the domain of its digest."""


def is_sound(table: Table) -> bool:
    """Whether the entries are as they were sealed, agree with the head, and each governs from a later day."""
    try:
        if table.keys() != {*HEAD, "version"}:
            return False
        entries = list(table["version"])
        days = [entry["governs_from"] for entry in entries]
        names = {entry["name"] for entry in entries}
        in_order = all(first < then for first, then in pairwise(days))
        return in_order and len(names) == len(entries) and all(_is_sealed(table, entry) for entry in entries)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def entry_in_force(table: Table, day: int) -> Table | None:
    """The entry of the version that governs a local date, given as an ordinal; None before the first."""
    governing = [entry for entry in table["version"] if entry["governs_from"].toordinal() <= day]
    return governing[-1] if governing else None


def file_names(entry: Table) -> list[str]:
    """Every file that an entry seals, those of calendars as `calendars/mainland-china/2026.toml`."""
    return list(_sealed(entry))


def changed_files(entry: Table, files: Mapping[str, bytes]) -> list[str]:
    """Those of `file_names` that are missing from the files at hand, or are not what was sealed."""
    sealed = _sealed(entry)
    return [
        name for name, seal in sealed.items() if name not in files or digest_of(name, files[name]) != seal
    ]


def digest_of(name: str, data: bytes) -> str:
    """The digest of a file, in the domain that its name shows; ValueError for a name that no version has."""
    if name.startswith("calendars/"):
        return digest(data, "calendar")
    found = [domain for ending, domain in DOMAINS.items() if name.endswith(ending)]
    if not found:
        message = f"`{name}` is no file of a version"
        raise ValueError(message)
    return digest(data, found[0])


def digest_of_entry(entry: Table) -> str:
    """The digest of a version as a whole: of all that its entry says, in canonical JSON, dates as texts."""
    return digest(canonical(plain_entry(entry)), "version")


def plain_entry(entry: Table) -> dict[str, object]:
    """What an entry says, without its digest and with dates as texts."""
    return {key: _plain(value) for key, value in entry.items() if key != "digest"}


def calendar_file(name: str, year: int | str) -> str:
    """The name under which the year of a calendar is sealed, from the folder of all policies."""
    return f"calendars/{name}/{year}.toml"


def _sealed(entry: Table) -> dict[str, str]:
    calendars = entry["calendars"].items()
    years = {calendar_file(name, year): seal for name, known in calendars for year, seal in known.items()}
    return {**entry["files"], **years}


def _is_sealed(table: Table, entry: Table) -> bool:
    return digest_of_entry(entry) == entry["digest"] and all(entry[key] == table[key] for key in HEAD)


def _plain(value: object) -> object:
    """A date as canonical JSON can hold it; a time of day is no date, and has no such form."""
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
