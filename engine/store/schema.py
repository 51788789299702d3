"""The tables of a ledger, and the triggers that refuse every change to what stands in them.

`entry` has the entries (their canonical bytes, and what is looked up of them), `node` the complete subtrees of their
tree, `checkpoint` the signed roots, `sealed` by digest whatever outcomes were decided by, `personal` the salts and
values of facts about persons, `erased` the entries of which they were forgotten. Rows are only ever added; those of
`personal` alone can be deleted, and only once the entry stands in `erased`.
"""

from __future__ import annotations

from collections.abc import Iterator

FORMAT = 1
APPLICATION = 0x52464452
"""What SQLite files of ours bear in their header: `RFDR`."""

KEYS = {
    "ledger": ("format",),
    "entry": ("number",),
    "node": ("level", "position"),
    "checkpoint": ("size",),
    "sealed": ("digest",),
    "personal": ("number", "fact"),
    "erased": ("number",),
}
"""Every table with the columns of its key."""

COLUMNS = {
    "ledger": f"format {{whole}} NOT NULL CHECK (format = {FORMAT}), origin TEXT NOT NULL",
    "entry": (
        "number {whole} NOT NULL, kind TEXT NOT NULL, policy TEXT, case_id TEXT, order_id TEXT, unit TEXT,"
        " payable {whole}, most {whole}, supersedes {whole} UNIQUE, body {bytes} NOT NULL"
    ),
    "node": "level {whole} NOT NULL, position {whole} NOT NULL, hash {bytes} NOT NULL",
    "checkpoint": "size {whole} NOT NULL, signed TEXT NOT NULL",
    "sealed": "digest TEXT NOT NULL, kind TEXT NOT NULL, content {bytes} NOT NULL",
    "personal": "number {whole} NOT NULL, fact TEXT NOT NULL, salt {bytes} NOT NULL, value TEXT NOT NULL",
    "erased": "number {whole} NOT NULL",
}
"""The columns of every table; the check on the format lets a ledger have one name alone."""

INDEXES = (
    "CREATE UNIQUE INDEX one_outcome ON entry (policy, case_id) WHERE kind = 'confirmed' AND supersedes IS NULL",
    "CREATE INDEX outcomes_of_case ON entry (case_id, policy)",
    "CREATE INDEX outcomes_of_order ON entry (policy, order_id)",
    "CREATE INDEX facts_of_person ON personal (value, fact)",
)
POSTGRESQL_INDEXES = (*INDEXES[:3], "CREATE INDEX facts_of_person ON personal USING hash (value)")
"""The same in PostgreSQL, whose other indexes take no values as long as a fact about a person may be."""

_REFUSED = "the ledger only ever grows"
_FORGOTTEN = "SELECT 1 FROM erased WHERE erased.number = OLD.number"


FUNCTIONS = {
    "refuse_change": f" BEGIN RAISE EXCEPTION '{_REFUSED}'; END ",
    "refuse_unless_erased": (
        f" BEGIN IF NOT EXISTS ({_FORGOTTEN}) THEN RAISE EXCEPTION '{_REFUSED}'; END IF; RETURN OLD; END "
    ),
}
"""What the triggers call in PostgreSQL."""


def sqlite_schema() -> Iterator[str]:
    """The statements that make a ledger in SQLite.

    A trigger before each insert looks for the key, because INSERT OR REPLACE deletes rows without asking the triggers
    on DELETE.
    """
    for table, key in KEYS.items():
        columns = COLUMNS[table].format(whole="INTEGER", bytes="BLOB")
        yield f"CREATE TABLE {table} ({columns}, PRIMARY KEY ({', '.join(key)})) STRICT{_rowid(table)}"
    yield from INDEXES
    for table, key in KEYS.items():
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        yield (
            f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )
        yield _sqlite_refusal(table, "UPDATE")
        yield _sqlite_refusal(table, "DELETE")
    yield (
        "CREATE TRIGGER entry_supersedes BEFORE INSERT ON entry WHEN NEW.supersedes IS NOT NULL AND EXISTS"
        f" (SELECT 1 FROM entry WHERE supersedes = NEW.supersedes) BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )
    yield (
        "CREATE TRIGGER entry_outcome BEFORE INSERT ON entry WHEN NEW.kind = 'confirmed' AND NEW.supersedes IS NULL AND"
        " EXISTS (SELECT 1 FROM entry WHERE policy = NEW.policy AND case_id = NEW.case_id AND kind = 'confirmed' AND"
        f" supersedes IS NULL) BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )


def _rowid(table: str) -> str:
    """Whoever names a hidden row number in an INSERT OR REPLACE deletes that row: only whole keys serve as one."""
    return ", WITHOUT ROWID" if table in {"node", "sealed", "personal"} else ""


def _sqlite_refusal(table: str, act: str) -> str:
    when = f" WHEN NOT EXISTS ({_FORGOTTEN})" if (table, act) == ("personal", "DELETE") else ""
    return (
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}{when}"
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )


def postgresql_schema() -> Iterator[str]:
    """The statements that make a ledger in PostgreSQL, in the schema that is first in the search path."""
    for table, key in KEYS.items():
        columns = COLUMNS[table].format(whole="BIGINT", bytes="BYTEA")
        yield f"CREATE TABLE {table} ({columns}, PRIMARY KEY ({', '.join(key)}))"
    yield from POSTGRESQL_INDEXES
    for name, body in FUNCTIONS.items():
        # whoever calls it with tables of their own in the search path is asked about those of the ledger
        head = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT"
        yield f"{head} AS $${body}$$"
    yield from postgresql_triggers()


def postgresql_triggers() -> Iterator[str]:
    """The triggers of a ledger in PostgreSQL, spelt as the server spells them."""
    for table in KEYS:
        for act in ("UPDATE", "DELETE"):
            refusal = "refuse_unless_erased" if (table, act) == ("personal", "DELETE") else "refuse_change"
            yield (
                f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {refusal}()"
            )
        yield (
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
