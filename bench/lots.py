"""`lots` on 5 million calls of 10,000 accounts, gift first with gifts that arrive late, beside a plain heap in Python.

`python -m bench.lots`: the ratio, and whether every lot says the same. The heap is there twice, as one writes it down
first and as one writes it for speed. All read the same file, in turn, and the quickest of five runs counts; `lots`
alone also starts a program and writes a file.
"""

from __future__ import annotations

import heapq
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

CALLS, ACCOUNTS, LOTS = 5_000_000, 10_000, 5
FIRST, STRETCH = 1_780_000_000, 10_000_000
_ROUNDS = 5
REFUNDRY = Path(sys.executable).with_name("refundry")
Used = dict[tuple[str, str], int]


def made(folder: Path) -> Path:
    """One file of events; a lot is about what is called for until the next arrives, so that calls straddle lots."""
    run = duckdb.connect()
    run.execute("SELECT setseed(0.5)")
    run.execute(f"""CREATE TABLE calls AS SELECT (random() * {ACCOUNTS})::INT % {ACCOUNTS} AS account,
      {FIRST} + (random() * {STRETCH})::BIGINT AS ts, 1 + (random() * 199)::BIGINT % 199 AS fee FROM range({CALLS})""")
    run.execute(f"""CREATE TABLE lots AS SELECT *, row_number() OVER (PARTITION BY account ORDER BY ts) AS seq FROM (
      SELECT account, n > 0 AND random() < 0.4 AS gift,
        CASE WHEN n = 0 THEN {FIRST - 1} ELSE {FIRST} + (random() * {STRETCH})::BIGINT END AS ts
      FROM range({ACCOUNTS}) a(account), range({LOTS}) b(n))""")
    run.execute("""CREATE TABLE sized AS SELECT l.*, coalesce(f, 0)::BIGINT + 1 + (random() * 2000)::BIGINT AS size
      FROM lots l LEFT JOIN (SELECT c.account, l.seq, sum(fee) AS f
        FROM calls c ASOF JOIN lots l ON c.account = l.account AND c.ts >= l.ts GROUP BY ALL) USING (account, seq)""")
    out = folder / "events.parquet"
    run.execute(f"""COPY (
      SELECT account::VARCHAR AS account, to_timestamp(ts) AS "at", 'call' AS kind, fee AS quota, NULL AS lot FROM calls
      UNION ALL SELECT account::VARCHAR, to_timestamp(ts), if(gift, 'gift', 'top_up'), size, 'L' || seq FROM sized
      ORDER BY 2) TO '{out}' (FORMAT parquet)""")
    return out


def by_heap(events: Path) -> Used:
    """The plain way: events as they come, a heap of lots for each account."""
    left: dict[tuple[str, str], int] = {}
    size: dict[tuple[str, str], int] = {}
    heaps: dict[str, list[tuple[bool, int, str]]] = {}
    cursor = duckdb.execute(
        f"""SELECT account, kind, quota, lot FROM '{events}' ORDER BY "at", kind = 'call'"""
    )
    number = 0
    while rows := cursor.fetchmany(100_000):
        for account, kind, quota, lot in rows:
            heap = heaps.setdefault(account, [])
            if lot:
                number += 1
                left[account, lot] = size[account, lot] = quota
                heapq.heappush(heap, (kind != "gift", number, lot))
                continue
            need = quota
            while need and heap:
                key = (account, heap[0][2])
                if left[key] > need:
                    left[key] -= need
                    break
                need -= left[key]
                left[key] = 0
                heapq.heappop(heap)
    return {key: whole - left[key] for key, whole in size.items()}


def by_quick_heap(events: Path) -> Used:
    """The same for speed: a lot is a list that its heap holds, and nothing is looked up for a call but its heap."""
    heaps: dict[str, list[list[Any]]] = {}
    lots: list[list[Any]] = []
    cursor = duckdb.execute(
        f"""SELECT account, kind, quota, lot FROM '{events}' ORDER BY "at", kind = 'call'"""
    )
    while rows := cursor.fetchmany(100_000):
        for account, kind, quota, lot in rows:
            if lot:
                held = [kind != "gift", len(lots), quota, quota, account, lot]
                lots.append(held)
                heapq.heappush(heaps.setdefault(account, []), held)
                continue
            heap, need = heaps.get(account), quota
            while heap:
                first = heap[0]
                if first[2] > need:
                    first[2] -= need
                    break
                need -= first[2]
                first[2] = 0
                heapq.heappop(heap)
    return {(account, lot): whole - left for _, _, left, whole, account, lot in lots}


def by_lots(events: Path, out: Path) -> None:
    """The command, as a user gives it."""
    subprocess.run([REFUNDRY, "lots", events, "--out", out], check=True, capture_output=True)


def main() -> None:
    """Measure all ways and print the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        events, out = made(folder), folder / "lots.parquet"
        ways = (lambda: by_lots(events, out), lambda: by_heap(events), lambda: by_quick_heap(events))
        ours, theirs, quick = map(min, zip(*(map(_timed, ways) for _ in range(_ROUNDS)), strict=True))
        plain = by_heap(events)
        same = by_quick_heap(events) == plain == _told(out)
    print(f"lots, {CALLS:,} calls of {ACCOUNTS:,} accounts: {ours:.2f} s, written as Parquet")
    print(f"a plain heap: {theirs:.2f} s, one written for speed: {quick:.2f} s")
    print(f"ratio: {theirs / ours:.1f}  (goal at least 6), to the one written for speed: {quick / ours:.1f}")
    print(f"every lot the same: {'yes' if same else 'NO'}")
    sys.exit(0 if same else 1)


def _told(out: Path) -> Used:
    rows = duckdb.execute(f"SELECT account, lot, used::BIGINT FROM '{out}'").fetchall()
    return {(account, lot): used for account, lot, used in rows}


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
