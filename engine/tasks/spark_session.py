"""Spark, opened for one run: what it needs, what it says in the words of the user, its types."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.tasks.stop import USAGE, Stop, stop

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""Set where `spark-submit` has started Spark, and knows its master."""
_PYTHON = "PYSPARK_PYTHON"
_PACKAGES = ("pyspark", "pyarrow", "pandas")
_JAVA = (
    "install one (as `openjdk-17-jre-headless` of Debian), and set `JAVA_HOME` where it is not on the path"
)
_SETTINGS = {
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
}


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """A session with a master; without one that of `spark-submit`, else all cores of this machine."""
    if any(find_spec(each) is None for each in _PACKAGES):
        problem = "a batch on Spark needs `pyspark` and `pyarrow`, which are not installed"
        help_text = "install them with `pip install refundry[spark]`"
        raise stop("RF512", problem, help=help_text, exit_code=USAGE)
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    settings = dict(_SETTINGS)
    if _SUBMITTED not in os.environ:
        _check_java()
        shows = sys.stderr is not None and sys.stderr.isatty()
        settings |= {
            "spark.log.level": "OFF",
            "spark.ui.enabled": "false",
        }  # what fails is said in a sentence
        settings |= {"spark.ui.showConsoleProgress": str(shows).lower()}
        settings["spark.master"] = master or "local[*]"
    elif master is not None:
        settings["spark.master"] = master
    os.environ.setdefault(_PYTHON, sys.executable)
    builder = SparkSession.builder.appName("refundry batch")
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        spark = builder.getOrCreate()
    except PySparkException as why:
        raise stop("RF512", f"Spark did not start: {_sentence(why)}", help=_JAVA) from None
    try:
        yield spark
    finally:
        spark.stop()


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        problem = "Spark needs Java 17 or later, and there is none"
        raise stop("RF512", problem, help=_JAVA, exit_code=USAGE)


@contextmanager
def faults_of_spark(source: str) -> Iterator[None]:
    """Say what Spark says of a file or of a task, without the trace of Java."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as why:
        raise failed(source, why) from None


def failed(source: str, why: Exception) -> Stop:
    """What went wrong with a run, in one sentence."""
    return stop("RF512", f"`{source}` was not decided: {_sentence(why)}")


def _sentence(why: Exception) -> str:
    """The last line that tells what happened in Python, where a task failed; else the first of all."""
    lines = [line.strip() for line in str(why).splitlines() if line.strip()]
    traces = [at for at, line in enumerate(lines) if line.startswith("Traceback")]
    if traces:
        told = (line for line in lines[traces[-1] + 1 :] if not line.startswith("File ") and ": " in line)
        return next(told, lines[0]).partition(": ")[2]
    return lines[0].partition("] ")[2] or lines[0] if lines else type(why).__name__


def spark_type(kind: str) -> str:
    """A type of DuckDB as Spark writes it."""
    import duckdb

    return _type(duckdb.type(kind))


def _type(type_: Any) -> str:  # noqa: ANN401 - a type of DuckDB
    match type_.id:
        case "varchar":
            return "STRING"
        case "list":
            return f"ARRAY<{_type(type_.children[0][1])}>"
        case "map":
            return f"MAP<{', '.join(_type(of) for _, of in type_.children)}>"
        case "struct":
            return f"STRUCT<{', '.join(f'`{key}`: {_type(of)}' for key, of in type_.children)}>"
        case kind:
            return str(kind).upper()
