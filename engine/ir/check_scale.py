"""The guard of fractions: which type `value` times `times` over `over` has, and that `over` is above zero."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from engine.ir import tree as ir
from engine.ir.above_zero import is_above_zero
from engine.ir.findings import Findings
from engine.ir.found import Found

_PLAIN = {"number": 1, "percent": 100}


def scale_found(node: ir.Scale, parts: list[Found], path: str, findings: Findings) -> Found | None:
    """The type of a fraction: a multiple or a share, a proportion, or a conversion."""
    _check_divisor(node.over, f"{path}.over", findings)
    value, times, over = parts
    readings = list(_readings(node, value, times, over))
    if not (value.is_numeric and times.is_numeric and readings):
        findings.add("type", path, f"{value} times {times} over {over} is of no type")
        return None
    first = readings[0]
    same = [each for each in readings if (each.kind, each.unit) == (first.kind, first.unit)]
    decimals = frozenset[int]().union(*(each.decimals for each in same))
    whole = isinstance(node.over, ir.Literal) and node.over.value == 1
    return attrs.evolve(first, decimals=decimals, exact=whole and value.exact and times.exact)


def _readings(node: ir.Scale, value: Found, times: Found, over: Found) -> Iterator[Found]:
    if times.kind in _PLAIN and over.kind == "number":
        yield from _multiples(node, value, times)
    if times.meets(over):  # in the proportion that one bears to the other
        yield value
    if value.meets(over):  # converted at so much for each
        yield times


def _multiples(node: ir.Scale, value: Found, times: Found) -> Iterator[Found]:
    """A multiple or a share: `over` takes back the decimals of `times`, and the hundred of a percentage."""
    if not isinstance(node.over, ir.Literal) or not isinstance(node.over.value, int):
        return
    if any(node.over.value % (_PLAIN[times.kind] * 10**decimals) == 0 for decimals in times.decimals):
        yield value
        more = _zeros(node.times) if node.over.value == 1 and value.kind in _PLAIN else 0
        yield attrs.evolve(value, decimals=frozenset(each + more for each in value.decimals))


def _zeros(node: ir.Expression) -> int:
    """How many zeros a power of ten has that is written out; none where it is something else."""
    digits = str(node.value) if isinstance(node, ir.Literal) else ""
    return len(digits) - 1 if digits == "1" + "0" * (len(digits) - 1) else 0


def _check_divisor(over: ir.Expression, path: str, findings: Findings) -> None:
    if not is_above_zero(over, findings.readable, findings.terms):
        findings.add("divisor", path, "it is not certain to be above zero")
