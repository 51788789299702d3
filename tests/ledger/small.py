"""A small ledger with everything that a ledger can hold: several batches, a choice, a correction, an erasure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.ledger.signature import Signer
from engine.store.ledger import Ledger
from engine.tasks.confirm import Confirmer
from engine.tasks.confirming_desk import Confirming
from engine.tasks.decide import Asked
from engine.tasks.ledger import erase
from engine.tasks.ledgers import open_ledger, signing_key
from engine.tasks.outcomes import outcomes_in

ROOT = Path(__file__).parents[2]
POLICY = "youyun-refund"
MATERIALS = ["account", "order_no", "paid_at", "amount", "channel", "reason", "proof"]
CHOICE = "C-choice"
REASONS = ("duplicate_payment", "user_error", "long_outage", "other")


def case(name: str, person: str, reason: str, dice: Random) -> dict[str, Any]:
    """A case of some person, with amounts by chance."""
    paid = dice.randrange(100, 100_000)
    granted = dice.randrange(1, 1000)
    return {
        "case": {
            "id": name,
            "reason": reason,
            "received_at": "2026-07-09T10:00:00+08:00",
            "materials": MATERIALS,
        },
        "account": {"id": person},
        "order": {"id": f"订单-{name}", "kind": "cash_topup"},
        "payment": {
            "paid_at": "2026-07-05T20:10:00+08:00",
            "paid": _money(paid),
            "expected": _money(paid),
            "duplicate": True,
        },
        "credit": {"credited": True, "granted": f"{granted}", "used": f"{dice.randrange(granted)}"},
        "outage": {"long_term": True, "attributable": "platform"},
    }


class SmallLedger:
    """A folder with the ledger, its key, its cases, and the newest checkpoint as somebody keeps it elsewhere."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.file = folder / "ledger.sqlite"
        self.url = f"sqlite:///{self.file.as_posix()}"
        self.kept = folder / "kept-elsewhere.txt"
        self.earlier = folder / "kept-earlier.txt"
        self.cases: dict[str, dict[str, Any]] = {}
        self.older = b""
        self._dice = Random(seed)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "key.pem").write_bytes(Signer.new().to_pem())

    @property
    def signer(self) -> Signer:
        """The key of this ledger."""
        return Signer.from_pem((self.folder / "key.pem").read_bytes())

    def fill(self) -> None:
        """Confirm, choose, correct, confirm again and erase."""
        first = [case(f"C-{at}", f"U-{at % 3}", reason, self._dice) for at, reason in enumerate(REASONS)]
        self.confirm(first)
        choice = case(CHOICE, "U-7", "billing_error", self._dice)
        self.confirm([choice], amount="0.37")
        self.earlier.write_text(self.checkpoint(), "utf-8")
        self.older = self.file.read_bytes()
        mended = case("C-1", "U-1", "duplicate_payment", self._dice)
        self.confirm([mended], because="the wrong order was looked at")
        self.confirm(
            [case(f"D-{at}", f"U-{at}", reason, self._dice) for at, reason in enumerate(REASONS[:3])]
        )
        with keyed(self.folder):
            erase(self.url, "U-2", None, "Han Mei", "asked for on 1 December")
        self.kept.write_text(self.checkpoint(), "utf-8")

    def confirm(self, cases: list[dict[str, Any]], **more: str) -> None:
        """Confirm cases, all in one batch."""
        self.cases |= {each["case"]["id"]: each for each in cases}
        rows = self.folder / "cases.jsonl"
        rows.write_text("".join(json.dumps(each) + "\n" for each in cases), "utf-8")
        name = rows
        if more:
            name = self.folder / "case.json"
            name.write_text(json.dumps(cases[0]), "utf-8")
        asked = Asked(str(ROOT / "policies"), None, None, presume=True, explain=False, lang="en")
        with keyed(self.folder):
            confirming = Confirming(asked, self.url, "Li Lei", **more)
            ledger = open_ledger(self.url)
            confirmer = Confirmer(ledger, signing_key(), confirming)
            for found in outcomes_in([str(name)], confirming):
                confirmer.write(found)
            ledger.database.close()
        assert confirmer.new == len(cases), [*confirmer.refused, *confirmer.messages]

    def open(self) -> Ledger:
        return open_ledger(self.url, must_exist=True)

    def checkpoint(self) -> str:
        """The newest checkpoint."""
        ledger = self.open()
        latest = ledger.latest_checkpoint()
        ledger.database.close()
        assert latest is not None
        return latest[1]


@contextmanager
def keyed(folder: Path) -> Iterator[None]:
    """Let the key of this folder sign, and its cache be used."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFUNDRY_SIGNING_KEY", str(folder / "key.pem"))
        patch.setenv("REFUNDRY_CACHE", str(folder / "cache"))
        yield


def _money(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d} CNY"
