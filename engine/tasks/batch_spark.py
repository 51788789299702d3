"""A batch on Spark: it carries rows to tasks and records back, and each task decides its part as one machine does."""

from __future__ import annotations

import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from engine.columnar.words import text
from engine.ir.outcome import VERDICTS
from engine.tasks.batch_desk import INVALID, BatchDesk, Source
from engine.tasks.batch_input import ending_of
from engine.tasks.batch_partition import BY_EVALUATOR, PLACE, Job, decided_part, files_of
from engine.tasks.column_map import ColumnMap, read_map
from engine.tasks.decide import Asked
from engine.tasks.duck import connected, writing
from engine.tasks.out_file import made_whole
from engine.tasks.parquet_rows import Held, Kept, ParquetFile
from engine.tasks.record_columns import COLUMNS
from engine.tasks.record_table import PARQUET, from_parquet
from engine.tasks.spark_session import faults_of_spark, session, spark_type
from engine.tasks.stop import USAGE, stop

ROWS_OF_A_TASK = 250_000
"""How many rows a task decides: enough that planning its query does not count, few enough to try again."""
_PLACED = ("_metadata.file_path", "_metadata.row_index")


class SparkBatch(NamedTuple):
    """What is to be decided on Spark and where to; `master` is where Spark runs."""

    asked: Asked
    name: str
    out: str
    columns: str | None
    master: str | None


def decide_on_spark(batch: SparkBatch) -> tuple[Counter[str], int]:
    """Decide Parquet files; how many rows had which verdict, and how many of them the evaluator decided."""
    _check(batch)
    desk, map_ = BatchDesk(batch.asked, Source(batch.name)), read_map(batch.columns)
    schema = {**COLUMNS, BY_EVALUATOR: "BIGINT"}
    told = ", ".join(f"`{key}` {spark_type(kind)}" for key, kind in schema.items())
    with session(batch.master) as spark, faults_of_spark(batch.name):
        frame = spark.read.parquet(_location(batch.name))
        _check_columns(batch.name, frame, map_, desk)
        rows = frame.count()
        tasks = max(spark.sparkContext.defaultParallelism, -(-rows // ROWS_OF_A_TASK))
        names = [f"`{column.replace('`', '``')}`" for column in frame.columns]
        told_by = [f"{held} AS c{at}" for at, held in enumerate(names)]
        placed = frame.selectExpr(
            *told_by, *(f"{held} AS {here}" for held, here in zip(_PLACED, PLACE, strict=True))
        )
        ordered = placed.repartitionByRange(tasks, *PLACE).sortWithinPartitions(*PLACE)
        job = Job(batch.asked, map_, files_of(desk.folder, desk.root), frame.columns)
        records = ordered.mapInArrow(partial(decided_part, job=job), told)
        return _written(records, batch, desk, rows)


def _check(batch: SparkBatch) -> None:
    """Stop where something is asked for that only one machine does."""
    if batch.asked.history:
        problem = "`--history` is read by one machine alone"
        help_text = "write the quota of all orders with `refundry lots --orders`, and join it to the cases"
        raise stop("RF512", problem, help=help_text, exit_code=USAGE)
    if not _is_elsewhere(batch.name):
        source = Path(batch.name)
        if not source.exists():
            raise stop("RF609", f"there is no file `{source}`")
        if source.is_file() and ending_of(source) != ".parquet":
            problem = f"`{source}` is no Parquet file, and Spark reads no other"
            help_text = "leave `--engine` out, or write it as Parquet first"
            raise stop("RF512", problem, help=help_text, exit_code=USAGE)
    if not _is_elsewhere(batch.out):
        ending_of(Path(batch.out))


def _is_elsewhere(name: str) -> bool:
    return "://" in name


def _location(name: str) -> str:
    """A path or the address of a store as Spark takes it, whatever store is its own."""
    return name if _is_elsewhere(name) else Path(name).resolve().as_uri()


def _check_columns(source: str, frame: Any, map_: ColumnMap, desk: BatchDesk) -> None:  # noqa: ANN401 - a data frame
    """Stop where a column tells no fact, or cannot, before any task begins."""
    from pyarrow.parquet import write_table

    def says_anything(held: Held) -> bool:
        count = frame.selectExpr(f"count({held.sql.replace(chr(34), '`')})")
        return bool(count.first()[0])

    with tempfile.TemporaryDirectory(prefix="refundry-") as folder, connected(Path(folder)) as connection:
        empty = Path(folder) / "columns.parquet"
        write_table(frame.limit(0).toArrow(), empty)
        ParquetFile(empty, connection, map_, desk.facts(), Kept(source, says_anything))


def _written(records: Any, batch: SparkBatch, desk: BatchDesk, rows: int) -> tuple[Counter[str], int]:  # noqa: ANN401
    """Write the records, and hand back what was seen of them on their way."""
    from pyspark.sql import Observation, functions

    verdicts = (*VERDICTS, "no_version", INVALID)
    counts = [
        functions.count(functions.when(functions.col("verdict") == each, 1)).alias(each) for each in verdicts
    ]
    seen = Observation("records")
    observed = records.observe(seen, *counts, functions.sum(f"`{BY_EVALUATOR}`").alias(BY_EVALUATOR))
    told = observed.select(*(f"`{key}`" for key in COLUMNS))
    if _is_elsewhere(batch.out):
        told.write.parquet(batch.out)
    else:
        out = Path(batch.out)
        with made_whole(out) as folder:
            told.write.parquet((folder / "parts").resolve().as_uri())
            _join(folder, out, desk, rows)
    found = dict(seen.get)
    return Counter({each: found[each] for each in verdicts if found[each]}), found[BY_EVALUATOR] or 0


def _join(folder: Path, out: Path, desk: BatchDesk, rows: int) -> None:
    """Make one file of the parts, which are named in the order of their rows."""
    parts = sorted((folder / "parts").glob("part-*.parquet"))
    ending = ending_of(out)
    made = folder / out.name if ending == ".parquet" else folder / "records.parquet"
    listed = ", ".join(text(str(part)) for part in parts)
    table = f"read_parquet([{listed}])"
    with connected(folder) as connection, writing(made):
        query = f"SELECT count(*) FROM {table}"  # noqa: S608 - our own files
        found = connection.execute(query).fetchall()[0][0] if parts else 0
        if found != rows or not parts:
            problem = f"the tasks wrote {found:,} of {rows:,} records where this machine finds them"
            help_text = "name an `--out` that all machines share, as `hdfs://…` or `s3a://…`"
            raise stop("RF512", problem, help=help_text)
        connection.execute(f"COPY (SELECT * FROM {table}) TO {text(str(made))} ({PARQUET})")  # noqa: S608
    if ending != ".parquet":
        from_parquet(made, folder / out.name, ending, folder, desk.besides())
