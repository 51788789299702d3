"""Every text of ours that can reach a diagnostic."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.diagnostics.following import Follower
from tests.diagnostics.source_code import Engine, Place
from tests.diagnostics.values import HOLE, Expr, Value

_REPORT = ("code", "message", "where")
_CALLS = {
    "error": _REPORT,
    "warning": _REPORT,
    "note": _REPORT,
    "Diagnostic": ("code", "severity", "message", "where", "labels", "help", "notes"),
    "Label": ("span", "text"),
}
"""What makes a diagnostic or a part of one, and the names of what it is given by position."""


class Said(NamedTuple):
    """A text that can reach a diagnostic: as what, and from where."""

    text: str
    role: str
    where: str


def said(engine: Engine) -> Iterator[Said]:
    """Every text, with holes for what only a run knows."""
    follower = Follower(engine)
    for name, names in _CALLS.items():
        for call in engine.calls[name]:
            given = dict(zip(names, call.call.args, strict=False)) | call.keywords
            if _is_diagnostic(name, call, given, follower):
                yield from _texts(given, call, follower)


def _is_diagnostic(name: str, call: Place, given: dict[str, ast.expr], follower: Follower) -> bool:
    """Whether a call makes a diagnostic; not one by which a report hands on what it was given itself."""
    if name in {"Diagnostic", "Label"}:
        return call.module.name != "engine.diagnostics.report" or None not in {
            key.arg for key in call.call.keywords
        }
    is_method = isinstance(call.call.func, ast.Attribute)  # others of that name take no code
    return is_method and "message" in given and follower.has_code(given["code"], call)


def _texts(given: dict[str, ast.expr], call: Place, follower: Follower) -> Iterator[Said]:
    assert all(key.arg for key in call.call.keywords), (
        f"{call}: say `help` and `notes` by name, not with `**`"
    )
    for role in ("message", "help", "text", "notes"):
        if role in given:
            value = Expr(given[role], call)
            values: list[Value] = follower.elements(value) if role == "notes" else [value]
            texts = sorted(set(map(_simple, follower.union(values))))
            yield from (Said(text, role, str(call)) for text in texts if _is_whole(text))


def _is_whole(text: str) -> bool:
    """Whether no part of a text was still empty: a variable may start as an empty text, and be filled later."""
    return text == text.strip() != ""


def _simple(text: str) -> str:
    """The text with one hole where several touch or stand in the same backticks."""
    quoted = re.sub("`[^`]*`", lambda found: f"`{HOLE}`" if HOLE in found[0] else found[0], text)
    return re.sub(f"{HOLE}+", HOLE, quoted)
