"""What the catalog of PostgreSQL says of the tables of a ledger, and what it must say.

Each thing has a name for people and a text that the server makes of it: a table with its rows on the ledger's own disk,
a column, a constraint, an index, a trigger, a function. Rules, policies and tables that inherit must not be there at
all. Of the server, what is committed must be on disk, and triggers must fire.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.store.schema import COLUMNS, FORMAT, FUNCTIONS, KEYS, POSTGRESQL_INDEXES, postgresql_triggers

_OURS = f"""
    ours AS (SELECT oid, relname, relkind, relpersistence, relrowsecurity FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relname IN ({", ".join(f"'{name}'" for name in KEYS)}))
"""
CATALOG = f"""
    WITH {_OURS}
    SELECT 'table ' || relname, concat(relkind, relpersistence, relrowsecurity) FROM ours
    UNION ALL SELECT 'table ' || inhrelid::regclass, 'inherits'
        FROM pg_inherits JOIN ours ON oid IN (inhparent, inhrelid)
    UNION ALL SELECT concat('column ', relname, '.', attname), concat_ws(' ',
        row_number() OVER (PARTITION BY attrelid ORDER BY attnum), format_type(atttypid, atttypmod),
        attnotnull, atthasdef, attcollation IN (0, 'pg_catalog."default"'::regcollation))
        FROM pg_attribute JOIN ours ON oid = attrelid WHERE attnum > 0 AND NOT attisdropped
    UNION ALL SELECT 'constraint ' || conname, concat_ws(' ', pg_get_constraintdef(c.oid, true), convalidated)
        FROM pg_constraint c JOIN ours ON ours.oid IN (conrelid, confrelid) WHERE contype <> 'n'
    UNION ALL SELECT 'index ' || i.relname, concat_ws(' ', pg_get_indexdef(i.oid, 0, true), indisvalid, indisready)
        FROM pg_index JOIN pg_class i ON i.oid = indexrelid JOIN ours ON ours.oid = indrelid
    UNION ALL SELECT 'trigger ' || tgname, concat_ws(' ', pg_get_triggerdef(t.oid, true), tgenabled IN ('O', 'A'))
        FROM pg_trigger t JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL SELECT 'rule ' || rulename, 'rule' FROM pg_rewrite JOIN ours ON ours.oid = ev_class
    UNION ALL SELECT 'policy ' || polname, 'policy' FROM pg_policy JOIN ours ON ours.oid = polrelid
    UNION ALL SELECT 'function ' || proname, concat_ws(' ', lanname, prosrc,
        proconfig = ARRAY['search_path=' || current_setting('search_path')])
        FROM pg_proc p JOIN pg_language l ON l.oid = prolang
        WHERE pronamespace = current_schema()::regnamespace AND proname IN ('{"', '".join(FUNCTIONS)}')
    UNION ALL SELECT 'setting ' || name, setting FROM pg_settings
        WHERE name IN ('fsync', 'full_page_writes', 'session_replication_role')
"""
"""Names and texts of all that a ledger rests on in the schema that is first in the search path."""

_TYPES = {"{whole}": "bigint", "{bytes}": "bytea", "TEXT": "text"}
_SETTINGS = {"fsync": "on", "full_page_writes": "on", "session_replication_role": "origin"}


def as_made() -> Iterator[tuple[str, str]]:
    """The same of a ledger that nobody changed."""
    for table, key in KEYS.items():
        columns = ", ".join(key).replace("position", '"position"')  # a word of SQL, which the server quotes
        yield f"table {table}", "rpf"
        yield f"constraint {table}_pkey", f"PRIMARY KEY ({columns}) t"
        yield (
            f"index {table}_pkey",
            f"CREATE UNIQUE INDEX {table}_pkey ON {table} USING btree ({columns}) t t",
        )
        for place, column in enumerate(COLUMNS[table].split(", "), start=1):
            name, type_ = column.split()[:2]
            required = "t" if "NOT NULL" in column else "f"
            yield f"column {table}.{name}", f"{place} {_TYPES[type_]} {required} f t"
    yield "constraint ledger_format_check", f"CHECK (format = {FORMAT}) t"
    yield "constraint entry_supersedes_key", "UNIQUE (supersedes) t"
    supersedes = "CREATE UNIQUE INDEX entry_supersedes_key ON entry USING btree (supersedes)"
    for made in (supersedes, *POSTGRESQL_INDEXES):
        text = made.replace(" (", " USING btree (", 0 if "USING" in made else 1)
        yield f"index {made.partition(' INDEX ')[2].split()[0]}", f"{text.replace(*_AS_TEXT)} t t"
    for made in postgresql_triggers():
        yield f"trigger {made.split()[2]}", f"{made} t"
    for name, body in FUNCTIONS.items():
        yield f"function {name}", f"plpgsql {body} t"
    for name, setting in _SETTINGS.items():
        yield f"setting {name}", setting


_AS_TEXT = ("'confirmed'", "'confirmed'::text")
