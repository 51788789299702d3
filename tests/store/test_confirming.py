"""Outcomes confirmed, repeated, refused, corrected and shown, in either store."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.store.office import BY, Case, Office, SqliteStore, Store, case, disputed

AMOUNT = ("--amount", "40.00")


def codes(said: str) -> list[str]:
    return [line[6:11] for line in said.splitlines() if line.startswith("error[")]


def test_a_new_ledger_begins_with_its_key_and_verifies(office: Office) -> None:
    assert office("ledger", "list").code == 3
    assert office.confirm(case("C-1")).code == 0
    kinds = [row["kind"] for row in office("ledger", "list", "--format", "json").json]
    assert kinds == ["signer", "confirmed"]
    assert office.findings() == []


def test_the_same_case_again_gives_the_same_receipt_to_the_byte(office: Office) -> None:
    first = office.confirm(case("C-1", account_id="U-7"))
    office.confirm(case("C-2", order="A-2"))
    assert first.code == 0
    assert office.confirm(case("C-1", account_id="U-7")).out == first.out
    assert office("ledger", "receipt", "C-1").out == first.out
    assert len(office("ledger", "export").out.splitlines()) == 3


@pytest.mark.parametrize("more", [{"paid": 90}, {"order": "A-9"}, {"account_id": "U-8"}])
def test_the_same_case_with_other_facts_is_refused(office: Office, more: dict[str, str]) -> None:
    office.confirm(case("C-1", account_id="U-7"))
    done = office.confirm(case("C-1", **{"account_id": "U-7"} | more))  # type: ignore[arg-type]
    assert (done.code, codes(done.err)) == (1, ["RF804"])
    assert office.findings() == []


def test_no_order_gets_back_more_than_was_paid(office: Office) -> None:
    assert office.confirm(case("C-1")).code == 0
    done = office.confirm(case("C-2"))
    assert (done.code, codes(done.err)) == (1, ["RF805"])
    both = office.confirm(case("C-3", order="A-2"), case("C-4", order="A-2"), case("C-5", order="A-3"))
    assert (both.code, codes(both.err), len(both.out.splitlines())) == (1, ["RF805"], 2)
    assert office.findings() == []


def test_no_order_gets_back_more_by_two_who_confirm_at_once(office: Office) -> None:
    names = ("C-1", "C-2", "C-3", "C-4")
    words = [("confirm", office.write([case(name)]), *BY) for name in names]
    assert sorted(office.together(*words)) == [0, 1, 1, 1]
    assert office.findings() == []


def test_a_choice_must_be_inside_its_range(office: Office) -> None:
    for more in ((), ("--amount", "100.01"), ("--amount", "-1"), ("--amount", "40.00 USD")):
        done = office.confirm(disputed("C-1"), more=more)
        assert (done.code, codes(done.err)) == (1, ["RF806"])
    assert office.confirm(disputed("C-1"), more=AMOUNT).code == 0
    assert codes(office.confirm(disputed("C-1"), more=("--amount", "41.00")).err) == ["RF804"]
    assert office.findings() == []


def test_corrections_follow_each_other(office: Office) -> None:
    office.confirm(case("C-1"))
    for used in ("10", "20", "30"):
        assert office.supersede(case("C-1", credit_used=used)).code == 0
        assert codes(office.supersede(case("C-1", credit_used=used)).err) == ["RF804"]
    listed = office("ledger", "list", "--format", "json").json
    assert [row["superseded_by"] for row in listed] == [None, 2, 3, 4, None]
    assert codes(office.supersede(case("C-2")).err) == ["RF804"]
    assert office.findings() == []


def used(name: str, quota: int, person: str) -> Case:
    """A second payment, of whose quota so much was used: the rest of 100.00 CNY goes back."""
    more: dict[str, Any] = {
        "case_reason": "duplicate_payment",
        "payment_duplicate": True,
        "account_id": person,
    }
    return case(name, credit_used=str(quota), **more)


def test_corrections_in_one_batch_count_together(office: Office) -> None:
    assert office.confirm(used("C-1", 90, "U"), used("C-2", 90, "U")).code == 0
    done = office.supersede(used("C-1", 40, "U"), used("C-2", 40, "U"))
    assert (done.code, codes(done.err)) == (1, ["RF805"])
    assert office.findings() == []


def test_a_correction_of_a_correction_in_one_batch_counts_once(office: Office) -> None:
    office.confirm(used("C-1", 40, "U"))
    done = office.supersede(used("C-1", 40, "V"), used("C-1", 40, "W"))
    assert (done.code, codes(done.err)) == (0, [])
    assert office.findings() == []


def test_what_is_shown_proven_and_exported(office: Office, tmp_path: Path) -> None:
    office.confirm(case("C-1", account_id="U-7"))
    early = office("ledger", "checkpoint").out
    (tmp_path / "early").write_text(early, "utf-8")
    office.confirm(*(case(f"C-{n}", order=f"A-{n}") for n in range(2, 12)))
    (tmp_path / "late").write_text(office("ledger", "checkpoint").out, "utf-8")
    shown = office("ledger", "show", "C-1", "--format", "json").json
    assert (shown["case"], shown["payable"], shown["number"]) == ("C-1", "100.00 CNY", 1)
    assert [row["case"] for row in office("ledger", "list", "--order", "A-5", "--format", "json").json] == [
        "C-5"
    ]
    proof = office("ledger", "proof", "early", "late").json
    assert (proof["first"], proof["second"]) == (2, 12)
    assert proof["consistency"]
    exported = [json.loads(line) for line in office("ledger", "export").out.splitlines()]
    assert [each["number"] for each in exported] == list(range(12))
    assert office.findings("--checkpoint", "early", "--checkpoint", "late") == []


def test_a_ledger_that_was_cut_off_is_named_by_a_checkpoint(
    office: Office, store: Store, tmp_path: Path
) -> None:
    office.confirm(case("C-1"))
    office.confirm(case("C-2", order="A-2"))
    (tmp_path / "kept").write_text(office("ledger", "checkpoint").out, "utf-8")
    for table, which in (
        ("entry", "number = 2"),
        ("node", "level = 0 AND position = 2"),
        ("checkpoint", "size = 3"),
    ):
        store.unguarded(table, f"DELETE FROM {table} WHERE {which}")
    assert office.findings() == []
    assert [each[:5] for each in office.findings("--checkpoint", "kept")] == ["RF825"]


def test_a_copied_file_is_the_same_ledger(office: Office, tmp_path: Path) -> None:
    if not isinstance(office.store, SqliteStore):
        pytest.skip("a database of a server is no file")
    first = office.confirm(case("C-1"))
    copy = tmp_path / "elsewhere" / "copy.sqlite"
    copy.parent.mkdir()
    copy.write_bytes(office.store.path.read_bytes())
    there = Office(office.refundry, SqliteStore(copy))
    assert there.findings() == []
    assert there.confirm(case("C-1")).out == first.out
    assert there.confirm(case("C-2", order="A-2")).code == 0
    assert office.confirm(case("C-3", order="A-3")).code == 0
    (tmp_path / "kept").write_text(there("ledger", "checkpoint").out, "utf-8")
    assert [each[:5] for each in office.findings("--checkpoint", "kept")] == ["RF825"]


def test_two_ledgers_in_one_database_know_nothing_of_each_other(office: Office, store: Store) -> None:
    if isinstance(store, SqliteStore):
        pytest.skip("a file has one ledger")
    office.confirm(case("C-1"))
    store.run("CREATE SCHEMA other")
    base = store.url
    store.url = f"{base}?options=-csearch_path%3Dother"
    office.confirm(case("C-1", order="A-7"))
    assert office.findings() == []
    store.url = f"{base}?options=-csearch_path%3Dpg_catalog,other,public"
    assert office("ledger", "show", "C-1", "--format", "json").json["order"] == "A-7"
    assert office.findings() == []


def test_whatever_a_server_is_set_to_writers_see_each_other(office: Office, store: Store) -> None:
    if isinstance(store, SqliteStore):
        pytest.skip("a file has no such settings")
    store.run(
        f"ALTER DATABASE {store.url.rpartition('/')[2]} SET default_transaction_isolation = 'serializable'"
    )
    words = [("confirm", office.write([case(f"C-{n}", order=f"A-{n}")]), *BY) for n in range(4)]
    assert office.together(*words) == [0, 0, 0, 0]
    assert office.findings() == []


def test_long_names_stop_nobody_else(office: Office) -> None:
    dice = random.Random(1)
    long = "".join(chr(dice.randrange(0x20000, 0x2A000)) for _ in range(1000))
    ok = case("C-1", order="A-2", account_id=long), case(long[:200], order=long[:200])
    done = office.confirm(case(long), *ok, case("C-2", order=long))
    assert (done.code, codes(done.err), len(done.out.splitlines())) == (1, ["RF802", "RF802"], 2)
    assert office.findings() == []
    assert office.erase(long).code == 0
