"""The outcomes of the cases in files, in batches: of a long `.jsonl` file, decided on every core."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from engine.tasks.batch_desk import BatchDesk, Source
from engine.tasks.confirming_desk import Confirming, ConfirmingDesk, Found
from engine.tasks.decide import cases_in
from engine.tasks.rows import Line, case_of, lines_in
from engine.tasks.start import OBJECTS
from engine.tasks.table_rows import TABLES, cases_in_table

AT_ONCE = 2_000
"""How many cases are decided together, and their outcomes written in one transaction under one checkpoint."""

_LONG = 4_000_000
"""From how many bytes on it pays to start other processes, each of which must import the program first."""

_desk: ConfirmingDesk | None = None
"""The desk of a process that decides for another."""


def outcomes_in(names: Sequence[str], confirming: Confirming) -> Iterator[Found]:
    """What is to be confirmed of the cases in these files, batch by batch, in their order."""
    desk = ConfirmingDesk(confirming)
    desk.several = len(names) > 1
    for name in names:
        if name.endswith(".jsonl"):
            desk.several = True
            yield from _rows(name, desk, confirming)
            continue
        if name.endswith(TABLES):
            desk.several = True
            yield from _table(name, desk)
            continue
        for place, data in cases_in(name, desk):
            desk.decide(data, name, place)
    yield desk.take()


def _table(name: str, desk: ConfirmingDesk) -> Iterator[Found]:
    """The outcomes of the rows of a table, as a batch takes it."""
    cases = cases_in_table(name, desk, BatchDesk(desk.asked, Source(name)).facts())
    while batch := list(islice(cases, AT_ONCE)):
        for place, data in batch:
            desk.decide(data, name, place)
        yield desk.take()


def _rows(name: str, desk: ConfirmingDesk, confirming: Confirming) -> Iterator[Found]:
    lines = lines_in(name, desk)
    batches = iter(lambda: list(islice(lines, AT_ONCE)), [])
    cores = os.cpu_count() or 1
    path = Path(name)
    if cores > 1 and path.is_file() and path.stat().st_size > _LONG:
        yield from _by_others(name, batches, confirming, cores)
    else:
        for batch in batches:
            yield _decided(name, batch, desk)
    yield desk.take()


def _by_others(
    name: str, batches: Iterator[list[Line]], confirming: Confirming, cores: int
) -> Iterator[Found]:
    """The batches decided by other processes, a few ahead of the one that is wanted next."""
    with ProcessPoolExecutor(cores, get_context("spawn"), _begin, (confirming,)) as pool:
        waiting: deque[Future[Found]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_decided, name, batch))
            if len(waiting) > 2 * cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _begin(confirming: Confirming) -> None:
    global _desk  # noqa: PLW0603 - a process of a pool has no other place of its own
    gc.set_threshold(OBJECTS)  # a process of a pool does not come in by that door
    _desk = ConfirmingDesk(confirming)
    _desk.several = True


def _decided(name: str, batch: list[Line], desk: ConfirmingDesk | None = None) -> Found:
    used = desk or _desk
    if used is None:
        raise AssertionError(name)
    for line in batch:
        for place, data in case_of(name, line, used):
            used.decide(data, name, place)
    return used.take()
