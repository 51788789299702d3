"""A case test as text: the facts of a case and what a record says of it, ready to be put into a file of case tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from engine.cases.unknown import Unknown
from engine.cases.written import written
from engine.explain.values_text import number_text
from engine.ir import tree as ir
from engine.ir.lists import key_of

NOTHING = "none"
"""How a case test says that it expects a key of the record to be empty (null), for which TOML has no word."""
_ALWAYS = ("verdict", "refund", "range", "clauses", "missing", "measures", "review_due")
"""The keys of a record that every case test written here names, where they hold anything."""
_MICROSECOND = 1_000


def case_test_text(
    program: ir.Program,
    name: str,
    told: Mapping[str, object],
    record: Mapping[str, object],
    *,
    common: Mapping[str, object],
    keys: Iterable[str] = (),
) -> str:
    """One `[[case]]`: only what is different from the facts that all cases share, and what is expected.

    `told` and `common` hold facts by their dotted names. `keys` are further keys of the record to be expected.
    """
    facts = {fact.name: fact for fact in program.facts}
    without = [fact for fact in facts if fact in common and fact not in told]
    own = {fact: told[fact] for fact in facts if fact in told and told[fact] != common.get(fact, _ABSENT)}
    lines = ["[[case]]", f"name = {_quoted(name)}"]
    lines += [f"without = {_value(without)}"] if without else []
    lines += [f"facts.{fact} = {fact_text(value, facts[fact], program.zone)}" for fact, value in own.items()]
    wanted = dict.fromkeys([*(key for key in _ALWAYS if record[key] or key in {"verdict", "clauses"}), *keys])
    lines += [f"expect.{key} = {text}" for key in wanted for text in _expected(key, record[key])]
    return "\n".join(lines) + "\n"


def told_by(program: ir.Program, case: tuple[object, ...], presumed: Iterable[str]) -> dict[str, object]:
    """What a case that was read tells, by the names of the facts."""
    left_out = set(presumed)
    return {
        fact.name: value
        for fact, value in zip(program.facts, case, strict=True)
        if value is not None and not isinstance(value, Unknown) and fact.name not in left_out
    }


def fact_text(value: object, fact: ir.FactDeclaration, zone: str) -> str:
    """The value of a fact as TOML; of a list its entries, a table each."""
    if isinstance(value, tuple):
        return f"[{', '.join(_entry_text(each, fact, zone) for each in value)}]"
    if isinstance(value, frozenset):
        return _value([each for each in fact.type.options if each in value])
    text = written(value, fact.type, zone)
    if fact.type.kind == "quota" and isinstance(value, int):
        text = number_text(value, fact.type)
    bare = {"yes_no", "date", "count", "number"}
    is_bare = fact.type.kind in bare or (
        fact.type.kind == "instant" and isinstance(value, int) and value % _MICROSECOND == 0
    )  # TOML tells no part of a microsecond
    return text if is_bare else _quoted(text)


def _entry_text(entry: tuple[object, ...], fact: ir.FactDeclaration, zone: str) -> str:
    told = [
        f"{key_of(field)} = {fact_text(value, field, zone)}"
        for field, value in zip(fact.fields, entry, strict=True)
        if value is not None and not isinstance(value, Unknown)
    ]
    return f"{{ {', '.join(told)} }}"


_ABSENT = object()


def _expected(key: str, value: object) -> Iterator[str]:
    match value:
        case None:
            yield _quoted(NOTHING)
        case dict():
            held = [
                f"{_quoted(name)} = {text}" for name, each in value.items() for text in _expected(name, each)
            ]
            yield f"{{ {', '.join(held)} }}" if held else "{}"
        case list() if key == "lines":
            each = [
                f"{{ clause = {_quoted(line['clause'])}, amount = {_quoted(line['amount'])} }}"
                for line in value
            ]
            yield f"[{', '.join(each)}]"
        case str() | list():
            yield _value(value)
        case _:
            raise TypeError(key)


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _quoted(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)
