"""The rows of an input file as they come: lines of JSON, rows of CSV, or rows of Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.tasks.batch_desk import Row
from engine.tasks.csv_rows import CsvFile
from engine.tasks.files import LARGEST_CASE
from engine.tasks.stop import USAGE, stop

ENDINGS = (".jsonl", ".csv", ".parquet")
_CHUNK = 1 << 20


def ending_of(path: Path) -> str:
    """The ending that says what a file is; stops at any other."""
    ending = path.suffix.lower()
    if ending in ENDINGS:
        return ending
    help_text = f"its name ends in {', '.join(f'`{each}`' for each in ENDINGS)}"
    raise stop("RF512", f"`{path}` is no table of cases", help=help_text, exit_code=USAGE)


def check_there(path: Path) -> None:
    """Stop where there is no such file."""
    if not path.is_file():
        raise stop("RF609", f"there is no file `{path}`")


def json_rows(path: Path) -> Iterator[Row]:
    """The lines of a file; one that is longer than a case may be says nothing."""
    with path.open("rb") as file:
        line = 0
        while told := file.readline(LARGEST_CASE + 1):
            line += 1
            if len(told) > LARGEST_CASE and not told.endswith(b"\n"):
                while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
                    pass
                yield Row(line, None)
                continue
            yield Row(line, told.removeprefix(b"\xef\xbb\xbf") if line == 1 else told)


def csv_rows(file: CsvFile) -> Iterator[Row]:
    """The rows of a CSV file."""
    return (Row(line, cells) for line, cells in file.rows())
