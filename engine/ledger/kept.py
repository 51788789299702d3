"""What a store holds of a ledger, as an audit goes through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

Row = tuple[Any, ...]
"""A row of entries: number, kind, what it is filed under (policy to supersedes), bytes."""


class Kept(NamedTuple):
    """What a store holds of a ledger, each in the order of the entries; `nodes` gives the subtrees of one level."""

    origin: str
    entries: Iterable[Row]
    nodes: Callable[[int], Iterator[Row]]
    checkpoints: Iterator[Row]
    openings: Iterator[Row]
    erased: frozenset[int]
