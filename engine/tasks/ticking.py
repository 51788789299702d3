"""How far one long query has come, said on a terminal while it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from engine.tasks.terminal import percent

if TYPE_CHECKING:
    import duckdb

_SECONDS = 0.5


@contextmanager
def ticking(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Say every half second how far the queries of a connection have come; nothing where nobody looks."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")  # it would go to standard output
    ended = Event()
    teller = Thread(target=_tell, args=(connection, ended), daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


def _tell(connection: duckdb.DuckDBPyConnection, ended: Event) -> None:
    while not ended.wait(_SECONDS):
        share = connection.query_progress()
        if share >= 0:
            percent(share)
