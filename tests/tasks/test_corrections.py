"""`seal --corrects`: words of a sealed version are mended, and what it decides and what it said remain."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import attrs
import pytest

from engine.ir.digest import digest
from engine.model.to_ir import to_ir
from engine.tasks import drafts
from tests.tasks.running import Program
from tests.tasks.shop import CORRECTED, FIRST, LATER, Shop

OPENED = ("It was opened.", "The seal of the box is broken.")
CASE = {
    "order": {
        "reason": "changed_mind",
        "opened": True,
        "price": "80.00",
        "paid_at": "2026-03-01T10:00:00+08:00",
        "asked_at": "2026-03-02T10:00:00+08:00",
    }
}


@pytest.fixture
def shop(refundry: Program) -> Shop:
    shop = Shop(refundry)
    assert shop("seal", "shop", FIRST).code == 0
    return shop


def decided(shop: Shop, *words: str) -> dict[str, Any]:
    ran = shop("decide", "-", "--explain", "--format", "json", *words, stdin=json.dumps(CASE))
    assert ran.code == 0, ran.err
    found: dict[str, Any] = ran.json
    return found


def said(record: dict[str, Any]) -> str:
    return json.dumps(record.pop("explanation"), ensure_ascii=False)


def test_the_words_change_and_the_decision_does_not(shop: Shop) -> None:
    before, sealed = decided(shop), shop.files()
    shop.copy(CORRECTED, OPENED, ("商品已拆封。", "包装封条已破。"))
    assert shop.correct().code == 0
    after = decided(shop)
    assert OPENED[0] in said(before)
    assert OPENED[1] in said(after)
    assert after == before
    assert "包装封条已破。" in said(decided(shop, "--lang", "zh"))
    now = shop.files()
    assert {name: data for name, data in sealed.items() if now[name] != data}.keys() == {"shop/versions.toml"}
    assert shop("check", str(shop.root)).code == 0
    assert OPENED[1] in shop("show", "shop", FIRST).out
    assert OPENED[1] in shop("show", "shop").out


def test_the_former_texts_stay_known_with_day_and_reason(shop: Shop, refundry: Program) -> None:
    refundry.on("2026-01-16")
    shop.copy(CORRECTED, OPENED)
    assert shop.correct(because=" a better\nword ").code == 0
    refundry.on("2026-02-03")
    shop.copy("2026-02-02", ("Sent back unopened", "Returned unopened"))
    assert shop.correct("2026-02-02", "the title of the page").code == 0
    texts = [
        digest((shop.folder / f"{name}.texts.json").read_bytes(), "texts")
        for name in (FIRST, CORRECTED, "2026-02-02")
    ]
    row = shop("versions", "shop", "--format", "json").json[0]
    assert (row["version"], row["state"], row["texts"]) == (FIRST, "sealed", texts[2])
    assert row["corrections"] == [
        {
            "name": CORRECTED,
            "on": "2026-01-16",
            "because": "a better word",
            "texts": texts[1],
            "former_texts": texts[0],
        },
        {
            "name": "2026-02-02",
            "on": "2026-02-03",
            "because": "the title of the page",
            "texts": texts[2],
            "former_texts": texts[1],
        },
    ]
    shown = shop("versions", "shop")
    assert "corrected on 2026-01-16 by 2026-01-15: a better word" in shown.out
    assert texts[0] in shown.out
    assert "2026-02-03 以 2026-02-02 更正：the title of the page" in shop("versions", "--lang", "zh").out
    assert len(shop("versions", "shop", "--format", "json").json) == 1


def test_texts_of_facts_are_mended_too(shop: Shop) -> None:
    facts = (shop.folder / f"{FIRST}.facts").read_text("utf-8")
    mended = facts.replace(f"version  {FIRST}", f"version  {CORRECTED}").replace('"Opened"', '"Box opened"')
    (shop.folder / f"{CORRECTED}.facts").write_text(mended, "utf-8")
    shop.copy(CORRECTED, (f"facts         {FIRST}", f"facts         {CORRECTED}"))
    assert shop.correct().code == 0
    assert "Box opened" in shop("facts", "shop").out


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("needs  order.opened is no", "needs  order.opened is yes"), "clause `1.1`"),
        (("take  order.price", "take  order.shipping"), "the amount `price_back`"),
        (("clause 1.1 ", "clause 1.2 "), "clause `1.1`"),
        (("prevails      en", "prevails      zh"), "`prevails`"),
        (("within 5 business", "within 6 business"), "clause `3`"),
        (("governs from  2026-01-01", "governs from  2026-02-01"), "`governs from` is 2026-02-01"),
        (("published     2025-12-01", "published     2025-12-02"), "`published` is 2025-12-02"),
    ],
)
def test_another_meaning_is_refused_and_named(shop: Shop, change: tuple[str, str], what: str) -> None:
    before = shop.files()
    path = shop.copy(CORRECTED, OPENED, change)
    ran = shop.correct()
    assert (ran.code, "RF611" in ran.err, what in ran.err) == (1, True, True)
    path.unlink()
    assert shop.files() == before


def test_another_fact_is_refused_and_named(shop: Shop) -> None:
    facts = (shop.folder / f"{FIRST}.facts").read_text("utf-8")
    mended = facts.replace(f"version  {FIRST}", f"version  {CORRECTED}").replace(
        "presumed     goods", "presumed     ebook"
    )
    (shop.folder / f"{CORRECTED}.facts").write_text(mended, "utf-8")
    shop.copy(CORRECTED, (f"facts         {FIRST}", f"facts         {CORRECTED}"))
    ran = shop.correct()
    assert (ran.code, "the fact `order.kind`" in ran.err) == (1, True)


def test_what_decides_the_same_is_not_tested_again(shop: Shop) -> None:
    shop.copy(CORRECTED, OPENED)
    assert f"shop {CORRECTED}" in shop("test").out
    assert shop.correct().code == 0
    assert f"shop {CORRECTED}" not in shop("test").out
    assert f"shop {CORRECTED}" in shop("test", str(shop.folder / f"{CORRECTED}.refund")).out


def test_the_next_version_begins_from_the_newest_and_its_mended_words(shop: Shop) -> None:
    shop.copy(LATER, ("clause 3 ", "clause 4 "), governs=LATER)
    shop.copy("2026-07-01", OPENED)
    assert shop.correct("2026-07-01").code == 0
    assert shop("new", "shop", "2199-01-01").code == 0
    begun = (shop.folder / "2199-01-01.refund").read_text("utf-8")
    assert ("clause 4 " in begun, OPENED[1] in begun) == (True, False)
    for name in (LATER, "2199-01-01"):
        (shop.folder / f"{name}.refund").unlink()
    (shop.folder / "2199-01-01.facts").unlink()
    assert f"begins as {FIRST}" in shop("new", "shop", "2199-01-02").err
    assert OPENED[1] in (shop.folder / "2199-01-02.refund").read_text("utf-8")
    assert 'version = "2199-01-02"' in (shop.folder / "2199-01-02.source.toml").read_text("utf-8")


def test_correcting_again_changes_nothing(shop: Shop) -> None:
    shop.copy(CORRECTED, OPENED)
    assert shop.correct().code == 0
    before = shop.files()
    ran = shop.correct(because="another reason")
    assert (ran.code, "nothing was changed" in ran.out, shop.files() == before) == (0, True, True)


def test_a_name_is_given_once(shop: Shop) -> None:
    shop.copy(CORRECTED, OPENED)
    assert shop.correct().code == 0
    ran = shop("seal", "shop", CORRECTED)
    assert (ran.code, f"correction of version `{FIRST}`" in ran.err) == (1, True)
    ran = shop("seal", "shop", FIRST, "--corrects", FIRST, "--because", "x")
    assert (ran.code, "RF605" in ran.err) == (1, True)
    ran = shop("decide", "-", "--draft", CORRECTED, stdin=json.dumps(CASE))
    assert (ran.code, "RF605" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--corrects", FIRST), "RF405"),
        (("--corrects", FIRST, "--because", " "), "RF405"),
        (("--corrects", "2025-01-01", "--because", "x"), "RF606"),
        (("--because", "x"), "--corrects"),
    ],
)
def test_what_a_correction_needs(shop: Shop, words: tuple[str, ...], code: str) -> None:
    shop.copy(CORRECTED, OPENED)
    ran = shop("seal", "shop", CORRECTED, *words)
    assert (ran.code, code in ran.err) == (2, True)


def test_a_correction_that_is_gone_or_changed_is_seen(shop: Shop) -> None:
    for name in (CORRECTED, "2026-02-02"):
        shop.copy(name, OPENED)
        assert shop.correct(name).code == 0
    path = shop.folder / "versions.toml"
    text = path.read_text("utf-8")
    assert [each["name"] for each in tomllib.loads(text)["version"][0]["correction"]] == [
        CORRECTED,
        "2026-02-02",
    ]
    first, second = text.index("[[version.correction]]"), text.rindex("[[version.correction]]")
    for changed in (text[:first] + text[second:], text.replace("a better word", "a worse word", 1)):
        path.write_text(changed, "utf-8")
        ran = shop("decide", "-", stdin=json.dumps(CASE))
        assert (ran.code, "RF603" in ran.err) == (3, True)


def test_check_finds_clauses_that_are_not_the_sealed_program(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = to_ir

    def other(*args: Any) -> Any:  # noqa: ANN401 - a later release that reads the clauses otherwise
        program = make(*args)
        clauses = tuple(
            attrs.evolve(each, cites=("9",)) if each.name == "1.1" else each for each in program.clauses
        )
        return attrs.evolve(program, clauses=clauses)

    monkeypatch.setattr(drafts, "to_ir", other)
    ran = shop("check", str(shop.root))
    assert (ran.code, "RF611" in ran.err, "clause `1.1`" in ran.err) == (1, True, True)
    shop.copy(LATER, governs=LATER)
    assert "RF611" not in shop("check", str(shop.folder / f"{LATER}.refund")).err
