"""A sealed version with its files, for tests."""

from collections.abc import Mapping

import attrs

from engine.values.moment import to_day
from engine.versions.manifest import added, replaced
from engine.versions.quick import calendar_file
from engine.versions.seals import Calendars, corrected, seal, sealed_files, withdrawn
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


def mended_files(name: str) -> dict[str, bytes]:
    """What a correction of that name is made of; the facts are those of the version."""
    made = files_of(name)
    return {file: made[file] for file in made if not file.endswith((".program.json", ".source.toml"))}


def twice_corrected(version: Version) -> Version:
    for name in ("2026-07-02", "2026-07-04"):
        version = corrected(version, name, mended_files(name), on=FIRST_DAY + 3, because="a better word")
    return version


def later_of(manifest: Manifest) -> Manifest:
    """The first version corrected twice, the last one corrected and withdrawn."""
    first, last = manifest.versions[0], manifest.versions[-1]
    one = corrected(last, "2026-08-02", mended_files("2026-08-02"), on=FIRST_DAY, because="a word")
    taken_back = withdrawn(one, on=FIRST_DAY + 4, because="too early")
    return replaced(replaced(manifest, twice_corrected(first)), taken_back)


FILES = files_of("2026-07-01")
VERSION = version_from(FIRST_DAY)
MANIFEST = added(EMPTY, VERSION)
SEALED = {**FILES, **{calendar_file(*key): data for key, data in CALENDARS.items() if key[0] == "mainland"}}
