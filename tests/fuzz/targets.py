"""What takes input from outside, one function each; a function that throws has failed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from engine.cases import decode
from engine.cases.from_facts import Reader as CaseReader
from engine.cases.quick import decoded
from engine.cases.unknown import Needed
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.to_json import to_json
from engine.diagnostics.to_text import to_text
from engine.ir.outcome import BeyondCalendarError
from engine.model.from_syntax import policy_from_syntax
from engine.model.source_list import source_list_from_table
from engine.model.to_ir import to_ir
from engine.syntax.from_text import Reader
from engine.versions.manifest import from_table
from tests.evaluator.opened import opened
from tests.ir.shipped import FOLDER, VERSION

_reports = 0
Target = Callable[[bytes], None]


@cache
def _reader() -> Reader:
    return Reader()


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


def _shown(report: Report) -> None:
    """What is found must be printable too; of every eighth report, since that costs more than reading."""
    global _reports  # noqa: PLW0603 - a count
    _reports += 1
    if _reports % 8:
        return
    to_text(report.diagnostics, colour=True, lang="zh")
    to_json(report.diagnostics)


def json_case(data: bytes) -> None:
    """A case file in JSON, read quickly and with care, and decided where it can be read."""
    text = _text(data)
    report = Report()
    tables = decode.from_json(Source("case.json", text), report)
    quick = decoded(text)
    if tables is not None and quick is not None:
        assert json.dumps(tables) == json.dumps(quick)
    _decided(tables, report)


def toml_case(data: bytes) -> None:
    """A case file in TOML."""
    report = Report()
    _decided(decode.from_toml(Source("case.toml", _text(data)), report), report)


def _decided(tables: object, report: Report) -> None:
    program, module, _ = opened()
    reader = CaseReader(program, module["impossible"])
    for place, data in decode.cases_in(tables, "case") if tables is not None else ():
        quick = module["load"](data)
        case = reader.read(data, presume=True, report=report, where=place)
        assert quick is None or (case is not None and tuple(quick[0]) == case.facts)
        if case is not None:
            with suppress(Needed, BeyondCalendarError):
                module["outcome"](case.facts)
    _shown(report)


def policy(data: bytes) -> None:
    """A policy file beside the shipped facts."""
    report = Report()
    facts = Source("x.facts", (FOLDER / f"{VERSION}.facts").read_text("utf-8"))
    _modelled(Source("x.refund", _text(data)), facts, report)


def facts(data: bytes) -> None:
    """A facts file beside a small policy."""
    _modelled(Source("x.refund", _SMALL), Source("x.facts", _text(data)), Report())


def _modelled(clauses: Source, declared: Source, report: Report) -> None:
    files = [_reader().read(source, report) for source in (clauses, declared)]
    found = policy_from_syntax(files[0], files[1], frozenset({"mainland-china"}), report)
    if found is not None:
        to_ir(found, report)
    _shown(report)


def manifest(data: bytes) -> None:
    """A list of sealed versions."""
    _table(data, from_table)


def source_list(data: bytes) -> None:
    """A list of the sentences of a prose."""
    _table(data, lambda table, report: source_list_from_table(table, report, "x.source.toml"))


def _table(data: bytes, read: Callable[[dict[str, object], Report], object]) -> None:
    report = Report()
    try:
        table = tomllib.loads(_text(data))
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    read(table, report)
    _shown(report)


_SMALL = """\
policy shop "Shop" / "店"
  version 2026-01-01
  edition 1
  published 2026-01-01
  governs from 2026-01-01
  selected by payment.paid_at in Asia/Shanghai
  prevails en
  facts 2026-01-01
clause 1 "None" / "无"
  refuses
"""
