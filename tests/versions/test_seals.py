"""Seals: what was published is there, to the byte."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.ir.from_json import SealedFormError, texts_from_json
from engine.ir.texts import Texts
from engine.ir.to_json import to_json
from engine.values.moment import to_day
from engine.versions.manifest import to_entry
from engine.versions.quick import calendar_file, changed_files, file_names, texts_file
from engine.versions.seals import check_seal, open_program, seal, sealed_files
from engine.versions.version import Version
from tests.ir.shipped import FOLDER, shipped
from tests.ir.shipped import VERSION as SHIPPED
from tests.ir.sound import SOUND, WORDS
from tests.versions.sealed import CALENDARS, FILES, FIRST_DAY, SEALED, VERSION, mended_files, twice_corrected

CURE = "put it back as it was sealed; what shall change goes into a new version"


def found(version: Version, at_hand: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """Code, place and message of what is wrong with these files; the quick door must name the same ones."""
    report = Report()
    years = {calendar_file(*key): key for key in [*CALENDARS, ("mainland", 2027)]}
    files = {name: data for name, data in at_hand.items() if name not in years}
    check_seal(version, files, {years[name]: data for name, data in at_hand.items() if name in years}, report)
    wrong = []
    for diagnostic in report:
        assert isinstance(diagnostic.where, Place)
        assert diagnostic.help == CURE
        wrong.append((diagnostic.code, diagnostic.where.source_name, diagnostic.message))
    named = [place.removeprefix(f"{version.policy}/") for _, place, _ in wrong]
    assert sorted(changed_files(to_entry(version), at_hand)) == sorted(set(named) - {"versions.toml"})
    return wrong


def test_what_was_sealed_is_sound() -> None:
    assert found(VERSION, SEALED) == []
    assert sorted(file_names(to_entry(VERSION))) == sorted(SEALED)
    assert open_program(FILES["2026-07-01.program.json"]) == SOUND
    assert texts_from_json(FILES["2026-07-01.texts.json"]) == WORDS
    assert dict(VERSION.digests)["2026-07-01.program.json"] == VERSION.program_digest
    assert dict(VERSION.digests)["2026-07-01.texts.json"] == VERSION.texts_digest


def test_the_files_of_a_correction_are_sealed_too() -> None:
    version = twice_corrected(VERSION)
    at_hand = {**SEALED, **mended_files("2026-07-02"), **mended_files("2026-07-04")}
    assert found(version, at_hand) == []
    assert texts_file(to_entry(version)) == "2026-07-04.texts.json"
    assert dict(version.all_digests)["2026-07-04.texts.json"] == version.texts_digest
    for name in mended_files("2026-07-02"):
        code = [code for code, _, _ in found(version, {**at_hand, name: b"x"})]
        assert code == ["RF603"]


def test_calendars_that_the_program_does_not_count_by_are_not_sealed() -> None:
    assert [key[:2] for key in VERSION.calendars] == [("mainland", 2025), ("mainland", 2026)]


@given(st.data())
def test_every_byte_counts(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SEALED)))
    content = SEALED[name]
    at = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda other: other != content[at]))
    changed = content[:at] + bytes([byte]) + content[at + 1 :]
    place = name if name.startswith("calendars/") else f"shop/{name}"
    message = f"`{name}` is not what was sealed as version `2026-07-01`"
    assert found(VERSION, {**SEALED, name: changed}) == [("RF603", place, message)]


@pytest.mark.parametrize("name", sorted(SEALED))
def test_each_single_bit_of_a_file_counts(name: str) -> None:
    content = SEALED[name]
    for at in range(0, len(content), 1 + len(content) // 100):
        for bit in range(8):
            changed = bytearray(content)
            changed[at] ^= 1 << bit
            assert changed_files(to_entry(VERSION), {**SEALED, name: bytes(changed)}) == [name]


@pytest.mark.parametrize("name", sorted(SEALED))
@pytest.mark.parametrize("changed", [b"", b"\n", b"\r\n"])
def test_no_byte_is_added_or_taken_away(name: str, changed: bytes) -> None:
    assert [code for code, _, _ in found(VERSION, {**SEALED, name: SEALED[name] + (changed or b" ")})] == [
        "RF603"
    ]
    assert [code for code, _, _ in found(VERSION, {**SEALED, name: SEALED[name][:-1]})] == ["RF603"]


@pytest.mark.parametrize("name", sorted(SEALED))
def test_a_missing_file_is_named(name: str) -> None:
    at_hand = {other: data for other, data in SEALED.items() if other != name}
    if name.startswith("calendars/"):
        message = (
            f"the calendar `mainland` of {name[-9:-5]}, by which version `2026-07-01` counts, is missing"
        )
        assert found(VERSION, at_hand) == [("RF610", name, message)]
    else:
        message = f"`{name}` of the sealed version `2026-07-01` is missing"
        assert found(VERSION, at_hand) == [("RF609", f"shop/{name}", message)]


def test_all_that_is_wrong_is_found_at_once() -> None:
    assert len(found(VERSION, dict.fromkeys(SEALED, b""))) == len(SEALED)
    assert len(found(VERSION, {})) == len(SEALED)


def test_files_of_the_same_bytes_do_not_stand_for_each_other() -> None:
    swapped = {
        "2026-07-01.refund": SEALED["2026-07-01.facts"],
        "2026-07-01.facts": SEALED["2026-07-01.refund"],
    }
    assert len(found(VERSION, {**SEALED, **swapped})) == 2


def test_later_years_and_other_files_are_fine() -> None:
    more = {
        "calendars/mainland/2027.toml": b"year = 2027\n",
        "2026-07-01.cases.toml": b"",
        "versions.toml": b"",
    }
    assert found(VERSION, {**SEALED, **more}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"governs_from": FIRST_DAY - 1},
        {"published": FIRST_DAY + 1},
        {"zone": "UTC"},
        {"selected_by": "done_at"},
        {"edition": 2},
        {"ir_format": 2},
        {"policy": "other"},
        {"calendars": VERSION.calendars[:1]},
        {"digests": VERSION.digests[:-1]},
    ],
)
def test_the_entry_itself_is_sealed(change: dict[str, object]) -> None:
    changed = attrs.evolve(VERSION, **change)  # type: ignore[arg-type] # any of its fields
    place = f"{changed.policy}/versions.toml"
    message = "the entry of version `2026-07-01` is not what was sealed as version `2026-07-01`"
    assert found(changed, SEALED)[0] == ("RF603", place, message)


def test_an_unsound_program_is_not_sealed() -> None:
    with pytest.raises(ValueError, match=r"known: program\.selected_by: there is no fact `sent_at`"):
        sealed_files(attrs.evolve(SOUND, selected_by="sent_at"), WORDS)
    with pytest.raises(ValueError, match="text: policy: it has no words in `en`"):
        sealed_files(SOUND, Texts({}, {}))
    with pytest.raises(ValueError, match=r"`shop\.txt` is no file of a version"):
        seal(SOUND, {"shop.txt": b""}, {}, published=FIRST_DAY, governs_from=FIRST_DAY)


def test_an_unsound_program_is_not_opened() -> None:
    unsound = attrs.evolve(SOUND, selected_by="sent_at")
    with pytest.raises(SealedFormError) as refused:
        open_program(to_json(unsound).encode())
    assert (refused.value.path, refused.value.problem) == (
        "program.selected_by",
        "there is no fact `sent_at`",
    )
    with pytest.raises(SealedFormError, match="not readable as JSON"):
        open_program(b"{")


def test_the_shipped_policy_can_be_sealed() -> None:
    program, texts = shipped()
    written = {name: (FOLDER / name).read_bytes() for name in (f"{SHIPPED}.refund", f"{SHIPPED}.facts")}
    folder = FOLDER.parent / "calendars" / "mainland-china"
    calendars = {("mainland-china", int(path.stem)): path.read_bytes() for path in folder.glob("*.toml")}
    files = {**written, **sealed_files(program, texts)}
    day, report = to_day(SHIPPED), Report()
    version = seal(program, files, calendars, published=day, governs_from=day)
    check_seal(version, files, calendars, report)
    assert not report.has_errors
    assert len(version.calendars) == len(calendars)
