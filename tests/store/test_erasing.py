"""A person who is forgotten leaves no byte in the store, and every proof stands."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.store.office import Office, PostgresqlStore, SqliteStore, Store, case

PERSON = "Ozymandias-{}-king-of-kings"


def every_byte(store: Store) -> bytes:
    """What the store has on its disk about persons: of a file with its log, of a server the tables."""
    if isinstance(store, SqliteStore):
        return b"".join(path.read_bytes() for path in store.path.parent.glob(f"{store.path.name}*"))
    assert isinstance(store, PostgresqlStore)
    store.run("CHECKPOINT")
    toast = "SELECT reltoastrelid FROM pg_class WHERE relname IN ('entry', 'personal')"
    tables = f"SELECT oid FROM pg_class WHERE relname IN ('entry', 'personal') OR oid IN ({toast})"
    sql = f"""
        SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c WHERE oid IN ({tables})
        OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN ({tables}))
    """
    return b"".join(bytes(content) for (content,) in store.rows(sql))


def people(office: Office, number: int) -> list[str]:
    """Outcomes of many persons, who stand all over the index of persons."""
    named = [PERSON.format(f"{place * 7919 % number:05}") for place in range(number)]
    cases = [case(f"C-{n}", order=f"A-{n}", account_id=who) for n, who in enumerate(named)]
    for start in range(0, number, 100):
        assert office.confirm(*cases[start : start + 100]).code == 0
    return named


@pytest.mark.parametrize("number", [5, 800])
def test_no_byte_of_a_person_is_left(office: Office, number: int) -> None:
    named = people(office, number)
    assert all(who.encode() in every_byte(office.store) for who in named[:3])
    receipt = office("ledger", "receipt", "C-1").out
    for who in (named[0], named[-1], named[number // 2]):
        assert office.erase(who).code == 0
        assert who.encode() not in every_byte(office.store)
    assert office.erase(named[0]).code == 1
    assert named[1].encode() in every_byte(office.store)
    assert office("ledger", "receipt", "C-1").out == receipt
    assert office.findings() == []


def test_an_erased_case_confirmed_again_stays_erased(office: Office) -> None:
    first, *_ = people(office, 3)
    assert office.erase(first).code == 0
    again = case("C-0", order="A-0", account_id=first)
    assert office.confirm(again).code == 0
    assert first.encode() not in every_byte(office.store)
    assert len(office("ledger", "export").out.splitlines()) == 5
    assert office.findings() == []


def test_what_is_still_being_read_is_said_and_gone_the_next_time(
    office: Office, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not isinstance(store, SqliteStore):
        pytest.skip("a server lets nobody read what is being wiped")
    monkeypatch.setattr("engine.store.sqlite._WAIT_SECONDS", 0.1)
    first, *_ = people(office, 3)
    reader = sqlite3.connect(tmp_path / "ledger.sqlite")
    assert reader.execute("BEGIN").execute("SELECT count(*) FROM personal").fetchone() == (3,)
    done = office.erase(first)
    assert (done.code, "not yet from the disk" in done.err) == (1, True)
    reader.close()
    assert office.erase(first).code == 1
    assert first.encode() not in every_byte(store)
