"""`confirm` and `ledger`, as operators use them: receipts, refusals, corrections, erasure, the next version."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from engine.ledger.signature import Signer
from tests.tasks.running import Program, Ran
from tests.tasks.test_decide import ALL, case
from tests.tasks.test_sealing import next_version

BY = ("--by", "Li Lei")


def confirmed(refundry: Program, data: dict[str, Any], *options: str) -> Ran:
    return refundry("confirm", "-", *BY, "--format", "json", *options, stdin=json.dumps(data))


def receipt(refundry: Program, data: dict[str, Any], *options: str) -> dict[str, Any]:
    ran = confirmed(refundry, data, *options)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = ran.json
    return found


def refused(refundry: Program, data: dict[str, Any], code: str, *options: str) -> str:
    ran = confirmed(refundry, data, *options)
    assert (ran.code, ran.out) == (1, ""), ran
    assert code in ran.err
    return ran.err


def listed(refundry: Program, *options: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = refundry("ledger", "list", "--format", "json", *options).json
    return [each for each in entries if each["kind"] == "confirmed"]


def verified(refundry: Program, *options: str) -> Ran:
    return refundry("ledger", "verify", *options)


def test_a_receipt_says_what_was_decided_and_the_ledger_where_it_is(refundry: Program) -> None:
    ran = confirmed(refundry, case())
    made = ran.json
    assert made["decision"]["verdict"] == "refund"
    assert made["decision"]["refund"] == "98.00 CNY"
    assert made["entry"]["by"] == "Li Lei"
    assert made["entry"]["facts"]["payment"]["paid"] == "98.00 CNY"
    assert f"ledger: sqlite:///{refundry.folder / 'data' / 'ledger.sqlite'}" in ran.err
    assert verified(refundry).code == 0


def test_what_is_confirmed_is_what_decide_says(refundry: Program) -> None:
    for number, changes in enumerate((
        {}, {"case__reason": "user_error"}, {"case__reason": "other"}, {"credit__used": "10", "invoice__tax": "3.00"},
    )):  # fmt: skip
        data = case(case__id=f"C-{number}", order__id=f"A-{number}", **changes)
        record = refundry("decide", "-", "--format", "json", stdin=json.dumps(data)).json
        decision = receipt(refundry, data)["decision"]
        assert {key: record[key] for key in decision} == decision


def test_confirming_again_prints_the_same_receipt(refundry: Program) -> None:
    first = confirmed(refundry, case()).out
    receipt(refundry, case(case__id="C-2", order__id="A-2"))
    assert confirmed(refundry, case()).out == first
    assert confirmed(refundry, case(), "--by", "Han Meimei").out == first
    assert refundry("ledger", "receipt", "C-1").out == first
    assert len(listed(refundry)) == 2


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"payment__paid": "99.00 CNY"}, "payment.paid"),
        ({"case__received_at": "2026-07-09T10:00:01+08:00"}, "case.received_at"),
        ({"law__forbids": False}, "law.forbids"),
        ({"account__id": "U-2"}, "account.id"),
        ({"order__id": "A-9"}, "order.id"),
    ],
)
def test_other_facts_for_a_confirmed_case_are_refused_and_named(
    refundry: Program, changes: dict[str, object], name: str
) -> None:
    receipt(refundry, case(account__id="U-1"))
    assert f"`{name}`" in refused(refundry, case(**{"account__id": "U-1", **changes}), "RF804")
    assert len(listed(refundry)) == 1


def test_the_same_facts_written_otherwise_are_the_same_facts(refundry: Program) -> None:
    first = confirmed(refundry, case()).out
    same = case(
        payment__paid="98.00",
        payment__paid_at="2026-07-05T12:10:00Z",
        case__materials=ALL[::-1],
        credit__granted="100.000000 USD",
    )
    assert confirmed(refundry, same).out == first


def test_an_order_is_never_paid_back_beyond_what_was_paid(refundry: Program) -> None:
    receipt(refundry, case())
    problem = refused(refundry, case(case__id="C-2"), "RF805")
    assert "`196.00 CNY`" in problem
    assert "`98.00 CNY`" in problem
    assert "ledger list --order A-1" in problem
    receipt(refundry, case(case__id="C-3", case__reason="user_error"))
    refused(
        refundry, case(case__id="C-2", payment__paid="500.00 CNY", payment__expected="500.00 CNY"), "RF805"
    )


def test_two_cases_of_one_order_in_one_file_are_held_against_each_other(refundry: Program) -> None:
    rows = [case(), case(case__id="C-2"), case(case__id="C-3", order__id="A-3"), case()]
    name = refundry.write("cases.jsonl", "".join(f"{json.dumps(each)}\n" for each in rows))
    ran = refundry("confirm", name, *BY, "--format", "json")
    assert ran.code == 1
    receipts = [json.loads(line) for line in ran.out.splitlines()]
    assert [each["decision"]["case"] for each in receipts] == ["C-1", "C-3", "C-1"]
    assert receipts[0] == receipts[2]
    assert "cases.jsonl:2" in ran.err


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"case__materials": ALL[1:]}, "case.materials.account"),
        ({"payment__paid_at": None}, "payment.paid_at"),
        ({"payment__paid_at": "2026-01-05T20:10:00+08:00"}, "no version"),
    ],
)
def test_what_has_no_outcome_cannot_be_confirmed(
    refundry: Program, changes: dict[str, object], missing: str
) -> None:
    assert missing in refused(refundry, case(**changes), "RF803")


@pytest.mark.parametrize("name", ["case__id", "order__id"])
def test_case_and_order_must_be_known(refundry: Program, name: str) -> None:
    assert f"`{name.replace('__', '.')}`" in refused(refundry, case(**{name: None}), "RF802")


def test_a_draft_is_never_confirmed(refundry: Program, policies: Path) -> None:
    next_version(policies, "2099-01-01")
    refused(refundry, case(), "RF807", "--draft", "2099-01-01")
    assert not (refundry.folder / "data" / "ledger.sqlite").exists()


DISCRETION = {"case__reason": "billing_error"}


def test_a_discretion_is_confirmed_with_an_amount_inside_its_range(refundry: Program) -> None:
    problem = refused(refundry, case(**DISCRETION), "RF806")
    assert "from `0.00 CNY` to `98.00 CNY`" in problem
    for amount in ("98.01", "-1", "5.001", "5 USD", "x", "5,00"):
        refused(refundry, case(**DISCRETION), "RF806", f"--amount={amount}")
    made = receipt(refundry, case(**DISCRETION), "--amount", "5")
    assert (made["entry"]["awarded"], made["entry"]["payable"]) == ("5.00 CNY", "5.00 CNY")
    assert receipt(refundry, case(**DISCRETION), "--amount", "5.00 CNY") == made
    assert "--amount" in refused(refundry, case(**DISCRETION), "RF804", "--amount", "6")
    assert "93.00" not in refused(refundry, case(case__id="C-2"), "RF805")


def test_an_amount_is_for_a_discretion_alone(refundry: Program) -> None:
    refused(refundry, case(), "RF806", "--amount", "5")


def test_an_unreadable_case_is_said_and_the_others_are_confirmed(refundry: Program) -> None:
    good = refundry.write("good.json", json.dumps(case()))
    bad = refundry.write("bad.json", json.dumps(case(case__id="C-2", payment__paid="much")))
    ran = refundry("confirm", bad, good, *BY, "--format", "json")
    assert (ran.code, "RF5" in ran.err) == (3, True)
    assert [each["decision"]["case"] for each in ran.json] == ["C-1"]


def test_a_correction_supersedes_and_everything_stays_provable(refundry: Program) -> None:
    before = receipt(refundry, case())
    (refundry.folder / "kept.txt").write_text(refundry("ledger", "checkpoint").out, "utf-8")
    mended = json.dumps(case(payment__paid="90.00 CNY", payment__expected="90.00 CNY"))
    why = ("--because", "the amount was typed wrong")
    words = ("ledger", "supersede", "-", *BY, *why, "--format", "json")
    after = refundry(*words, stdin=mended)
    assert after.code == 0, after.err
    assert (after.json["entry"]["supersedes"], after.json["entry"]["because"]) == (1, why[1])
    assert [each["superseded_by"] for each in listed(refundry)] == [2, None]
    assert refundry(*words, stdin=mended).code == 1
    assert confirmed(refundry, json.loads(mended)).json == after.json
    assert refundry("ledger", "receipt", "1").json == before
    assert verified(refundry, "--checkpoint", "kept.txt").code == 0
    refused(refundry, case(case__id="C-2"), "RF805")


def test_what_was_never_confirmed_cannot_be_corrected(refundry: Program) -> None:
    receipt(refundry, case())
    ran = refundry("ledger", "supersede", "-", *BY, "--because", "x", stdin=json.dumps(case(case__id="C-2")))
    assert (ran.code, "never confirmed" in ran.err) == (1, True)


def test_a_person_is_forgotten_and_every_outcome_is_still_derived(refundry: Program) -> None:
    receipt(refundry, case(account__id="U-secret-77"))
    receipt(refundry, case(case__id="C-2", order__id="A-2", account__id="U-other"))
    proof = refundry("ledger", "receipt", "C-1").json
    assert proof["personal"]["account.id"]["value"] == "U-secret-77"
    assert refundry("ledger", "erase", "U-secret-77", *BY, "--because", "asked for").code == 0
    files = [path.read_bytes() for path in (refundry.folder / "data").iterdir()]
    assert not any(b"U-secret-77" in each for each in files)
    assert any(b"U-other" in each for each in files)
    assert refundry("ledger", "receipt", "C-1").json == proof | {"personal": {}}
    assert verified(refundry).code == 0
    assert confirmed(refundry, case(account__id="U-secret-77")).json == proof | {"personal": {}}
    again = refundry("ledger", "erase", "U-secret-77", *BY, "--because", "asked for")
    assert (again.code, "RF808" in again.err) == (1, True)


def test_a_later_version_changes_nothing_that_was_confirmed(refundry: Program, policies: Path) -> None:
    """The versions change at midnight in Shanghai, wherever the clock of the payment stood."""
    name, options = "2026-09-01", ("--policies", str(policies))
    last = {
        "Shanghai": "2026-08-31T23:59:59.999999999+08:00",
        "UTC": "2026-08-31T15:59:59Z",
        "NYC": "2026-08-31T11:59:59-04:00",
    }
    first = {
        "Shanghai": "2026-09-01T00:00:00+08:00",
        "UTC": "2026-08-31T16:00:00Z",
        "NYC": "2026-08-31T12:00:00-04:00",
    }

    def paid(at: str, number: str) -> dict[str, Any]:
        received = "2026-09-09T10:00:00+08:00"  # later than 7 days, and no later than 30
        return case(case__id=number, order__id=number, payment__paid_at=at, case__received_at=received)

    before = {zone: receipt(refundry, paid(at, f"old-{zone}"), *options) for zone, at in last.items()}
    assert {each["decision"]["verdict"] for each in before.values()} == {"refused"}
    refundry.on("2026-08-01")
    next_version(policies, name, ("within 7 calendar days", "within 30 calendar days"))
    (policies / "youyun-refund" / f"{name}.source.toml").unlink(missing_ok=True)
    sealed = refundry("seal", "youyun-refund", name, *options)
    assert sealed.code == 0, sealed.err
    for zone, at in last.items():
        assert receipt(refundry, paid(at, f"old-{zone}"), *options) == before[zone]
        fresh = receipt(refundry, paid(at, f"late-{zone}"), *options)["decision"]
        assert (fresh["policy"]["version"], fresh["verdict"]) == ("2026-07-03", "refused")
    for zone, at in first.items():
        fresh = receipt(refundry, paid(at, f"new-{zone}"), *options)["decision"]
        assert (fresh["policy"]["version"], fresh["verdict"]) == (name, "refund")
    assert verified(refundry).code == 0
    assert '"derived": 9' in verified(refundry, "--format", "json").out


def test_words_that_were_mended_leave_confirmed_outcomes_derivable(refundry: Program, policies: Path) -> None:
    options = ("--policies", str(policies))
    receipt(refundry, case(), *options)
    next_version(
        policies, "2026-07-03a", ("Paid, for the share of quota not used", "Paid, for quota not yet used")
    )
    folder = policies / "youyun-refund"
    text = (folder / "2026-07-03a.refund").read_text("utf-8").replace("2026-07-03a", "2026-07-03")
    (folder / "2026-07-10.refund").write_text(
        text.replace("version       2026-07-03", "version       2026-07-10"), "utf-8"
    )
    for ending in ("refund", "facts"):
        (folder / f"2026-07-03a.{ending}").unlink()
    words = (
        "seal",
        "youyun-refund",
        "2026-07-10",
        "--corrects",
        "2026-07-03",
        "--because",
        "clearer",
        *options,
    )
    ran = refundry(*words)
    assert ran.code == 0, ran.err
    made = receipt(refundry, case(case__id="C-2", order__id="A-2"), *options)
    assert made["decision"]["lines"][0]["label"] == "Paid, for quota not yet used"
    assert made["decision"]["policy"]["version"] == "2026-07-03"
    assert verified(refundry).code == 0


@pytest.mark.parametrize("url", ["sqlite://", "mysql://x/y", "sqlite:///", "x", "sqlite://host/path"])
def test_a_store_must_be_named_rightly(refundry: Program, url: str) -> None:
    ran = refundry("confirm", "-", *BY, "--ledger", url, stdin=json.dumps(case()))
    assert (ran.code, "RF801" in ran.err) == (2, True)


def test_the_ledger_can_be_named_before_and_behind_the_command(refundry: Program) -> None:
    url = f"sqlite:///{refundry.folder / 'own.sqlite'}"
    assert refundry("--ledger", url, "confirm", "-", *BY, stdin=json.dumps(case())).code == 0
    assert len(refundry("ledger", "list", "--ledger", url, "--format", "json").json) == 2
    assert refundry("ledger", "list").code == 3


def test_somebody_must_confirm(refundry: Program) -> None:
    assert refundry("confirm", "-", "--by", " ", stdin=json.dumps(case())).code == 2
    assert refundry("confirm", "-", stdin=json.dumps(case())).code == 2


def test_another_key_must_be_let_in_by_one_that_may_sign(
    refundry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt(refundry, case())
    old = refundry.folder / "data" / "signing-key.pem"
    new = refundry.folder / "new.pem"
    new.write_bytes(Signer.new().to_pem())
    monkeypatch.setenv("REFUNDRY_SIGNING_KEY", str(new))
    key = refundry("ledger", "signer").out.strip()
    assert f"ledger signer {key}" in refused(refundry, case(case__id="C-2", order__id="A-2"), "RF809")
    assert refundry("ledger", "signer", key, *BY, "--because", "in vain").code == 1
    monkeypatch.setenv("REFUNDRY_SIGNING_KEY", str(old))
    assert refundry("ledger", "signer", key, *BY, "--because", "a second machine").code == 0
    monkeypatch.setenv("REFUNDRY_SIGNING_KEY", str(new))
    receipt(refundry, case(case__id="C-2", order__id="A-2"))
    assert verified(refundry).code == 0


def test_an_entry_that_was_changed_is_not_shown_as_if_it_stood(refundry: Program) -> None:
    receipt(refundry, case())
    with sqlite3.connect(refundry.folder / "data" / "ledger.sqlite") as store:
        store.execute("DROP TRIGGER entry_update")
        store.execute(
            "UPDATE entry SET body = CAST(replace(body, '98.00', '99.00') AS BLOB) WHERE number = 1"
        )
    for words in (("ledger", "show", "C-1"), ("ledger", "receipt", "C-1")):
        shown = refundry(*words)
        assert (shown.code, shown.out) == (3, "")
        assert "it is not what was written" in shown.err
    again = confirmed(refundry, case())
    assert (again.code, again.out) == (3, "")


def test_a_value_of_several_facts_about_persons_is_erased_only_where_one_is_named(
    refundry: Program, policies: Path
) -> None:
    folder = policies / "youyun-refund"
    for name in (
        "versions.toml",
        "2026-07-03.program.json",
        "2026-07-03.texts.json",
        "2026-07-03.source.toml",
    ):
        (folder / name).unlink()
    facts = folder / "2026-07-03.facts"
    channel = facts.read_text("utf-8").partition("fact payment.channel ")[2].partition("\n\n")[0]
    text = facts.read_text("utf-8").replace(channel, f"{channel}\n  personal", 1)
    facts.write_text(text, "utf-8")
    options = ("--policies", str(policies))
    assert refundry("seal", "youyun-refund", "2026-07-03", *options).code == 0
    receipt(refundry, case(account__id="77", payment__channel="stripe"), *options)
    receipt(
        refundry, case(case__id="C-2", order__id="A-2", account__id="78", payment__channel="77"), *options
    )
    words = ("ledger", "erase", "77", *BY, "--because", "asked for")
    asked = refundry(*words)
    assert (asked.code, "`account.id`, `payment.channel`" in asked.err) == (1, True)
    assert refundry(*words, "--fact", "account.id").code == 0
    assert [
        each["personal"] == {} for each in (receipt_of(refundry, "C-1"), receipt_of(refundry, "C-2"))
    ] == [True, False]
    assert verified(refundry).code == 0


def receipt_of(refundry: Program, entry: str) -> dict[str, Any]:
    found: dict[str, Any] = refundry("ledger", "receipt", entry).json
    return found
