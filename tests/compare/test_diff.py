"""`refundry diff` as a user gives it."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tasks.running import SHIPPED, Program, Ran
from tests.tasks.shop import FIRST, Shop

NEXT = "2027-01-01"
_FEE, _NEVER = '"Fee" / "费用"', '"Never below zero" / "不低于零"'
LONGER = (
    ("needs  order.opened is no", "needs  order.opened is no or order.price is below 5.00 CNY"),
    ("take  order.price\n", f"take  order.price\n  less  1.00 CNY {_FEE}\n  at least  zero {_NEVER}\n"),
)
CASE = {
    "order": {
        "reason": "changed_mind",
        "opened": False,
        "paid_at": "2026-02-02T10:00:00+08:00",
        "asked_at": "2026-02-05T10:00:00+08:00",
        "price": "20.00",
    },
}


def moves(ran: Ran) -> list[Any]:
    assert ran.code == 0, ran.err
    found: list[Any] = ran.json["outcomes"]["moves"]
    return found


def test_a_version_is_equal_to_itself(shop: Shop) -> None:
    ran = shop("diff", FIRST, FIRST, "--format", "json")
    assert (ran.json["clauses"], ran.json["outcomes"]["equal"]) == ([], True)
    assert "Equal, proved" in shop("diff", FIRST, FIRST).out
    assert "等同" in shop("diff", FIRST, FIRST, "--lang", "zh").out


def test_every_example_is_decided_as_it_says(shop: Shop) -> None:
    shop.copy(NEXT, *LONGER)
    ran = shop("diff", FIRST, NEXT, "--format", "json", "--examples", "examples")
    found = moves(ran)
    assert {move["direction"] for move in found} >= {"more", "less"}
    for move in found:
        commands = move["example"]["commands"]
        assert commands.keys() == {"old", "new"}
        for side, command in commands.items():
            assert_decides(shop, command, move[side])


def test_examples_of_the_shipped_policy_are_decided_as_they_say(policies: Path, refundry: Program) -> None:
    longer_window(policies)
    found = moves(refundry("diff", "2026-07-03", NEXT, "--format", "json", "--examples", "."))
    assert found
    for move in found:
        for side, command in move["example"]["commands"].items():
            assert_decides(refundry, command, move[side])


def longer_window(policies: Path) -> None:
    """A draft of the shipped policy with a longer window, and one more reason that is refused."""
    folder = policies / "youyun-refund"
    text = (folder / "2026-07-03.refund").read_text("utf-8")
    for old, new in (
        ("version       2026-07-03", f"version       {NEXT}"),
        ("within 7 calendar days", "within 14 calendar days"),
        ("for      case.reason is user_error", "for      case.reason is one of user_error, other"),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / f"{NEXT}.refund").write_text(text, "utf-8")


def assert_decides(run: Program | Shop, command: str, wanted: dict[str, Any]) -> None:
    """A command that a report prints decides its example to the letter as the report says."""
    program, *words = shlex.split(command)
    assert program == "refundry"
    record = run(*words, "--format", "json").json
    money = record["refund"] or (" – ".join(record["range"]) if record["range"] else None)
    assert {
        "verdict": record["verdict"],
        "money": money,
        "clauses": record["clauses"],
        "missing": record["missing"],
        "measures": record["measures"],
        "route": record["route"],
        "deadlines": record["deadlines"],
        "decided_by": record["decided_by"],
    } == wanted


def test_the_other_way_round_who_got_more_gets_less(shop: Shop) -> None:
    shop.copy(NEXT, LONGER[1])
    there, back = (moves(shop("diff", *each, "--format", "json")) for each in ((FIRST, NEXT), (NEXT, FIRST)))
    turned = {"more": "less", "less": "more"}
    directions = sorted(move["direction"] for move in there)
    assert directions == sorted(turned.get(move["direction"], move["direction"]) for move in back)
    assert "less" in directions


def test_a_case_book_says_who_gets_what(shop: Shop, refundry: Program) -> None:
    shop.copy(NEXT, LONGER[1])
    cases = [json.loads(json.dumps(CASE)) for _ in range(4)]
    cases[3]["order"]["reason"] = "other"
    book = refundry.write("book.jsonl", "\n".join(map(json.dumps, cases)) + "\n\n")
    ran = shop("diff", FIRST, NEXT, "--cases", book, "--format", "json")
    assert ran.json["impact"]["tallies"] == [{"direction": "less", "cases": 3, "money": "−3.00 CNY"}]
    assert (ran.json["impact"]["unmoved"], ran.json["impact"]["confirmed"]) == (1, 0)
    single = refundry.write("one.json", json.dumps(cases[0]))
    assert shop("diff", FIRST, NEXT, "--cases", single, "--format", "json").json["impact"]["moved"] == 1


def test_what_is_confirmed_is_shown_as_untouched(policies: Path, refundry: Program) -> None:
    longer_window(policies)
    when = {"payment.paid_at": "2026-07-06T10:00:00+08:00", "case.received_at": "2026-07-16T10:00:00+08:00"}
    cases: list[dict[str, dict[str, Any]]] = [
        {
            "case": {
                "id": f"C-{number}",
                "reason": "mistaken_topup",
                "received_at": when["case.received_at"],
            },
            "order": {"id": f"O-{number}", "kind": "cash_topup"},
            "payment": {"paid_at": when["payment.paid_at"], "paid": "100.00"},
            "credit": {"granted": "100", "used": "0", "credited": True},
        }
        for number in range(3)
    ]
    for case in cases:
        case["case"]["materials"] = ["account", "order_no", "paid_at", "amount", "channel", "reason", "proof"]
    book = refundry.write("book.jsonl", "\n".join(map(json.dumps, cases)))
    one = refundry.write("one.json", json.dumps(cases[1]))
    assert refundry("confirm", one, "--by", "Li Lei").code == 0
    ran = refundry("diff", "2026-07-03", NEXT, "--cases", book, "--format", "json")
    found = ran.json["impact"]
    assert (found["confirmed"], found["confirmed_that_would_move"], found["moved"]) == (1, 1, 2)
    assert found["tallies"] == [{"direction": "more", "cases": 2, "money": "+200.00 CNY"}]
    assert [row["case"] for row in found["rows"] if row["confirmed"]] == ["C-1"]
    assert "confirmed: untouched" in refundry("diff", "2026-07-03", NEXT, "--cases", book).out


def test_cases_that_cannot_be_read_are_said_and_the_others_counted(shop: Shop, refundry: Program) -> None:
    shop.copy(NEXT, LONGER[1])
    bad = [*['{"order": {"price": -1}}'] * 30, "3", "{", json.dumps(CASE)]
    book = refundry.write("book.jsonl", "\n".join(bad))
    ran = shop("diff", FIRST, NEXT, "--cases", book, "--format", "json")
    assert (ran.code, ran.json["impact"]["unreadable"], ran.json["impact"]["moved"]) == (3, 32, 1)
    assert ran.err.count("error[") <= 21


def test_the_case_tests_of_a_version_are_a_case_book(policies: Path, refundry: Program) -> None:
    tests = str(policies / "youyun-refund" / "2026-07-03.cases.toml")
    ran = refundry("diff", "2026-07-03", "2026-07-03", "--cases", tests, "--format", "json")
    assert (ran.code, ran.json["impact"]["moved"]) == (0, 0)
    assert ran.json["impact"]["read"] == ran.json["impact"]["unmoved"] > 40


@pytest.mark.parametrize("form", ["text", "md", "html"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_form_says_the_same_in_both_languages(form: str, lang: str, shop: Shop) -> None:
    shop.copy(NEXT, *LONGER)
    out = shop("diff", FIRST, NEXT, "--format", form, "--lang", lang).out.lower()
    wanted = {"en": ("the customer gets less", "what the text says"), "zh": ("客户所得减少", "条文变化")}
    assert all(words in out for words in wanted[lang])
    assert "1.1" in out
    assert f"--draft {NEXT}" in out


def test_the_page_needs_nothing_from_elsewhere_and_no_script(shop: Shop) -> None:
    shop.copy(NEXT, *LONGER, ('"It was opened."', '"<script>alert(1)</script> & you."'))
    page = shop("diff", FIRST, NEXT, "--format", "html").out
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not [word for word in ("src=", "http://", "https://", "@import", "url(") if word in page]


def test_a_text_with_ticks_does_not_break_out_of_its_fence(shop: Shop) -> None:
    shop.copy(NEXT, ('"It was opened."', '"```` opened | *so* ````"'))
    assert "\n`````diff\n" in shop("diff", FIRST, NEXT, "--format", "md").out


def test_without_the_solver_clauses_are_told_and_how_to_install_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.copy(NEXT, *LONGER)
    for name in [each for each in sys.modules if each == "z3" or each.startswith(("z3.", "engine.solver."))]:
        if name != "engine.solver.tree":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    ran = shop("diff", FIRST, NEXT)
    assert (ran.code, "refundry[review]" in ran.out, "qual" in ran.out) == (0, True, False)
    assert "clause 1.1" in ran.out
    found = shop("diff", FIRST, NEXT, "--format", "json").json["outcomes"]
    assert (found["asked"], found["equal"]) == (False, False)


BAD = {
    "no such version": (("2020-01-01", FIRST), 2, "RF602"),
    "no such version of a policy": (("shop@2020-01-01", FIRST), 2, "RF602"),
    "no such policy": (("shopp@2026-01-01", FIRST), 2, "RF601"),
    "no such file": (("gone.refund", FIRST), 3, "RF609"),
    "no policy file": (("notes.txt", FIRST), 2, "RF609"),
    "no such case book": ((FIRST, FIRST, "--cases", "gone.jsonl"), 2, "RF609"),
    "a case book of another kind": ((FIRST, FIRST, "--cases", "notes.txt"), 2, "RF609"),
    "no repository": (("HEAD:policies/shop/2026-01-01.refund", FIRST), 2, "RF614"),
    "a version with a mistake": ((FIRST, NEXT), 3, "RF"),
    "no such ledger": (
        (FIRST, FIRST, "--cases", "one.jsonl", "--ledger", "sqlite:///gone.sqlite"),
        3,
        "RF801",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_arguments_are_said(kind: str, shop: Shop, refundry: Program) -> None:
    words, code, said = BAD[kind]
    shop.copy(NEXT, ("order.opened is no", "order.opend is no"))
    refundry.write("notes.txt", "nothing")
    refundry.write("one.jsonl", json.dumps(CASE))
    ran = shop("diff", *words)
    assert (ran.code, ran.out, said in ran.err) == (code, "", True), ran.err
    assert shop("diff", *words, "--lang", "zh").err.isascii() is False


def test_a_revision_of_git_is_compared_with_what_stands_here(shop: Shop, refundry: Program) -> None:
    if shutil.which("git") is None:
        pytest.fail("git is needed, as reviewers need it")
    path = shop.copy(NEXT, LONGER[1])
    git = ["git", "-c", "user.name=Li", "-c", "user.email=li@example.org", "-C", str(refundry.folder)]
    for words in (["init", "--quiet"], ["add", "policies"], ["commit", "--quiet", "-m", "first"]):
        subprocess.run([*git, *words], check=True)
    path.write_text(path.read_text("utf-8").replace("less  1.00 CNY", "less  2.00 CNY"), "utf-8")
    here = path.relative_to(refundry.folder).as_posix()
    ran = shop("diff", f"HEAD:{here}", here, "--format", "json")
    assert [each["name"] for each in ran.json["clauses"]] == ["price_back"]
    assert moves(ran)[0]["example"]["commands"].keys() == {"new"}
    assert shop("diff", f"HEAD:./{here}", f"HEAD:{here}", "--format", "json").json["clauses"] == []
    assert "RF609" in shop("diff", "HEAD:policies/shop/2020-01-01.refund", here).err


def test_the_shipped_policies_can_be_compared_from_anywhere(refundry: Program) -> None:
    assert (
        refundry("diff", "youyun-refund@2026-07-03", str(SHIPPED / "youyun-refund/2026-07-03.refund")).code
        == 0
    )
