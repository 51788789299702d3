"""What becomes of very many cases under one version, for whoever compares two: decided as a batch decides them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from engine.tasks.batch import Batch, run
from engine.tasks.decide import Asked
from engine.tasks.duck import connected, text

_AT_ONCE = 2_000


class CaseOutcome(NamedTuple):
    """The answer to one case: what unknown facts, another version or another order of quota would change."""

    case: str | None
    verdict: str
    refund: str | None
    range: tuple[str, ...] | None
    clauses: tuple[str, ...]


def outcomes_of(asked: Asked, cases: str, columns: str | None = None) -> Iterator[CaseOutcome]:
    """The answers to the cases of a `.jsonl`, `.csv` or `.parquet` file in their order, in bounded memory.

    `asked` names the version by its draft, or lets each case be decided by the version in force. Rows that cannot be
    read have the verdict `invalid`. Stops as a batch does.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "outcomes.parquet"
        run(Batch(asked._replace(explain=False), cases, str(made), columns))
        with connected(Path(folder)) as connection:
            query = f'SELECT "case", verdict, refund, range, clauses FROM read_parquet({text(str(made))})'  # noqa: S608 - our own file
            found = connection.execute(query)
            while rows := found.fetchmany(_AT_ONCE):
                for case, verdict, refund, range_, clauses in rows:
                    yield CaseOutcome(
                        case, verdict, refund, None if range_ is None else tuple(range_), tuple(clauses)
                    )
