"""Cases, the stores that their outcomes go to, and somebody who confirms them."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg

from tests.store.server import OWNER, Server
from tests.tasks.running import Program, Ran

ROOT = Path(__file__).resolve().parents[2]
BY = ("--by", "Li Lei")
Refused = (sqlite3.Error, psycopg.Error)
Case = dict[str, Any]


def case(name: str, order: str = "A-1", paid: int = 100, **more: Any) -> Case:  # noqa: ANN401 - facts
    """A top-up made by mistake, of which nothing is used: all of it goes back."""
    facts: Case = {
        "case": {
            "id": name,
            "reason": "mistaken_topup",
            "received_at": "2026-07-09T10:00:00+08:00",
            "materials": ["account", "order_no", "paid_at", "amount", "channel", "reason", "proof"],
        },
        "order": {"id": order, "kind": "cash_topup"},
        "payment": {
            "paid_at": "2026-07-05T20:10:00+08:00",
            "paid": f"{paid}.00 CNY",
            "expected": f"{paid}.00 CNY",
        },
        "credit": {"credited": True, "granted": str(paid), "used": "0"},
    }
    for path, value in more.items():
        table, _, fact = path.partition("_")
        facts.setdefault(table, {})[fact] = value
    return facts


def disputed(name: str, order: str = "A-1", **more: Any) -> Case:  # noqa: ANN401 - facts
    """A bill that the customer calls wrong: a person decides, between nothing and all that was paid."""
    return case(name, order, case_reason="billing_error", **more)


class Store(Protocol):
    """A store as those see it who use it without our program."""

    url: str

    def run(self, *statements: str) -> None:
        """Let another client run statements, each kept at once; raises one of `Refused`."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Let another client read."""

    def unguarded(self, table: str, statement: str) -> None:
        """Change a table as its owner can, who takes its triggers away for a moment and puts them back."""


class SqliteStore:
    """A file."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"

    def run(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as client:
            for statement in statements:
                client.executescript(statement)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as client:
            return client.execute(query).fetchall()

    def unguarded(self, table: str, statement: str) -> None:
        query = f"SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '{table}'"
        triggers = self.rows(query)
        drops = [f"DROP TRIGGER {name}" for name, _ in triggers]
        self.run("; ".join(["BEGIN", *drops, statement, *(sql for _, sql in triggers), "COMMIT"]))


class PostgresqlStore:
    """A database of a server."""

    kind = "postgresql"

    def __init__(self, server: Server, database: str) -> None:
        self.server = server
        self.move_to(database)

    def move_to(self, database: str) -> None:
        """Be another database of the server."""
        self.database = database
        self.url = self.server.url(database)

    def run(self, *statements: str, user: str = OWNER) -> None:
        with self.server.connected(self.database, user) as client:
            for statement in statements:
                client.execute(statement.encode())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.server.connected(self.database) as client:
            return client.execute(query.encode()).fetchall()

    def unguarded(self, table: str, statement: str) -> None:
        disable, enable = (f"ALTER TABLE {table} {act} TRIGGER USER" for act in ("DISABLE", "ENABLE"))
        self.run("BEGIN", disable, statement, enable, "COMMIT")


class Office:
    """Somebody who confirms cases in one store."""

    def __init__(self, refundry: Program, store: Store) -> None:
        self.refundry, self.store = refundry, store

    def __call__(self, *words: str) -> Ran:
        done = self.refundry(*words, "--ledger", self.store.url)
        gc.collect()  # a process that ends closes its connection
        return done

    def write(self, cases: Sequence[Case]) -> str:
        """A file of cases: rows where there are several."""
        if len(cases) == 1:
            return self.refundry.write(f"{cases[0]['case']['id']}.json", json.dumps(cases[0]))
        return self.refundry.write("cases.jsonl", "".join(json.dumps(each) + "\n" for each in cases))

    def confirm(self, *cases: Case, more: Iterable[str] = ()) -> Ran:
        """Confirm cases, all in one batch; the receipts are in `out`, a line each where there are several."""
        return self("confirm", self.write(cases), *BY, "--format", "json", *more)

    def supersede(self, *cases: Case, more: Iterable[str] = ()) -> Ran:
        """Correct cases."""
        words = ("ledger", "supersede", self.write(cases), *BY, "--because", "a slip", "--format", "json")
        return self(*words, *more)

    def erase(self, person: str) -> Ran:
        """Forget a person."""
        return self("ledger", "erase", person, *BY, "--because", "asked for")

    def findings(self, *more: str) -> list[str]:
        """What `verify` names, in the order in which it does."""
        found = self("ledger", "verify", "--format", "json", *more)
        assert found.out, found.err
        listed = found.json["findings"]
        assert found.code == (1 if listed else 0)
        return [f"{each['code']} {each['message']}" for each in listed]

    def together(self, *words: Sequence[str]) -> list[int]:
        """The exit codes of commands that run at the same time, each in a process of its own."""
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "engine.tasks.start", *each, "--ledger", self.store.url],
                env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
            for each in words
        ]  # fmt: skip
        return [each.wait(timeout=60) for each in started]
