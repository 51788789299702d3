"""Texts and names as SQL writes them."""

from __future__ import annotations


def text(value: str) -> str:
    """A text as a literal."""
    return "'" + value.replace("'", "''") + "'"


def name(value: str) -> str:
    """A name in quotes."""
    return '"' + value.replace('"', '""') + '"'
