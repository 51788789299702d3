"""The sealed form: a program, or its texts, as canonical JSON, which is what digests are taken of.

Each node is an object: its class name under `node`, and its fields. A field that holds its default is left
out. So a node can be given a further field without changing one byte of what was sealed before, if these
rules are kept once a version has been sealed in this format:

- a new field has a default, and that default means what the node meant when there was no such field;
- a default is never changed, given to a field that had none, or taken away from one that had it;
- the name of a node or of a field is never changed, and never used again for something else.

Whatever breaks one of them needs a new `FORMAT`, and a reader that keeps the old one. An engine that is too
old for a field refuses the program (`from_json`); it never reads it as if the field were not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import attrs

from engine.ir.texts import Texts
from engine.ir.tree import Program
from engine.values.canonical import canonical

FORMAT = 1
"""The number of the sealed form that is written today."""

NODE = "node"
"""The key under which a node names itself."""


def to_json(program: Program) -> str:
    """Write a program in its sealed form; ValueError for a number that JSON cannot carry exactly."""
    return canonical({"format": FORMAT, "program": _encoded(program)})


def texts_to_json(texts: Texts) -> str:
    """Write the texts of a program in their sealed form."""
    return canonical({"format": FORMAT, "texts": _encoded(texts)})


@cache
def defaults_of(node: type[attrs.AttrsInstance]) -> Mapping[str, object]:
    """Give the fields of a node by name, each with its default: `attrs.NOTHING` where it has none."""
    fields = attrs.fields(node)
    plain = not any(isinstance(each.default, attrs.Factory) for each in fields)  # type: ignore[arg-type] # it is a class
    if NODE in [field.name for field in fields] or not plain:
        message = f"`{node.__name__}` has a field called `{NODE}`, or a default that is no plain value"
        raise ValueError(message)
    return {field.name: field.default for field in fields}


def is_default(value: object, default: object) -> bool:
    """Whether a field holds its default; a number that happens to equal a yes/no does not."""
    return type(value) is type(default) and value == default


def _encoded(value: object) -> object:
    if isinstance(value, tuple):
        return [_encoded(each) for each in value]
    if isinstance(value, Mapping):
        return dict(value)
    kind = type(value)
    if not attrs.has(kind):
        return value
    held = {name: getattr(value, name) for name in defaults_of(kind)}
    kept = {n: _encoded(each) for n, each in held.items() if not is_default(each, defaults_of(kind)[n])}
    return {NODE: kind.__name__, **kept}
