"""When the clocks of each zone change, read from the zone files (RFC 8536) past the code under test."""

import struct
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from zoneinfo import TZPATH

HEADER = struct.Struct(">20x6l")


class Change(NamedTuple):
    """The second since 1970 at which an offset ends and another begins, both in seconds ahead of UTC."""

    at: int
    before: int
    after: int


@cache
def changes(zone: str) -> list[Change]:
    """Every change of offset that the file of a zone lists."""
    content, start = second_block(zone)
    _, _, _, times, kinds, _ = HEADER.unpack_from(content, start)
    start += 44
    moments = struct.unpack_from(f">{times}q", content, start)
    which = content[start + 8 * times : start + 9 * times]
    start += 9 * times
    offsets = [struct.unpack_from(">l", content, start + 6 * kind)[0] for kind in range(kinds)]
    found, before = [], offsets[0]
    for at, kind in zip(moments, which, strict=True):
        if offsets[kind] != before:
            found.append(Change(at, before, offsets[kind]))
        before = offsets[kind]
    return found


def rule_for_later(zone: str) -> bytes:
    """The rule that holds after the last change a file lists."""
    return second_block(zone)[0].split(b"\n")[-2]


def second_block(zone: str) -> tuple[bytes, int]:
    """The content of a zone's file, and where its block of 64-bit times begins."""
    content = zone_file(zone)
    utc, standard, leaps, times, kinds, letters = HEADER.unpack_from(content)
    return content, 44 + times * 5 + kinds * 6 + letters + leaps * 8 + standard + utc


def zone_file(zone: str) -> bytes:
    for folder in TZPATH:
        path = Path(folder, *zone.split("/"))
        if path.is_file():
            return path.read_bytes()
    return files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
