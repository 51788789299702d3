"""Lots and orders as files: a row each, written while the accounts go by, and in place only when all are there."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Protocol

from engine.columnar.words import name as quoted
from engine.columnar.words import text as literal
from engine.ir import tree as ir
from engine.lots.to_facts import AccountLots, OrderQuota, facts_of
from engine.lots.tree import Lot
from engine.tasks.histories import Histories
from engine.tasks.out_file import made_whole
from engine.tasks.stop import USAGE, stop
from engine.values.moment import instant_text
from engine.values.money import to_text

ENDINGS = (".csv", ".jsonl", ".parquet")
_MICROSECOND = 1_000
_MOMENTS = ("at", "expires_at")
_QUOTAS = ("granted", "used", "returned", "expired", "unused")
_LOT = ("account", "lot", "kind", "order", "at", "expires_at", *_QUOTAS)


_Row = tuple[str | int | None, ...]
"""A row as it is told: moments in microseconds, quota in its smallest unit."""
_RowsOf = Callable[[AccountLots], Iterable[_Row]]


class Rows(Protocol):
    """A file that takes the rows of each account."""

    def write(self, each: AccountLots) -> None:
        """Write the rows of an account."""


def rows_into(
    out: str | None, orders: str | None, consumption: ir.Consumption, histories: Histories
) -> Iterator[AbstractContextManager[Rows]]:
    """The files that are asked for, to be opened: one of lots, one of orders."""
    if out is not None:
        yield _file(Path(out), _LOT, _QUOTAS, histories, _lot_rows)
    if orders is not None:
        facts = tuple(facts_of(OrderQuota(), consumption))
        names = (consumption.account, consumption.order, *facts)
        yield _file(Path(orders), names, facts, histories, partial(_order_rows, consumption))


def lot_values(name: str, lot: Lot, decimals: int) -> tuple[str | None, ...]:
    """A lot as it is written: quota in its unit with all its decimals, moments in UTC."""
    return _written(_lot_row(name, lot), _LOT, decimals)


def _lot_rows(each: AccountLots) -> Iterable[_Row]:
    return [_lot_row(each.name, lot) for lot in each.account.lots]


def _lot_row(name: str, lot: Lot) -> _Row:
    credit, *drawn = lot
    kind = "paid" if credit.paid else "gift"
    return name, credit.lot, kind, credit.order or None, credit.at, credit.expires_at, credit.quota, *drawn


def _order_rows(consumption: ir.Consumption, each: AccountLots) -> Iterable[_Row]:
    """A row for each order, under the names of the facts that a case tells."""
    for order, quota in each.orders.items():
        yield each.name, order, *facts_of(quota, consumption).values()


def _written(row: _Row, names: Sequence[str], decimals: int) -> tuple[str | None, ...]:
    return tuple(
        each
        if not isinstance(each, int)
        else instant_text(each * _MICROSECOND, "UTC")
        if key in _MOMENTS
        else to_text(each, decimals)
        for key, each in zip(names, row, strict=True)
    )


class _Writing:
    """A file while its rows are written: as they are for Parquet, else as texts, in lines of JSON or of CSV."""

    def __init__(
        self, file: IO[str], ending: str, names: Sequence[str], decimals: int, rows: _RowsOf
    ) -> None:
        self._file, self._names, self._rows = file, names, rows
        self._ending, self._decimals = ending, decimals
        self._csv = csv.writer(file, lineterminator="\n")
        if ending != ".jsonl":
            self._csv.writerow(names)

    def write(self, each: AccountLots) -> None:
        rows = self._rows(each)
        if self._ending == ".parquet":
            self._csv.writerows(rows)
            return
        texts = (_written(row, self._names, self._decimals) for row in rows)
        if self._ending == ".csv":
            self._csv.writerows(texts)
            return
        for row in texts:
            told = {key: cell for key, cell in zip(self._names, row, strict=True) if cell is not None}
            self._file.write(json.dumps(told, ensure_ascii=False) + "\n")


@contextmanager
def _file(
    out: Path,
    names: tuple[str, ...],
    quotas: tuple[str, ...],
    histories: Histories,
    rows: _RowsOf,
) -> Iterator[Rows]:
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        help_text = f"its name ends in {', '.join(f'`{each}`' for each in ENDINGS)}"
        raise stop("RF520", f"`{out}` cannot be written to", help=help_text, exit_code=USAGE)
    with made_whole(out) as folder:
        lines = folder / ("rows.csv" if ending == ".parquet" else out.name)
        with lines.open("w", encoding="utf-8", newline="") as file:
            yield _Writing(file, ending, names, histories.decimals, rows)
        if ending == ".parquet":
            histories.copy(_typed(lines, names, quotas, histories.decimals), folder / out.name)


def _typed(rows: Path, names: tuple[str, ...], quotas: tuple[str, ...], decimals: int) -> str:
    """The rows as they stand in Parquet: quota as decimals, moments as moments."""
    one = f"{to_text(1, decimals)}::DECIMAL({decimals + 1}, {decimals})"
    kinds = dict.fromkeys(quotas, f"({{0}}::DECIMAL(18, 0) * {one})::DECIMAL(24, {decimals})")
    kinds |= dict.fromkeys(_MOMENTS, "make_timestamp({0}::BIGINT)::TIMESTAMPTZ")
    columns = ", ".join(f"{kinds.get(name, '{0}').format(quoted(name))} AS {quoted(name)}" for name in names)
    texts = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    signs = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    return f"SELECT {columns} FROM read_csv({literal(str(rows))}, columns = {{{texts}}}, {signs})"
