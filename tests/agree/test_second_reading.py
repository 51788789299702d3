"""The shipped policy decides as its second, independent reading does: complete cases, and cases with facts left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from engine.cases.unknown import Unknown
from engine.decisions.record import Policy, decide, to_record
from tests.evaluator.opened import opened, read
from tests.ir.shipped import shipped
from tests.second_reading.generate import cases, incomplete_cases
from tests.second_reading.reading import read as second_reading

COUNT = int(os.environ.get("REFUNDRY_CASES", "1200"))
"""How many cases are compared; `make exhaustive` compares twenty thousand."""


def _policy() -> Policy:
    _, module, search = opened()
    return Policy(
        module, shipped()[1].of("en"), search.settle, {"id": "", "version": "", "digest": ""}, {}, "en"
    )


def _scored(data: dict[str, Any], *, presume: bool) -> dict[str, Any]:
    """The part of the record that the second reading gives too, money without its unit."""
    facts = read(data, presume=presume)
    policy = _policy()
    record = to_record(policy, facts, (), decide(policy, facts))
    keys = ("verdict", "refund", "range", "clauses", "missing", "measures", "review_due")
    found = {key: record[key] for key in keys}
    found["refund"] = found["refund"] and found["refund"].removesuffix(" CNY")
    found["range"] = found["range"] and [sum_.removesuffix(" CNY") for sum_ in found["range"]]
    return found


def _governed(
    drawn: Iterator[dict[str, Any]], *, presume: bool
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The cases that the version governs, with what the second reading says of them."""
    _, module, _ = opened()
    place = module["PLACES"]["payment.paid_at"]
    for data in drawn:
        expected = second_reading(data, presume=presume)
        if expected["verdict"] == "no_version" or isinstance(read(data, presume=presume)[place], Unknown):
            continue
        yield data, dict(expected)


@pytest.mark.parametrize(
    ("drawn", "presume"),
    [
        pytest.param(lambda: cases(COUNT, 1), True, id="complete"),
        pytest.param(lambda: incomplete_cases(COUNT // 4, 2), True, id="facts left out"),
        pytest.param(lambda: incomplete_cases(COUNT // 4, 3, presume=False), False, id="nothing presumed"),
    ],
)
def test_decides_as_the_second_reading(drawn: Callable[[], Iterator[dict[str, Any]]], presume: bool) -> None:
    compared = 0
    for data, expected in _governed(drawn(), presume=presume):
        found = _scored(data, presume=presume)
        assert {key: found[key] for key in expected} == expected, data
        compared += 1
    assert compared > COUNT // 5
