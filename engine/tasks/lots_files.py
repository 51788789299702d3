"""Lots and orders as files: a row each, written while the accounts go by, and in place only when all are there."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from engine.ir import tree as ir
from engine.lots.to_facts import OrderQuota
from engine.lots.tree import Account, Lot
from engine.tasks.history_sql import literal, quoted
from engine.tasks.stop import USAGE, stop
from engine.values.moment import instant_text
from engine.values.money import to_text

ENDINGS = (".csv", ".jsonl", ".parquet")
_MICROSECOND = 1_000
_QUOTAS = ("granted", "used", "returned", "expired", "unused")
_LOT = ("account", "lot", "kind", "order", "at", "expires_at", *_QUOTAS)


class Rows(Protocol):
    """A file that takes the rows of each account."""

    def write(self, name: str, account: Account, orders: dict[str, OrderQuota]) -> None:
        """Write the rows of an account."""


def rows_into(
    out: str | None, orders: str | None, consumption: ir.Consumption, unit: str, decimals: int
) -> Iterator[AbstractContextManager[Rows]]:
    """The files that are asked for, to be opened: one of lots, one of orders."""
    del unit
    if out is not None:
        yield _file(Path(out), _LOT, _QUOTAS, _LotRows(decimals))
    if orders is not None:
        facts = (consumption.granted, consumption.used, *filter(None, [consumption.gift_used]))
        names = (consumption.account, consumption.order, *facts)
        yield _file(Path(orders), names, facts, _OrderRows(decimals, len(facts)))


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


class _LotRows:
    """A row for each lot."""

    def __init__(self, decimals: int) -> None:
        self._decimals = decimals

    def of(
        self, name: str, account: Account, orders: dict[str, OrderQuota]
    ) -> Iterator[tuple[str | None, ...]]:
        del orders
        return (lot_values(name, lot, self._decimals) for lot in account.lots)


class _OrderRows:
    """A row for each order, under the names of the facts that a case tells."""

    def __init__(self, decimals: int, facts: int) -> None:
        self._decimals, self._facts = decimals, facts

    def of(
        self, name: str, account: Account, orders: dict[str, OrderQuota]
    ) -> Iterator[tuple[str | None, ...]]:
        del account
        for order, quota in orders.items():
            if quota.granted:
                held = (quota.granted, quota.used, quota.gift_used)[: self._facts]
                yield (name, order, *(to_text(each, self._decimals) for each in held))


class _Writing:
    """A file while its rows are written, as lines of JSON or of CSV."""

    def __init__(
        self, file: IO[str], names: tuple[str, ...], rows: _LotRows | _OrderRows, *, as_json: bool
    ) -> None:
        self._file, self._names, self._rows, self._as_json = file, names, rows, as_json
        self._csv = csv.writer(file, lineterminator="\n")
        if not as_json:
            self._csv.writerow(names)

    def write(self, name: str, account: Account, orders: dict[str, OrderQuota]) -> None:
        rows = self._rows.of(name, account, orders)
        if not self._as_json:
            self._csv.writerows(rows)
            return
        for row in rows:
            told = {key: each for key, each in zip(self._names, row, strict=True) if each is not None}
            self._file.write(json.dumps(told, ensure_ascii=False) + "\n")


@contextmanager
def _file(out: Path, names: tuple[str, ...], quotas: tuple[str, ...], rows: Any) -> Iterator[Rows]:  # noqa: ANN401 - either kind
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        help_text = f"its name ends in {', '.join(f'`{each}`' for each in ENDINGS)}"
        raise stop("RF520", f"`{out}` cannot be written to", help=help_text, exit_code=USAGE)
    if not out.parent.is_dir():
        raise stop("RF520", f"there is no folder `{out.parent}`", help="make it first", exit_code=USAGE)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.partial-") as folder:
        made = Path(folder) / ("rows.csv" if ending == ".parquet" else out.name)
        with made.open("w", encoding="utf-8", newline="") as file:
            yield _Writing(file, names, rows, as_json=ending == ".jsonl")
        if ending == ".parquet":
            made = _as_parquet(made, names, quotas)
        os.replace(made, out)  # noqa: PTH105 - replaces where rename would fail


def _as_parquet(rows: Path, names: tuple[str, ...], quotas: tuple[str, ...]) -> Path:
    """The rows as Parquet: quota as decimals, moments as moments."""
    from engine.tasks.history_files import connected

    kinds = dict.fromkeys(quotas, "DECIMAL(18, 9)") | {"at": "TIMESTAMPTZ", "expires_at": "TIMESTAMPTZ"}
    columns = ", ".join(f"{quoted(name)}::{kinds.get(name, 'VARCHAR')} AS {quoted(name)}" for name in names)
    made = rows.with_suffix(".parquet")
    with closing(connected(str(rows.parent))) as connection:
        table = f"read_csv({literal(str(rows))}, all_varchar = true, header = true, quote = '\"')"
        connection.execute(f"COPY (SELECT {columns} FROM {table}) TO {literal(str(made))} (FORMAT parquet)")
    return made
