"""`batch`: many cases from one file into another, in their order, each as `decide` would decide it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from engine.tasks.batch_desk import INVALID, BatchDesk, Row, Source
from engine.tasks.batch_input import check_there, csv_rows, ending_of, json_rows
from engine.tasks.batch_parquet import decide_parquet, one_by_one, way_of
from engine.tasks.batch_rows import Way
from engine.tasks.column_map import ColumnMap, columns_of, read_map
from engine.tasks.csv_rows import CsvFile
from engine.tasks.decide import Asked
from engine.tasks.duck import connected
from engine.tasks.out_file import made_whole
from engine.tasks.parquet_rows import ParquetFile
from engine.tasks.stop import UNREADABLE, USAGE, stop
from engine.tasks.terminal import Printed


class Batch(NamedTuple):
    """What is to be decided and where to."""

    asked: Asked
    name: str
    out: str
    columns: str | None = None
    engine: str = "duckdb"
    master: str | None = None


class Done(NamedTuple):
    """How a batch came out: the rows by verdict, and how many of them were decided together by SQL."""

    batch: Batch
    verdicts: Counter[str]
    by_sql: int = 0


def run(batch: Batch) -> Done:
    """Decide every row of a file; the result appears when all of it is there."""
    if batch.master is not None and batch.engine != "spark":
        raise stop("RF512", "`--master` is for Spark", help="add `--engine spark`", exit_code=USAGE)
    if batch.engine == "spark":
        from engine.tasks.batch_spark import SparkBatch, decide_on_spark

        asked, name, out, columns, _, master = batch
        verdicts, by_evaluator = decide_on_spark(SparkBatch(asked, name, out, columns, master))
        return Done(batch, verdicts, verdicts.total() - by_evaluator)
    source, made_at = Path(batch.name), Path(batch.out)
    check_there(source)
    ending, map_ = ending_of(made_at), read_map(batch.columns)
    with made_whole(made_at) as folder, ExitStack() as open_:
        made = folder / made_at.name
        if ending_of(source) != ".parquet":
            return Done(batch, one_by_one(*_rows(batch, map_, open_), made))
        desk = BatchDesk(batch.asked, Source(batch.name))
        connection = open_.enter_context(connected(folder))
        parquet = ParquetFile(source, connection, map_, desk.facts())
        verdicts, by_evaluator = decide_parquet(
            desk, parquet, way_of(desk, parquet, ending), made, connection
        )
        return Done(batch, verdicts, verdicts.total() - by_evaluator)


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
_SINGLE = {
    "en": "; {single:,} of them one by one, the others together",
    "zh": "；其中 {single:,} 行逐行处理，其余一并处理",
}
_ALL = {
    "en": "{rows:,} rows decided into {out}: {verdicts}",
    "zh": "已处理 {rows:,} 行，写入 {out}：{verdicts}",
}


def _in_words(done: Done, lang: str) -> str:
    counted = ", ".join(f"{name} {count:,}" for name, count in sorted(done.verdicts.items()))
    rows = done.verdicts.total()
    said = _ALL[lang].format(rows=rows, out=done.batch.out, verdicts=counted or "-")
    return said + (_SINGLE[lang].format(single=rows - done.by_sql) if done.by_sql else "")
