"""The columns of a table as the facts of a program: values that SQL can read, and a test for those it cannot."""

from __future__ import annotations

from typing import NamedTuple

from engine.cases.limits import LONGEST_TEXT
from engine.cases.presumption import presumed_value
from engine.columnar import times
from engine.columnar.bits import Bits
from engine.columnar.number import Number, Whole
from engine.columnar.unsupported import LARGEST, UnsupportedError
from engine.columnar.words import text
from engine.ir import tree as ir
from engine.ir.types import NUMERIC

WHOLE = frozenset(
    {"tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint"}
)
WORDS = frozenset({"varchar", "enum", "uuid"})
_LAST_INSTANT = 4_102_358_400_000_000
"""The last microsecond that SQL reads, before 2100; the first is that of 1970."""
_INSTANT = (
    r"(19[7-9]\d|20\d\d)-\d\d-\d\d[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(\.\d{1,6})?([Zz]|[+-](0\d|1[0-4]):[0-5]\d)"
)
_DATE = r"20[1-4]\d-\d\d-\d\d"


class Raw(NamedTuple):
    """A column as the table holds it: how SQL reaches it, and the name and the scale of its type.

    Of a list `inner` is the type of what is in it; of a list of structs, `fields` are their parts by name, each reached
    from `entry`.
    """

    sql: str
    kind: str
    scale: int = 0
    inner: str = ""
    fields: tuple[tuple[str, Raw], ...] = ()


class Loaded(NamedTuple):
    """The value of a fact, NULL where nothing is told, and where the evaluator must look at it."""

    sql: str
    odd: str


def loaded(raw: Raw, fact: ir.FactDeclaration, words: Bits) -> Loaded:
    """Read a column; raises UnsupportedError where its type cannot be read."""
    return _READERS.get(fact.type.kind, _number)(raw, fact, words)


def silent(fact: ir.FactDeclaration) -> Loaded:
    """A fact of which a table has no column."""
    return Loaded(f"NULL::{sql_type(fact)}", "FALSE")


def sql_type(fact: ir.FactDeclaration) -> str:
    """The type that the values of a fact have in SQL."""
    return {"yes_no": "BOOLEAN", "choice": "VARCHAR", "text": "VARCHAR"}.get(fact.type.kind, "BIGINT")


def literal(fact: ir.FactDeclaration, presumed: ir.Literal, words: Bits) -> str:
    """A presumed value, as a literal of SQL."""
    match presumed_value(presumed, fact.type):
        case bool(value):
            return "TRUE" if value else "FALSE"
        case frozenset() as value:
            return str(words.mask(map(str, value)))
        case int(value):
            return str(value)
        case value:
            return text(str(value))


def bounds_of(fact: ir.FactDeclaration, column: str) -> Number | None:
    """A fact that is a number in SQL, with the bounds between which the loader lets it be."""
    match fact.type.kind:
        case "instant":
            return Number(Whole(column, 0, _LAST_INSTANT * 1000))
        case "date":
            return Number(Whole(column, times.FIRST_KNOWN, times.LAST_KNOWN))
        case kind if kind in NUMERIC:
            low = -LARGEST if fact.least is None else max(fact.least, -LARGEST)
            high = LARGEST if fact.greatest is None else min(fact.greatest, LARGEST)
            return Number(Whole(column, low, high))
        case _:
            return None


def _told(raw: Raw) -> str:
    """A text; an empty one says nothing."""
    if raw.kind not in WORDS:
        raise UnsupportedError(raw.kind)
    return f"nullif({raw.sql}{'' if raw.kind == 'varchar' else '::VARCHAR'}, '')"


def _yes_no(raw: Raw, fact: ir.FactDeclaration, words: Bits) -> Loaded:
    del fact, words
    if raw.kind == "boolean":
        return Loaded(raw.sql, "FALSE")
    told = _told(raw)
    value = f"CASE {told} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
    return Loaded(value, f"({told} IS NOT NULL AND {told} NOT IN ('true', 'false'))")


def _choice(raw: Raw, fact: ir.FactDeclaration, words: Bits) -> Loaded:
    del words
    told = _told(raw)
    options = ", ".join(map(text, fact.type.options))
    return Loaded(told, f"coalesce({told} NOT IN ({options}), FALSE)")


def _text(raw: Raw, fact: ir.FactDeclaration, words: Bits) -> Loaded:
    """A text of plain letters; others are looked at by the evaluator."""
    del fact, words
    told = _told(raw)
    odd = f"length({raw.sql}::VARCHAR) > {LONGEST_TEXT} OR regexp_matches({raw.sql}::VARCHAR, '^ |[^ -~]')"
    return Loaded(told, f"coalesce({odd}, FALSE)")


