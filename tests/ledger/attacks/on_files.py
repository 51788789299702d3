"""Attacks on policies, calendars and kept modules: they decide as before or refuse, and never reach the ledger."""

from __future__ import annotations

from pathlib import Path
from random import Random

from .target import Attack, ImpossibleError, Target


def change_policies(target: Target, dice: Random) -> str:
    """Change, drop, empty or exchange files of a policy: clauses, facts, sealed program, texts, list of versions."""
    return _changed(sorted((target.policies / "youyun-refund").iterdir()), dice)


def change_calendars(target: Target, dice: Random) -> str:
    """The same with the years of the calendar."""
    return _changed(sorted((target.policies / "calendars").rglob("*.toml")), dice)


def change_kept_modules(target: Target, dice: Random) -> str:
    """The same with compiled modules in the cache."""
    target.decide()
    return _changed(sorted(path for path in target.cache.rglob("*") if path.is_file()), dice)


ATTACKS: tuple[Attack, ...] = (change_policies, change_calendars, change_kept_modules)


def _changed(paths: list[Path], dice: Random) -> str:
    path = dice.choice(paths)
    data = path.read_bytes()
    place = dice.randrange(len(data))
    match dice.randrange(5):
        case 0:
            path.unlink()
            return f"{path.name} dropped"
        case 1:
            other = dice.choice(paths).read_bytes()
            if other == data:
                raise ImpossibleError
            path.write_bytes(other)
            return f"{path.name} is another file"
        case 2:
            path.write_bytes(data[:place])
        case 3 if any(chr(each).isdigit() for each in data[place : place + 500]):
            while not chr(data[place]).isdigit():
                place += 1
            path.write_bytes(data[:place] + dice.choice(b"0123456789").to_bytes(1, "big") + data[place + 1 :])
        case _:
            path.write_bytes(data[:place] + dice.randbytes(1) + data[place + 1 :])
    return f"{path.name} at {place}"
