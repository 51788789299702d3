"""Two who begin at the same moment: one ledger, one key."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.ledger.signature import Signer
from engine.store.database import Row
from engine.store.sqlite import SqliteDatabase
from engine.tasks.ledgers import signing_key
from tests.store.office import BY, Office, case
from tests.tasks.running import Program

FIRST = 4


@pytest.mark.parametrize("round_", range(3))
def test_first_writers_begin_one_ledger_with_one_key(office: Office, tmp_path: Path, round_: int) -> None:
    del round_
    words = [("confirm", office.write([case(f"C-{n}", order=f"A-{n}")]), *BY) for n in range(FIRST)]
    assert office.together(*words) == [0] * FIRST
    listed = office("ledger", "list", "--format", "json").json
    assert [row["kind"] for row in listed] == ["signer"] + ["confirmed"] * FIRST
    assert office.findings() == []
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["signing-key.pem"]


def test_of_two_keys_made_at_once_both_makers_use_the_first(
    refundry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2)
    new = Signer.new
    used: list[bytes] = []

    def made() -> Signer:
        both.wait(timeout=30)  # neither has found a key
        return new()

    monkeypatch.setattr(Signer, "new", made)
    makers = [threading.Thread(target=lambda: used.append(signing_key().to_pem())) for _ in range(2)]
    for each in makers:
        each.start()
    for each in makers:
        each.join()
    (path,) = (refundry.folder / "data").iterdir()
    assert used == [path.read_bytes()] * 2
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_becomes_a_ledger_while_it_is_looked_at_is_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    other = threading.Thread(target=lambda: SqliteDatabase(path).close())

    class Interrupted(SqliteDatabase):
        """Another makes the ledger between two looks at its file."""

        def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
            if sql == "PRAGMA user_version" and other.ident is None:
                other.start()
                other.join(timeout=0.5)  # or it waits until the look is over
            return super().rows(sql, values)

    Interrupted(path).close()
    other.join(timeout=30)
    assert not other.is_alive()
