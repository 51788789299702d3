"""Rows decided one by one, in this process or in one for each core, and handed back in their order."""

from __future__ import annotations

import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from engine.decisions.record import Record
from engine.tasks.batch_desk import BatchDesk, Row, Source, line_of
from engine.tasks.decide import Asked
from engine.tasks.record_columns import csv_line, table_line

if TYPE_CHECKING:
    from engine.tasks.case_history import WholeHistory

AT_ONCE = 1_000
"""How many rows go to another process together."""

_FEW = 4_000
"""Up to how many rows it does not pay to start other processes, each of which must import the program first."""

LINES: dict[str, Callable[[Record], str]] = {".jsonl": line_of, ".csv": csv_line, ".parquet": table_line}
"""How a record is written on a line, by the ending of the file; a Parquet file is made of such lines."""


class Part(NamedTuple):
    """Some rows decided: their records on lines, and how many had each verdict."""

    text: str
    verdicts: Counter[str]


class Way(NamedTuple):
    """How rows are decided: what is asked, where they come from, the ending of the result, on how many cores."""

    asked: Asked
    source: Source
    ending: str
    cores: int | None = None


_desk: tuple[BatchDesk, str] | None = None
"""The desk of a process that decides for another, and the ending."""


def decided(rows: Iterable[Row], way: Way) -> Iterator[Part]:
    """The records of rows, part by part in their order."""
    waiting = iter(rows)
    first = list(islice(waiting, _FEW))
    cores = way.cores or os.cpu_count() or 1
    if len(first) < _FEW or cores == 1:
        desk = BatchDesk(way.asked, way.source)
        for part in _parts(chain(first, waiting)):
            yield _part(part, desk, way.ending)
        return
    yield from _by_others(_parts(chain(first, waiting)), way, cores)


def _parts(rows: Iterator[Row]) -> Iterator[list[Row]]:
    return iter(lambda: list(islice(rows, AT_ONCE)), [])


def _by_others(parts: Iterator[list[Row]], way: Way, cores: int) -> Iterator[Part]:
    """The parts decided by other processes, a few ahead of the one that is wanted next."""
    pool = ProcessPoolExecutor(cores, get_context("spawn"), _begin, (way, _history(way)))
    try:
        ahead: deque[Future[Part]] = deque()
        for part in parts:
            ahead.append(pool.submit(_by_this, part))
            if len(ahead) > 2 * cores:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _history(way: Way) -> WholeHistory | None:
    """The history that is asked for, worked through once for all processes."""
    if not way.asked.history:
        return None
    from engine.tasks.case_history import WholeHistory

    history = WholeHistory(way.asked.history, way.asked.history_columns)
    history.work(opened.program for opened in BatchDesk(way.asked, way.source).versions())
    return history


def _begin(way: Way, history: WholeHistory | None) -> None:
    """Make ready to decide for another process, and end with it: a killed process cannot end those it began."""
    global _desk  # noqa: PLW0603 - a process of a pool has no other place of its own
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it is interrupted too, and tidies up
    Thread(target=_end_with_parent, daemon=True).start()
    desk = BatchDesk(way.asked, way.source)
    desk.history = history
    _desk = desk, way.ending


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _by_this(rows: list[Row]) -> Part:
    if _desk is None:
        raise AssertionError(rows)
    return _part(rows, *_desk)


def _part(rows: list[Row], desk: BatchDesk, ending: str) -> Part:
    verdicts: Counter[str] = Counter()
    lines: list[str] = []
    write = LINES[ending]
    for record in desk.records(rows):
        verdicts[record["verdict"]] += 1
        lines.append(write(record))
    return Part("".join(f"{line}\n" for line in lines), verdicts)
