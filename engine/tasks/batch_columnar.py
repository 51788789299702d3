"""Rows of a Parquet file decided by SQL; those that SQL cannot be sure of go through the evaluator, in their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.columnar.load import Raw
from engine.columnar.record_words import Words
from engine.columnar.unsupported import UnsupportedError
from engine.columnar.version import Governed, Version
from engine.columnar.words import name, text
from engine.decisions.besides import said_in_words
from engine.decisions.record import label_of
from engine.tasks.batch_desk import BatchDesk
from engine.tasks.batch_rows import Way, decided
from engine.tasks.column_map import Column
from engine.tasks.duck import IN_ORDER, by_one_thread, faults_of, writing
from engine.tasks.parquet_rows import flat
from engine.tasks.record_columns import COLUMNS
from engine.tasks.record_table import PARQUET, lines_table
from engine.tasks.ticking import ticking

if TYPE_CHECKING:
    import duckdb

    from engine.tasks.parquet_rows import Held, ParquetFile

ROW = "file_row_number"
_AT_ONCE = 20_000
"""How many rows of the evaluator are put into their places together: what is joined stays in memory."""


class Decided(NamedTuple):
    """How many rows had which verdict, and how many of them went through the evaluator."""

    verdicts: Counter[str]
    by_evaluator: int


def _said(lang: str, key: str, *slots: object) -> str:
    return said_in_words(key, lang, *slots)


class _Labels(dict[str, str]):
    """The words of the lines of a bill."""

    def __init__(self, policy: Any) -> None:  # noqa: ANN401 - a policy that is open
        super().__init__()
        self._policy = policy

    def __missing__(self, key: str) -> str:
        return label_of(key, self._policy)


FEW = 20_000
"""Up to how many rows it takes longer to plan the query than to decide them one by one."""


def query_of(desk: BatchDesk, file: ParquetFile) -> str | None:
    """The query that decides a file; None where SQL does not carry all that it needs."""
    try:
        return _query_of(desk, file)
    except UnsupportedError:
        return None


def _query_of(desk: BatchDesk, file: ParquetFile) -> str:
    if desk.asked.explain or desk.asked.history or any(_is_told_otherwise(column) for column in file.columns):
        raise UnsupportedError("explanations, histories and codes")
    raw = {column.fact: raw_of(held) for held, column in zip(file.held, file.columns, strict=True)}
    versions = desk.versions()
    bounds = [None if desk.asked.draft else opened.governs_from for opened in versions]
    queries = [
        _query(opened, raw, Governed(first, last), file.table, presume=desk.asked.presume, first=at == 0)
        for at, (opened, (first, last)) in enumerate(zip(versions, pairwise([*bounds, None]), strict=True))
    ]
    return queries[0] if len(queries) == 1 else _by_version(queries)


def _query(
    opened: Any,  # noqa: ANN401 - a sealed version or a draft
    raw: Mapping[str, Raw],
    governed: Governed,
    source: str,
    *,
    presume: bool,
    first: bool,
) -> str:
    policy = opened.policy
    say = partial(_said, policy.lang)
    words = Words(_Labels(policy), policy.identity, policy.calendars, policy.texts, say)
    known = {fact.name for fact in opened.program.facts}
    if raw.keys() - known:
        raise UnsupportedError("a column that not every version knows")
    version = Version(opened.program, opened.calendars, raw, words, governed, presume, first)
    return version.query(source)


def _by_version(queries: list[str]) -> str:
    """The records of the version that governs each row: every other has none for it."""
    names = [f"q{at}" for at in range(len(queries))]
    joined = " POSITIONAL JOIN ".join(
        f"({query}) AS {each}" for query, each in zip(queries, names, strict=True)
    )
    columns = ", ".join(
        "CASE"
        + "".join(f" WHEN {each}.verdict IS NOT NULL THEN {each}.{name(column)}" for each in names)
        + f" END AS {name(column)}"
        for column in COLUMNS
    )
    return f"SELECT {columns} FROM {joined}"  # noqa: S608 - our own query


def raw_of(held: Held) -> Raw:
    """A column as SQL reads it."""
    kind = held.type.id
    scale = dict(held.type.children)["scale"] if kind == "decimal" else 0
    inner = held.type.children[0][1] if kind == "list" else None
    parts = flat("", inner, "entry") if inner is not None and inner.id == "struct" else ()
    fields = tuple((part.name.removeprefix("."), raw_of(part)) for part in parts)
    return Raw(held.sql, kind, scale, inner.id if inner is not None else "", fields)


def _is_told_otherwise(column: Column) -> bool:
    """Whether a column has codes, units or times of its own, which the evaluator's way reads."""
    is_plain = not column.values and column.places is None and not column.zone and column.separator == ";"
    return not (is_plain and column.form in {"", "microseconds"})


