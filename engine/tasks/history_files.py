"""The files of a history: which columns they have, and what DuckDB says of them in the words of the user."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.nearest import did_you_mean
from engine.diagnostics.place import Place
from engine.diagnostics.report import Report
from engine.tasks.duck import opened
from engine.tasks.history_columns import NAMES, NEEDED, Column
from engine.tasks.stop import USAGE, Stop, stop

if TYPE_CHECKING:
    import duckdb

ENDINGS = (".jsonl", ".csv", ".parquet")
MEMORY = "600MB"
"""What DuckDB may hold in memory; what is more goes into a folder that is taken away at the end."""
_FLOATS = ("FLOAT", "DOUBLE")


def connected(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into a folder; stops where DuckDB is not installed."""
    try:
        return opened(folder, MEMORY)
    except ImportError:
        help_text = "install it with `pip install refundry[batch]`"
        problem = "histories need `duckdb`, which is not installed"
        raise stop("RF520", problem, help=help_text, exit_code=USAGE) from None


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Say what is wrong with a file, all at once where its lines are texts."""
    import duckdb

    try:
        yield
    except duckdb.Error as why:
        found = list(_broken_lines(path))
        if found:
            raise Stop(found) from None
        said = str(why).partition("\n")[0].partition(": ")
        raise stop("RF520", f"`{path}` cannot be read: {said[2] or said[0]}") from None


def ending_of(path: Path) -> str:
    """The ending that says what a file is; stops at any other, and where there is no such file."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        help_text = f"its name ends in {', '.join(f'`{each}`' for each in ENDINGS)}"
        raise stop("RF520", f"`{path}` is no table of events", help=help_text, exit_code=USAGE)
    if not path.is_file():
        raise stop("RF609", f"there is no file `{path}`")
    return ending


def header_of(path: Path) -> tuple[str, ...]:
    """The names in the first row of a CSV file."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return tuple(next(csv.reader(file), ()))


def found_columns(path: Path, types: Mapping[str, str], columns: Mapping[str, Column]) -> dict[str, Column]:
    """What the columns of a file tell, by what they tell; stops with all that is missing or cannot be exact."""
    report = Report()
    found: dict[str, Column] = {}
    for name in NAMES:
        column = columns.get(name, Column(name))
        if column.name in types:
            found[name] = column
            _check_type(path, column, types[column.name], report)
        elif name in columns or name in NEEDED:
            others = [each for each in types if each not in NAMES]
            help_text = did_you_mean(column.name, others) or "name the column that tells it with `--columns`"
            report.error("RF520", f"`{path}` has no column `{column.name}`", help=help_text)
    if report.has_errors:
        raise Stop(report.diagnostics)
    return found


def _check_type(path: Path, column: Column, kind: str, report: Report) -> None:
    if kind in _FLOATS:
        problem = f"the column `{column.name}` of `{path}` holds binary floats, which are not exact"
        report.error("RF520", problem, help="write decimals, whole numbers or texts")
    elif kind.startswith("TIMESTAMP") and kind != "TIMESTAMP WITH TIME ZONE":
        problem = f"the moments in the column `{column.name}` of `{path}` do not say how far their clock is from UTC"
        report.error(
            "RF520",
            problem,
            help="write moments with a time zone, or texts such as `2026-07-05T20:10:00+08:00`",
        )


# ---- lines of text files ---------------------------------------------------------------------------------------


def lines_of(path: Path, rows: set[int]) -> dict[int, int]:
    """The lines on which rows of a text file stand; rows are counted from 0, lines from 1."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        if path.suffix.lower() == ".csv":
            reader = csv.reader(file)
            next(reader, None)
            starts = _starts(reader)
            return {row: line for row, line in enumerate(starts) if row in rows}
        written = (number for number, line in enumerate(file, start=1) if line.strip())
        return {row: line for row, line in enumerate(written) if row in rows}


def _starts(reader: csv._reader) -> Iterator[int]:  # type: ignore[name-defined] # the type of csv.reader
    line = reader.line_num
    for cells in reader:
        if cells:
            yield line + 1
        line = reader.line_num


def _broken_lines(path: Path) -> Iterator[Diagnostic]:
    """The lines that are no JSON or not UTF-8, or that have too few or too many cells."""
    report = Report()
    if path.suffix.lower() == ".parquet":
        return
    with path.open("rb") as file:
        width = 0
        for number, data in enumerate(file, start=1):
            try:
                line = data.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                report.error(
                    "RF506", "this line is not UTF-8", Place(str(path), "", number), help="save it as UTF-8"
                )
                continue
            if path.suffix.lower() == ".jsonl":
                _check_json(line, Place(str(path), "", number), report)
                continue
            cells = next(csv.reader([line]), [])
            width = width or len(cells)
            if cells and len(cells) != width and line.count('"') % 2 == 0:
                problem = f"this row has {len(cells)} cells, and the first one {width}"
                report.error(
                    "RF520", problem, Place(str(path), "", number), help="put cells with commas in quotes"
                )
    yield from report.diagnostics


def _check_json(line: str, place: Place, report: Report) -> None:
    try:
        whole = not line.strip() or isinstance(json.loads(line), dict)
    except ValueError:
        whole = False
    if not whole:
        help_text = "write each event as a table on a line of its own"
        report.error("RF506", "this line is no JSON table", place, help=help_text)
