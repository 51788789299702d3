"""`withdraw`: what does not govern yet can be taken back, and remains known."""

from __future__ import annotations

import json

import pytest

from tests.tasks.running import Program
from tests.tasks.shop import FIRST, LATER, Shop

OPENED = ("needs  order.opened is no", "needs  order.opened is yes")
NEXT = "2026-09-01"


@pytest.fixture
def shop(refundry: Program) -> Shop:
    """Three versions, the second of which governs from 2026-06-01."""
    shop = Shop(refundry)
    refundry.on("2026-01-01")
    shop.copy(LATER, OPENED, governs=LATER)
    shop.copy(NEXT, governs=NEXT)
    for name in (FIRST, LATER, NEXT):
        assert shop("seal", "shop", name).code == 0
    return shop


def decided_by(shop: Shop, day: str) -> str | None:
    case = {"order": {"paid_at": f"{day}T12:00:00+08:00"}}
    ran = shop("decide", "-", "--format", "json", stdin=json.dumps(case))
    assert ran.code == 0, ran.err
    policy = ran.json["policy"]
    return policy["version"] if policy else None


def withdraw(shop: Shop, name: str, *words: str) -> tuple[int, str, str]:
    ran = shop("withdraw", "shop", name, "--because", "it came too early", *words)
    return ran.code, ran.out, ran.err


def test_the_version_before_goes_on(shop: Shop) -> None:
    assert decided_by(shop, "2026-06-01") == LATER
    code, out, _ = withdraw(shop, LATER, "--format", "json")
    wanted = {"policy": "shop", "version": LATER, "on": FIRST, "because": "it came too early", "again": False}
    assert (code, json.loads(out)) == (0, wanted)
    days = ("2025-12-31", FIRST, "2026-05-31", "2026-06-01", "2026-08-31", NEXT)
    assert [decided_by(shop, day) for day in days] == [None, FIRST, FIRST, FIRST, FIRST, NEXT]
    assert shop("check", str(shop.root)).code == 0


def test_it_remains_known(shop: Shop) -> None:
    before = shop.files()
    assert withdraw(shop, LATER)[0] == 0
    after = shop.files()
    assert [name for name in before if before[name] != after[name]] == ["shop/versions.toml"]
    rows = shop("versions", "shop", "--format", "json").json
    assert [(row["version"], row["state"]) for row in rows] == [
        (FIRST, "sealed"),
        (LATER, "withdrawn"),
        (NEXT, "sealed"),
    ]
    assert rows[1]["withdrawn"] == {"on": FIRST, "because": "it came too early"}
    assert "withdrawn on 2026-01-01: it came too early" in shop("versions").out
    assert "2026-01-01 撤回：it came too early" in shop("versions", "--lang", "zh").out
    assert "已撤回" in shop("versions", "--lang", "zh").out


@pytest.mark.parametrize(("day", "code"), [("2026-05-31", 0), ("2026-06-01", 1), ("2026-07-01", 1)])
def test_what_governs_is_not_taken_back(shop: Shop, refundry: Program, day: str, code: int) -> None:
    refundry.on(day)
    before = shop.files()
    ended, _, err = withdraw(shop, LATER)
    assert (ended, "RF612" in err, shop.files() == before) == (code, code == 1, code == 1)


def test_again_and_never_another_under_its_name(shop: Shop) -> None:
    assert withdraw(shop, LATER)[0] == 0
    before = shop.files()
    code, out, _ = withdraw(shop, LATER)
    assert (code, "nothing was changed" in out, shop.files() == before) == (0, True, True)
    ran = shop("seal", "shop", LATER)
    assert (ran.code, "was withdrawn" in ran.err) == (1, True)
    ran = shop("seal", "shop", NEXT, "--corrects", LATER, "--because", "x")
    assert (ran.code, "was withdrawn" in ran.err) == (1, True)
    shop.copy("2026-05-15", governs=LATER)
    assert shop("seal", "shop", "2026-05-15").code == 0
    assert decided_by(shop, "2026-06-01") == "2026-05-15"
    shop.copy(LATER, governs=LATER)
    ran = shop("seal", "shop", LATER)
    assert (ran.code, "RF603" in ran.err) == (1, True)


def test_where_all_are_withdrawn_none_decides(refundry: Program) -> None:
    shop = Shop(refundry)
    assert shop("seal", "shop", FIRST).code == 0
    refundry.on("2025-12-31")
    assert withdraw(shop, FIRST)[0] == 0
    ran = shop("decide", "-", stdin="{}")
    assert (ran.code, "RF606" in ran.err, "was withdrawn" in ran.err) == (2, True, True)


def test_a_withdrawn_version_is_no_default(shop: Shop) -> None:
    assert withdraw(shop, NEXT)[0] == 0
    assert LATER in shop("show", "shop").out
    assert shop("show", "shop", NEXT).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nobody", LATER, "--because", "x"), "RF601"),
        (("shop", "2026-06-02", "--because", "x"), "RF606"),
        (("shop", LATER, "--because", " "), "RF405"),
        (("shop", LATER), "--because"),
    ],
)
def test_what_it_needs(shop: Shop, words: tuple[str, ...], code: str) -> None:
    ran = shop("withdraw", *words)
    assert (ran.code, code in ran.err) == (2, True)


def test_a_reason_changed_by_hand_is_seen(shop: Shop) -> None:
    assert withdraw(shop, LATER)[0] == 0
    path = shop.folder / "versions.toml"
    path.write_text(path.read_text("utf-8").replace("it came too early", "it came too late"), "utf-8")
    ran = shop("versions")
    assert (ran.code, "RF603" in ran.err) == (3, True)
