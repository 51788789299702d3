"""The manifest: written, read back, and anything else reported with its path."""

import copy
import tomllib
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir.to_json import FORMAT
from engine.versions.manifest import from_table, to_entry, to_table
from engine.versions.quick import digest_of_entry, is_sound
from engine.versions.timeline import check_timeline
from engine.versions.version import Manifest
from tests.versions.sealed import EMPTY, FIRST_DAY, MANIFEST, later_of, manifest_of, version_from

Table = dict[str, Any]

GONE = object()
SEAL = "sha256:" + "0" * 64
TWO = manifest_of({"2026-07-01": FIRST_DAY, "2026-08-01": FIRST_DAY + 31})
LATER = later_of(TWO)


def table_of(path: tuple[str | int, ...], value: object, sealed: Table | None = None) -> Table:
    """A written manifest with another value at a path, every entry sealed anew if it can be."""
    table: Table = copy.deepcopy(sealed or to_table(MANIFEST))
    inner: Any = table
    for key in path[:-1]:
        inner = inner[key]
    if value is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return table


def resealed(table: Table) -> Table:
    for entry in table["version"] if isinstance(table.get("version"), list) else []:
        if isinstance(entry, dict) and entry.get("digest") != SEAL[:-1]:
            try:
                entry["digest"] = digest_of_entry(entry)
            except ValueError:
                continue
    return table


def found(table: Table) -> list[tuple[str, str, str, str | None]]:
    report = Report()
    manifest = from_table(table, report, "shop/versions.toml")
    assert (manifest is None) == report.has_errors
    wrong = []
    for diagnostic in report:
        assert isinstance(diagnostic.where, Place)
        assert diagnostic.where.source_name == "shop/versions.toml"
        wrong.append((diagnostic.code, diagnostic.where.path, diagnostic.message, diagnostic.help))
    return wrong


@pytest.mark.parametrize("manifest", [EMPTY, MANIFEST, TWO, LATER], ids=["empty", "one", "two", "later"])
def test_a_manifest_comes_back(manifest: Manifest) -> None:
    text = tomli_w.dumps(to_table(manifest))
    report = Report()
    assert from_table(tomllib.loads(text), report) == manifest
    assert len(report) == 0
    assert is_sound(tomllib.loads(text))
    assert tomli_w.dumps(to_table(manifest)) == text


NO_DIGEST = "is not a digest, as in `sha256:…` with 64 digits"
ENTRY = ("version", 0)
FILES = (*ENTRY, "files")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("policy",), GONE, "`policy` is missing"),
        (("policy",), "", "`policy` is empty"),
        (("policy",), 1, "`policy` is not a text"),
        (("zone",), "Asia/Shangai", "there is no time zone `Asia/Shangai`"),
        (("colour",), "red", "unknown key `colour`"),
        (("version",), GONE, "`version` is missing"),
        (("version",), {}, "`version` is not a list of tables"),
        ((*ENTRY, "name"), GONE, "`name` is missing"),
        ((*ENTRY, "name"), "first", "`first` is not a date, as in `2026-07-03`"),
        ((*ENTRY, "name"), date(2026, 7, 1), "`name` is not a text"),
        ((*ENTRY, "governs_from"), "2026-07-01", "`governs_from` is not a date"),
        ((*ENTRY, "governs_from"), datetime(2026, 7, 1, tzinfo=UTC), "`governs_from` is not a date"),
        ((*ENTRY, "published"), date(1800, 1, 1), "`published` is too far away"),
        ((*ENTRY, "edition"), True, "`edition` is not a whole number"),
        ((*ENTRY, "edition"), 0, "`edition` is below one"),
        ((*ENTRY, "edition"), "1", "`edition` is not a whole number"),
        ((*ENTRY, "format"), FORMAT + 1, f"this release reads programs up to format {FORMAT}, not {FORMAT + 1}"),
        ((*ENTRY, "digest"), SEAL[:-1], f"`digest` {NO_DIGEST}"),
        ((*ENTRY, "note"), "hello", "unknown key `note`"),
        ((*ENTRY, "files"), [], "`files` is not a table"),
        ((*FILES, "2026-07-01.refund"), SEAL.upper(), f"`2026-07-01.refund` {NO_DIGEST}"),
        ((*FILES, "2026-07-01.cases.toml"), SEAL, "`2026-07-01.cases.toml` is no file of version `2026-07-01`"),
        ((*FILES, "2026-07-02.refund"), SEAL, "`2026-07-02.refund` is no file of version `2026-07-01`"),
        ((*FILES, "older.facts"), SEAL, "`older.facts` is no file of version `2026-07-01`"),
        ((*ENTRY, "calendars"), 1, "`calendars` is not a table"),
        ((*ENTRY, "calendars", "mainland"), 1, "`mainland` is not a table"),
        ((*ENTRY, "calendars", "mainland", "26"), SEAL, "`26` is no year"),
        ((*ENTRY, "calendars", "mainland", "2026"), "", "`2026` is empty"),
        ((*ENTRY, "calendars", "../x"), {}, "`../x` is no name of a calendar"),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_its_place(path: tuple[str | int, ...], value: object, message: str) -> None:
    written = ".".join(str(key) for key in path).replace("version.0", "version[0]")
    table = resealed(table_of(path, value))
    assert [each[:3] for each in found(table) if each[2] == message] == [("RF607", written, message)]


