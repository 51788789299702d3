"""The one list of what SQL does not carry: a program that has any of it is decided row by row."""

from __future__ import annotations

from engine.ir import tree as ir

BITS = 60
"""The most members that a set of words may have: each is a bit of a whole number."""

LARGEST = 10**15 - 1
"""Facts and rounded numbers up to this size are read by SQL; a larger one goes to the evaluator."""

WIDE = 2**126
"""What no product of numbers may reach: whole numbers of SQL have 127 bits."""


class UnsupportedError(Exception):
    """A program has something that SQL does not carry."""


def refuse(node: ir.Expression) -> UnsupportedError:
    """Say which kind of node is not carried; a node that is new to the language begins here."""
    return UnsupportedError(type(node).__name__)
