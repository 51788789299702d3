"""A number as written in a file."""

from __future__ import annotations


class Number(str):
    """A number that stood in a file without quotes, kept digit by digit and never as a binary float."""

    __slots__ = ()

    @property
    def is_finite(self) -> bool:
        """Whether it is a number at all, not an infinity or `nan`: those end in a letter."""
        return self[-1:].isdigit()
