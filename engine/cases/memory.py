"""What a generated loader remembers of the texts it has read, and a writer of those it has written.

A value is read once and looked up after that.

Each is a dict that reads what it lacks by the rules of `from_value`, and raises TypeError or ValueError where that
would report a mistake. When full they forget everything, so that a long batch costs bounded memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from engine.values.moment import to_day, to_instant
from engine.values.money import WHOLE_DIGITS, to_minor

MOST = 4096
"""How many texts are remembered."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class _Memory(dict[Key, Value]):
    __slots__ = ()

    def _kept(self, key: Key, value: Value) -> Value:
        if len(self) >= MOST:
            self.clear()
        self[key] = value
        return value


class Amounts(_Memory[object, int]):
    """Numbers of one unit, and within one pair of bounds, in 10**-`decimals` of the unit."""

    __slots__ = ("_decimals", "_greatest", "_least", "_suffix")

    def __init__(self, unit: str, decimals: int, least: int | None, greatest: int | None) -> None:
        """Take the unit ("" where numbers have none) and the bounds (None where there is none)."""
        super().__init__()
        far = 10 ** (WHOLE_DIGITS + decimals)
        self._suffix = f" {unit}" if unit else ""
        self._decimals = decimals
        self._least = -far if least is None else least
        self._greatest = far if greatest is None else greatest

    def __missing__(self, written: object) -> int:
        text = str(written) if type(written) is int else written
        if not isinstance(text, str):
            raise TypeError(type(written))
        minor = to_minor(text.removesuffix(self._suffix), self._decimals)
        if not self._least <= minor <= self._greatest:
            raise ValueError(minor)
        if text is written:  # an int is never kept, for `True` and `1.0` would be found in its place
            if len(self) >= MOST:
                self.clear()
            self[text] = minor
        return minor


class Days(_Memory[str, int]):
    """Dates as ordinals."""

    __slots__ = ()

    def __missing__(self, written: str) -> int:
        return self._kept(written, to_day(written))


class Part(_Memory[str, int]):
    """One part of a moment in nanoseconds: whatever `before` and `after` leave open of a moment in 1970."""

    __slots__ = ("_after", "_before")

    def __init__(self, before: str, after: str) -> None:
        """Take what stands around the part."""
        super().__init__()
        self._before = before
        self._after = after

    def __missing__(self, written: str) -> int:
        return self._kept(written, to_instant(self._before + written + self._after))


# The parts of a moment are read one by one and added up: there are few dates and few minutes of the day among many
# cases, and what is left are the seconds with the offset.
DATES = Part("", "T00:00:00Z")
MINUTES = Part("1970-01-01", ":00Z")
SECONDS = Part("1970-01-01T00:00", "")


class Texts(_Memory[object, str]):
    """What was written of values, of which those that are equal are of one type."""

    __slots__ = ("_write",)

    def __init__(self, write: Callable[[object], str]) -> None:
        """Take what writes a value."""
        super().__init__()
        self._write = write

    def __missing__(self, value: object) -> str:
        return self._kept(value, self._write(value))


class Presumed(_Memory[int, tuple[str, ...]]):
    """The names of facts, sorted, by the sum of the bits that stand for them."""

    __slots__ = ("_bits",)

    def __init__(self, bits: Iterable[tuple[int, str]]) -> None:
        """Take the bit of each name."""
        super().__init__()
        self._bits = tuple(sorted(bits, key=lambda pair: pair[1]))

    def __missing__(self, mask: int) -> tuple[str, ...]:
        return self._kept(mask, tuple(name for bit, name in self._bits if mask & bit))
