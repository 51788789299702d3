"""Nothing of a record is lost in any form of table, whatever construct of the language its policy uses."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.decisions.record import BESIDES
from engine.ir.besides import KEYS, besides_of
from engine.tasks.drafted import Drafted
from engine.tasks.record_columns import COLUMNS
from tests.batch.tables import Case, read_records, told, write_csv, write_jsonl, write_parquet
from tests.docs.capabilities import VERSION, pages, written
from tests.tasks.running import Program

WRITERS: dict[str, Callable[[Path, list[Case]], None]] = {
    ".jsonl": write_jsonl,
    ".csv": write_csv,
    ".parquet": write_parquet,
}
TABLES = (".csv", ".parquet")
EVERY = bool(os.environ.get("REFUNDRY_BATCH"))
SHOWN = {"A12": ".csv", "A13": ".parquet", "A15": ".csv", "C12": ".csv", "O12": ".parquet"}
"""Every day: a list, a split, what is owed, a payee and offers, each from one form into the other."""


def cases_of(policy: Path) -> list[Case]:
    """The case tests of a page as cases."""
    tables = tomllib.loads((policy / f"{VERSION}.cases.toml").read_text("utf-8"))
    return [_joined(tables.get("facts", {}), each.get("facts", {})) for each in tables["case"]]


def _joined(common: Any, own: Any) -> Any:  # noqa: ANN401 - tables of facts
    if not isinstance(common, dict) or not isinstance(own, dict):
        return _plain(own)
    names = [*common, *(name for name in own if name not in common)]
    return {
        name: _joined(common[name], own[name])
        if name in common and name in own
        else _plain(own.get(name, common.get(name)))
        for name in names
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - as above
    match value:
        case dict():
            return {name: _plain(held) for name, held in value.items()}
        case list():
            return [_plain(held) for held in value]
        case date():
            return value.isoformat()
        case _:
            return value


@pytest.mark.parametrize(
    "page", [each for each in pages() if EVERY or each.stem in SHOWN], ids=lambda page: page.stem
)
def test_nothing_of_a_record_is_lost(
    page: Path, refundry: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = written(page.read_text("utf-8"), tmp_path)
    drawn = [case for case in cases_of(policy) for _ in range(1 + EVERY)]
    options = ("--policies", str(tmp_path), "--draft", VERSION)
    alone = refundry("decide", "-", "--format", "json", *options, stdin=json.dumps([*drawn, {}])).json[:-1]
    monkeypatch.setattr("engine.tasks.batch_parquet.FEW", 0)
    first = SHOWN.get(page.stem, ".csv")
    for form in WRITERS if EVERY else (first,):
        WRITERS[form](refundry.folder / f"in{form}", drawn)
        for into in WRITERS if EVERY else {".csv": (".parquet",), ".parquet": TABLES}[first]:
            ran = refundry("batch", f"in{form}", "--out", f"out{into}", *options)
            assert ran.code == 0, ran.err
            found = read_records(refundry.folder / f"out{into}")
            assert found == (alone if into == ".jsonl" else [told(record) for record in alone])


def test_every_key_of_a_record_has_a_column(tmp_path: Path) -> None:
    assert set(BESIDES) < set(KEYS) < set(COLUMNS)
    page = next(each for each in pages() if each.stem == "A13")
    policy = written(page.read_text("utf-8"), tmp_path)
    assert besides_of(Drafted(policy, tmp_path, VERSION, "en").program) == ("split", "beside")


def with_structs(folder: Path, count: int) -> Path:
    """Cases of page A12 whose list is a column of structs, one of them with so many entries."""
    path = folder / "structs.parquet"
    parts = "[{kind: 'room', price: 80.00::DECIMAL(9, 2)}, {kind: 'cleaning', price: 15.00::DECIMAL(9, 2)}]"
    many = f"list_transform(range({count}), lambda n: {{kind: 'room', price: n::DECIMAL(9, 2)}})"
    moment = "TIMESTAMPTZ '2026-03-01 10:00:00+08'"
    duckdb.sql(
        f'COPY (SELECT {moment} AS "order.paid_at", unnest([{parts}, {many}, NULL, []]) AS "stay.parts") TO \'{path}\''
    )
    return path


@pytest.mark.parametrize("few", [0, 20_000])
def test_lists_of_structs_are_lists(
    few: int, refundry: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list with 100,000 entries is refused in words, and the rows beside it are decided."""
    page = next(each for each in pages() if each.stem == "A12")
    written(page.read_text("utf-8"), tmp_path)
    monkeypatch.setattr("engine.tasks.batch_parquet.FEW", few)
    source = with_structs(refundry.folder, 100_000)
    options = ("--policies", str(tmp_path), "--draft", VERSION, "--format", "json")
    ran = refundry("batch", source.name, "--out", "out.jsonl", *options)
    found = read_records(refundry.folder / "out.jsonl")
    assert ran.code == 3
    assert ran.json["by_sql"] == (0 if few else 2)
    assert [each["verdict"] for each in found] == ["refund", "invalid", "pending", "refund"]
    assert found[0]["refund"] == "79.00 CNY"
    assert "100,000 entries" in found[1]["errors"][0]["message"]


def test_a_column_of_structs_that_cannot_tell_a_list_is_named(refundry: Program, tmp_path: Path) -> None:
    page = next(each for each in pages() if each.stem == "A12")
    written(page.read_text("utf-8"), tmp_path)
    options = ("--policies", str(tmp_path), "--draft", VERSION)
    for entry, says in (
        ("{price: 1.5::DOUBLE}", "stay.parts[].price"),
        ("{prise: 1}", "did you mean `price`?"),
    ):
        duckdb.sql(f"COPY (SELECT [{entry}] AS \"stay.parts\") TO '{refundry.folder / 'in.parquet'}'")
        ran = refundry("batch", "in.parquet", "--out", "out.jsonl", *options)
        assert ran.code == 3
        assert says in ran.err
