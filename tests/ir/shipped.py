"""The shipped policy, compiled, for tests that want a real program."""

from functools import cache
from pathlib import Path

from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.ir.texts import Texts
from engine.ir.tree import Program
from engine.model.from_syntax import policy_from_syntax
from engine.model.to_ir import texts_of, to_ir
from engine.syntax.from_text import Reader

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "youyun-refund"
VERSION = "2026-07-03"


@cache
def shipped() -> tuple[Program, Texts]:
    report, reader = Report(), Reader()
    names = [f"{VERSION}.refund", f"{VERSION}.facts"]
    clauses, facts = (reader.read(Source(n, (FOLDER / n).read_text("utf-8")), report) for n in names)
    policy = policy_from_syntax(clauses, facts, frozenset({"mainland-china"}), report)
    assert policy is not None
    return to_ir(policy, report), texts_of(policy)
