"""Attacks by somebody who knows how a ledger is made, and makes everything fit: without its key, and with it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from engine.ledger.checkpoint import Checkpoint
from engine.ledger.merkle import Growing, leaf_hash
from engine.ledger.signature import Signer
from engine.store.ledger import Act
from tests.ledger.small import SmallLedger, case

from .client import client
from .on_rows import change_inside, to_bytes
from .target import Attack, ImpossibleError, Target

Bodies = list[dict[str, Any]]
_THEIRS = Signer.new()
_HISTORIES: dict[str, list[bytes]] = {}


def leave_the_signatures(target: Target, dice: Random) -> str:
    """Rewrite entries, chain, tree and filing; the checkpoints stay."""
    return _forged(target, dice, None)


def sign_with_another_key(target: Target, dice: Random) -> str:
    """The same, with checkpoints that another key signed."""
    return _forged(target, dice, _THEIRS)


def begin_with_another_key(target: Target, dice: Random) -> str:
    """The same, where that key stands in the first entry as if the ledger had begun with it."""
    key = _THEIRS.public(_origin(target)).to_text()
    return _forged(target, dice, _THEIRS, lambda bodies: bodies[0].update(key=key))


def sign_with_the_key(target: Target, dice: Random) -> str:
    """The same with the ledger's own key: only a checkpoint kept elsewhere can tell."""
    return _forged(target, dice, target.small.signer)


def cut_the_tail(target: Target, dice: Random) -> str:
    """Drop the last entries with all that belongs to them, as the holder of the key can."""
    kept = dice.randrange(1, 10)

    def cut(bodies: Bodies) -> None:
        del bodies[kept:]

    _rewrite(target, cut, target.small.signer)
    return f"everything from entry {kept} on"


def let_oneself_in(target: Target, dice: Random) -> str:
    """Write one's own key down as one that may sign, then correct or erase with the program itself."""
    name = dice.choice([*target.small.cases])
    theirs = SmallLedger(target.folder / "theirs", dice.randrange(10**6))
    (target.folder / "theirs/key.pem").write_bytes(_THEIRS.to_pem())
    theirs.url = f"sqlite:///{target.file.as_posix()}"
    ledger = theirs.open()
    act = Act("Li Lei", "2026-12-01T00:00:00.000000Z")
    with ledger.writing():
        ledger.add_signer(_THEIRS.public(ledger.origin), act, "another machine")
        if dice.random() < 0.5:
            ledger.sign(_THEIRS)
        elif dice.random() < 0.5:
            ledger.erase([dice.choice([1, 2, 4, 5])], act, "nobody asked")
            ledger.sign(_THEIRS)
    ledger.database.close()
    if dice.random() < 0.7:
        mended = case(name, "U-9", "duplicate_payment", dice)
        theirs.confirm([mended], because="it pleases me")
    return f"corrected {name}"


def write_without_a_key(target: Target, dice: Random) -> str:
    """Hang an entry on that no checkpoint covers."""
    _rewrite(target, lambda bodies: bodies.append(dict(bodies[dice.randrange(10)])), None)
    return "one entry more"


def change_what_is_personal(target: Target, dice: Random) -> str:
    """Exchange salts and values of persons, forget them quietly, or write a false erasure down."""
    with client(target.file) as connection:
        (one, first), (other, second) = dice.sample(
            connection.execute("SELECT number, value FROM personal").fetchall(), 2
        )
        match dice.randrange(5):
            case 0 if first != second:
                connection.execute("UPDATE personal SET value = ? WHERE number = ?", [second, one])
            case 1:
                connection.execute("UPDATE personal SET salt = randomblob(32) WHERE number = ?", [one])
            case 2:
                connection.execute("DELETE FROM personal WHERE number IN (?, ?)", [one, other])
            case 3:
                connection.execute("INSERT INTO erased VALUES (?)", [one])
            case _:
                connection.execute("INSERT INTO erased VALUES (?)", [one])
                connection.execute("DELETE FROM personal WHERE number = ?", [one])
    return f"what is personal in {one} and {other}"


def change_what_was_sealed(target: Target, dice: Random) -> str:
    """Rewrite a program, texts, a version or a calendar in the ledger, under the old digest or a new one."""
    with client(target.file) as connection:
        rows = connection.execute("SELECT digest, content FROM sealed").fetchall()
        (digest, data), (_, other) = dice.sample(rows, 2)
        at = dice.choice([at for at, each in enumerate(data) if chr(each).isdigit()])
        number = bytes([dice.choice(b"0123456789")])
        changed = dice.choice([other, data[:at] + number + data[at + 1 :], data[:at], data + b"\n"])
        if changed == data:
            raise ImpossibleError
        connection.execute("UPDATE sealed SET content = ? WHERE digest = ?", [changed, digest])
        if dice.random() < 0.3:
            renamed = digest[:-1] + dice.choice("0123456789abcdef")
            connection.execute("UPDATE sealed SET digest = ? WHERE digest = ?", [renamed, digest])
    return f"{digest} at {at}"


