"""Lots and orders as files: a row each, written while the accounts go by, and in place only when all are there."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from engine.columnar.words import name as quoted
from engine.columnar.words import text as literal
from engine.ir import tree as ir
from engine.lots.to_facts import OrderQuota
from engine.lots.tree import Account, Lot
from engine.tasks.duck import writing
from engine.tasks.out_file import made_whole
from engine.tasks.stop import USAGE, stop
from engine.values.moment import instant_text
from engine.values.money import to_text

ENDINGS = (".csv", ".jsonl", ".parquet")
_MICROSECOND = 1_000
_MOMENTS = ("at", "expires_at")
_QUOTAS = ("granted", "used", "returned", "expired", "unused")
_LOT = ("account", "lot", "kind", "order", "at", "expires_at", *_QUOTAS)


class Rows(Protocol):
    """A file that takes the rows of each account."""

    def write(self, name: str, account: Account, orders: dict[str, OrderQuota]) -> None:
        """Write the rows of an account."""


def rows_into(
    out: str | None, orders: str | None, consumption: ir.Consumption, decimals: int
) -> Iterator[AbstractContextManager[Rows]]:
    """The files that are asked for, to be opened: one of lots, one of orders."""
    if out is not None:
        yield _file(Path(out), _LOT, _QUOTAS, decimals, _LotRows())
    if orders is not None:
        facts = (consumption.granted, consumption.used, *filter(None, [consumption.gift_used]))
        names = (consumption.account, consumption.order, *facts)
        yield _file(Path(orders), names, facts, decimals, _OrderRows(len(facts)))


def lot_values(name: str, lot: Lot, decimals: int) -> tuple[str | None, ...]:
    """A lot as it is written: quota in its unit with all its decimals, moments in UTC."""
    credit = lot.credit
    expires = None if credit.expires_at is None else instant_text(credit.expires_at * _MICROSECOND, "UTC")
    quotas = (credit.quota, lot.used, lot.returned, lot.expired, lot.unused)
    kind = "paid" if credit.paid else "gift"
    at = instant_text(credit.at * _MICROSECOND, "UTC")
    return (
        name,
        credit.lot,
        kind,
        credit.order or None,
        at,
        expires,
        *(to_text(each, decimals) for each in quotas),
    )


_Row = tuple[str | int | None, ...]


class _LotRows:
    """A row for each lot: moments in microseconds, quota in its smallest unit."""

    def of(self, name: str, account: Account, orders: dict[str, OrderQuota]) -> Iterator[_Row]:
        del orders
        for lot in account.lots:
            credit = lot.credit
            kind = "paid" if credit.paid else "gift"
            quotas = (credit.quota, lot.used, lot.returned, lot.expired, lot.unused)
            yield (name, credit.lot, kind, credit.order or None, credit.at, credit.expires_at, *quotas)


class _OrderRows:
    """A row for each order, under the names of the facts that a case tells."""

    def __init__(self, facts: int) -> None:
        self._facts = facts

    def of(self, name: str, account: Account, orders: dict[str, OrderQuota]) -> Iterator[_Row]:
        del account
        for order, quota in orders.items():
            if quota.granted:
                yield (name, order, *(quota.granted, quota.used, quota.gift_used)[: self._facts])


class _Writing:
    """A file while its rows are written: as they are for Parquet, else as texts, in lines of JSON or of CSV."""

    def __init__(self, file: IO[str], ending: str, names: Sequence[str], decimals: int, rows: Any) -> None:  # noqa: ANN401 - either kind
        self._file, self._names, self._rows = file, names, rows
        self._ending, self._decimals = ending, decimals
        self._csv = csv.writer(file, lineterminator="\n")
        if ending != ".jsonl":
            self._csv.writerow(names)

    def write(self, name: str, account: Account, orders: dict[str, OrderQuota]) -> None:
        rows = self._rows.of(name, account, orders)
        match self._ending:
            case ".parquet":
                self._csv.writerows(rows)
            case ".csv":
                self._csv.writerows(map(self._written, rows))
            case _:
                for row in map(self._written, rows):
                    told = {key: each for key, each in zip(self._names, row, strict=True) if each is not None}
                    self._file.write(json.dumps(told, ensure_ascii=False) + "\n")

    def _written(self, row: _Row) -> tuple[str | None, ...]:
        """Quota in its unit with all its decimals, moments in UTC."""
        return tuple(
            each
            if not isinstance(each, int)
            else instant_text(each * _MICROSECOND, "UTC")
            if key in _MOMENTS
            else to_text(each, self._decimals)
            for key, each in zip(self._names, row, strict=True)
        )


@contextmanager
def _file(
    out: Path,
    names: tuple[str, ...],
    quotas: tuple[str, ...],
    decimals: int,
    rows: Any,  # noqa: ANN401 - either kind
) -> Iterator[Rows]:
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        help_text = f"its name ends in {', '.join(f'`{each}`' for each in ENDINGS)}"
        raise stop("RF520", f"`{out}` cannot be written to", help=help_text, exit_code=USAGE)
    with made_whole(out) as folder:
        lines = folder / ("rows.csv" if ending == ".parquet" else out.name)
        with lines.open("w", encoding="utf-8", newline="") as file:
            yield _Writing(file, ending, names, decimals, rows)
        if ending == ".parquet":
            _as_parquet(lines, folder / out.name, names, (quotas, decimals))


def _as_parquet(rows: Path, made: Path, names: tuple[str, ...], quotas: tuple[tuple[str, ...], int]) -> None:
    """Write the rows as Parquet: quota as decimals, moments as moments."""
    from engine.tasks.history_files import connected

    told, decimals = quotas
    one = f"{to_text(1, decimals)}::DECIMAL({decimals + 1}, {decimals})"
    kinds = dict.fromkeys(told, f"({{0}}::DECIMAL(18, 0) * {one})::DECIMAL(24, {decimals})")
    kinds |= dict.fromkeys(_MOMENTS, "make_timestamp({0}::BIGINT)::TIMESTAMPTZ")
    columns = ", ".join(f"{kinds.get(name, '{0}').format(quoted(name))} AS {quoted(name)}" for name in names)
    with closing(connected(rows.parent)) as connection, writing(made):
        texts = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
        signs = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
        table = f"read_csv({literal(str(rows))}, columns = {{{texts}}}, {signs})"
        connection.execute(f"COPY (SELECT {columns} FROM {table}) TO {literal(str(made))} (FORMAT parquet)")
