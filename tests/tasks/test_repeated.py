"""`check` asked again: the same answer where nothing changed, and a new one where anything did."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.tasks import check, repeated
from tests.tasks.running import Program, Ran
from tests.tasks.shop import FIRST, Shop


@pytest.fixture
def shop(refundry: Program) -> Shop:
    return Shop(refundry)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The checks that were made, and not taken from what was kept."""
    made: list[object] = []
    found = repeated._found

    def finding(*asked: Any) -> Any:  # noqa: ANN401 - whatever it takes
        made.append(asked)
        return found(*asked)

    monkeypatch.setattr(repeated, "_found", finding)
    return made


def run(shop: Shop) -> Ran:
    return shop("check", str(shop.root))


def test_what_did_not_change_is_not_checked_again(shop: Shop, asked: list[object]) -> None:
    assert run(shop) == run(shop)
    assert len(asked) == 1


def packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "site" / "lark-99.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])


def zones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "zones").mkdir()
    monkeypatch.setattr(repeated, "TZPATH", (str(tmp_path / "zones"),))


CHANGES: dict[str, Callable[[Shop, pytest.MonkeyPatch, Path], Any]] = {
    "python": lambda _, patch, __: patch.setattr(sys, "version", "3.99"),
    "packages": lambda _, patch, path: packages(patch, path),
    "zones": lambda _, patch, path: zones(patch, path),
    "empty calendar": lambda shop, _, __: (shop.root / "calendars" / "elsewhere").mkdir(),
    "empty folder": lambda shop, _, __: (shop.folder / "calendars").mkdir(),
    "stray calendar": lambda shop, _, __: (shop.folder / "2026.toml").write_text(""),
    "clauses": lambda shop, _, __: shop.copy(FIRST, ("It was opened.", "Opened.")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_what_changed_is_checked_again(
    shop: Shop,
    asked: list[object],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    change: Callable[[Shop, pytest.MonkeyPatch, Path], Any],
) -> None:
    run(shop)
    change(shop, monkeypatch, tmp_path)
    run(shop)
    assert len(asked) == 2


@pytest.mark.parametrize("ending", ["refund", "facts"])
def test_what_is_edited_meanwhile_is_answered_as_it_was_read(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = shop.folder / f"{FIRST}.{ending}"
    sound, checked = path.read_bytes(), check.check_policies

    def edit(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever it takes
        path.write_bytes(b"nonsense\n")
        found = checked(*args, **options)
        path.write_bytes(sound)
        return found

    monkeypatch.setattr(check, "check_policies", edit)
    assert run(shop).code == 0


def test_what_came_meanwhile_is_not_kept(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = check.check_policies

    def add(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever it takes
        path = shop.folder / "2026-02-01.refund"
        path.write_text("nonsense\n", "utf-8")
        found = checked(*args, **options)
        path.unlink()
        shop.root.joinpath("calendars", "elsewhere").mkdir(exist_ok=True)
        return found

    monkeypatch.setattr(check, "check_policies", add)
    assert run(shop).code == 1
    monkeypatch.setattr(check, "check_policies", checked)
    shop.root.joinpath("calendars", "elsewhere").rmdir()
    assert run(shop).code == 0


@pytest.mark.parametrize(
    ("place", "belongs"),
    [
        ("calendars/local/2027.toml", "calendars/local/2027.toml"),
        ("local/2027.toml", "calendars/local/2027.toml"),
        ("2027.toml", "calendars/NAME/2027.toml"),
        ("calendars/2027.toml", "calendars/NAME/2027.toml"),
    ],
)
def test_a_calendar_inside_a_policy_is_told_where_it_belongs(shop: Shop, place: str, belongs: str) -> None:
    path = shop.folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", "utf-8")
    ran = run(shop)
    assert (ran.code, "warning[RF610]" in ran.err) == (0, True)
    assert f"move it to `{shop.root.resolve() / belongs}`" in ran.err