def decide_by_sql(
    query: str, file: ParquetFile, way: Way, made: Path, connection: duckdb.DuckDBPyConnection
) -> Decided:
    """Decide a file into a Parquet file."""
    first = made.with_name("first.parquet")
    with faults_of(file.path), writing(made), ticking(connection), by_one_thread(connection):
        connection.execute(f"COPY ({query}) TO {text(str(first))} ({PARQUET})")
        left = f"SELECT {ROW} FROM {_table(first)} WHERE verdict IS NULL"  # noqa: S608 - our own files
        connection.execute(f"CREATE TABLE left_over AS {left}")
        count = connection.execute("SELECT count(*) FROM left_over").fetchall()[0][0]
    verdicts = _counted(connection, first)
    if not count:
        first.rename(made)
        return Decided(verdicts, 0)
    for part in _put_in_place(file, way, first, made, connection):
        verdicts += part
    return Decided(verdicts, count)


def _counted(connection: duckdb.DuckDBPyConnection, made: Path) -> Counter[str]:
    query = f"SELECT verdict, count(*) FROM {_table(made)} WHERE verdict IS NOT NULL GROUP BY verdict"  # noqa: S608
    return Counter(dict(connection.execute(query).fetchall()))


def _put_in_place(
    file: ParquetFile, way: Way, first: Path, made: Path, connection: duckdb.DuckDBPyConnection
) -> Iterator[Counter[str]]:
    """Decide the rows that are left over, and write all rows in their order."""
    keeping = f"{IN_ORDER}, join_order, build_side_probe_side"
    connection.execute(f"SET disabled_optimizers = '{keeping}'")
    rows = file.rows(f"{ROW} IN (SELECT {ROW} FROM left_over)")  # noqa: S608 - our own table
    parts = decided(rows, way)
    places = connection.cursor().execute(f"SELECT {ROW} FROM left_over ORDER BY {ROW}")  # noqa: S608
    made_parts: list[Path] = []
    with by_one_thread(connection):
        begin = 0
        while True:
            lines = made.with_name("lines.jsonl")
            found = _write(islice(parts, _AT_ONCE // 1000), lines)
            here = [place for (place,) in places.fetchmany(found.total())]
            if not here:
                break
            yield found
            made_parts.append(made.with_name(f"part-{len(made_parts)}.parquet"))
            end = here[-1] + 1
            _join(connection, first, lines, (begin, end), made_parts[-1])
            begin = end
        made_parts.append(made.with_name("last.parquet"))
        _join(connection, first, None, (begin, None), made_parts[-1])
    listed = ", ".join(text(str(part)) for part in made_parts)
    with writing(made):
        connection.execute(f"COPY (SELECT * FROM read_parquet([{listed}])) TO {text(str(made))} ({PARQUET})")  # noqa: S608


def _write(parts: Iterator[Any], lines: Path) -> Counter[str]:
    verdicts: Counter[str] = Counter()
    with lines.open("w", encoding="utf-8") as file:
        for part in parts:
            file.write(part.text)
            verdicts += part.verdicts
    return verdicts


def _join(
    connection: duckdb.DuckDBPyConnection,
    first: Path,
    lines: Path | None,
    between: tuple[int, int | None],
    made: Path,
) -> None:
    """Write a stretch of rows, those of the evaluator in their places."""
    begin, end = between
    stretch = f"{ROW} >= {begin}" + ("" if end is None else f" AND {ROW} < {end}")
    columns = ", ".join(map(name, COLUMNS))
    query = f"SELECT {columns} FROM {_table(first)} WHERE {stretch}"  # noqa: S608 - our own files
    if lines is not None:
        numbered = f"(SELECT row_number() OVER () AS n, * FROM {lines_table(lines)})"  # noqa: S608
        placed = f"(SELECT {ROW}, row_number() OVER (ORDER BY {ROW}) AS n FROM left_over WHERE {stretch})"  # noqa: S608
        told = f"(SELECT p.{ROW}, l.* FROM {placed} AS p JOIN {numbered} AS l USING (n))"  # noqa: S608
        chosen = ", ".join(
            f"CASE WHEN t.{ROW} IS NULL THEN f.{name(column)} ELSE t.{name(column)} END AS {name(column)}"
            for column in COLUMNS
        )
        query = (
            f"SELECT {chosen} FROM (SELECT * FROM {_table(first)} WHERE {stretch}) AS f "  # noqa: S608
            f"LEFT JOIN {told} AS t ON f.{ROW} = t.{ROW}"
        )
    with writing(made):
        connection.execute(f"COPY ({query}) TO {text(str(made))} ({PARQUET})")


def _table(path: Path) -> str:
    return f"read_parquet({text(str(path))}, {ROW} = true)"
