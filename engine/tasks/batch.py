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
from engine.tasks.batch_rows import Way, decided
from engine.tasks.column_map import ColumnMap, columns_of, read_map
from engine.tasks.csv_rows import CsvFile
from engine.tasks.decide import Asked
from engine.tasks.duck import connected
from engine.tasks.out_file import made_whole
from engine.tasks.parquet_rows import ParquetFile
from engine.tasks.record_columns import csv_header
from engine.tasks.record_table import to_parquet
from engine.tasks.stop import UNREADABLE
from engine.tasks.terminal import Printed, progress


class Batch(NamedTuple):
    """What is to be decided and where to."""

    asked: Asked
    name: str
    out: str
    columns: str | None = None


class Done(NamedTuple):
    """How a batch came out: the rows by verdict."""

    batch: Batch
    verdicts: Counter[str]


def run(batch: Batch) -> Done:
    """Decide every row of a file; the result appears when all of it is there."""
    source, out = Path(batch.name), Path(batch.out)
    check_there(source)
    ending_of(source), ending_of(out)
    map_ = read_map(batch.columns)
    verdicts: Counter[str] = Counter()
    with made_whole(out) as folder, ExitStack() as open_:
        rows, way = _rows(batch, map_, folder, open_)
        made = folder / out.name
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
    return Done(batch, verdicts)


def _rows(batch: Batch, map_: ColumnMap, folder: Path, open_: ExitStack) -> tuple[Iterator[Row], Way]:
    """The rows of the input, and the way in which each is decided."""
    source, ending = Path(batch.name), ending_of(Path(batch.out))
    desk = BatchDesk(batch.asked, Source(batch.name))
    facts = desk.facts()
    match ending_of(source):
        case ".jsonl":
            return json_rows(source), Way(batch.asked, Source(batch.name), ending)
        case ".csv":
            file = CsvFile(source, map_)
            open_.enter_context(file.file)
            told = Source(batch.name, columns_of(file.header, map_, facts, batch.name))
            return csv_rows(file), Way(batch.asked, told, ending)
        case _:
            connection = open_.enter_context(connected(folder))
            parquet = ParquetFile(source, connection, map_, facts)
            return parquet.rows(), Way(batch.asked, Source(batch.name, parquet.columns), ending)


def print_batch(done: Done, form: str) -> Printed:
    """How many rows had which verdict; exit 3 where some could not be read."""
    lang, verdicts = done.batch.asked.lang, done.verdicts
    bad = verdicts[INVALID]
    told = {"out": done.batch.out, "rows": verdicts.total(), "verdicts": dict(sorted(verdicts.items()))}
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
    return _ALL[lang].format(rows=done.verdicts.total(), out=done.batch.out, verdicts=counted or "-")
