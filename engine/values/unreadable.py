"""Unreadable: the one mistake a text can make on its way to a value."""

from typing import Literal, get_args

Reason = Literal[
    "digits",
    "decimals",
    "size",
    "shape",
    "day",
    "time",
    "leap",
    "precision",
    "offset",
    "range",
    "zone",
]
"""Why a text is no value, as a code: see `Unreadable`."""

REASONS: tuple[str, ...] = get_args(Reason)
"""Every code that `Unreadable.reason` can have."""


class Unreadable(ValueError):  # noqa: N818 - it is the text that is at fault, and this is its name
    """A text that is no value of its kind; `reason` says why.

    Amounts: `digits` not plain digits with at most one decimal point; `decimals` more decimals than the
    unit has; `size` more than 15 digits before the point.
    Moments and dates: `shape` not written as RFC 3339 asks; `day` no such day in the calendar; `time` no
    such time of day; `leap` a 60th second; `precision` more than nine decimals of a second; `offset`
    none given, or one beyond 23:59; `range` a year outside 1900 to 2199; `zone` no such time zone.
    """

    def __init__(self, reason: Reason) -> None:
        """Keep the code, which is also the message."""
        super().__init__(reason)
        self.reason: Reason = reason
