"""What an outcome was decided by, kept in the ledger by digest: so it can be derived again when all else is gone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from engine.ir.digest import digest
from engine.ir.from_json import from_json, texts_from_json
from engine.ir.texts import Texts
from engine.ir.tree import Program
from engine.values.calendar import Calendar
from engine.values.calendar_from_toml import calendar_from_tables
from engine.values.canonical import canonical
from engine.values.moment import to_day
from engine.versions.quick import DOMAINS, digest_of, plain_entry, texts_file

Calendars = Mapping[str, Sequence[tuple[int, bytes]]]
"""The years of each calendar, as its files have them."""

_PLAIN = ("calendar", "calendar_year")
"""The kinds whose digest is the plain SHA-256 of the content."""


class SealedObject(NamedTuple):
    """Some bytes by their digest; the kind is the domain of the digest."""

    digest: str
    kind: str
    content: bytes

    def is_sound(self) -> bool:
        """Whether the content is what the digest was taken of."""
        return self.digest == (
            _plain(self.content) if self.kind in _PLAIN else digest(self.content, self.kind)  # type: ignore[arg-type]
        )


class ObjectMissingError(LookupError):
    """The ledger does not hold an object that an entry names, or holds other bytes under its digest."""


Objects = Callable[[str], SealedObject | None]
"""Finds an object by its digest."""


def objects_of(
    entry: Mapping[str, Any], files: Mapping[str, bytes], calendars: Calendars
) -> Iterator[SealedObject]:
    """Everything that a version is made of: its entry among the versions, its files, and the calendars it counts by."""
    yield SealedObject(entry["digest"], "version", canonical(plain_entry(entry)).encode())
    for name in {**entry["files"], texts_file(entry): ""}:
        kind = next(domain for ending, domain in DOMAINS.items() if name.endswith(ending))
        yield SealedObject(digest_of(name, files[name]), kind, files[name])
    for years in calendars.values():
        lines = calendar_lines(years)
        yield SealedObject(_plain(lines), "calendar", lines)
        yield from (SealedObject(_plain(data), "calendar_year", data) for _, data in years)


def calendar_lines(years: Sequence[tuple[int, bytes]]) -> bytes:
    """The years of a calendar with their digests, a line each: the digest of these lines is that of the calendar."""
    return "\n".join(f"{year} {sha256(data).hexdigest()}" for year, data in years).encode()


class OpenedVersion(NamedTuple):
    """A version as it was sealed: its program, words and calendars, and the digests by which the ledger has them."""

    program: Program
    texts: Texts
    calendars: Mapping[str, Calendar]
    files: Mapping[str, str]
    governs_from: int


def opened(version: str, texts: str, calendars: Mapping[str, str], find: Objects) -> OpenedVersion:
    """A version with its words (corrected ones have another digest) and calendars, out of what the ledger holds.

    Raises ObjectMissingError where something is missing or is not what its digest says, and SealedFormError for a
    program that this engine cannot read.
    """
    entry = json.loads(_content(version, find))
    files = {name.split(".", 1)[1]: held for name, held in entry["files"].items()}
    program = from_json(_content(files["program.json"], find))
    words = texts_from_json(_content(texts, find))
    known = {name: _calendar(calendars[name], find) for name in program.calendars}
    return OpenedVersion(program, words, known, files, to_day(entry["governs_from"]))


def _calendar(lines: str, find: Objects) -> Calendar:
    years = [line.split(" ")[1] for line in _content(lines, find).decode().splitlines()]
    return calendar_from_tables([tomllib.loads(_content(f"sha256:{year}", find).decode()) for year in years])


def _content(wanted: str, find: Objects) -> bytes:
    found = find(wanted)
    if found is None:
        message = f"`{wanted}` is not in the ledger"
        raise ObjectMissingError(message)
    if not found.is_sound():
        message = f"`{wanted}` is not what its digest says"
        raise ObjectMissingError(message)
    return found.content


def _plain(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"
