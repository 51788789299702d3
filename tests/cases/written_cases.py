"""Strategies for cases as they stand in files: sound ones, and ones that somebody spoilt."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from engine.cases.number import Number
from engine.ir import tree as ir
from engine.ir.lists import key_of
from engine.values.money import to_text

Data = dict[str, Any]

MOMENTS = st.builds(
    "{}T{}:{}{}".format,
    st.sampled_from(["1970-01-02", "2024-02-29", "2026-07-05", "2026-12-31", "2199-12-31"]),
    st.sampled_from(["00:00", "23:59", "16:00", "07:30"]),
    st.sampled_from(["00", "59", "30.5", "00.000000001"]),
    st.sampled_from(["Z", "z", "+08:00", "-05:30", "+23:59"]),
)
NUMBERS = [
    "0", "-0", "1", "1.0", "1.00", "1.001", "1e2", "-1", "9", "-10.5", "-10.51", "100.5", "100.51", "0.0000001",
]  # fmt: skip
WORDS = [
    "0", "-0", "-1", "1", "1.00", "1.001", "1.0000000", "01", "+1", "1.", ".5", "1e2", "1_0", "1,0", "1%", "%",
    "1CNY", "１", "true", "none", "late", "red", "RED", "proof", "late;lost", "客户", "\x85", "a\u200bb", "\u202e",
    "\ud800", "2026-07-05", "2026-02-30", "2026-7-5", "1899-12-31", "2150-01-01", "2200-01-01", "T",
    "2026-07-05T00:00", "2026-07-05T00:00:00", "2026-07-05T00:00:00Z", "2026-07-05t00:00:00z",
    "2026-07-05T00:00:00.+00:00", "2026-07-05T24:00:00Z", "2026-07-05T00:60:00Z", "2026-07-05T00:00:60Z",
    "2026-02-30T00:00:00Z", "1900-01-01T00:00:00Z", "1950-01-01T00:00:00Z", "2150-01-01T00:00:00Z",
    "2199-12-31T23:59:59-23:59", "1899-12-31T23:59:59Z", "2026-07-05T00:00:00.1234567890Z",
    "2026-07-05T00:00:00+24:00",
]  # fmt: skip
ODD_VALUES: list[object] = [
    None, True, False, -2, -1, 0, 1, 2, 9, 10, 100, 0.0, 1.0, 100.0, 10**14, 10**15, -(10**16), {}, [], b"1", (),
    *map(Number, [*NUMBERS, "9" * 15, "9" * 16]),
    *WORDS, "9" * 15, "9" * 16, "9" * 15 + ".99 CNY", "x" * 1_000, "x" * 1_001,
    "", " ", "\u3000", "\n", "a\n", " a", "a ", "a b", "2026-07-05 00:00:00.5+00:00", "-0.00 CNY", "1 CNY", "1 USD",
    "1 cny", "1 JPY", "1 GPU.h-1", "1 GPUxh-1", "1 %", "1 ", " 1", "1 CNY CNY", "1  CNY",
    ["late"], ["late", "late"], [1], [True], [None], [["late"]], ["late", "x"], ("late",), ["x"] * 101, ["late"] * 100,
    ["late"] * 101, [Number("1")], ["account", "proof"], {"late": True}, {"paid": "1"},
]  # fmt: skip
ODD = st.one_of(
    st.sampled_from(ODD_VALUES),
    st.dictionaries(st.text(max_size=3), st.none() | st.text(), max_size=2),
    st.lists(st.sampled_from(["late", "lost", "proof", "account", "x"]), max_size=3),
    st.text(max_size=5),
    st.binary(max_size=3),
)


def written_values(fact: ir.FactDeclaration) -> st.SearchStrategy[object]:
    """What a careful person writes for a fact."""
    options = fact.type.options
    match fact.type.kind:
        case "yes_no":
            return st.booleans()
        case "choice":
            return st.sampled_from(options)
        case "set":
            return st.lists(st.sampled_from(options), max_size=len(options))
        case "text":
            return st.sampled_from(["x", "H-1", "客户 甲", "x" * 1_000])
        case "instant":
            return MOMENTS
        case "list":
            fields = {key_of(field): written_values(field) for field in fact.fields}
            entry = st.fixed_dictionaries(fields)
            return st.lists(entry.map(lambda values: _nested(values.items())), max_size=3)
        case "date":
            return st.sampled_from(["1920-02-29", "1999-12-31", "2026-07-05"])
        case _:
            return amounts(fact)


def amounts(fact: ir.FactDeclaration) -> st.SearchStrategy[object]:
    least = 0 if fact.least is None else fact.least
    greatest = 10**8 if fact.greatest is None else fact.greatest
    digits = st.integers(least, greatest).map(lambda minor: to_text(minor, fact.type.decimals))
    forms: list[st.SearchStrategy[object]] = [digits, digits.map(Number)]
    if fact.type.unit:
        forms.append(digits.map(lambda text: f"{text} {fact.type.unit}"))
    return st.one_of(forms)


@cache
def sound_cases(program: ir.Program) -> st.SearchStrategy[Data]:
    """Nested tables of some of the facts; a combination may still be an impossible one."""
    optional = {fact.name: written_values(fact) for fact in program.facts}
    return st.fixed_dictionaries({}, optional=optional).map(lambda values: _nested(values.items()))


@cache
def spoilt_cases(program: ir.Program) -> st.SearchStrategy[Data]:
    """Sound cases in which a few things were put wherever they do not belong, or in the place of others."""
    names = [fact.name for fact in program.facts]
    tables = [name.rpartition(".")[0] or "table" for name in names]
    paths = st.sampled_from([*names, *tables, "x", names[-1] + ".x", tables[-1] + ".x", names[0] + "."])
    optional = {fact.name: written_values(fact) for fact in program.facts}
    sound = st.fixed_dictionaries({}, optional=optional)
    odd = st.lists(st.tuples(paths, ODD), min_size=1, max_size=3)
    return st.builds(lambda values, more: _nested([*values.items(), *more]), sound, odd)


def _nested(values: Iterable[tuple[str, object]]) -> Data:
    data: Data = {}
    for path, value in values:
        put(data, path, copy.deepcopy(value))
    return data


def put(data: Data, path: str, value: object) -> None:
    """Put a value under a dotted path, if there are tables all the way."""
    table = data
    *keys, last = path.split(".")
    for key in keys:
        table = table.setdefault(key, {})
        if not isinstance(table, dict):
            return
    table[last] = value
