"""The quick door: quick to import, and of the same mind as the full way (the other tests compare the two)."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engine.ir.digest import digest
from engine.versions.quick import digest_of, digest_of_entry
from tests.versions.sealed import SEALED, VERSION

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"attr", "attrs", "lark", "duckdb", "z3", "click", "tomllib", "zoneinfo", "pathlib"}


def test_it_imports_nothing_heavy() -> None:
    code = "import sys; import engine.versions.quick; print(*sys.modules)"
    command = [sys.executable, "-S", "-c", code]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert set(done.stdout.split()) & HEAVY == set()


def test_a_file_is_digested_as_what_it_is() -> None:
    assert digest_of("2026-07-01.refund", b"x") == digest(b"x", "clauses")
    assert digest_of("2026-07-01.facts", b"x") == digest(b"x", "facts")
    assert digest_of("2026-07-01.source.toml", b"x") == digest(b"x", "source")
    assert digest_of("2026-07-01.program.json", b"x") == digest(b"x", "program")
    assert digest_of("2026-07-01.texts.json", b"x") == digest(b"x", "texts")
    assert digest_of("calendars/mainland/2026.toml", b"x") == digest(b"x", "calendar")
    with pytest.raises(ValueError, match=r"`2026-07-01\.cases\.toml` is no file of a version"):
        digest_of("2026-07-01.cases.toml", b"x")


def test_a_date_is_not_a_time_of_day() -> None:
    assert digest_of_entry({"published": date(2026, 7, 1)}) == digest_of_entry({"published": "2026-07-01"})
    with pytest.raises(ValueError, match="a datetime has no canonical form"):
        digest_of_entry({"published": datetime(2026, 7, 1, tzinfo=UTC)})


def test_the_digest_of_an_entry_never_changes() -> None:
    entry = {"name": "2026-07-01", "digest": "left out", "files": {"b": "2", "a": "1"}}
    assert digest_of_entry(entry) == digest('{"files":{"a":"1","b":"2"},"name":"2026-07-01"}', "version")
    assert len({VERSION.digest, VERSION.program_digest, VERSION.texts_digest}) == 3
    assert len(SEALED) == len(VERSION.digests) + len(VERSION.calendars)
