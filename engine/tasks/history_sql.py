"""The SQL that reads histories: rows as typed events, and which of them are bad.

Names and texts of files are quoted; all else is text of our own.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.columnar.words import name as quoted
from engine.columnar.words import text as literal
from engine.tasks.history_columns import FORMS, KINDS, NAMES, Column

_INSTANT = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)"
_WHOLE = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "HUGEINT",
)
_LARGEST = 9_000_000_000_000_000
_TRUE = {"true": "true", "1": "true", "yes": "true", "false": "false", "0": "false", "no": "false"}
_CHECKED = ("quota", "expires_at", "paid")
_IMPOSSIBLE = """account IS NULL OR moment IS NULL OR kind IS NULL OR (quota IS NULL AND kind <> 'expiry')
  OR (kind = 'expiry' AND lot IS NULL) OR (kind = 'redemption' AND paid IS NULL) OR expires_at <= moment
  OR (kind = 'top_up' AND NOT paid) OR (kind = 'gift' AND paid)"""
_PLAIN_CALL = "kind = 'call' AND account IS NOT NULL AND moment IS NOT NULL AND quota IS NOT NULL"
"""What nearly all rows are, so that it is asked before all that could be wrong with others."""


def table_of(path: str, ending: str, names: tuple[str, ...]) -> str:
    """What reads the columns of a file, those of text files as texts."""
    match ending:
        case ".parquet":
            return f"read_parquet({literal(path)}, file_row_number = true)"
        case ".csv":
            signs = "delim = ',', quote = '\"', escape = '\"', header = true, auto_detect = false"
            return f"read_csv({literal(path)}, columns = {_texts(names)}, {signs})"
        case _:
            return f"read_json({literal(path)}, format = 'newline_delimited', columns = {_texts(names)})"


def _texts(names: tuple[str, ...]) -> str:
    return "{" + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names) + "}"


def told(table: str, columns: Mapping[str, Column], row: str) -> str:
    """What the columns of a file tell, under its name; empty where nothing tells it."""
    named = (
        f"{quoted(columns[name].name)} AS {quoted(name)}" if name in columns else f"NULL AS {quoted(name)}"
        for name in NAMES
    )
    return f"SELECT {', '.join(named)}, {row} AS row FROM {table}"


def typed(raw: str, columns: Mapping[str, Column], types: Mapping[str, str], decimals: int, unit: str) -> str:
    """Rows as events, each with whether it is bad: moments in microseconds, quota in its smallest unit."""
    has = {name: columns.get(name, Column(name)) for name in NAMES}
    parts = {
        "account": _text("account"),
        "moment": _moment("at", types.get("at", ""), has["at"]),
        "kind": _kind(has["kind"].values),
        "quota": _quota(types.get("quota", ""), has["quota"], decimals, unit),
        "lot": _text("lot"),
        "order": _text("order"),
        "call": _text("call"),
        "expires_at": _moment("expires_at", types.get("expires_at", ""), has["expires_at"]),
        "paid": f"{_case('lower(' + _text('paid') + ')', has['paid'].values or _TRUE)}::BOOLEAN",
    }
    absent = {"expires_at": "BIGINT", "paid": "BOOLEAN"}
    parts |= {name: f"NULL::{kind}" for name, kind in absent.items() if name not in columns}
    read = ", ".join(f"{text} AS {quoted(name)}" for name, text in parts.items())
    checked = [name for name in _CHECKED if name in columns]
    empty = ", ".join(
        f"{_text(name) if types[name] == 'VARCHAR' else quoted(name)} IS NULL AS no_{name}"
        for name in checked
    )
    unread = " OR ".join(f"({quoted(name)} IS NULL AND NOT no_{name})" for name in checked)
    plain = " AND ".join([_PLAIN_CALL, *(f"no_{name}" for name in checked if name != "quota")])
    bad = f"CASE WHEN {plain} THEN false ELSE coalesce({unread} OR {_IMPOSSIBLE}, false) END"
    return f"SELECT {', '.join(map(quoted, parts))}, row, {bad} AS bad FROM (SELECT {read}, row, {empty} FROM ({raw}))"


def _text(name: str) -> str:
    return f"NULLIF({quoted(name)}::VARCHAR, '')"


def _kind(codes: Mapping[str, str]) -> str:
    kinds = ", ".join(map(literal, KINDS))
    return (
        _case("kind::VARCHAR", codes)
        if codes
        else f"CASE WHEN kind::VARCHAR IN ({kinds}) THEN kind::VARCHAR END"
    )


def _case(text: str, codes: Mapping[str, str]) -> str:
    cases = " ".join(f"WHEN {literal(code)} THEN {literal(word)}" for code, word in codes.items())
    return f"CASE {text} {cases} END"


def _moment(name: str, kind: str, column: Column) -> str:
    text = _text(name)
    if column.form:
        return f"TRY_CAST({text} AS BIGINT) * {FORMS[column.form]}"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"epoch_us({quoted(name)})"
    read = f"epoch_us(TRY_CAST({text} AS TIMESTAMPTZ))"
    return f"CASE WHEN regexp_full_match({text}, {literal(_INSTANT)}) THEN {read} END"


def _quota(kind: str, column: Column, decimals: int, unit: str) -> str:
    text, one = _text("quota"), column.unit or 10**decimals
    most = _LARGEST // one
    if kind in _WHOLE:
        return f"CASE WHEN quota BETWEEN 0 AND {most} THEN quota::BIGINT * {one} END"
    if column.unit:
        plain = f"regexp_full_match({text}, '\\d{{1,18}}') AND TRY_CAST({text} AS BIGINT) <= {most}"
        return f"CASE WHEN {plain} THEN TRY_CAST({text} AS BIGINT) * {one} END"
    bare = f"regexp_replace({text}, {literal(f' {unit}$')}, '')"
    if kind.startswith("DECIMAL"):
        bare = f"CASE WHEN contains({bare}, '.') THEN rtrim(rtrim({bare}, '0'), '.') ELSE {bare} END"
    digits = f"\\d{{1,15}}(\\.\\d{{1,{decimals}}})?" if decimals else "\\d{1,15}"
    exact = f"(TRY_CAST({bare} AS DECIMAL(38, {decimals})) * {one})::HUGEINT"
    read = f"CASE WHEN regexp_full_match({bare}, {literal(digits)}) THEN {exact} END"
    return f"TRY_CAST(CASE WHEN ({read}) <= {_LARGEST} THEN {read} END AS BIGINT)"
