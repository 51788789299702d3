"""The rows of a CSV file, read as they come: UTF-8 with or without a BOM, UTF-16 with one, or GB18030."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.tasks.column_map import ColumnMap
from engine.tasks.stop import Stop, stop

_CHUNK = 1 << 20
_LONGEST_CELL = 16_000_000
"""What is longer is no cell but a quote that nobody closed."""

Row = tuple[int, Sequence[str] | None]
"""The line where a row begins, and its cells; None where it cannot be read."""


def encoding_of(path: Path) -> str:
    """The encoding of a text file; GB18030 is tried where it is no UTF-8. Stops where it is neither."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for name in ("utf-8-sig", "gb18030"):
        if _can_be(path, name):
            return name
    problem = f"`{path}` is neither UTF-8 nor GB18030"
    raise stop("RF506", problem, help='name its encoding with `--columns`, as in `encoding = "cp1252"`')


def _can_be(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            for data in iter(lambda: file.read(_CHUNK), b""):
                decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class CsvFile:
    """A CSV file open for reading: its header, and then its rows."""

    def __init__(self, path: Path, map_: ColumnMap) -> None:
        """Read the header; stops where there is none. `file` is to be closed by whoever opens this."""
        csv.field_size_limit(_LONGEST_CELL)
        self._path = path
        self.file = path.open(encoding=map_.encoding or encoding_of(path), newline="")
        self._reader = csv.reader(self.file, delimiter=map_.delimiter, strict=True)
        try:
            self.header = next(self._reader, [])
        except (csv.Error, UnicodeDecodeError) as why:
            self.file.close()
            raise self._unreadable(why) from None
        if not any(self.header):
            self.file.close()
            problem = f"`{path}` has no header"
            raise stop("RF512", problem, help="write the names of the columns into its first line")

    def rows(self) -> Iterator[Row]:
        """The rows, each with the line where it begins; blank lines are none."""
        while True:
            line = self._reader.line_num + 1
            try:
                cells = next(self._reader, None)
            except csv.Error:
                yield line, None
                continue
            except UnicodeDecodeError as why:
                raise self._unreadable(why) from None
            if cells is None:
                return
            if cells:
                yield line, cells

    def _unreadable(self, why: Exception) -> Stop:
        return stop("RF512", f"`{self._path}` cannot be read as CSV: {why}")
