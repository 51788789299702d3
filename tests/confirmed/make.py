"""`python -m tests.confirmed.make NAME`: a ledger of today's format, to be kept for ever in a folder beside this file.

It has every kind of entry and of outcome: refund, partial refund with lines, refusal, no clause, a choice, a
correction, an erasure, a second key. Run it once for each released format, and never over a folder that is there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from engine.ledger.signature import Signer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REFUNDRY = Path(sys.executable).with_name("refundry")
MATERIALS = ["account", "order_no", "paid_at", "amount", "channel", "reason", "proof"]


def case(name: str, reason: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - facts of any type
    """A case of an order of its own."""
    tables: dict[str, dict[str, Any]] = {
        "case": {
            "id": name, "reason": reason, "received_at": "2026-07-09T10:00:00+08:00", "materials": MATERIALS,
        },
        "account": {"id": f"user-of-{name}"},
        "order": {"id": f"order-of-{name}", "kind": "cash_topup"},
        "payment": {"paid_at": "2026-07-05T20:10:00+08:00", "paid": "98.00 CNY", "expected": "98.00 CNY"},
        "credit": {"granted": "100", "used": "0", "credited": True},
    }  # fmt: skip
    for path, value in more.items():
        table, _, fact = path.partition("__")
        tables.setdefault(table, {})[fact] = value
    return tables


def main() -> None:
    """Make the ledger, its checkpoint and its receipts in a new folder."""
    kept = HERE / sys.argv[1]
    kept.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        _confirm(Path(folder), kept)
        shutil.copy(Path(folder) / "ledger.sqlite", kept / "ledger.ledger")


def _confirm(folder: Path, kept: Path) -> None:
    def run(*words: str, key: str = "signing-key.pem", told: dict[str, Any] | None = None) -> str:
        own = {"REFUNDRY_DATA": str(folder)} | (
            {"REFUNDRY_SIGNING_KEY": str(folder / key)} if key[0] == "2" else {}
        )
        done = subprocess.run(
            [REFUNDRY, "--policies", ROOT / "policies", *words],
            input=json.dumps(told) if told else None,
            env=os.environ | own,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    by = ("--by", "Li Lei")
    used = {"credit__used": "40", "payment__channel_fee": "2.00", "invoice__tax": "1.00"}
    run("confirm", "-", *by, told=case("refund", "mistaken_topup"))
    run("confirm", "-", *by, told=case("lines", "duplicate_payment", payment__duplicate=True, **used))
    run("confirm", "-", *by, told=case("refused", "user_error"))
    run("confirm", "-", *by, told=case("no-clause", "other"))
    run("confirm", "-", *by, "--amount", "40.00", told=case("choice", "billing_error"))
    why = ("--because", "a wrong amount was typed in")
    mended = case("refund", "mistaken_topup", payment__paid="90.00 CNY", payment__expected="90.00 CNY")
    run("ledger", "supersede", "-", *by, *why, told=mended)
    run("ledger", "erase", "user-of-lines", *by, "--because", "asked for")
    (folder / "2.pem").write_bytes(Signer.new().to_pem())
    key = run("ledger", "signer", key="2.pem").strip()
    run("ledger", "signer", key, *by, "--because", "a second machine")
    run("confirm", "-", *by, key="2.pem", told=case("second-key", "mistaken_topup"))
    names = ("refund", "lines", "refused", "no-clause", "choice", "second-key")
    receipts = [json.loads(run("ledger", "receipt", name)) for name in names]
    (kept / "receipts.json").write_text(json.dumps(receipts, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (kept / "checkpoint.txt").write_text(run("ledger", "checkpoint"), "utf-8")


if __name__ == "__main__":
    main()
