"""Whatever another client tries to change is refused by the store, or named by `verify`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from engine.store.schema import COLUMNS, KEYS
from engine.tasks.ledgers import open_ledger
from tests.store.copies import Copies
from tests.store.office import Office, PostgresqlStore, Refused, SqliteStore, Store, case
from tests.store.tampering import EITHER, POSTGRESQL, SQLITE

COLUMN = {table: columns.split()[0] for table, columns in COLUMNS.items()}


def changes(*texts: str) -> list[str]:
    return [" ".join(each.split()) for text in texts for each in text.split("\n\n")]


@pytest.fixture
def kept(office: Office, copies: Copies) -> Office:
    """A ledger with outcomes, a correction, and somebody who was forgotten."""
    copies.fill(office, outcomes_and_more)
    return office


def outcomes_and_more(office: Office) -> None:
    office.confirm(case("C-1", account_id="U-1"))
    office.confirm(case("C-2", order="A-2", account_id="U-2"))
    office.supersede(case("C-2", order="A-2", account_id="U-2", credit_used="10"))
    office.erase("U-1")
    assert office.findings() == []


def everything(store: Store) -> dict[str, list[str]]:
    return {table: sorted(map(repr, store.rows(f"SELECT * FROM {table}"))) for table in KEYS}


def copied(table: str, **changes: str) -> str:
    """A row like the first one, some of it changed."""
    names = [column.split()[0] for column in COLUMNS[table].split(", ")]
    return f"SELECT {', '.join(changes.get(name, name) for name in names)} FROM {table} ORDER BY {names[0]} LIMIT 1"


def acts(table: str, kind: str) -> Iterator[tuple[str, ...]]:
    """What a client tries that has all rights to the rows of a table."""
    column, row, key = COLUMN[table], copied(table), ", ".join(KEYS[table])
    other = {"entry": {"number": "99"}, "personal": {"number": "99"}}.get(table, {})
    yield (f"UPDATE {table} SET {column} = {column}",)
    yield (f"DELETE FROM {table}",)
    yield (f"INSERT INTO {table} {row}",)
    set_ = f"DO UPDATE SET {column} = EXCLUDED.{column}"
    if kind == "postgresql":
        yield (f"INSERT INTO {table} {row} ON CONFLICT ({key}) {set_}",)
        yield (f"TRUNCATE {table}",)
        yield (f"TRUNCATE {table} CASCADE",)
        yield (f"WITH gone AS (DELETE FROM {table} RETURNING *) INSERT INTO {table} SELECT * FROM gone",)
        source = f"MERGE INTO {table} t USING (SELECT 1) s ON true WHEN MATCHED THEN"
        yield (f"{source} DELETE",)
        yield (f"{source} UPDATE SET {column} = t.{column}",)
        yield (f"CREATE VIEW seen AS SELECT * FROM {table}", "DELETE FROM seen")
        return
    yield (f"INSERT INTO {table} SELECT * FROM ({row}) WHERE true ON CONFLICT ({key}) {set_}",)
    for loose in ("INSERT OR REPLACE", "REPLACE"):
        for prelude in ((), ("PRAGMA recursive_triggers = OFF",), ("PRAGMA defer_foreign_keys = ON",)):
            yield (*prelude, f"{loose} INTO {table} {row}")
            if other:
                yield (*prelude, f"{loose} INTO {table} {copied(table, **other)}")
    yield (f"UPDATE OR REPLACE {table} SET {column} = 99",)
    yield (f"UPDATE OR IGNORE {table} SET {column} = 99",)
    if table not in {"node", "sealed", "personal"}:
        yield (f"UPDATE {table} SET rowid = rowid + 1000",)
    for hidden in ("rowid", "oid", "_rowid_"):
        names = [each.split()[0] for each in COLUMNS[table].split(", ")]
        values = ", ".join("99" if name == COLUMN[table] else name for name in names)
        into = f"INSERT OR REPLACE INTO {table} ({hidden}, {', '.join(names)})"
        yield (f"{into} SELECT {hidden}, {values} FROM {table} LIMIT 1",)


def test_no_row_is_changed_by_whoever_may_write_rows(kept: Office, store: Store) -> None:
    before = everything(store)
    kind = "sqlite" if isinstance(store, SqliteStore) else "postgresql"
    let_through = []
    for table in KEYS:
        for statements in acts(table, kind):
            try:
                store.run(*statements)
            except Refused:
                continue
            let_through.append(statements)
    changed = {
        name for name, rows in everything(store).items() if set(map(str, before[name])) - set(map(str, rows))
    }
    assert changed == set(), let_through
    # what was put in beside the others is named
    assert let_through == [] or kept.findings()


def test_what_is_ignored_changes_nothing(kept: Office, store: Store) -> None:
    before = everything(store)
    for table in KEYS:
        row = copied(table)
        ignored = f"INSERT OR IGNORE INTO {table} {row}"
        if isinstance(store, PostgresqlStore):
            ignored = f"INSERT INTO {table} ({row}) ON CONFLICT DO NOTHING"
        with contextlib.suppress(*Refused):
            store.run(ignored)
    assert everything(store) == before
    assert kept.findings() == []


@pytest.mark.parametrize("change", changes(EITHER, SQLITE))
def test_what_protects_a_file_is_watched(sqlite: SqliteStore, change: str) -> None:
    _is_watched(sqlite, change)


@pytest.mark.parametrize("change", changes(EITHER, POSTGRESQL))
def test_what_protects_a_database_is_watched(postgresql: PostgresqlStore, change: str) -> None:
    _is_watched(postgresql, change.replace("{database}", postgresql.database))


def _is_watched(store: Store, change: str) -> None:
    """The change alone is named, before any row is touched."""
    assert open_ledger(store.url).database.guards() == ()
    store.run(change)
    assert open_ledger(store.url).database.guards() != ()


ROWS = (
    ("entry", "UPDATE entry SET payable = 1 WHERE number = 1"),
    ("entry", "UPDATE entry SET case_id = 'C-9' WHERE number = 1"),
    ("entry", "UPDATE entry SET body = body || ' ' WHERE number = 1"),
    ("entry", "UPDATE entry SET kind = 'signer' WHERE number = 1"),
    ("entry", "UPDATE entry SET supersedes = 1 WHERE number = 3"),
    ("entry", "UPDATE entry SET number = 77 WHERE number = 1"),
    ("entry", "DELETE FROM entry WHERE number = 1"),
    ("entry", "DELETE FROM entry WHERE number = 4"),
    ("entry", "DELETE FROM entry"),
    (
        "node",
        "UPDATE node SET hash = (SELECT hash FROM node WHERE level = 1 AND position = 0) WHERE level = 0",
    ),
    ("node", "DELETE FROM node WHERE level = 1"),
    ("checkpoint", "UPDATE checkpoint SET signed = 'x' WHERE size = 2"),
    ("checkpoint", "DELETE FROM checkpoint"),
    ("sealed", "UPDATE sealed SET content = content || content"),
    ("sealed", "DELETE FROM sealed"),
    ("personal", "UPDATE personal SET value = '\"U-9\"'"),
    ("personal", "UPDATE personal SET value = 'U-9'"),
    ("personal", "DELETE FROM personal"),
    ("erased", "DELETE FROM erased"),
    ("erased", "INSERT INTO erased VALUES (2)"),
    ("erased", "UPDATE erased SET number = 3"),
    ("ledger", "UPDATE ledger SET origin = 'x'"),
    ("ledger", "DELETE FROM ledger"),
)


@pytest.mark.parametrize(("table", "statement"), ROWS)
def test_rows_changed_behind_the_triggers_are_named(
    kept: Office, store: Store, table: str, statement: str
) -> None:
    if isinstance(store, SqliteStore):
        statement = statement.replace("content || content", "CAST(content || content AS BLOB)")
        statement = statement.replace("body || ' '", "CAST(body || ' ' AS BLOB)")
    store.unguarded(table, statement)
    done = kept("ledger", "verify", "--format", "json")
    if table == "ledger" and "DELETE" in statement:
        assert (done.code, "RF801" in done.err) == (3, True)
        return
    found = [each["code"] for each in done.json["findings"]]
    assert done.code == 1
    assert found
    assert "RF827" not in found, "the triggers were put back"


def test_session_replication_role_lets_rows_go_and_verify_names_them(kept: Office, store: Store) -> None:
    if isinstance(store, SqliteStore):
        pytest.skip("a file has no roles")
    store.run("SET session_replication_role = replica", "DELETE FROM entry WHERE number = 1")
    assert "RF821" in [each[:5] for each in kept.findings()]


@pytest.mark.usefixtures("kept")
def test_a_file_attached_elsewhere_is_guarded_there_too(store: Store) -> None:
    if not isinstance(store, SqliteStore):
        pytest.skip("a server attaches no files")
    before = everything(store)
    other = SqliteStore(store.path.with_name("other.sqlite"))
    for statement in (
        "DELETE FROM l.entry",
        "UPDATE l.entry SET payable = 0",
        "REPLACE INTO l.erased VALUES (1)",
    ):
        with pytest.raises(Refused):
            other.run(f"ATTACH '{store.path}' AS l", statement)
    assert everything(store) == before


def test_what_a_trigger_swallows_is_not_acknowledged(kept: Office, store: Store) -> None:
    if isinstance(store, SqliteStore):
        store.run("CREATE TRIGGER more BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END")
    else:
        store.run(
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "CREATE TRIGGER a BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION lose()",
        )
    for cases in ([case("C-8", order="A-8")], [case(f"C-9{n}", order=f"A-9{n}") for n in range(3)]):
        done = kept.confirm(*cases)
        assert (done.code, done.out) == (3, "")
        assert "RF801" in done.err
    assert [each[:5] for each in kept.findings()] == ["RF827"]


def test_a_clerk_who_may_only_read_and_add_confirms_and_verifies(kept: Office, store: Store) -> None:
    if not isinstance(store, PostgresqlStore):
        pytest.skip("a file has no roles")
    with roles(store):
        store.url = store.server.url(store.database, "clerk")
        assert kept.confirm(case("C-8", order="A-8", account_id="U-8")).code == 0
        assert kept.confirm(*(case(f"C-9{n}", order=f"A-9{n}", account_id="U-9") for n in range(3))).code == 0
        assert kept.supersede(case("C-8", order="A-8", account_id="U-8", credit_used="10")).code == 0
        assert kept.findings() == []
        refused = kept.erase("U-8")
        assert (refused.code, "RF801" in refused.err, "permission denied" in refused.err) == (3, True, True)
        for table in KEYS:
            for act in ("DELETE FROM {}", "UPDATE {} SET {1} = {1}", "TRUNCATE {}", "DROP TABLE {}"):
                with pytest.raises(Refused):
                    store.run(act.replace("{}", table).replace("{1}", COLUMN[table]), user="clerk")
            with pytest.raises(Refused):
                store.run(f"ALTER TABLE {table} DISABLE TRIGGER ALL", user="clerk")


def test_other_roles_do_what_they_may(kept: Office, store: Store) -> None:
    if not isinstance(store, PostgresqlStore):
        pytest.skip("a file has no roles")
    kept.confirm(*(case(f"C-9{n}", order=f"A-9{n}", account_id="U-9") for n in range(3)))
    with roles(store):
        store.url = store.server.url(store.database, "reader")
        assert kept.findings() == []
        assert kept("ledger", "list").code == 0
        denied = kept.confirm(case("C-7", order="A-7"))
        assert (denied.code, "RF801" in denied.err, "SELECT and INSERT" in denied.err) == (3, True, True)
        store.url = store.server.url(store.database, "stranger")
        assert kept("ledger", "list").code == 3
        store.url = store.server.url(store.database, "eraser")
        erased = kept.erase("U-9")
        said = [words in erased.err for words in ("RF801", "not yet from the disk", "VACUUM FULL")]
        assert (erased.code, said) == (1, [True, True, True])
        assert store.rows("SELECT count(*) FROM personal WHERE value = '\"U-9\"'") == [(0,)]
    assert kept.findings() == []


@contextlib.contextmanager
def roles(store: PostgresqlStore) -> Iterator[None]:
    """Users of a database with rights of their own."""
    owner = store.url
    given = {"clerk": "SELECT, INSERT", "eraser": "SELECT, INSERT", "reader": "SELECT", "stranger": None}
    for role, rights in given.items():
        store.run(f"DROP ROLE IF EXISTS {role}", f"CREATE ROLE {role} LOGIN")
        if rights:
            store.run(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {role}")
    store.run("GRANT DELETE ON personal TO eraser")
    try:
        yield
    finally:
        store.url = owner
        for role in given:
            store.run(f"DROP OWNED BY {role}", f"DROP ROLE {role}")
