"""The quick door: the version in force, straight from the parsed `versions.toml`, for whoever decides one case.

It imports nothing that is slow to import, and it says nothing of what is wrong: where `is_sound` is False, or
`changed_files` names a file, the full way (`manifest`, `timeline`, `seals`) finds and explains it. The two are
held equal by tests. Ask `is_sound` first: the other functions trust the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


_LATER = ("digest", "correction", "withdrawn")
"""What the digest of a version is not of: itself, and what was recorded after it was sealed."""


def is_sound(table: Table) -> bool:
    """Whether the entries are as they were sealed, agree with the head, and each governs from a later day.

    A version that was withdrawn governs no day.
    """
    try:
        if table.keys() != {*HEAD, "version"}:
            return False
        entries = list(table["version"])
        days = [entry["governs_from"] for entry in governing(table)]
        names = [name for entry in entries for name in names_of(entry)]
        in_order = all(first < then for first, then in pairwise(days))
        return in_order and len(names) == len(set(names)) and all(_is_sealed(table, each) for each in entries)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def entry_in_force(table: Table, day: int) -> Table | None:
    """The entry of the version that governs a local date, given as an ordinal; None before the first."""
    begun = [entry for entry in governing(table) if entry["governs_from"].toordinal() <= day]
    return begun[-1] if begun else None


def governing(table: Table) -> list[Table]:
    """The entries of the versions that were not withdrawn."""
    return [entry for entry in table["version"] if "withdrawn" not in entry]


def names_of(entry: Table) -> list[str]:
    """The name of a version, and those of its corrections, oldest first."""
    return [entry["name"], *(each["name"] for each in entry.get("correction", ()))]


def texts_file(entry: Table) -> str:
    """The name of the file with the texts of a version as last corrected."""
    return f"{names_of(entry)[-1]}.texts.json"


def sealed_digests(entry: Table) -> dict[str, str]:
    """Every file that an entry seals, with its digest, those of calendars as `calendars/mainland-china/2026.toml`."""
    calendars = entry["calendars"].items()
    years = {calendar_file(name, year): seal for name, known in calendars for year, seal in known.items()}
    corrected = {name: seal for row in entry.get("correction", ()) for name, seal in row["files"].items()}
    return {**entry["files"], **corrected, **years}


def file_names(entry: Table) -> list[str]:
    """The names in `sealed_digests`."""
    return list(sealed_digests(entry))


def changed_files(entry: Table, files: Mapping[str, bytes]) -> list[str]:
    """Those of `file_names` that are missing from the files at hand, or are not what was sealed."""
    sealed = sealed_digests(entry).items()
    return [name for name, seal in sealed if name not in files or digest_of(name, files[name]) != seal]


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
    """The digest of a version as a whole: of all that it was sealed with, in canonical JSON, dates as texts."""
    return digest(canonical(plain_entry(entry)), "version")


def plain_entry(entry: Table) -> dict[str, object]:
    """All that a version was sealed with, dates as texts: what its digest is taken of."""
    return _said(entry, *_LATER)


def digest_of_later(row: Table, before: str, domain: Domain) -> str:
    """The digest of a correction or withdrawal: of what it says, and of the digest of what it follows upon."""
    return digest(canonical({**_said(row, "digest"), "after": before}), domain)


def calendar_file(name: str, year: int | str) -> str:
    """The name under which the year of a calendar is sealed, from the folder of all policies."""
    return f"calendars/{name}/{year}.toml"


def is_as_recorded(entry: Table) -> bool:
    """Whether an entry is what was sealed, and what was recorded later is as it was, with nothing gone before it."""
    return digest_of_entry(entry) == entry["digest"] and all(
        digest_of_later(row, before, domain) == row["digest"] for row, before, domain in _later(entry)
    )


def _later(entry: Table) -> Iterator[tuple[Table, str, Domain]]:
    """What was recorded after a version was sealed, each with the digest of what it follows upon."""
    before = entry["digest"]
    for row in entry.get("correction", ()):
        yield row, before, "correction"
        before = row["digest"]
    if "withdrawn" in entry:
        yield entry["withdrawn"], before, "withdrawal"


def _is_sealed(table: Table, entry: Table) -> bool:
    is_list = isinstance(entry.get("correction", [0]), list) and entry.get("correction", [0]) != []
    return is_list and is_as_recorded(entry) and all(entry[key] == table[key] for key in HEAD)


def _said(row: Table, *without: str) -> dict[str, object]:
    return {key: _plain(value) for key, value in row.items() if key not in without}


def _plain(value: object) -> object:
    """A date as canonical JSON can hold it; a time of day is no date, and has no such form."""
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
