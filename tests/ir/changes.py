"""The sound program with one part of it changed, found by its path."""

import re

import attrs

from engine.ir import tree as ir
from tests.ir.sound import SOUND

GUARD = "clauses[1].scope"
STEP = "amounts[0].steps[1]"
DAY = "clauses[3].effects[1].day"


def changed(node: object, path: str, value: object) -> object:
    """The node with another value at a path."""
    if not path:
        return value
    key, rest = re.match(r"\W*(\w+)\]?(.*)", path).groups()  # type: ignore[union-attr]
    if isinstance(node, tuple):
        at = int(key)
        return (*node[:at], changed(node[at], rest, value) if at < len(node) else value, *node[at + 1 :])
    return attrs.evolve(node, **{key: changed(getattr(node, key), rest, value)})  # type: ignore[misc] # any node


def broken(path: str, value: object) -> ir.Program:
    program = changed(SOUND, path, value)
    assert isinstance(program, ir.Program)
    return program
