"""Attacks on the bytes of the file of a ledger, and of its write-ahead log."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

from .target import ImpossibleError, Target

PAGE = 4096


def change_bytes(target: Target, dice: Random) -> str:
    """Put other bytes at a few places."""
    data = bytearray(target.file.read_bytes())
    places = [dice.randrange(len(data)) for _ in range(dice.choice([1, 1, 2, 5]))]
    for place in places:
        data[place] ^= dice.randrange(1, 256)
    target.file.write_bytes(data)
    return f"bytes at {places}"


def change_a_letter(target: Target, dice: Random) -> str:
    """Put another digit or letter where there is one: what is likeliest to go unnoticed."""
    data = bytearray(target.file.read_bytes())
    for _ in range(10_000):
        place = dice.randrange(len(data))
        if chr(data[place]).isalnum() and data[place] < 128:
            break
    else:
        raise ImpossibleError
    data[place] = ord(dice.choice("0123456789abcdefCNYrefund"))
    target.file.write_bytes(data)
    return f"a letter at {place}"


def change_a_stretch(target: Target, dice: Random) -> str:
    """Overwrite, leave out, double or cut off a stretch."""
    data = target.file.read_bytes()
    begin = dice.randrange(len(data))
    end = min(len(data), begin + dice.choice([1, 8, 100, PAGE, 5 * PAGE]))
    how = dice.randrange(5)
    middle = (
        bytes(end - begin),
        dice.randbytes(end - begin),
        b"",
        data[begin:end] * 2,
        data[begin - (end - begin) : begin],
    )[how]
    target.file.write_bytes(data[:begin] + middle + data[end:])
    return f"stretch {begin} to {end}, way {how}"


def change_pages(target: Target, dice: Random) -> str:
    """Let two pages change places, put one in the place of another, or an old one back."""
    data = bytearray(target.file.read_bytes())
    one, other = (dice.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    first, second = data[one : one + PAGE], data[other : other + PAGE]
    how = dice.randrange(3)
    if how < 2:
        data[other : other + PAGE] = first
    if how == 0:
        data[one : one + PAGE] = second
    if how == 2 and one < len(target.small.older):
        data[one : one + PAGE] = target.small.older[one : one + PAGE]
    target.file.write_bytes(data)
    return f"pages at {one} and {other}, way {how}"


def cut_off(target: Target, dice: Random) -> str:
    """Cut the file off, or hang something on."""
    data = target.file.read_bytes()
    place = dice.randrange(len(data))
    target.file.write_bytes(dice.choice([data[:place], data + data[place:], data + dice.randbytes(place)]))
    return f"cut off at {place}, or as much hung on"


def put_back_an_older_copy(target: Target, dice: Random) -> str:
    """Put the file back as it was after the first few outcomes."""
    del dice
    target.file.write_bytes(target.small.older)
    return "an older copy"


def change_the_log(target: Target, dice: Random) -> str:
    """Change, cut off or drop the write-ahead log of a ledger whose newest entries stand only there."""
    data, log = _with_a_log(target)
    changed = bytearray(log)
    place = dice.randrange(len(changed))
    how = dice.randrange(4)
    if how < 2:
        changed[place] ^= dice.randrange(1, 256)
    target.file.write_bytes(data)
    target.file.with_name("ledger.sqlite-wal").write_bytes((changed, changed, changed[:place], b"")[how])
    return f"log at {place}, way {how}"


def _with_a_log(target: Target) -> tuple[bytes, bytes]:
    """The older copy, and a log with everything that came after it."""
    newest, older = target.file.read_bytes(), target.small.older
    paths = [target.folder / name for name in ("older.sqlite", "older.sqlite-wal")]
    if not paths[1].exists():
        paths[0].write_bytes(older)
        _write_as_log(paths[0], newest)
    return older, paths[1].read_bytes()


def _write_as_log(path: Path, newest: bytes) -> None:
    """Copy a database over another by a connection that never empties its log, and keep the log."""
    scratch = path.with_name("newest.sqlite")
    scratch.write_bytes(newest)
    source = sqlite3.connect(scratch)
    goal = sqlite3.connect(path)
    goal.execute("PRAGMA wal_autocheckpoint = 0")
    source.backup(goal)
    log = path.with_name(f"{path.name}-wal").read_bytes()
    goal.close()
    source.close()
    path.with_name(f"{path.name}-wal").write_bytes(log)
