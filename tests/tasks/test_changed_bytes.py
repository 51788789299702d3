"""A byte changed in anything that is sealed stops every command that would use it, and the file is named."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import pytest

from engine.tasks.sealed import read_manifest
from engine.tasks.stop import Stop
from tests.tasks.running import Program
from tests.tasks.shop import CORRECTED, FIRST, LATER, Shop

FILES = (
    f"shop/{FIRST}.refund",
    f"shop/{FIRST}.facts",
    f"shop/{FIRST}.source.toml",
    f"shop/{FIRST}.program.json",
    f"shop/{FIRST}.texts.json",
    f"shop/{CORRECTED}.refund",
    f"shop/{CORRECTED}.texts.json",
    "calendars/local/2026.toml",
)
CASE = json.dumps({"order": {"paid_at": "2026-03-01T10:00:00+08:00", "reason": "other"}})
COMMANDS = {
    "decide -": 3,
    "decide - --explain": 3,
    f"decide - --draft {LATER}": 3,
    "check": 1,
    "test": 3,
    "versions": 3,
    "facts shop": 3,
    f"show shop {FIRST}": 3,
    "new shop 2199-01-01": 3,
    f"seal shop {FIRST}": 1,
    f"seal shop {LATER}": 1,
    f"seal shop {LATER} --corrects {FIRST} --because x": 1,
    f"withdraw shop {FIRST} --because x": 1,
}


@pytest.fixture
def shop(refundry: Program) -> Shop:
    """A version with a correction, and a draft."""
    shop = Shop(refundry)
    shop.copy(CORRECTED, ("It was opened.", "The box was opened."))
    assert shop("seal", "shop", FIRST).code == 0
    assert shop.correct().code == 0
    shop.copy(LATER, governs=LATER)
    return shop


def flipped(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def test_these_are_all_the_files_that_are_sealed(shop: Shop) -> None:
    drafts = {f"shop/{LATER}.refund", "shop/versions.toml"}
    assert sorted(shop.files().keys() - drafts) == sorted(FILES)
    for command in ("decide -", "check", "test", "versions", "facts shop", f"show shop {FIRST}"):
        assert shop(*command.split(), stdin=CASE).code == 0


@pytest.mark.parametrize("file", FILES)
def test_a_changed_byte_stops_every_command(shop: Shop, file: str) -> None:
    dice = random.Random(file)
    path = shop.root / file
    path.write_bytes(flipped(path.read_bytes(), dice))
    before = shop.files()
    for command, code in COMMANDS.items():
        ran = shop(*command.split(), stdin=CASE)
        assert (ran.code, file in ran.err) == (code, True), (command, ran.err)
    assert shop.files() == before


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_stops_every_command(shop: Shop, file: str) -> None:
    (shop.root / file).unlink()
    for command, code in COMMANDS.items():
        if command.endswith(f"{LATER}") and file == f"shop/{FIRST}.facts":
            continue  # the draft cannot be read at all
        ran = shop(*command.split(), stdin=CASE)
        assert (ran.code, Path(file).name in ran.err or "calendar `local`" in ran.err) == (code, True), (
            command
        )


def test_a_changed_byte_of_the_list_stops_it_or_says_nothing_else(shop: Shop) -> None:
    dice = random.Random(FIRST)
    path = shop.folder / "versions.toml"
    data = path.read_bytes()
    sound = tomllib.loads(data.decode())
    stopped = 0
    for _ in range(300):
        path.write_bytes(flipped(data, dice))
        found = {"RF603"}
        try:
            table = read_manifest(shop.folder)
        except Stop as stop:
            stopped += 1
            found = {each.code for each in stop.diagnostics}
        else:
            assert table == sound
        assert found <= {"RF603", "RF604", "RF607"}
    assert stopped > 200


def test_layout_leaves_what_is_sealed_alone(shop: Shop) -> None:
    before = shop.files()
    for name in (FIRST, CORRECTED):
        path = shop.folder / f"{name}.refund"
        path.write_bytes(path.read_bytes() + b"\n\n")
    changed = shop.files()
    shop("fmt")
    assert {**shop.files(), f"shop/{LATER}.refund": b""} == {**changed, f"shop/{LATER}.refund": b""}
    assert before != changed


def test_the_list_of_another_policy_is_refused(shop: Shop) -> None:
    other = shop.folder.rename(shop.root / "other")
    ran = shop("decide", "-", stdin=CASE)
    assert (ran.code, "this list is of the policy `shop`" in ran.err) == (3, True)
    assert other.is_dir()
