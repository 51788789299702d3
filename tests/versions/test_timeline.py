"""The timeline: one version a day from the first on."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.values.moment import day_text, to_day
from engine.versions.manifest import replaced, to_table
from engine.versions.quick import entry_in_force, is_sound
from engine.versions.seals import withdrawn
from engine.versions.timeline import Timeline, check_timeline
from engine.versions.version import Manifest
from tests.versions.sealed import EMPTY, MANIFEST, manifest_of, version_from

JULY, AUGUST, MARCH = (to_day(text) for text in ("2026-07-03", "2026-08-01", "2027-03-01"))
THREE = manifest_of({"2026-07-03": JULY, "2027-01-15": MARCH, "2026-07-20": AUGUST})

starts = st.lists(st.integers(JULY, JULY + 40), unique=True, max_size=5)


def in_force(manifest: Manifest, day: int) -> str | None:
    """The name of the version of a day, for which both doors must agree."""
    version, entry = Timeline(manifest).in_force(day), entry_in_force(to_table(manifest), day)
    assert (version.name if version else None) == (entry["name"] if entry else None)
    return version.name if version else None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("1900-01-01", None),
        ("2026-07-02", None),
        ("2026-07-03", "2026-07-03"),
        ("2026-07-31", "2026-07-03"),
        ("2026-08-01", "2026-07-20"),
        ("2027-02-28", "2026-07-20"),
        ("2027-03-01", "2027-01-15"),
        ("2199-12-31", "2027-01-15"),
    ],
)
def test_each_version_governs_until_the_next(day: str, name: str | None) -> None:
    assert in_force(THREE, to_day(day)) == name


def test_no_version_governs_where_none_is_sealed() -> None:
    assert in_force(EMPTY, JULY) is None


@given(starts)
def test_one_version_governs_each_day_from_the_first_on(days: list[int]) -> None:
    manifest = manifest_of({day_text(day): day for day in days})
    timeline, report = Timeline(manifest), Report()
    check_timeline(manifest, report)
    assert len(report) == 0
    assert is_sound(to_table(manifest))
    for day in range(JULY - 2, JULY + 45):
        begun = [start for start in days if start <= day]
        assert in_force(manifest, day) == (day_text(max(begun)) if begun else None)
        governing = [v for v in manifest.versions if v.governs_from <= day <= (timeline.last_day(v) or day)]
        assert governing == ([timeline.in_force(day)] if begun else [])


@given(starts.filter(bool), st.data())
def test_the_timeline_closes_over_what_was_withdrawn(days: list[int], data: st.DataObject) -> None:
    manifest = manifest_of({day_text(day): day for day in days})
    gone = data.draw(st.sets(st.sampled_from(days)))
    left = sorted(set(days) - gone)
    for version in manifest.versions:
        if version.governs_from in gone:
            manifest = replaced(manifest, withdrawn(version, on=JULY - 1, because="too early"))
    report = Report()
    check_timeline(manifest, report)
    assert len(report) == 0
    assert is_sound(to_table(manifest))
    for day in range(JULY - 2, JULY + 45):
        begun = [start for start in left if start <= day]
        assert in_force(manifest, day) == (day_text(max(begun)) if begun else None)


def test_another_version_may_govern_from_the_day_of_one_that_was_withdrawn() -> None:
    manifest = manifest_of({"2026-07-03": JULY, "2026-07-20": JULY})
    first = withdrawn(manifest.versions[0], on=JULY - 1, because="too early")
    assert found(replaced(manifest, first)) == []
    assert in_force(replaced(manifest, first), JULY) == "2026-07-20"


def found(manifest: Manifest) -> list[tuple[str, str]]:
    report = Report()
    check_timeline(manifest, report, "policies/shop/versions.toml")
    assert is_sound(to_table(manifest)) is not report.has_errors
    places = [each.where for each in report if isinstance(each.where, Place)]
    assert {(place.source_name, each.code) for place, each in zip(places, report, strict=True)} <= {
        ("policies/shop/versions.toml", "RF604")
    }
    return [(place.path, each.message) for place, each in zip(places, report, strict=True)]


def test_two_versions_from_one_day() -> None:
    manifest = manifest_of({"2026-07-03": JULY, "2026-07-20": JULY})
    problem = "versions `2026-07-03` and `2026-07-20` both govern from 2026-07-03"
    assert found(manifest) == [("version[1].governs_from", problem)]


def test_entries_out_of_order() -> None:
    first, *others = THREE.versions
    manifest = attrs.evolve(THREE, versions=(*others, first))
    problem = "version `2026-07-03` governs from 2026-07-03, before the one above it"
    assert found(manifest) == [("version[2].governs_from", problem)]


@pytest.mark.parametrize(
    ("key", "other", "said"),
    [("zone", "UTC", "Asia/Shanghai"), ("selected_by", "done_at", "paid_at"), ("policy", "store", "shop")],
)
def test_versions_picked_in_different_ways(key: str, other: str, said: str) -> None:
    manifest = attrs.evolve(MANIFEST, **{key: other})  # type: ignore[arg-type] # each is a text
    assert found(manifest) == [
        (f"version[0].{key}", f"version `2026-07-01` says `{said}`, and the policy `{other}`")
    ]


def test_a_sound_timeline_says_nothing() -> None:
    assert found(THREE) == found(EMPTY) == []
    assert Timeline(THREE).last_day(version_from(JULY)) == AUGUST - 1
