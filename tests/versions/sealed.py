"""A sealed version with its files, for tests."""

from collections.abc import Mapping

import attrs

from engine.values.moment import to_day
from engine.versions.manifest import added
from engine.versions.quick import calendar_file
from engine.versions.seals import Calendars, seal, sealed_files
from engine.versions.version import Manifest, Version
from tests.ir.sound import SOUND, WORDS

CALENDARS: Calendars = {
    ("mainland", 2025): b"year = 2025\n",
    ("mainland", 2026): b"year = 2026\n",
    ("elsewhere", 2026): b"year = 2026\n",
}
EMPTY = Manifest("shop", "paid_at", "Asia/Shanghai")
FIRST_DAY = to_day("2026-07-01")


def files_of(name: str) -> dict[str, bytes]:
    facts, source = {"2026-07-01.facts": "fact 付款\n".encode()}, {f"{name}.source.toml": b"[x]\n"}
    written = {f"{name}.refund": b"policy shop\n", **facts, **source}
    return {**written, **sealed_files(attrs.evolve(SOUND, version=name), WORDS)}


def version_from(day: int, name: str = "2026-07-01") -> Version:
    program = attrs.evolve(SOUND, version=name)
    return seal(program, files_of(name), CALENDARS, published=FIRST_DAY, governs_from=day)


def manifest_of(days: Mapping[str, int]) -> Manifest:
    manifest = EMPTY
    for name, day in days.items():
        manifest = added(manifest, version_from(day, name))
    return manifest


FILES = files_of("2026-07-01")
VERSION = version_from(FIRST_DAY)
MANIFEST = added(EMPTY, VERSION)
SEALED = {**FILES, **{calendar_file(*key): data for key, data in CALENDARS.items() if key[0] == "mainland"}}