def _set(raw: Raw, fact: ir.FactDeclaration, words: Bits) -> Loaded:
    is_list = raw.kind == "list" and raw.inner in WORDS
    held = raw.sql if is_list else f"string_split({_told(raw)}, ';')"
    options = fact.type.options
    bits = " + ".join(
        f"CASE WHEN list_contains({held}, {text(word)}) THEN {words.mask([word])} ELSE 0 END"
        for word in options
    )
    value = f"CASE WHEN {held} IS NULL THEN NULL WHEN len({held}) = 0 THEN 0 ELSE {bits or '0'} END"
    return Loaded(value, f"coalesce(bit_count({value}) <> len({held}), FALSE)")  # other words, or one twice


def _instant(raw: Raw, fact: ir.FactDeclaration, words: Bits) -> Loaded:
    del words
    if raw.kind == "timestamp with time zone":
        moment, shaped = raw.sql, "TRUE"
    else:
        told = _told(raw)
        shaped = f"regexp_full_match({told}, {text(_INSTANT)})"
        moment = f"CASE WHEN {shaped} THEN TRY_CAST({told} AS TIMESTAMPTZ) END"
    given = raw.sql if raw.kind == "timestamp with time zone" else _told(raw)
    within = (
        f"({moment}) BETWEEN TIMESTAMPTZ '1970-01-01 00:00:00+00' AND TIMESTAMPTZ '2099-12-30 00:00:00+00'"
    )
    value = f"CASE WHEN {within} THEN epoch_us({moment}) * 1000 END"
    return _bounded(value, given, fact)


def _date(raw: Raw, fact: ir.FactDeclaration, words: Bits) -> Loaded:
    del words
    if raw.kind == "date":
        given = day = raw.sql
    else:
        given = _told(raw)
        day = f"CASE WHEN regexp_full_match({given}, {text(_DATE)}) THEN TRY_CAST({given} AS DATE) END"
    ordinal = f"(({day}) - DATE '0001-01-01' + 1)"
    within = f"({day}) BETWEEN DATE '2010-01-02' AND DATE '2049-12-01'"
    return _bounded(f"CASE WHEN {within} THEN {ordinal} END", given, fact)


def _number(raw: Raw, fact: ir.FactDeclaration, words: Bits) -> Loaded:
    """A number in 10**-decimals of its unit."""
    del words
    decimals = fact.type.decimals
    share, most = 10**decimals, LARGEST // 10**decimals
    if raw.kind in WHOLE:
        value = f"CASE WHEN {raw.sql} BETWEEN {-most} AND {most} THEN {raw.sql}::BIGINT * {share} END"
        return _bounded(value, raw.sql, fact)
    if raw.kind == "decimal":
        exact = f"TRY_CAST({raw.sql} AS DECIMAL(15, {decimals}))"
        value = f"({exact} * {share}::DECIMAL({decimals + 1}, 0))::BIGINT"
        if raw.scale > decimals:
            value = f"CASE WHEN {exact} = {raw.sql} THEN {value} END"
        return _bounded(value, raw.sql, fact)
    told = _told(raw)
    fraction = rf"(\.\d{{1,{decimals}}})?" if decimals else ""
    unit = f"( {fact.type.unit})?" if fact.type.unit.isalnum() else ""
    shape = rf"-?\d{{1,{15 - decimals}}}{fraction}{unit}"
    digits = f"replace({told}, {text(f' {fact.type.unit}')}, '')" if unit else told
    value = f"(TRY_CAST({digits} AS DECIMAL(15, {decimals})) * {share}::DECIMAL({decimals + 1}, 0))::BIGINT"
    return _bounded(f"CASE WHEN regexp_full_match({told}, {text(shape)}) THEN {value} END", told, fact)


def _bounded(value: str, given: str, fact: ir.FactDeclaration) -> Loaded:
    """A value that can be read; where something is told and nothing read, it is odd. Bounds are looked at later."""
    del fact
    return Loaded(value, f"({given} IS NOT NULL AND ({value}) IS NULL)")


def beyond(column: str, fact: ir.FactDeclaration) -> list[str]:
    """The tests of a fact that is past its bounds."""
    if fact.type.kind not in {*NUMERIC, "instant", "date"}:
        return []
    least = [] if fact.least is None else [f"{column} < {fact.least}"]
    return [*least, *([] if fact.greatest is None else [f"{column} > {fact.greatest}"])]


_READERS = {
    "yes_no": _yes_no,
    "choice": _choice,
    "text": _text,
    "set": _set,
    "instant": _instant,
    "date": _date,
}
