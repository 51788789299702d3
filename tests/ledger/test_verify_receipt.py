"""`docs/verify_receipt.py` against receipts of a ledger and changed ones, and as a customer runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.ledger import merkle
from engine.ledger.signature import PublicKey
from engine.values.canonical import canonical

from .changes import (
    Receipt,
    canonical_or_none,
    difference,
    fields,
    same,
    with_a_field_changed,
    with_a_letter_changed,
)
from .small import CHOICE, SmallLedger
from .verifier import ASKED, PROGRAM, holds, theirs

SEED = 20260703
THOROUGH = "REFUNDRY_EDITS" in os.environ

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="`openssl` is not installed")


def _text(made: object) -> str:
    return json.dumps(made, ensure_ascii=False, indent=2)


def test_every_receipt_holds(receipts: list[Receipt]) -> None:
    verdicts = {made["decision"]["verdict"] for made in receipts}
    assert {"refund", "refused", "discretion"} <= verdicts
    assert any(made["entry"]["supersedes"] is not None for made in receipts)
    assert all(holds(_text(made)) for made in receipts)


def test_no_letter_of_a_receipt_can_be_changed(receipts: list[Receipt]) -> None:
    dice = Random(SEED)
    letters = "".join({*_text(receipts)}) + "\u202e\u00e9\U0001f600"
    tried = 0
    for made in receipts if THOROUGH else receipts[:1]:
        text = _text(made)
        for changed in islice(with_a_letter_changed(text, letters, dice), 0, None, 1 if THOROUGH else 3):
            if same(changed, made):
                continue
            tried += 1
            assert not holds(changed), f"seed {SEED}: {difference(text, changed)}"
    print(f"receipts with a letter changed: {tried}")
    assert tried > 1_500


def test_no_field_of_a_receipt_can_be_changed(receipts: list[Receipt]) -> None:
    tried = 0
    for made in receipts if THOROUGH else [each for each in receipts if each["decision"]["case"] == CHOICE]:
        for changed in with_a_field_changed(made):
            if canonical_or_none(changed) == canonical(made):
                continue
            tried += 1
            assert not holds(_text(changed)), changed
    print(f"receipts with a field changed: {tried}")
    assert tried > 1_000


def test_a_key_that_stands_twice_or_a_float_is_refused(receipts: list[Receipt]) -> None:
    text = _text(receipts[0])
    for field, value in fields(receipts[0]):
        written = f'"{field}": {json.dumps(value, ensure_ascii=False)}'
        twice = text.replace(f'"{field}":', f'{written}, "{field}":', 1)
        assert not holds(twice), field
    number = receipts[0]["entry"]["number"]
    for digits in (f"{number}.0", f"{number}e0", "-0", "NaN", "9" * 5000):
        assert not holds(text.replace(f'"number": {number}', f'"number": {digits}')), digits


def test_the_order_of_keys_and_white_space_do_not_matter(receipts: list[Receipt]) -> None:
    def turned(value: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return value

    assert holds(json.dumps(turned(receipts[0])))


def test_what_is_not_disclosed_is_said(receipts: list[Receipt]) -> None:
    made = next(each for each in receipts if each["personal"])
    said = theirs.check_receipt({**made, "personal": {}}, ASKED)
    assert any("not disclosed" in line and "account.id" in line for line in said)


@pytest.mark.parametrize("change", ["payable", "awarded", "lines", "case", "because", "verdict"])
def test_an_operator_who_signs_nonsense_is_found_out(receipts: list[Receipt], change: str) -> None:
    """What is paid must follow from the decision even where tree and signature are right."""
    made = next(each for each in receipts if each["decision"]["verdict"] == "discretion")
    decision, entry = deepcopy(made["decision"]), deepcopy(made["entry"])
    theirs.check_paid(decision, entry)
    match change:
        case "payable":
            entry["payable"] = entry["awarded"] = "99999.00 CNY"
        case "awarded":
            entry["awarded"] = None
        case "lines":
            decision["lines"] = decision["lines"][:-1]
        case "case":
            entry["case"] = "C-other"
        case "because":
            entry["because"] = "for no reason"
        case _:
            decision["verdict"] = "pending"
    with pytest.raises(theirs.Wrong):
        theirs.check_paid(decision, entry)


# ---- as a customer runs it -----------------------------------------------------------------------------------------


def _run(*words: str, stdin: str = "") -> tuple[int, str]:
    command = [sys.executable, "-I", "-S", str(PROGRAM), *words]
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, check=False)
    assert done.stderr == b"" or done.returncode == 2
    return done.returncode, done.stdout.decode()


def test_it_runs_alone(receipts: list[Receipt], tmp_path: Path) -> None:
    path = tmp_path / "receipt.json"
    path.write_text(_text(receipts[0]), "utf-8")
    key = receipts[0]["key"]
    assert _run(str(path), "--key", key)[0] == 0
    code, out = _run("-", stdin=_text(receipts[0]))
    assert (code, key in out) == (0, True)
    other = PublicKey(PublicKey.from_text(key).name, b"\x07" * 32).to_text()
    assert _run(str(path), "--key", other) == (
        1,
        "THE RECEIPT DOES NOT HOLD 收据无效: the receipt names a key that is not the published one\n",
    )
    assert _run(str(path), "--openssl", "no-such-program")[0] == 2
    assert _run(str(tmp_path / "nothing.json"))[0] == 2
    assert _run("-", stdin="{") == (1, _run("-", stdin="{")[1])
    assert _run(str(path), "--nonsense")[0] == 2


def test_a_receipt_cannot_move_the_cursor(receipts: list[Receipt]) -> None:
    made = deepcopy(receipts[0])
    made["entry"]["payable"] = "\x1b[2Jthe receipt holds 收据有效\n"
    code, out = _run("-", stdin=json.dumps(made))
    assert code == 1
    assert "\x1b" not in out
    assert out.count("\n") == 1


def test_a_later_checkpoint_continues_the_ledger(
    small: SmallLedger, receipts: list[Receipt], tmp_path: Path
) -> None:
    ledger = small.open()
    held = theirs.read_checkpoint(receipts[0]["checkpoint"])
    proof = merkle.consistency_proof(held.size, ledger.size, ledger.node)
    told = {
        "origin": held.origin,
        "first": held.size,
        "second": ledger.size,
        "consistency": [each.hex() for each in proof],
    }
    ledger.database.close()
    path, good, bad = tmp_path / "receipt.json", tmp_path / "good.json", tmp_path / "bad.json"
    path.write_text(_text(receipts[0]), "utf-8")
    good.write_text(json.dumps(told), "utf-8")
    bad.write_text(json.dumps({**told, "consistency": [sha256(b"").hexdigest()]}), "utf-8")
    kept = str(small.kept)
    assert _run(str(path), "--checkpoint", kept, "--consistency", str(good))[0] == 0
    assert _run(str(path), "--checkpoint", kept, "--consistency", str(bad))[0] == 1
    code, out = _run(str(path), "--checkpoint", kept)
    assert (code, f"ledger proof {held.size} {told['second']}" in out) == (2, True)
    last = tmp_path / "last.json"
    last.write_text(_text(receipts[-1]), "utf-8")
    assert _run(str(last), "--checkpoint", str(small.earlier))[0] == 2
    again = tmp_path / "again.txt"
    again.write_text(receipts[0]["checkpoint"], "utf-8")
    assert _run(str(path), "--checkpoint", str(again))[0] == 0
