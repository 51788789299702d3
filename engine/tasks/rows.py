"""Cases in rows: a `.jsonl` file has one case a line, and is read line by line, however long it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from engine.cases.quick import decoded
from engine.diagnostics.place import Place
from engine.tasks.files import LARGEST_CASE
from engine.tasks.reading import decode_plainly
from engine.tasks.stop import stop

if TYPE_CHECKING:
    from engine.diagnostics.diagnostic import Diagnostic


class Told(Protocol):
    """Whoever is told what is wrong with a row."""

    messages: list[Diagnostic]


Line = tuple[int, bytes]
"""A line by its number, from 1 on."""


def lines_in(name: str, desk: Told) -> Iterator[Line]:
    """The lines of a file; one that is longer than a case may be is reported and passed over."""
    try:
        with Path(name).open("rb") as file:
            for line, data in enumerate(_lines(file), start=1):
                if len(data) <= LARGEST_CASE:
                    yield line, data
                    continue
                problem = f"this row has more than {LARGEST_CASE} bytes"
                desk.messages += stop("RF507", problem, Place(name, "", line)).diagnostics
    except FileNotFoundError:
        help_text = "make one with `refundry facts POLICY --template`"
        desk.messages += stop("RF609", f"there is no file `{name}`", help=help_text).diagnostics
    except OSError as fault:
        desk.messages += stop("RF609", f"`{name}` cannot be read: {fault.strerror}").diagnostics


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only the beginning, so that it takes no memory."""
    while data := file.readline(LARGEST_CASE + 1):
        yield data
        while data and not data.endswith(b"\n"):
            data = file.readline(LARGEST_CASE)


def case_of(name: str, at: Line, desk: Told) -> Iterator[tuple[Place, object]]:
    """The case of a line; where it cannot be read that is reported, and there is none."""
    line, data = at
    where = Place(name, "", line)
    try:
        text = data.decode().strip()
    except UnicodeDecodeError:
        desk.messages += stop("RF506", f"`{name}` is not UTF-8", where, help="save it as UTF-8").diagnostics
        return
    if not text:
        return
    found = decoded(text)
    if isinstance(found, dict):
        yield where, found
        return
    # blank lines before it let every message name the right line
    cases, messages = decode_plainly(name, "\n" * (line - 1) + text)
    desk.messages += (_with_line(each, line) for each in messages)
    for _, case in cases:
        yield where, case


def _with_line(message: Diagnostic, line: int) -> Diagnostic:
    """A message about a value of a row, which names the line of the row."""
    from attrs import evolve

    where = message.where
    if not isinstance(where, Place) or where.line is not None:
        return message
    return evolve(message, where=evolve(where, line=line))