@pytest.mark.parametrize("ending", [".refund", ".facts", ".program.json", ".texts.json"])
def test_a_file_that_must_be_sealed(ending: str) -> None:
    table = resealed(table_of((*FILES, f"2026-07-01{ending}"), GONE))
    assert found(table) == [("RF607", "version[0].files", f"no file `2026-07-01{ending}` is sealed", None)]


def test_a_policy_without_a_source_list_or_with_older_facts() -> None:
    assert found(resealed(table_of((*FILES, "2026-07-01.source.toml"), GONE))) == []
    older = table_of((*FILES, "2026-07-01.facts"), GONE)
    assert found(resealed(table_of((*FILES, "2025-01-01.facts"), SEAL, older))) == []
    two = resealed(table_of((*FILES, "2025-01-01.facts"), SEAL))
    assert found(two) == [("RF607", "version[0].files", "more than one file of facts is sealed", None)]


def test_a_version_listed_twice() -> None:
    entry = to_table(MANIFEST)["version"][0]  # type: ignore[index] # a list
    table = table_of(("version",), [entry, entry])
    message = "the version `2026-07-01` is listed twice"
    assert found(table) == [("RF607", "version", message, "keep the entry that was sealed")]
    assert not is_sound(table)


def test_one_name_for_two_days() -> None:
    entries = [to_entry(version_from(day)) for day in (FIRST_DAY, FIRST_DAY + 1)]
    table = table_of(("version",), entries)
    assert [path for _, path, _, _ in found(table)] == ["version"]
    assert not is_sound(table)


def test_a_row_that_is_no_table() -> None:
    assert found(table_of(("version",), [1])) == [("RF607", "version[0]", "this is not a table", None)]


def test_a_slip_of_the_hand_is_understood() -> None:
    table = table_of((*ENTRY, "govern_from"), date(2026, 7, 1))
    help_text = "did you mean `governs_from`?"
    assert ("RF607", "version[0].govern_from", "unknown key `govern_from`", help_text) in found(table)


def test_all_mistakes_are_found_at_once() -> None:
    bare = {"policy": 1, "selected_by": "", "version": [{"name": "x"}]}
    assert len(found(bare)) == 14


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*ENTRY, "governs_from"), date(2026, 6, 30)),
        ((*ENTRY, "published"), date(2026, 6, 30)),
        ((*ENTRY, "zone"), "UTC"),
        ((*ENTRY, "edition"), 2),
        ((*FILES, "2026-07-01.source.toml"), GONE),
        ((*FILES, "2026-07-01.refund"), SEAL),
        ((*ENTRY, "calendars", "mainland", "2026"), GONE),
        ((*ENTRY, "calendars", "mainland", "2027"), SEAL),
        ((*ENTRY, "digest"), SEAL),
    ],
)
def test_an_entry_changed_by_hand(path: tuple[str | int, ...], value: object) -> None:
    help_text = "put it back as it was; what shall change goes into a new version"
    table = table_of(path, value)
    message = "the entry of version `2026-07-01` is not as it was sealed"
    assert found(table) == [("RF603", "version[0]", message, help_text)]
    assert not is_sound(table)


def test_each_entry_that_was_changed_is_found() -> None:
    once = table_of((*ENTRY, "published"), date(2026, 6, 30), to_table(TWO))
    twice = table_of(("version", 1, "published"), date(2026, 6, 30), once)
    assert [path for _, path, _, _ in found(twice)] == ["version[0]", "version[1]"]
    other = table_of((*ENTRY, "edition"), "1", twice)
    assert {path for _, path, _, _ in found(other)} == {"version[0].edition", "version[1]"}


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(0, 3), st.sampled_from(["", "UTC", "shop", "2026-07-01", SEAL]),
    st.dates(date(2026, 6, 1), date(2026, 9, 1)), st.just([]), st.just({}), st.just(1.5),
)  # fmt: skip


def paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path into a table."""
    if isinstance(value, dict):
        return [path] * bool(path) + [
            found for key, each in value.items() for found in paths(each, (*path, key))
        ]
    if isinstance(value, list):
        return [path] + [found for key, each in enumerate(value) for found in paths(each, (*path, key))]
    return [path]


@given(st.data())
def test_both_doors_refuse_the_same_tables(data: st.DataObject) -> None:
    sealed: Table = to_table(data.draw(st.sampled_from([TWO, LATER])))
    path = data.draw(st.sampled_from(paths(sealed)))
    if data.draw(st.booleans()):
        path = (
            *path[:-1],
            data.draw(st.sampled_from(["zone", "name", "digest", "note", "correction", "withdrawn"])),
        )
    value = data.draw(scalars | st.just(GONE))
    try:
        table = table_of(path, value, sealed)
    except (KeyError, IndexError, TypeError):
        return
    report = Report()
    manifest = from_table(table, report)
    if manifest is not None:
        check_timeline(manifest, report)
    assert is_sound(table) is not report.has_errors


WORDS = ("version", 0, "correction", 0)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("version", 0, "correction"), [], "`correction` is empty"),
        (("version", 0, "correction"), {}, "`correction` is not a list of tables"),
        (WORDS, 1, "this is not a table"),
        ((*WORDS, "on"), "2026-07-01", "`on` is not a date"),
        ((*WORDS, "because"), "", "`because` is empty"),
        ((*WORDS, "because"), GONE, "`because` is missing"),
        ((*WORDS, "name"), "first", "`first` is not a date, as in `2026-07-03`"),
        ((*WORDS, "note"), 1, "unknown key `note`"),
        ((*WORDS, "files", "2026-07-02.texts.json"), GONE, "no file `2026-07-02.texts.json` is sealed"),
        ((*WORDS, "files", "2026-07-02.toml"), SEAL, "`2026-07-02.toml` is no file of version `2026-07-02`"),
        (("version", 1, "withdrawn"), [], "`withdrawn` is not a table"),
        (("version", 1, "withdrawn", "on"), GONE, "`on` is missing"),
        (("version", 1, "withdrawn", "until"), 1, "unknown key `until`"),
    ],
)  # fmt: skip
def test_a_mistake_in_what_was_recorded_later(
    path: tuple[str | int, ...], value: object, message: str
) -> None:
    table = table_of(path, value, to_table(LATER))
    written = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)[1:]
    (wrong,) = (each for each in found(table) if each[2] == message)
    assert wrong[0] == "RF607"
    assert written.startswith(wrong[1])
    assert not is_sound(table)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*WORDS, "on"), date(2026, 7, 5)),
        ((*WORDS, "because"), "another reason"),
        ((*WORDS, "files", "2026-07-02.texts.json"), SEAL),
        (WORDS, GONE),
        (("version", 0, "correction", 1, "digest"), SEAL),
        (("version", 1, "correction"), GONE),
        (("version", 1, "withdrawn", "on"), date(2026, 7, 1)),
        (("version", 1, "withdrawn", "because"), "another reason"),
    ],
)
def test_what_was_recorded_later_changed_by_hand(path: tuple[str | int, ...], value: object) -> None:
    table = table_of(path, value, to_table(LATER))
    assert [each[0] for each in found(table)] == ["RF603"]
    assert not is_sound(table)


def test_what_is_recorded_later_leaves_the_digest_of_a_version() -> None:
    assert [each.digest for each in LATER.versions] == [each.digest for each in TWO.versions]
    assert LATER.versions[0].names == ("2026-07-01", "2026-07-02", "2026-07-04")
    assert [each.name for each in LATER.governing] == ["2026-07-01"]
    assert [LATER.named(name) for name in ("2026-07-04", "2026-08-02", "2026-09-01")] == [
        *LATER.versions,
        None,
    ]


def test_a_name_that_a_correction_has_is_not_given_again() -> None:
    twice = table_of(("version", 1, "name"), "2026-07-02", to_table(LATER))
    assert not is_sound(twice)
    entries = [*to_table(LATER)["version"], to_entry(version_from(FIRST_DAY + 50, "2026-07-02"))]  # type: ignore[misc]
    table = table_of(("version",), entries, to_table(LATER))
    assert [each[2] for each in found(table)] == ["the version `2026-07-02` is listed twice"]
    assert not is_sound(table)


def test_what_is_no_table_at_all_is_not_sound() -> None:
    assert not is_sound([])  # type: ignore[arg-type] # that is the point
    assert not is_sound({**to_table(MANIFEST), "version": 1})
    assert not is_sound({**to_table(MANIFEST), "version": [1]})


def test_a_manifest_is_a_value() -> None:
    assert attrs.evolve(MANIFEST) == MANIFEST
    assert hash(MANIFEST) == hash(attrs.evolve(MANIFEST))
