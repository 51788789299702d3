"""The way back from the sealed form: what is not exactly a program or its texts is refused, with its path."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, NoReturn, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs

from engine.ir.texts import Texts
from engine.ir.to_json import FORMAT, NODE, defaults_of, is_default
from engine.ir.tree import Program
from engine.values.canonical import LARGEST

_Root = TypeVar("_Root", Program, Texts)

_WORDS: Mapping[object, str] = {
    bool: "yes or no",
    int: "a whole number",
    str: "a text",
    type(None): "nothing",
}
_LONGEST_SHOWN = 40


class SealedFormError(ValueError):
    """A text that is no sealed form; `path` says where, as in `program.clauses[3].effects[0]`."""

    def __init__(self, path: str, problem: str) -> None:
        """Keep the path and the problem, which together are the message."""
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


def from_json(text: str | bytes) -> Program:
    """Read the program that `to_json` wrote; raises SealedFormError.

    Each node and field must be known and of its type. Whether the program is sound, `check` says.
    """
    return _root(text, "program", Program)


def texts_from_json(text: str | bytes) -> Texts:
    """Read the texts that `texts_to_json` wrote; raises SealedFormError."""
    return _root(text, "texts", Texts)


def _root(text: str | bytes, name: str, kind: type[_Root]) -> _Root:
    try:
        table = _parsed(text, name)
        if not isinstance(table, dict) or table.keys() != {"format", name}:
            raise SealedFormError(name, f"expected an object with `format` and `{name}`")
        if type(table["format"]) is not int or table["format"] != FORMAT:
            raise SealedFormError(
                "format", f"this engine reads format {FORMAT}, not {_shown(table['format'])}"
            )
        return cast(_Root, _value(kind, table[name], name))
    except RecursionError:
        raise SealedFormError(name, "nested too deep") from None


def _parsed(text: str | bytes, name: str) -> object:
    """Parse JSON that has whole numbers alone, and no key twice in one object."""

    def number(digits: str) -> NoReturn:
        raise SealedFormError(name, f"{digits} is no whole number")

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        table = dict(pairs)
        if len(table) != len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise SealedFormError(name, f"the key `{twice}` stands twice in one object")
        return table

    try:
        decoded = text.decode() if isinstance(text, bytes) else text
        return json.loads(decoded, parse_float=number, parse_constant=number, object_pairs_hook=once)
    except SealedFormError:
        raise
    except ValueError as error:
        raise SealedFormError(name, f"not readable as JSON: {error}") from None


def _value(hint: object, value: object, path: str) -> object:
    """Read a value as what an annotation says."""
    for may_be, read in _readers(hint):
        if may_be(value):
            return read(value, path)
    if isinstance(value, dict) and NODE in value:
        raise SealedFormError(path, f"no node {_shown(value[NODE])} can stand here")
    raise SealedFormError(path, f"expected {_described(hint)}, not {_shown(value)}")


_Reader = tuple[Callable[[object], bool], Callable[[Any, str], object]]
"""Whether a value looks right, its insides not yet read, and what reads those."""


@cache
def _readers(hint: object) -> tuple[_Reader, ...]:
    """What reads a value, for each kind that an annotation allows."""
    return tuple(map(_reader, get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)))


def _reader(kind: object) -> _Reader:
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return lambda value: isinstance(value, str) and value in inside, _text
    if origin is tuple:
        return lambda value: isinstance(value, list), lambda values, path: _row(inside, values, path)
    if origin is Mapping:
        return lambda value: isinstance(value, dict), _texts
    if isinstance(kind, type) and attrs.has(kind):
        name = kind.__name__
        return (
            lambda value: isinstance(value, dict) and value.get(NODE) == name,
            lambda table, path: _node(kind, table, path),
        )
    read = {int: _whole, str: _text}.get(kind, lambda value, _: value)  # type: ignore[call-overload]
    return lambda value: type(value) is kind, read


def _texts(table: dict[str, object], path: str) -> dict[str, object]:
    return {_text(key, path): _value(str, each, f"{path}.{key}") for key, each in table.items()}


def _whole(value: int, path: str) -> int:
    if abs(value) > LARGEST:
        raise SealedFormError(path, f"a whole number is {LARGEST} at most")
    return value


def _row(kinds: tuple[object, ...], values: list[object], path: str) -> tuple[object, ...]:
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(values)
    if len(kinds) != len(values):
        raise SealedFormError(path, f"expected {len(kinds)} entries, not {len(values)}")
    both = zip(kinds, values, strict=True)
    return tuple(_value(kind, value, f"{path}[{at}]") for at, (kind, value) in enumerate(both))


def _node(kind: type[attrs.AttrsInstance], table: dict[str, object], path: str) -> object:
    """Read a node: no field that it does not have, all that have no default, none that holds its default."""
    defaults = defaults_of(kind)
    for name in table:
        if name not in defaults and name != NODE:
            raise SealedFormError(f"{path}.{name}", f"`{kind.__name__}` has no such field")
    held: dict[str, object] = {}
    for name, default in defaults.items():
        if name in table:
            held[name] = _value(_hints(kind)[name], table[name], f"{path}.{name}")
            if is_default(held[name], default):
                raise SealedFormError(f"{path}.{name}", "this is the default, which is left out")
        elif default is attrs.NOTHING:
            raise SealedFormError(f"{path}.{name}", "this field is missing")
    return kind(**held)


@cache
def _hints(kind: type[attrs.AttrsInstance]) -> Mapping[str, object]:
    return get_type_hints(kind)


def _text(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise SealedFormError(path, "this text holds half a surrogate pair") from None
    return value


def _described(hint: object) -> str:
    """Say in a few words what can stand in a place."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return " or ".join(dict.fromkeys(_described(each) for each in get_args(hint)))
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in get_args(hint))
    if origin is tuple:
        return "a list"
    if isinstance(hint, type) and attrs.has(hint):
        return "a node"
    return _WORDS.get(hint, "an object")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return f"`{text}`" if len(text) <= _LONGEST_SHOWN else f"`{text[:_LONGEST_SHOWN]}…`"
