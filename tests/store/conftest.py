"""What the tests of stores share: a server where one is installed, and an office that uses one store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.copies import Copies
from tests.store.office import Office, PostgresqlStore, SqliteStore, Store
from tests.store.server import Server, programs, running
from tests.tasks.running import Program

NO_SERVER = (
    "no PostgreSQL server is installed here (`initdb`, `pg_ctl`, `postgres`): ledgers in one are not tested"
)
NEEDED = "REFUNDRY_NEEDS_POSTGRESQL"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for each process that runs tests."""
    found = programs()
    if found is None and not os.environ.get(NEEDED):
        pytest.skip(NO_SERVER)
    assert found is not None, NO_SERVER
    with running(found) as started:
        yield started


@pytest.fixture
def postgresql(server: Server) -> PostgresqlStore:
    """An empty database of its own."""
    return PostgresqlStore(server, server.new_database())


@pytest.fixture
def sqlite(tmp_path: Path) -> SqliteStore:
    """A file that is not there yet."""
    return SqliteStore(tmp_path / "ledger.sqlite")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """Either."""
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled versions, which are the same for every test."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def refundry(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, cache: Path
) -> Program:
    """The program, with a signing key of its own."""
    program = Program(monkeypatch, capsys, tmp_path)
    monkeypatch.setenv("REFUNDRY_CACHE", str(cache))
    monkeypatch.setenv("REFUNDRY_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("REFUNDRY_SIGNING_KEY", raising=False)
    return program


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """Filled stores, made once in each process that runs tests."""
    return Copies(tmp_path_factory.mktemp("copies"))


@pytest.fixture
def office(refundry: Program, store: Store) -> Office:
    """Somebody who confirms cases in a store."""
    return Office(refundry, store)
