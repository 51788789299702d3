"""The faults of keys, checkpoints and entries, which messages give as their reason, are told in Chinese too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from engine.diagnostics.chinese.ledger import FAULTS
from engine.diagnostics.chinese.translate import translate

LEDGER = Path(__file__).resolve().parents[2] / "engine" / "ledger"
MODULES = ("signature", "checkpoint", "entry", "sealed_objects", "derivation")
LATIN = {"PEM", "Ed", "JSON", "base"}
SAID_ELSEWHERE = "comes out as"
"""A difference, which the audit says as a message of its own."""


def faults() -> Iterator[str]:
    """What is raised or yielded as a fault, with a word for each slot."""
    for module in MODULES:
        for node in ast.walk(ast.parse((LEDGER / f"{module}.py").read_text("utf-8"))):
            match node:
                case ast.Assign(targets=[ast.Name(id="message")], value=value):
                    yield _text(value)
                case ast.Expr(value=ast.Yield(value=ast.Constant() as value)):
                    yield _text(value)
                case _:
                    pass


def _text(value: ast.expr) -> str:
    if isinstance(value, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "9" for part in value.values)
    return str(value.value) if isinstance(value, ast.Constant) else ""


def test_every_fault_has_its_chinese() -> None:
    found = [each for each in faults() if each and SAID_ELSEWHERE not in each]
    assert len(found) > len(MODULES)
    left = {each: translate(f"`x` is no checkpoint: {each}") for each in found}
    assert {
        each: told
        for each, told in left.items()
        if set(re.findall("[A-Za-z]{2,}", re.sub("`[^`]*`", "", told))) - LATIN
    } == {}


def test_no_fault_is_translated_that_nobody_finds() -> None:
    source = " ".join((LEDGER / f"{module}.py").read_text("utf-8") for module in MODULES)
    longest = {english: max(re.split(r"\{\w+\}|`", english), key=len) for english in FAULTS}
    assert [english for english, words in longest.items() if words not in source] == []
