"""Small changes of a program, for tests of what a comparison finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from engine.ir import tree as ir

Change = Callable[[Any], Any]
"""What stands for a node in the changed program; None where the node stays."""


def changed(program: ir.Program, change: Change) -> ir.Program:
    """A program with each node changed for which something else is given."""
    found: ir.Program = _walked(program, change)
    return found


def _walked(node: Any, change: Change) -> Any:  # noqa: ANN401
    other = change(node)
    if other is not None:
        return other
    if isinstance(node, tuple):
        return tuple(_walked(each, change) for each in node)
    if attrs.has(type(node)):
        parts = {field.name: _walked(getattr(node, field.name), change) for field in attrs.fields(type(node))}
        return type(node)(**parts)
    return node


def days(old: int, new: int) -> Change:
    """A window of so many days made longer or shorter."""
    return lambda node: (
        attrs.evolve(node, count=new)
        if isinstance(node, ir.Shift) and (node.count, node.unit) == (old, "days")
        else None
    )


def without(program: ir.Program, name: str) -> ir.Program:
    """A program that lacks a clause."""
    clauses = tuple(clause for clause in program.clauses if clause.name != name)
    precedence = tuple(pair for pair in program.precedence if name not in pair)
    return attrs.evolve(program, clauses=clauses, precedence=precedence)
