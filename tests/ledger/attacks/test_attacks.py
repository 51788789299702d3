"""Random edits after confirming: every one leaves the outcomes as they are, or is named. Zero missed.

`REFUNDRY_EDITS` says how many of them all in all (`make attacks`: ten thousand).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from random import Random

import pytest

from tests.ledger.small import SmallLedger

from . import by_forgers, on_bytes, on_files, on_rows
from .target import Attack, ImpossibleError, Target, quick

SEED = int(os.environ.get("REFUNDRY_SEED", "20260703"))
ON_THE_LEDGER: tuple[Attack, ...] = (
    on_bytes.change_bytes,
    on_bytes.change_a_letter,
    on_bytes.change_a_stretch,
    on_bytes.change_pages,
    on_bytes.cut_off,
    on_bytes.change_the_log,
    on_rows.change_a_cell,
    on_rows.change_a_word,
    on_rows.delete_rows,
    on_rows.insert_a_row,
    on_rows.renumber,
    on_rows.change_the_tables,
    on_rows.change_the_schema,
    *by_forgers.ATTACKS,
)
ON_FILES: tuple[Attack, ...] = on_files.ATTACKS
EDITS = -(-int(os.environ.get("REFUNDRY_EDITS", "405")) // (len(ON_THE_LEDGER) + len(ON_FILES)))


@pytest.fixture(scope="module")
def target(small: SmallLedger, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("target")
    with pytest.MonkeyPatch.context() as patch, quick():
        patch.setenv("REFUNDRY_CACHE", str(folder / "cache"))
        patch.setenv("REFUNDRY_DATA", str(folder / "data"))
        patch.delenv("REFUNDRY_LANG", raising=False)
        yield Target(small, folder)


def attacked(
    target: Target,
    attack: Attack,
    renew: Callable[[], None],
    missed: Callable[[], str | None],
) -> list[str]:
    """Attack often, each time a fresh copy; gives what was missed."""
    found = []
    for number in range(EDITS):
        renew()
        dice = Random(f"{SEED} {attack.__name__} {number}")
        what = _done(target, attack, dice, renew)
        why = missed()
        if why is not None:
            found.append(f"seed {SEED}, {attack.__name__} {number}: {what}: {why}"[:700])
    print(f"{attack.__name__}: {EDITS} edits, {len(found)} missed, seed {SEED}")
    return found


def _done(target: Target, attack: Attack, dice: Random, renew: Callable[[], None]) -> str:
    while True:
        try:
            return attack(target, dice)
        except ImpossibleError:
            renew()


@pytest.mark.parametrize("attack", ON_THE_LEDGER, ids=lambda attack: attack.__name__)
def test_the_ledger(target: Target, attack: Attack) -> None:
    assert attacked(target, attack, target.renew, target.missed) == []


@pytest.mark.parametrize("attack", ON_FILES, ids=lambda attack: attack.__name__)
def test_files(target: Target, attack: Attack) -> None:
    target.renew()
    found = attacked(target, attack, target.renew_files, target.missed_in_files)
    target.renew_files()
    assert found == []
