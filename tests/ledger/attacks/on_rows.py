"""Attacks by another SQLite client on rows, tables and triggers."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from random import Random
from typing import Any

from engine.store.schema import KEYS

from .client import client
from .target import ImpossibleError, Target

Connection = sqlite3.Connection


def change_a_cell(target: Target, dice: Random) -> str:
    """Put another value into some column of some row."""
    with client(target.file) as connection:
        table, where, row = _some_row(connection, dice)
        column = dice.choice([*row])
        value = _other_value(row[column], dice)
        if value == row[column]:
            raise ImpossibleError
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", [value, *_key(table, row)])
    return f"{table}.{column} of {_key(table, row)} became {value!r}"[:200]


def change_a_word(target: Target, dice: Random) -> str:
    """Change a value inside an entry, as canonical JSON again."""
    with client(target.file) as connection:
        rows = connection.execute("SELECT number, body FROM entry").fetchall()
        number, body = dice.choice(rows)
        told = json.loads(body)
        path = change_inside(told, dice)
        connection.execute("UPDATE entry SET body = ? WHERE number = ?", [to_bytes(told), number])
    return f"{path} of entry {number}"


def delete_rows(target: Target, dice: Random) -> str:
    """Delete a row, or all rows of a table from some place on."""
    with client(target.file) as connection:
        table, where, row = _some_row(connection, dice)
        further = dice.random() < 0.3
        clause = where.replace("=", ">=") if further else where
        connection.execute(f"DELETE FROM {table} WHERE {clause}", _key(table, row))
    return f"{table} from {_key(table, row)} on" if further else f"{table} {_key(table, row)}"


def insert_a_row(target: Target, dice: Random) -> str:
    """Add a row like another one, under another key."""
    with client(target.file) as connection:
        table, _, row = _some_row(connection, dice)
        for column in {*KEYS[table], dice.choice([*row])}:
            row[column] = _other_value(row[column], dice)
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} VALUES ({places})", [*row.values()])
    return f"{table} {_key(table, row)} put in"


def renumber(target: Target, dice: Random) -> str:
    """Let two rows change places, or move everything from some row on."""
    table = dice.choice(["entry", "entry", "personal", "checkpoint", "node"])
    column = {"checkpoint": "size", "node": "position"}.get(table, "number")
    with client(target.file) as connection:
        numbers = [each for (each,) in connection.execute(f"SELECT DISTINCT {column} FROM {table}")]
        one, other = dice.sample(numbers, 2) if len(numbers) > 1 else (numbers[0], 1000)
        moves = [(-1, one), (one, other), (other, -1)]
        if dice.random() < 0.5:
            moves = [(number + 1, number) for number in sorted(numbers, reverse=True) if number >= one]
        for to, old in moves:
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", [to, old])
    return f"{table}: {moves}"


def change_the_tables(target: Target, dice: Random) -> str:
    """Drop, rename or put in a table, an index, a trigger, a view; or change what the file says of itself."""
    table, other = dice.sample([*KEYS], 2)
    statement = dice.choice(
        [
            f"DROP TRIGGER {table}_{dice.choice(['update', 'delete', 'insert'])}",
            "DROP INDEX one_outcome",
            "DROP INDEX outcomes_of_order",
            f"DROP TABLE {table}",
            f"ALTER TABLE {table} RENAME TO kept_aside",
            f"ALTER TABLE {table} ADD COLUMN more TEXT",
            f"ALTER TABLE {table} RENAME TO aside; CREATE VIEW {table} AS SELECT * FROM aside",
            f"CREATE TRIGGER quiet BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END",
            f"CREATE TRIGGER copies AFTER INSERT ON {table} BEGIN DELETE FROM {other}; END",
            f"DROP TABLE {table}; CREATE TABLE {table} AS SELECT * FROM {other}",
            f"PRAGMA user_version = {dice.randrange(2, 9)}",
            f"PRAGMA application_id = {dice.randrange(9)}",
            "PRAGMA journal_mode = DELETE",
            "VACUUM",
            "REINDEX",
        ]
    )
    with closing(sqlite3.connect(target.file, isolation_level=None)) as connection:
        try:
            connection.executescript(statement)
        except sqlite3.Error as why:
            raise ImpossibleError from why
    return statement


def change_the_schema(target: Target, dice: Random) -> str:
    """Rewrite a statement by which a table, an index or a trigger was made, in the table that SQLite keeps of them."""
    with closing(sqlite3.connect(target.file, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        name, sql = dice.choice(rows)
        old, new = dice.choice(
            [("ABORT", "IGNORE"), ("UNIQUE", ""), ("NOT NULL", ""), ("EXISTS", "NOT EXISTS"), ("1", "0")]
        )
        if old not in sql:
            raise ImpossibleError
        changed = sql.replace(old, new, 1)
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", [changed, name])
    return f"{name}: {old} became {new}"


# ---- values --------------------------------------------------------------------------------------------------------


def to_bytes(told: object) -> bytes:
    """Canonical JSON, as far as we get it from the standard library."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def change_inside(told: Any, dice: Random) -> str:  # noqa: ANN401 - JSON
    """Change one value somewhere inside; gives its path."""
    path = ""
    while True:
        keys = [*told] if isinstance(told, dict) else [*range(len(told))]
        if not keys:
            raise ImpossibleError
        key = dice.choice(keys)
        path += f".{key}"
        if isinstance(told[key], dict | list) and told[key]:
            told = told[key]
            continue
        before = told[key]
        told[key] = _other_value(before, dice)
        if told[key] == before and type(told[key]) is type(before):
            raise ImpossibleError
        return path


def _other_value(value: Any, dice: Random) -> Any:  # noqa: ANN401 - of any column
    match value:
        case bool():
            return not value
        case int():
            return dice.choice([value + 1, value - 1, -value, 0, 10**9, 2**62])
        case str() if value:
            at = dice.randrange(len(value))
            letter = dice.choice("0123456789aZ ué\x00")
            return dice.choice([value[:at] + letter + value[at + 1 :], value[:at], value * 2, "", "refund"])
        case bytes() if value:
            at = dice.randrange(len(value))
            return dice.choice([value[:at] + dice.randbytes(1) + value[at + 1 :], value[:at], value * 2, b""])
        case None:
            return dice.choice([0, 1, "", "0.00 CNY"])
        case _:
            return dice.choice([None, "1", 1])


def _some_row(connection: Connection, dice: Random) -> tuple[str, str, dict[str, Any]]:
    """A row of some table by its columns, and how it is found."""
    table = dice.choice([*KEYS])
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [each[0] for each in cursor.description]
    rows = cursor.fetchall()
    if not rows:
        raise ImpossibleError
    where = " AND ".join(f"{column} = ?" for column in KEYS[table])
    return table, where, dict(zip(names, dice.choice(rows), strict=True))


def _key(table: str, row: dict[str, Any]) -> list[Any]:
    return [row[column] for column in KEYS[table]]
