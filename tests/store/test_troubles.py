"""A store that cannot be used is said in a sentence, whatever is wrong with it; no password is ever printed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from engine.store.ledger import Ledger
from engine.tasks.ledgers import HELP
from tests.store.office import BY, ROOT, Office, PostgresqlStore, SqliteStore, Store, case
from tests.store.server import Server
from tests.tasks.running import Program, Ran

SECRET = "Zx81.secret"  # noqa: S105 - nobody's
WHY = ("--because", "why")
COMMANDS = [
    ("list",), ("show", "C-1"), ("receipt", "C-1"), ("export",), ("verify",), ("checkpoint",), ("proof", "1"),
    ("signer", *BY, *WHY), ("erase", "U-1", *BY, *WHY),
]  # fmt: skip
NOBODY = 65534


def said(done: Ran, trouble: str) -> bool:
    """Whether a command ended with one mistake and what to do about it."""
    return done.code == 3 and "error[RF801]" in done.err and HELP[trouble] in done.err  # type: ignore[index]


def all_say(refundry: Program, url: str, trouble: str, *, also_confirming: bool = True) -> None:
    """Every command says what is wrong."""
    office = Office(refundry, SqliteStore(Path("unused")))
    office.store.url = url
    for words in COMMANDS:
        assert said(office("ledger", *words), trouble), words
    if also_confirming:
        assert said(office.confirm(case("C-9", order="A-9")), trouble)


# ---- PostgreSQL ------------------------------------------------------------------------------------------------------


def test_a_wrong_password_is_not_printed(refundry: Program, server: Server) -> None:
    with server.connected() as client:
        client.execute("DROP ROLE IF EXISTS guarded")
        client.execute("CREATE ROLE guarded LOGIN PASSWORD 'another'")
    url = server.url(user="guarded", password=SECRET)
    all_say(refundry, url, "server")
    done = refundry("ledger", "list", "--ledger", url)
    assert 'password authentication failed for user "guarded"' in done.err
    assert SECRET not in done.err


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "mysql", "sqlite"])
@pytest.mark.parametrize("rest", ["@%2Fnowhere/store", "", "@%2Fnowhere:x/store", "@%2Fnowhere:99999/store"])
def test_no_address_gives_a_password_away(refundry: Program, scheme: str, rest: str) -> None:
    for end in ("", "@x", "/x", "?x", "#x", "%", "% x", " x"):
        done = refundry("ledger", "list", "--ledger", f"{scheme}://me:{SECRET}{end}{rest}")
        assert done.code in (2, 3)
        assert "RF801" in done.err
        assert SECRET not in done.err


def test_no_server_and_no_database(refundry: Program, server: Server) -> None:
    all_say(refundry, server.url("missing"), "server")
    all_say(refundry, "postgresql://me@%2Fnowhere/store", "server")
    all_say(refundry, "postgresql://me@127.0.0.1:1/store", "server")


def test_looking_into_an_empty_database_makes_no_tables(
    refundry: Program, postgresql: PostgresqlStore
) -> None:
    all_say(refundry, postgresql.url, "empty", also_confirming=False)
    assert postgresql.rows("SELECT to_regclass('ledger')") == [(None,)]


def test_a_database_of_somebody_else(refundry: Program, postgresql: PostgresqlStore) -> None:
    postgresql.run("CREATE TABLE ledger (id int)")
    all_say(refundry, postgresql.url, "store")


def test_a_server_that_takes_no_writes(refundry: Program, postgresql: PostgresqlStore) -> None:
    office = Office(refundry, postgresql)
    office.confirm(case("C-1"))
    postgresql.run(f"ALTER DATABASE {postgresql.database} SET default_transaction_read_only = on")
    assert office.findings() == []
    assert said(office.confirm(case("C-2", order="A-2")), "not_writable")


@pytest.mark.parametrize("act", ["add_outcomes", "sign", "keep"])
def test_a_connection_that_is_lost_meanwhile(
    refundry: Program, postgresql: PostgresqlStore, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    office = Office(refundry, postgresql)
    first = office.confirm(case("C-1"))
    as_it_is: Callable[..., object] = getattr(Ledger, act)

    def cut(ledger: Ledger, *args: object) -> object:
        ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'refundry'"
        assert postgresql.rows(ends) == [(True,)]
        return as_it_is(ledger, *args)

    monkeypatch.setattr(Ledger, act, cut)
    done = office.confirm(case("C-2", order="A-2"))
    assert said(done, "lost")
    assert done.out == ""
    monkeypatch.setattr(Ledger, act, as_it_is)
    assert office.confirm(case("C-1")).out == first.out
    assert len(office("ledger", "export").out.splitlines()) == 2
    assert office.confirm(case("C-2", order="A-2")).code == 0
    assert office.findings() == []


# ---- either ----------------------------------------------------------------------------------------------------------


@contextmanager
def somebody_writing(store: Store) -> Iterator[None]:
    if isinstance(store, SqliteStore):
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    with psycopg.connect(store.url) as client:
        client.execute("SELECT pg_advisory_lock(%s)", [0x5245464E])
        yield


def test_a_busy_store(office: Office, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    office.confirm(case("C-1", account_id="U-1"))
    monkeypatch.setattr("engine.store.sqlite._WAIT_SECONDS", 0.1)
    monkeypatch.setattr("engine.store.postgresql._WAIT_SECONDS", 0.1)
    with somebody_writing(store):
        assert said(office.confirm(case("C-2", order="A-2")), "busy")
        assert said(office.erase("U-1"), "busy")
        assert office.findings() == []
    assert office.confirm(case("C-2", order="A-2")).code == 0


def test_a_ledger_of_a_later_format(office: Office, store: Store) -> None:
    office.confirm(case("C-1"))
    if isinstance(store, SqliteStore):
        store.run("PRAGMA user_version = 2")
    else:
        store.run("ALTER TABLE ledger DROP CONSTRAINT ledger_format_check")
        store.unguarded("ledger", "UPDATE ledger SET format = 2")
    all_say(office.refundry, store.url, "newer")


# ---- SQLite ----------------------------------------------------------------------------------------------------------


def test_what_is_no_file_or_no_ledger_stays_as_it_is(refundry: Program, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("not a ledger\n" * 100)
    other = SqliteStore(tmp_path / "other.sqlite")
    other.run("CREATE TABLE shopping (list)")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    for name in ("folder", "text", "text/ledger.sqlite", "other.sqlite", "a%00b"):
        all_say(refundry, f"sqlite:///{tmp_path}/{name}", "store")
    assert {path: path.read_bytes() for path in before} == before
    assert refundry("ledger", "list", "--ledger", f"sqlite:///{tmp_path}/none/ledger.sqlite").code == 3
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["a#b", "a?b", "a%41", "a b", "账"])
def test_a_folder_of_any_name_has_the_ledger(
    refundry: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("REFUNDRY_DATA", str(tmp_path / name))
    path = Office(refundry, SqliteStore(tmp_path)).write([case("C-1")])
    done = refundry("confirm", path, *BY)
    assert done.code == 0
    assert (tmp_path / name / "ledger.sqlite").is_file()
    (url,) = (line.removeprefix("ledger: ") for line in done.err.splitlines())
    assert refundry("ledger", "show", "C-1", "--ledger", url).code == 0


@contextmanager
def without_rights() -> Iterator[None]:
    """Act as somebody who is not root, whom no permission stops."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are other there")
