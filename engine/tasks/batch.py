"""`batch`: many cases from one file into another, in their order, each as `decide` would decide it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from engine.tasks.batch_columnar import FEW, decide_by_sql, query_of
from engine.tasks.batch_desk import INVALID, BatchDesk, Row, Source
from engine.tasks.batch_input import check_there, csv_rows, ending_of, json_rows
from engine.tasks.batch_rows import Way, decided
from engine.tasks.column_map import ColumnMap, columns_of, read_map
from engine.tasks.csv_rows import CsvFile
from engine.tasks.decide import Asked
from engine.tasks.duck import connected
from engine.tasks.out_file import made_whole
from engine.tasks.parquet_rows import ParquetFile
from engine.tasks.record_columns import csv_header
from engine.tasks.record_table import from_parquet, to_parquet
from engine.tasks.stop import UNREADABLE
from engine.tasks.terminal import Printed, progress


class Batch(NamedTuple):
    """What is to be decided and where to."""

    asked: Asked
    name: str
    out: str
    columns: str | None = None


class Done(NamedTuple):
    """How a batch came out: the rows by verdict, and how many of them were decided together by SQL."""

    batch: Batch
    verdicts: Counter[str]
    by_sql: int = 0


def run(batch: Batch) -> Done:
    """Decide every row of a file; the result appears when all of it is there."""
    source, out = Path(batch.name), Path(batch.out)
    check_there(source)
    ending, map_ = ending_of(out), read_map(batch.columns)
    with made_whole(out) as folder, ExitStack() as open_:
        if ending_of(source) != ".parquet":
            return Done(batch, _one_by_one(_rows(batch, map_, open_), folder / out.name, folder))
        desk = BatchDesk(batch.asked, Source(batch.name))
        connection = open_.enter_context(connected(folder))
        parquet = ParquetFile(source, connection, map_, desk.facts())
        query = query_of(desk, parquet) if parquet.rows_told > FEW else None
        if query is None:
            way = Way(batch.asked, Source(batch.name, parquet.columns), ending)
            return Done(batch, _one_by_one((parquet.rows(), way), folder / out.name, folder))
        made = folder / out.name if ending == ".parquet" else folder / "records.parquet"
        way = Way(batch.asked, Source(batch.name, parquet.columns), ".parquet")
        found = decide_by_sql(query, parquet, way, made, connection)
        if ending != ".parquet":
            from_parquet(made, folder / out.name, ending, folder)
        return Done(batch, found.verdicts, found.verdicts.total() - found.by_evaluator)


def _one_by_one(told: tuple[Iterator[Row], Way], made: Path, folder: Path) -> Counter[str]:
    """Decide row after row into a file."""
    rows, way = told
    verdicts: Counter[str] = Counter()
    lines = folder / "lines.jsonl" if way.ending == ".parquet" else made
    with lines.open("w", encoding="utf-8") as file:
        if way.ending == ".csv":
            file.write(f"{csv_header()}\n")
        for part in decided(rows, way):
            file.write(part.text)
            verdicts += part.verdicts
            progress(verdicts.total())
    if way.ending == ".parquet":
        to_parquet(lines, made, folder)
    return verdicts


def _rows(batch: Batch, map_: ColumnMap, open_: ExitStack) -> tuple[Iterator[Row], Way]:
    """The rows of a text file, and the way in which each is decided."""
    source, ending = Path(batch.name), ending_of(Path(batch.out))
    desk = BatchDesk(batch.asked, Source(batch.name))
    facts = desk.facts()
    if ending_of(source) == ".jsonl":
        return json_rows(source), Way(batch.asked, Source(batch.name), ending)
    file = CsvFile(source, map_)
    open_.enter_context(file.file)
    told = Source(batch.name, columns_of(file.header, map_, facts, batch.name))
    return csv_rows(file), Way(batch.asked, told, ending)


def print_batch(done: Done, form: str) -> Printed:
    """How many rows had which verdict; exit 3 where some could not be read."""
    lang, verdicts = done.batch.asked.lang, done.verdicts
    bad = verdicts[INVALID]
    told = {"out": done.batch.out, "rows": verdicts.total(), "verdicts": dict(sorted(verdicts.items()))}
    told |= {"by_sql": done.by_sql, "one_by_one": verdicts.total() - done.by_sql}
    text = json.dumps(told, ensure_ascii=False, indent=2) if form == "json" else _in_words(done, lang)
    remarks = [_BAD[lang].format(bad=bad)] if bad else []
    return Printed(text, (), UNREADABLE if bad else 0, remarks, lang)


_BAD = {
    "en": "{bad:,} rows could not be read: each has the verdict `invalid` and its errors",
    "zh": "有 {bad:,} 行无法读取：其结论为 `invalid`，并附有错误说明",
}
_ALL = {
    "en": "{rows:,} rows decided into {out}: {verdicts}",
    "zh": "已处理 {rows:,} 行，写入 {out}：{verdicts}",
}


def _in_words(done: Done, lang: str) -> str:
    counted = ", ".join(f"{name} {count:,}" for name, count in sorted(done.verdicts.items()))
    return _ALL[lang].format(
        rows=done.verdicts.total(),
        out=done.batch.out,
        verdicts=counted or "-",
        sql=done.by_sql,
        single=done.verdicts.total() - done.by_sql,
    )