def put_another_history_in_place(target: Target, dice: Random) -> str:
    """A whole ledger of the same name, right in itself, signed by its own key or by another."""
    if "whole" not in _HISTORIES:
        _HISTORIES["whole"] = [_history(target, seed, key) for seed in (5, 6) for key in (True, False)]
    target.file.write_bytes(dice.choice(_HISTORIES["whole"]))
    return "another history"


def put_another_end_in_place(target: Target, dice: Random) -> str:
    """An older copy that was continued otherwise, with the right key."""
    if "end" not in _HISTORIES:
        _HISTORIES["end"] = [_continued(target, seed) for seed in (7, 8)]
    target.file.write_bytes(dice.choice(_HISTORIES["end"]))
    return "another end"


ATTACKS: tuple[Attack, ...] = (
    leave_the_signatures,
    sign_with_another_key,
    begin_with_another_key,
    sign_with_the_key,
    cut_the_tail,
    let_oneself_in,
    write_without_a_key,
    change_what_is_personal,
    change_what_was_sealed,
    put_another_history_in_place,
    put_another_end_in_place,
)


# ---- how -----------------------------------------------------------------------------------------------------------


def _forged(
    target: Target, dice: Random, signer: Signer | None, also: Callable[[Bodies], object] | None = None
) -> str:
    what = ""

    def change(bodies: Bodies) -> None:
        nonlocal what
        if also is not None:
            also(bodies)
        at, other = dice.sample(range(1, len(bodies)), 2)
        match dice.randrange(6):
            case 0:
                del bodies[at]
                what = f"entry {at} dropped"
            case 1:
                bodies[at], bodies[other] = bodies[other], bodies[at]
                what = f"entries {at} and {other} exchanged"
            case 2:
                bodies.insert(at, dict(bodies[other]))
                what = f"entry {other} once more at {at}"
            case _:
                what = f"entry {at}: {change_inside(bodies[at], dice)}"

    _rewrite(target, change, signer)
    return what


def _rewrite(target: Target, change: Callable[[Bodies], object], signer: Signer | None) -> None:
    """Rewrite the entries, and make everything fit: numbers, chain, filing, tree, and checkpoints by that key."""
    origin = _origin(target)
    with client(target.file) as connection:
        bodies = [
            json.loads(body) for (body,) in connection.execute("SELECT body FROM entry ORDER BY number")
        ]
        change(bodies)
        growing, previous = Growing(), None
        for table in ("entry", "node"):
            connection.execute(f"DELETE FROM {table}")
        sizes = {size for (size,) in connection.execute("SELECT size FROM checkpoint")}
        if signer is not None:
            connection.execute("DELETE FROM checkpoint")
        for number, body in enumerate(bodies):
            if "number" in body and "previous" in body:
                body |= {"number": number, "previous": previous}
            data = to_bytes(body)
            previous = leaf_hash(data).hex()
            _file(connection, number, body, data)
            for (level, position), hash_ in growing.add(leaf_hash(data)):
                connection.execute("INSERT INTO node VALUES (?, ?, ?)", [level, position, hash_])
            if signer is not None and (growing.size in sizes or growing.size == len(bodies)):
                text = Checkpoint(origin, growing.size, growing.root()).signed_by(signer)
                connection.execute("INSERT INTO checkpoint VALUES (?, ?)", [growing.size, text])
        for table in ("personal", "erased"):
            connection.execute(f"DELETE FROM {table} WHERE number >= ?", [len(bodies)])


def _file(connection: sqlite3.Connection, number: int, body: dict[str, Any], data: bytes) -> None:
    filed: list[Any] = [None] * 7
    try:
        if body["kind"] == "confirmed":
            payable, unit = body["payable"].split(" ")
            most = body["most"] and int(body["most"].split(" ")[0].replace(".", ""))
            cents = int(payable.replace(".", ""))
            filed = [body["policy"], body["case"], body["order"], unit, cents, most, body["supersedes"]]
        row = [number, body["kind"], *filed, data]
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    except (KeyError, ValueError, AttributeError, TypeError, sqlite3.Error) as why:
        raise ImpossibleError from why


def _origin(target: Target) -> str:
    return target.small.checkpoint().split("\n", 1)[0]


def _history(target: Target, seed: int, own_key: bool) -> bytes:
    """Another small ledger of the same name."""
    made = SmallLedger(target.folder / f"history-{seed}-{own_key}", seed)
    if own_key:
        (made.folder / "key.pem").write_bytes(target.small.signer.to_pem())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.store.ledger.secrets.token_hex", lambda _: _origin(target).rsplit("/", 1)[1])
        made.fill()
    return made.file.read_bytes()


def _continued(target: Target, seed: int) -> bytes:
    """The older copy with other outcomes after it, until it is as long as the ledger."""
    made = SmallLedger(target.folder / f"end-{seed}", seed)
    (made.folder / "key.pem").write_bytes(target.small.signer.to_pem())
    made.file.write_bytes(target.small.older)
    dice = Random(seed)
    made.confirm([case(f"E-{at}", f"U-{at}", "duplicate_payment", dice) for at in range(6)])
    return made.file.read_bytes()
