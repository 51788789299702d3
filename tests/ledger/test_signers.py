"""Who may sign: keys that a key before them let in. And what else an audit says of what guards a ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from engine.ledger.signature import Signer

from .attacks.target import Ran, refundry
from .small import SmallLedger, case


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[SmallLedger]:
    made = SmallLedger(tmp_path / "ours", seed=1)
    made.confirm([case("C-1", "U-1", "duplicate_payment", Random(1))])
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("REFUNDRY_LANG", raising=False)
        yield made


def _as(key: Path, made: SmallLedger, *words: str) -> Ran:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFUNDRY_SIGNING_KEY", str(key))
        return refundry("ledger", *words, "--ledger", made.url)


def test_a_key_is_let_in_by_a_key_before_it(ours: SmallLedger, tmp_path: Path) -> None:
    first, second = ours.folder / "key.pem", tmp_path / "second.pem"
    second.write_bytes(Signer.new().to_pem())
    key = _as(second, ours, "signer").out.strip()
    why = ("--by", "Li Lei", "--because", "second machine")
    refused = _as(second, ours, "signer", key, *why)
    assert (refused.code, "RF809" in refused.err, key in refused.err) == (1, True, True)
    assert _as(first, ours, "signer", key, *why).code == 0
    first.write_bytes(second.read_bytes())
    ours.confirm([case("C-2", "U-1", "duplicate_payment", Random(2))])
    assert _as(second, ours, "verify").code == 0
    assert key in _as(second, ours, "receipt", "C-2").out
    assert _as(second, ours, "verify", "--key", key).code == 1  # the first checkpoint is of the other key


@pytest.mark.parametrize(
    ("key", "words"),
    [("nonsense", "is no key"), (Signer.new().public("refundry/ledger/other").to_text(), "another ledger")],
    ids=["no key", "another ledger"],
)
def test_what_is_no_key_of_this_ledger_is_refused(ours: SmallLedger, key: str, words: str) -> None:
    ran = _as(ours.folder / "key.pem", ours, "signer", key, "--by", "Li Lei", "--because", "why not")
    assert (ran.code, words in ran.err) == (2, True)
    assert _as(ours.folder / "key.pem", ours, "signer", key).code == 2


def test_a_trigger_that_swallows_what_is_written_is_named(ours: SmallLedger) -> None:
    with closing(sqlite3.connect(ours.file)) as connection:
        connection.execute("CREATE TRIGGER quiet BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END")
    ran = _as(ours.folder / "key.pem", ours, "verify")
    assert (ran.code, "quiet" in ran.err, "RF827" in ran.err) == (1, True, True)


def test_there_is_no_receipt_of_what_is_no_outcome(ours: SmallLedger) -> None:
    ran = _as(ours.folder / "key.pem", ours, "receipt", "0")
    assert (ran.code, "RF808" in ran.err) == (2, True)
