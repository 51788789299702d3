"""`python -m bench.ledger [single] [ENTRIES…]`: what confirming, proving and verifying cost, at each size.

Without words: single confirms, and a thousand to a million entries, which is a quarter of an hour.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from engine.ledger.merkle import inclusion_proof
from engine.tasks.confirm import Confirmer
from engine.tasks.confirming_desk import Confirming, ConfirmingDesk
from engine.tasks.decide import Asked
from engine.tasks.ledgers import open_ledger, signing_key
from tests.second_reading.generate import cases

POLICIES = Path(__file__).resolve().parents[1] / "policies"
SINGLES = 300
ROUNDS = 5
SHAPES = 4000


def main() -> None:
    """Print one row a figure."""
    wanted = sys.argv[1:] or ["single", *(str(10**power) for power in range(3, 7))]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REFUNDRY_DATA"] = folder
        confirming = Confirming(
            Asked(str(POLICIES), None, None, presume=True, explain=False, lang="en"), None, "bench"
        )
        shapes = _confirmable(confirming)
        for word in wanted:
            if word == "single":
                _singles(Path(folder), confirming, shapes)
            else:
                _whole(Path(folder), shapes, int(word))


def _confirmable(confirming: Confirming) -> list[dict[str, Any]]:
    """Cases of every kind that have an outcome, without their numbers."""
    desk = ConfirmingDesk(confirming)
    found = []
    for case in cases(SHAPES, seed=11):
        desk.decide(case, "bench", None)
        if desk.take().outcomes:
            found.append(case)
    return found


def _numbered(shapes: list[dict[str, Any]], count: int, mark: str) -> Iterator[dict[str, Any]]:
    for at in range(count):
        case = shapes[at % len(shapes)]
        yield case | {
            "case": case["case"] | {"id": f"{mark}-{at}"},
            "order": case["order"] | {"id": f"{mark}-{at}"},
            "account": case.get("account", {}) | {"id": f"U-{at % 1000}"},
        }


def _singles(folder: Path, confirming: Confirming, shapes: list[dict[str, Any]]) -> None:
    """One case decided, written and on disk, beside one row of the same size inserted and on disk."""
    ledger = open_ledger(f"sqlite:///{folder / 'single.sqlite'}")
    desk, confirmer = ConfirmingDesk(confirming), Confirmer(ledger, signing_key(), confirming)
    bare = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")
    body = random.Random(1).randbytes(2200)

    def confirm(case: dict[str, Any]) -> None:
        desk.decide(case, "bench", None)
        confirmer.write(desk.take())

    def insert(_: dict[str, Any]) -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO entry (body) VALUES (?)", (body,))
        bare.execute("COMMIT")

    waiting = list(_numbered(shapes, SINGLES * ROUNDS + 1, "S"))
    confirm(waiting.pop())
    timed = []
    for _ in range(ROUNDS):
        part = [waiting.pop() for _ in range(SINGLES)]
        timed.append((_each(insert, part), _each(confirm, part)))
    inserted, confirmed = (median(times) * 1e6 for times in zip(*timed, strict=True))
    ratio = median(one / other for one, other in timed)
    print(
        f"durable single confirms, of the speed of bare inserts: {ratio:.2f}  (goal at least 0.4;"
        f" {confirmed:.0f} µs against {inserted:.0f} µs)"
    )


def _each(act: Callable[[dict[str, Any]], None], part: list[dict[str, Any]]) -> float:
    start = time.perf_counter()
    for case in part:
        act(case)
    return (time.perf_counter() - start) / len(part)


def _whole(folder: Path, shapes: list[dict[str, Any]], size: int) -> None:
    """A file of cases confirmed, proven and verified, each by the program as a user starts it."""
    rows, url = folder / f"{size}.jsonl", f"sqlite:///{folder / f'{size}.sqlite'}"
    with rows.open("w") as file:
        file.writelines(f"{json.dumps(case)}\n" for case in _numbered(shapes, size, "B"))
    confirmed, _ = _run("confirm", str(rows), "--by", "bench", "--ledger", url)
    rows.unlink()
    proof = _proof(url, size)
    verified, memory = _run("ledger", "verify", "--ledger", url)
    disk = (folder / f"{size}.sqlite").stat().st_size
    print(
        f"{size:>9,} entries: confirm {size / confirmed:>7,.0f}/s, inclusion proof {proof * 1000:.2f} ms,"
        f" verify {verified:.1f} s ({verified / size * 1e6:.0f} µs an entry, {memory / 2**20:.0f} MiB),"
        f" {disk / size / 1024:.1f} KiB an entry",
        flush=True,
    )


def _run(*words: str) -> tuple[float, int]:
    """How long a command took, and the most memory that it held."""
    before = time.perf_counter()
    with subprocess.Popen(
        [Path(sys.executable).with_name("refundry"), "--policies", POLICIES, *words],
        stdout=subprocess.DEVNULL,
        cwd=POLICIES.parent,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise AssertionError(words)
    return time.perf_counter() - before, used.ru_maxrss * 1024


def _proof(url: str, size: int) -> float:
    """How long the proof of an entry takes, the median over entries all over the ledger."""
    ledger = open_ledger(url)
    dice = random.Random(2)
    taken = []
    for number in (dice.randrange(size) for _ in range(200)):
        before = time.perf_counter()
        inclusion_proof(number, size, ledger.node)
        taken.append(time.perf_counter() - before)
    return median(taken)


if __name__ == "__main__":
    main()
