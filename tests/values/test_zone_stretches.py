"""The stretches in which clocks do not change, held against the files of the zones."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.moment import FIRST_INSTANT, LAST_INSTANT, SECOND
from engine.values.zone import offset, steady, stretches, zone_names
from tests.values.zone_changes import changes, rule_for_later

LOOK = 3 * 86_400
FIRST, LAST = FIRST_INSTANT // SECOND, LAST_INSTANT // SECOND
ZONES = (
    "UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/New_York", "Africa/Casablanca", "Pacific/Apia",
    "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Gaza", "Africa/Freetown", "America/Boa_Vista",
)  # fmt: skip
YEAR = 4_102_444_800  # 2100, which the rule of each zone decides


def test_no_zone_changes_its_offset_twice_within_three_days() -> None:
    near = [
        (zone, one.at)
        for zone in zone_names()
        for one, then in pairwise(changes(zone))
        if then.at >= FIRST and then.at - one.at < LOOK
    ]
    assert near == []


def test_nor_does_any_rule_for_later_years() -> None:
    rules = {rule_for_later(zone): zone for zone in zone_names()}
    assert len(rules) > 50
    for zone in rules.values():
        days = [offset(YEAR + day * 86_400, zone) for day in range(366)]
        turns = [day for day, (one, then) in enumerate(pairwise(days)) if one != then]
        assert len(turns) <= 4  # one summer, and in Morocco a month without it
        assert all(then - one > 3 for one, then in pairwise(turns))


def test_no_clock_changes_in_the_days_before_the_first_moment() -> None:
    before = {zone: stretches(zone, FIRST_INSTANT - LOOK * SECOND, FIRST_INSTANT) for zone in zone_names()}
    assert [zone for zone, found in before.items() if len(found) > 1] == []


@pytest.mark.parametrize("zone", ZONES)
def test_stretches_end_where_the_file_says_that_clocks_change(zone: str) -> None:
    found = stretches(zone, FIRST_INSTANT, LAST_INSTANT)
    assert (found[0].first, found[-1].last) == (FIRST_INSTANT, LAST_INSTANT)
    assert all(one.last + 1 == then.first and one.ahead != then.ahead for one, then in pairwise(found))
    listed = [each for each in changes(zone) if each.at > FIRST]
    assert [
        (then.first // SECOND, one.ahead // SECOND, then.ahead // SECOND) for one, then in pairwise(found)
    ][: len(listed)] == [(each.at, each.before, each.after) for each in listed]


@given(st.sampled_from(ZONES), st.integers(FIRST_INSTANT, LAST_INSTANT))
def test_a_stretch_around_an_instant_is_part_of_one_of_them(zone: str, instant: int) -> None:
    around = steady(instant, zone, 50)
    assert around.first <= instant <= around.last
    there = next(each for each in stretches(zone, FIRST_INSTANT, LAST_INSTANT) if instant <= each.last)
    assert there.ahead == around.ahead == offset(instant // SECOND, zone) * SECOND
    assert there.first <= max(around.first, FIRST_INSTANT)
    assert min(around.last, LAST_INSTANT) <= there.last
