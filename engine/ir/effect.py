"""What clauses ask for and do: frozen records, made of the values and tests of `expression`."""

from __future__ import annotations

from typing import Literal as OneOf

import attrs

from engine.ir.expression import Expression


@attrs.frozen
class Need:
    """A requirement of a clause that speaks: where it fails, the clause refuses under `cites`."""

    test: Expression
    cites: tuple[str, ...]
    measures: tuple[str, ...]
    key: str


@attrs.frozen
class Pays:
    """The first amount whose guard holds is paid back; the last has no guard."""

    options: tuple[tuple[Expression | None, str], ...]


@attrs.frozen
class Refuses:
    """Nothing is paid back."""


@attrs.frozen
class Leaves:
    """A named party chooses the sum, from `low` to the amount `high`; an empty `high` is the refund found so far."""

    party: str
    low: Expression
    high: str


@attrs.frozen
class Asks:
    """The answer waits until the set of materials holds all of these."""

    fact: str
    options: tuple[str, ...]


@attrs.frozen
class Orders:
    """A measure comes with the answer, where `guard` holds."""

    measure: str
    guard: Expression | None


@attrs.frozen
class Due:
    """What the operator owes by the end of a date."""

    name: str
    day: Expression


@attrs.frozen
class Routes:
    """The way the money goes, and to whom; empty where that is not said."""

    route: str
    party: str = ""


@attrs.frozen
class Splits:
    """How the money is divided over several ways: each up to a sum, in order or in proportion, the rest by one of them.

    In proportion each takes its share of the sums, rounded down to the smallest unit.
    """

    how: OneOf["order", "proportion"]
    parts: tuple[tuple[str, Expression], ...]
    rest: str


@attrs.frozen
class Offer:
    """A remedy that can be had where `guard` holds, worth an amount and good until a date, where these are named."""

    remedy: str
    amount: str = ""
    guard: Expression | None = None
    until: Expression | None = None
    marks: tuple[str, ...] = ()


@attrs.frozen
class Offers:
    """What a party may choose instead of the answer, until a date, if one is named."""

    options: tuple[Offer, ...]
    party: str = ""
    until: Expression | None = None


Effect = Pays | Refuses | Leaves | Asks | Orders | Due | Routes | Splits | Offers
