"""The values and tests of a program: frozen records, none with a method, none knowing where it was written.

Values are plain: money and quota are integers of their smallest unit, instants are nanoseconds since 1970 in UTC, dates
are ordinals of the proleptic Gregorian calendar, choices are words, sets are sorted tuples of words.
"""

from __future__ import annotations

from typing import Literal as OneOf

import attrs

from engine.ir.types import Type

Value = bool | int | str | tuple[str, ...]
Operator = OneOf["eq", "ne", "lt", "le", "gt", "ge"]


@attrs.frozen
class Literal:
    """A value written in the policy."""

    value: Value
    type: Type


@attrs.frozen
class Fact:
    """What the case says under this dotted name, or the entry of a list at hand; unknown where it says nothing."""

    name: str


@attrs.frozen
class Term:
    """The meaning of a named term of the policy."""

    name: str


@attrs.frozen
class Not:
    """The test does not hold."""

    test: Expression


@attrs.frozen
class All:
    """Each of the tests holds; an empty list holds."""

    tests: tuple[Expression, ...]


@attrs.frozen
class Any:
    """One of the tests holds; an empty list does not."""

    tests: tuple[Expression, ...]


@attrs.frozen
class Compare:
    """Two values of one type, compared."""

    operator: Operator
    left: Expression
    right: Expression


@attrs.frozen
class Member:
    """The value is one of the listed words."""

    value: Expression
    options: tuple[str, ...]


@attrs.frozen
class Includes:
    """The set holds all, or any, of the listed words."""

    value: Expression
    options: tuple[str, ...]
    how: OneOf["all", "any"]


@attrs.frozen
class Given:
    """The case names a value for a fact that may be left out for good (`presumed not given`)."""

    fact: str


@attrs.frozen
class Sum:
    """The values of `plus` added up, those of `less` taken off."""

    plus: tuple[Expression, ...]
    less: tuple[Expression, ...]


@attrs.frozen
class Scale:
    """`value` times `times` over `over`: an exact fraction; `over` is above zero wherever this is read."""

    value: Expression
    times: Expression
    over: Expression


@attrs.frozen
class Round:
    """The value as a whole multiple of `unit`: `down`, `up`, `half_up` or `half_even` (down is towards zero)."""

    value: Expression
    unit: int
    mode: str


@attrs.frozen
class Extreme:
    """The least or the greatest of the values (of instants and dates: the earliest, the latest)."""

    which: OneOf["least", "greatest"]
    values: tuple[Expression, ...]


@attrs.frozen
class Choose:
    """The value beside the first test that holds, else `otherwise`."""

    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression


@attrs.frozen
class Day:
    """The local date of an instant in a zone."""

    instant: Expression
    zone: str


@attrs.frozen
class Shift:
    """`start` moved by `count` units: `days`, `business_days`, `months` move a date, `hours`, `minutes` an instant.

    `time` moves a date to the instant at which clocks show so many minutes past its midnight. `count` is written out or
    counted. `rule` is the calendar of business days, what the end of a month does (`clamp` or `roll`), or the zone
    whose clocks count; hours and minutes without a zone pass as on a stopwatch.
    """

    start: Expression
    count: int | Expression
    unit: str
    rule: str = ""


@attrs.frozen
class Elapsed:
    """The whole units (`rule` as in Shift) from one date or instant to another; below zero when `last` comes first."""

    unit: str
    first: Expression
    last: Expression
    rule: str = ""


@attrs.frozen
class Fold:
    """The entries of the list `over` for which `where` holds, taken together; `type` is that of what comes out.

    `sum` adds up what `value` is for each, `any` and `all` say whether it holds for one and for each of them, `least`
    and `greatest` pick one, or `otherwise` where there is no such entry. Inside, a field of the record is a Fact.
    """

    how: OneOf["sum", "any", "all", "least", "greatest"]
    over: str
    value: Expression
    type: Type
    where: Expression | None = None
    otherwise: Expression | None = None


Expression = (
    Literal | Fact | Term | Not | All | Any | Compare | Member | Includes | Given | Sum | Scale | Round | Extreme
    | Choose | Day | Shift | Elapsed | Fold
)  # fmt: skip
