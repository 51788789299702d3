"""Short ways to read a text, for the tests of this folder."""

from pathlib import Path

from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.report import Report
from engine.diagnostics.source import Source
from engine.diagnostics.span import Span
from engine.syntax.from_text import Reader
from engine.syntax.to_text import to_text
from engine.syntax.tree import File
from tests.syntax.files import reader

POLICIES = Path(__file__).resolve().parents[2] / "policies"
SHIPPED = sorted([*POLICIES.rglob("*.refund"), *POLICIES.rglob("*.facts")])

HEADS = {
    "policy": 'policy p "a" / "b"',
    "precedence": "precedence",
    "open": 'open o under 2 "a" / "b"',
    "counting": 'counting c "a" / "b"',
    "term": 'term t "a" / "b"',
    "table": 'table t "a" / "b"',
    "amount": 'amount m "a" / "b"',
    "clause": 'clause 1 "a" / "b"',
    "facts": "facts of p",
    "unit": 'unit U "a" / "b"',
    "fact": 'fact f "a" / "b"',
    "impossible": 'impossible i "a" / "b"',
}
"""A head for each kind of block that has lines."""


def read(text: str, by: Reader | None = None) -> tuple[File, tuple[Diagnostic, ...]]:
    """The tree of a text, and what was reported."""
    report = Report()
    file = (by or reader()).read(Source("test", text), report)
    return file, report.diagnostics


def sound(text: str) -> File:
    """The tree of a text without mistakes."""
    file, said = read(text)
    assert said == (), text
    return file


def printed(text: str) -> str:
    """A text without mistakes in the one layout."""
    return to_text(sound(text), reader())


def line(kind: str, text: str) -> str:
    """A file with one block that has one line."""
    return f"{HEADS[kind]}\n  {text}\n"


def told(text: str) -> list[tuple[str, str]]:
    """What was reported: each code, and the text that is marked."""
    said = read(text)[1]
    return [(each.code, each.where.text if isinstance(each.where, Span) else "") for each in said]
