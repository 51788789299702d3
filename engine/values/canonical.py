"""Canonical JSON: one value has one text, to the byte, on every machine (RFC 8785, without floats)."""

import json

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON takes over exactly."""

_ORDERED = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False)
_RECORD = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
)


def canonical(value: object) -> str:
    """Write a value as canonical JSON: null, yes/no, whole numbers, texts, lists or tuples, and dicts.

    Raises ValueError for anything else, as for a float, a number beyond `LARGEST`, a key that is no text or
    half a surrogate pair: what is sealed is made by us, so that each of them is our bug.
    """
    text = _ORDERED.encode(_ordered(value))
    text.encode()  # half a surrogate pair is a UnicodeEncodeError, which is a ValueError
    return text


def canonical_record(record: object) -> str:
    """Write what `canonical` would, several times as fast, for a record that we made ourselves.

    Its keys must be ASCII, and it must hold no float and no number beyond `LARGEST`: that is not looked at again.
    """
    text = "null" if record is None else _RECORD.encode(record)
    text.encode()
    return text


def _ordered(value: object) -> object:
    """Check a value, and put the keys of its dicts in order."""
    match value:
        case None | bool() | str():
            return value
        case int():
            if abs(value) > LARGEST:
                message = f"{value} is beyond {LARGEST} and would not be read back exactly everywhere"
                raise ValueError(message)
            return value
        case list() | tuple():
            return [_ordered(each) for each in value]
        case dict():
            return {key: _ordered(value[key]) for key in _in_order(value)}
        case _:
            message = f"a {type(value).__name__} has no canonical form"
            raise ValueError(message)


def _in_order(table: dict[object, object]) -> list[str]:
    """Sort keys by their UTF-16 code units, as RFC 8785 asks; ASCII is in that order as it is."""
    keys: list[str] = []
    for key in table:
        if not isinstance(key, str):
            message = f"the key {key!r} is no text"
            raise ValueError(message)  # noqa: TRY004 - one kind of exception for all that has no form
        keys.append(key)
    return sorted(keys) if all(key.isascii() for key in keys) else sorted(keys, key=_code_units)


def _code_units(key: str) -> bytes:
    return key.encode("utf-16-be")