@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o444), (0o555, 0o644), (0o755, 0o000)])
def test_a_ledger_that_cannot_be_written_to(refundry: Program, folder: int, file: int) -> None:
    place = Path(tempfile.mkdtemp(prefix="ledger-"))
    try:
        office = Office(refundry, SqliteStore(place / "ledger.sqlite"))
        assert office.confirm(case("C-1")).code == 0
        if os.geteuid() == 0:
            shutil.chown(place, NOBODY)
            shutil.chown(office.store.path, NOBODY)  # type: ignore[attr-defined]
        (place / "ledger.sqlite").chmod(file)
        place.chmod(folder)
        with without_rights():
            done = office("ledger", "checkpoint")
        assert said(done, "not_writable")
    finally:
        place.chmod(0o755)
        shutil.rmtree(place)


_LIMITED = (
    "import resource, sys; n = int(sys.argv.pop(1)); resource.setrlimit(resource.RLIMIT_FSIZE, (n, n));"
)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("begun", [True, False])
def test_a_full_disk_loses_nothing_that_was_acknowledged(
    refundry: Program, sqlite: SqliteStore, begun: bool
) -> None:
    office = Office(refundry, sqlite)
    first = office.confirm(case("C-1")) if begun else None
    if not begun:
        refundry(
            "confirm", office.write([case("C-0")]), *BY, "--ledger", f"sqlite:///{refundry.folder}/other"
        )
    path = office.write([case(f"C-2{n}", order=f"A-2{n}") for n in range(20)])
    codes = []
    for limit in (0, 5000, 50_000, 200_000, 2_000_000):
        command = [sys.executable, "-c", f"{_LIMITED} import cli; cli.main()", str(limit)]
        done = subprocess.run(
            [*command, "confirm", path, *BY, "--ledger", sqlite.url], check=False, capture_output=True, text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=refundry.folder,
        )  # fmt: skip
        codes.append(done.returncode)
        assert "Traceback" not in done.stderr
        assert "mistake of its own" not in done.stderr
        assert done.returncode == 0 or ("RF801" in done.stderr and done.stdout == "")
        if done.returncode == 0 or begun:
            assert office.findings() == []
    assert codes[0] == 3
    assert codes[-1] == 0
    if first is not None:
        assert office.confirm(case("C-1")).out == first.out


