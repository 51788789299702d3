"""Broken files made of good ones."""

from __future__ import annotations

import random

_SPICE = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\t", b'"', b"'", b"#", b"(", b")" * 30,
    b"{" * 60, b"[" * 60, b"1e999999999", b"NaN", b"-0", b"9" * 400, b"\xe2\x80\xae", b"\xe3\x80\x82", b'"""',
    b"\\u0000", b"\\ud800", b"2026-02-30", b"0000-00-00", b"24:00:61", b"+99:99", b"null", b"true", b"inf",
    b"[[case]]", b"a.b.c.d.e.f", b"=", b",",
)  # fmt: skip


def mutated(seeds: tuple[bytes, ...], rng: random.Random) -> bytes:
    """One of the files with a few wounds, or nothing but noise."""
    if rng.random() < 0.05:
        return rng.randbytes(rng.randrange(200))
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.randrange(1, 5)):
        _wound(data, seeds, rng)
    return bytes(data)


def _wound(data: bytearray, seeds: tuple[bytes, ...], rng: random.Random) -> None:
    at = rng.randrange(len(data) + 1)
    end = min(len(data), at + rng.randrange(40))
    match rng.randrange(6):
        case 0:
            del data[at:end]
        case 1:
            data[at:at] = rng.choice(_SPICE) * rng.choice((1, 1, 1, 3))
        case 2:
            data[at:end] = rng.randbytes(end - at)
        case 3:
            data[at:at] = data[at:end] * rng.randrange(1, 4)
        case 4:
            other = rng.choice(seeds)
            start = rng.randrange(len(other) + 1)
            data[at:end] = other[start : start + 60]
        case _:
            lines = data.split(b"\n")
            rng.shuffle(lines)
            data[:] = b"\n".join(lines[: rng.randrange(len(lines) + 1)])
