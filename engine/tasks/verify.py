"""`ledger verify`: everything in a ledger held against everything else, every outcome derived again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics.report import Report
from engine.diagnostics.to_json import to_json
from engine.ledger.audit import Audit
from engine.ledger.checkpoint import LARGEST, CheckpointUnreadableError, SignedCheckpoint, from_bytes
from engine.ledger.derivation import Derivation
from engine.ledger.signature import KeyUnreadableError, PublicKey
from engine.store.database import StoreError
from engine.store.ledger import Ledger
from engine.tasks.ledgers import open_ledger
from engine.tasks.stop import FINDINGS, USAGE, stop
from engine.tasks.terminal import Printed, progress


class Verified(NamedTuple):
    """What was gone through, and what is wrong with it."""

    ledger: str
    origin: str
    entries: int
    derived: int
    checkpoints: int
    report: Report


def verify(url: str | None, checkpoints: Sequence[str], keys: Sequence[str]) -> Verified:
    """Audit a ledger, also against checkpoints kept elsewhere and with keys known from elsewhere."""
    elsewhere = {name: read_checkpoint(name) for name in checkpoints}
    trusted = [_key(text) for text in keys]
    ledger = open_ledger(url, must_exist=True)
    report = Report()
    audit: Audit | None = None
    origin = ""
    try:
        with ledger.reading():
            kept = ledger.kept()
            origin = kept.origin
            audit = Audit(kept, Derivation(ledger.sealed), report, trusted)
            audit.run(
                [held for name, held in elsewhere.items() if _is_of(name, held, origin, report)], progress
            )
    except StoreError as why:
        report.error("RF820", f"the store could not be read to its end: {why}")
    for check in (_check_entries, _check_guards, _check_files):  # each in its own time: one may fail
        _run(check, ledger, report)
    entries, derived = (audit.size, audit.derived) if audit else (0, 0)
    return Verified(ledger.database.name, origin, entries, derived, len(checkpoints), report)


def _is_of(name: str, held: SignedCheckpoint, origin: str, report: Report) -> bool:
    """Whether a checkpoint is of the ledger with this name; reported where it is of another."""
    if held.checkpoint.origin == origin:
        return True
    message = f"`{name}` is a checkpoint of another ledger: `{held.checkpoint.origin}`"
    help_text = "another ledger was put in its place, or another store is meant: name it with `--ledger`"
    report.error("RF825", message, help=help_text)
    return False


def _run(check: Callable[[Ledger, Report], None], ledger: Ledger, report: Report) -> None:
    try:
        with ledger.reading():
            check(ledger, report)
    except StoreError as why:
        report.error("RF820", f"the store could not be read to its end: {why}")


def _check_entries(ledger: Ledger, report: Report) -> None:
    for number in ledger.breaches():
        report.error("RF828", f"entry {number} cannot stand beside the entries before it")


def _check_guards(ledger: Ledger, report: Report) -> None:
    for guard in ledger.database.guards():
        message = f"`{guard}` of the store is not what was made: missing, changed or added"
        report.error("RF827", message, help="somebody has changed the tables of the store")


def _check_files(ledger: Ledger, report: Report) -> None:
    for line in ledger.database.damage():
        report.error("RF820", f"the store is damaged: {line}")


def read_checkpoint(name: str) -> SignedCheckpoint:
    """A checkpoint out of a file; stops where it is none."""
    try:
        with Path(name).open("rb") as file:
            return from_bytes(file.read(LARGEST + 1))
    except (OSError, UnicodeDecodeError, CheckpointUnreadableError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else fault
        help_text = "write one with `refundry ledger checkpoint`"
        raise stop("RF810", f"`{name}` is no checkpoint: {why}", help=help_text) from None


def _key(text: str) -> PublicKey:
    try:
        return PublicKey.from_text(text)
    except KeyUnreadableError as why:
        raise stop("RF809", f"`{text}` is no key: {why}", exit_code=USAGE) from None


def print_verified(found: Verified, form: str, lang: str) -> Printed:
    """Say what was gone through; what is wrong goes to the messages."""
    code = FINDINGS if found.report.has_errors else 0
    if form == "json":
        result = {
            "ledger": found.ledger,
            "origin": found.origin,
            "entries": found.entries,
            "derived": found.derived,
            "checkpoints": found.checkpoints,
            "findings": to_json(found.report.diagnostics, lang=lang),
        }
        return Printed(json.dumps(result, ensure_ascii=False, indent=2), (), code, (), lang)
    return Printed(_in_words(found, lang), found.report.diagnostics, code, (), lang)


def _in_words(found: Verified, lang: str) -> str:
    wrong = len(found.report)
    if lang == "zh":
        kept = f"，与外部留存的 {found.checkpoints} 个检查点比对" if found.checkpoints else ""
        end = f"发现 {wrong} 处问题。" if wrong else "全部无误。"
        return f"{found.ledger}：{found.entries:,} 条记录，重新推得 {found.derived:,} 个结果{kept}；{end}"
    against = _count(found.checkpoints, "checkpoint", "checkpoints")
    kept = f", held against {against} kept elsewhere" if found.checkpoints else ""
    end = _count(wrong, "finding", "findings") + "." if wrong else "everything holds."
    entries = _count(found.entries, "entry", "entries")
    derived = _count(found.derived, "outcome", "outcomes")
    return f"{found.ledger}: {entries}, {derived} derived again{kept}; {end}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