def test_a_damaged_file_is_named_by_every_command(refundry: Program, sqlite: SqliteStore) -> None:
    office = Office(refundry, sqlite)
    office.confirm(*(case(f"C-{n}", order=f"A-{n}", account_id=f"U-{n}") for n in range(40)))
    whole = sqlite.path.read_bytes()
    for page in (1, 2, 5, 9, 14, len(whole) // 4096 - 1):
        sqlite.path.write_bytes(whole[: page * 4096] + b"\xff" * 4096 + whole[(page + 1) * 4096 :])
        found = office("ledger", "verify")
        assert found.code in (1, 3), page
        for words in COMMANDS[:7]:
            office("ledger", *words)
    sqlite.path.write_bytes(whole[:5000])
    all_say(refundry, sqlite.url, "damaged", also_confirming=False)


NOT_WHAT_SHOULD_STAND = [
    ("personal", "UPDATE personal SET value = '{'"),
    ("entry", "DELETE FROM entry WHERE number = 0"),
    ("checkpoint", "UPDATE checkpoint SET signed = ''"),
    ("ledger", "UPDATE ledger SET origin = ''"),
]


@pytest.mark.parametrize(("table", "statement"), NOT_WHAT_SHOULD_STAND)
def test_what_should_not_stand_there_is_no_mistake_of_our_own(
    office: Office, table: str, statement: str
) -> None:
    assert office.confirm(case("C-1", account_id="U-1")).code == 0
    office.store.unguarded(table, statement)
    assert office.findings() != []
    for words in (*COMMANDS[:7], ("show", "0")):
        office("ledger", *words)  # which fails the test where a mistake of our own is met
    office.confirm(case("C-1", account_id="U-2"))


def test_who_may_sign_is_found_without_reading_every_entry(office: Office) -> None:
    assert office.confirm(case("C-1")).code == 0
    if isinstance(office.store, SqliteStore):
        asked = "SELECT body FROM entry WHERE case_id IS NULL AND kind = 'signer' ORDER BY number"
        plan = [row[-1] for row in office.store.rows(f"EXPLAIN QUERY PLAN {asked}")]
        assert any("SEARCH entry USING INDEX outcomes_of_case" in each for each in plan), plan
    assert len(office("ledger", "signer").out.split("+")) >= 3
