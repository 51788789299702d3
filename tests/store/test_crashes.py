"""Four writers and their server killed at random moments: what was acknowledged stands, and nothing stands by half."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.store.office import ROOT, Office, PostgresqlStore, SqliteStore, Store
from tests.store.server import Server
from tests.tasks.running import Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

KILLS = int(os.environ.get("REFUNDRY_KILLS", "3"))
KILLS_OF_A_LEDGER = min(KILLS, 10)
WRITERS = 4
_LONGEST_SECONDS = 0.4
_PATIENCE_SECONDS = 120


class Writing(NamedTuple):
    """A writer, and what it has said so far."""

    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    def acknowledged(self) -> list[str]:
        """The receipts that it printed whole."""
        return [line for line in self.out.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]

    def kill(self) -> None:
        """End it where it stands."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Writers:
    """Four writers into one store; whoever is killed is followed by another."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder, self._names = store, folder, count(1)
        self.all: list[Writing] = []
        self.now = [self._start() for _ in range(WRITERS)]

    def _start(self) -> Writing:
        name = f"W{next(self._names)}"
        out, err = (self._folder / f"{name}.{ending}" for ending in ("out", "err"))
        words = [sys.executable, "-m", "tests.store.writer", self._store.url, name, str(self._folder)]
        with out.open("wb") as said, err.open("wb") as wrong:
            process = subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=wrong)
        self.all.append(Writing(process, out, err))
        return self.all[-1]

    def kill(self, which: list[int]) -> None:
        """Kill some of them, and let others begin."""
        for each in which:
            self.now[each].process.send_signal(signal.SIGKILL)
        for each in which:
            self.now[each].process.wait()
            self.now[each] = self._start()

    def wait_for_more(self) -> None:
        """Wait until somebody has acknowledged something more."""
        before, until = len(self.acknowledged()), time.monotonic() + _PATIENCE_SECONDS
        while len(self.acknowledged()) <= before:
            assert time.monotonic() < until, [each.err.read_text("utf-8")[-500:] for each in self.now]
            time.sleep(0.01)

    def acknowledged(self) -> list[str]:
        """Every receipt that anybody printed."""
        return [receipt for each in self.all for receipt in each.acknowledged()]

    def end(self) -> None:
        """Kill all of them for good."""
        for each in self.now:
            each.kill()
        assert [each for each in self.all if "mistake of its own" in each.err.read_text("utf-8")] == []


@contextmanager
def writers_into(store: Store, folder: Path) -> Iterator[Writers]:
    writers = Writers(store, folder)
    try:
        yield writers
    finally:
        writers.end()


def check(office: Office, acknowledged: list[str]) -> int:
    """Hold the ledger against itself and what was acknowledged; gives how many entries there are."""
    assert office.findings() == []
    exported = [json.loads(line) for line in office("ledger", "export").out.splitlines()]
    for line in acknowledged:
        receipt: dict[str, Any] = json.loads(line)
        entry = receipt["entry"] | {"decision": receipt["decision"]}
        assert exported[entry["number"]] == entry
    return len(exported)


def repeated(office: Office, receipt: str) -> str:
    """The receipt of a case that is confirmed again."""
    entry = json.loads(receipt)["entry"]
    name, batch, _ = entry["case"].split("-")
    del batch
    facts = entry["facts"] | {"account": {"id": f"U-{entry['case']}"}}
    path = office.refundry.write(f"again-{name}.jsonl", json.dumps(facts) + "\n")
    return office("confirm", path, "--by", "Wang Fang", "--format", "json").out


def crash(
    office: Office, folder: Path, kills: Sequence[Callable[[Writers], None]], settle: Callable[[], None]
) -> tuple[int, int]:
    """Kill again and again while a new ledger is written; gives how many entries there are, and acknowledged."""
    with writers_into(office.store, folder) as writers:
        writers.wait_for_more()
        for kill in kills:
            time.sleep(random.uniform(0, _LONGEST_SECONDS))
            kill(writers)
            settle()
            check(office, writers.acknowledged())
            writers.wait_for_more()
    settle()
    acknowledged = writers.acknowledged()
    entries = check(office, acknowledged)
    for receipt in random.sample(acknowledged, 3):
        assert repeated(office, receipt) == receipt
    assert check(office, acknowledged) == entries
    return entries, len(set(acknowledged))


def one(writers: Writers) -> None:
    writers.kill([random.randrange(WRITERS)])


def everyone(writers: Writers) -> None:
    writers.kill([*range(WRITERS)])


def rounds() -> list[int]:
    """How many kills every ledger sees."""
    return [KILLS_OF_A_LEDGER] * (KILLS // KILLS_OF_A_LEDGER)


@pytest.mark.parametrize("number", range(len(rounds())))
def test_writers_killed_over_a_file(refundry: Program, tmp_path: Path, number: int) -> None:
    office = Office(refundry, SqliteStore(tmp_path / "ledger.sqlite"))
    kills = random.choices([one, everyone], [3, 1], k=rounds()[number])
    entries, acknowledged = crash(office, tmp_path, kills, lambda: None)
    print(f"sqlite: {len(kills)} kills, {entries} entries, {acknowledged} acknowledged, none lost")


@pytest.mark.parametrize("number", range(len(rounds())))
def test_writers_and_servers_killed(
    refundry: Program, server: Server, postgresql: PostgresqlStore, tmp_path: Path, number: int
) -> None:
    office = Office(refundry, postgresql)

    def the_server(_: Writers) -> None:
        server.crash()
        server.start()

    def a_process_of_the_server(_: Writers) -> None:
        server.crash_writer()

    acts = [one, everyone, a_process_of_the_server, the_server]
    kills = [*acts[2:], *random.choices(acts, [5, 1, 1, 1], k=rounds()[number] - 2)]
    random.shuffle(kills)
    entries, acknowledged = crash(office, tmp_path, kills, server.wait)
    on_server = sum(kill in acts[2:] for kill in kills)
    print(
        f"postgresql: {len(kills)} kills ({on_server} of the server), {entries} entries,"
        f" {acknowledged} acknowledged, none lost"
    )
