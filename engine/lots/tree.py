"""The history of an account and what comes of it: moments in microseconds, quota in its smallest unit."""

from __future__ import annotations

from typing import Literal

import attrs


@attrs.frozen
class Credit:
    """Quota arrives as a new lot; `order` is the order that bought it or, for a gift, to which it is tied, if any.

    From `expires_at` on nothing of it can be used.
    """

    at: int
    lot: str
    quota: int
    paid: bool
    order: str = ""
    expires_at: int | None = None
    row: int = 0


@attrs.frozen
class Call:
    """A call is paid for; only one that is returned later needs its name."""

    at: int
    quota: int
    call: str = ""
    row: int = 0


@attrs.frozen
class Return:
    """Quota of a call comes back; without a name, of the calls that were paid for last."""

    at: int
    quota: int
    call: str = ""
    row: int = 0


@attrs.frozen
class Expiry:
    """What is left of a lot lapses, or no more than `quota` of it."""

    at: int
    lot: str
    quota: int | None = None
    row: int = 0


Event = Credit | Call | Return | Expiry

FaultKind = Literal["lot_twice", "no_call", "too_much", "no_lot"]


@attrs.frozen
class Fault:
    """An event that the history before it does not allow: `held` is what a return could have given back at most."""

    event: Event
    kind: FaultKind
    held: int = 0


@attrs.frozen
class Lot:
    """A lot at the end: what was drawn from it and what of that came back, what lapsed, and what is there still."""

    credit: Credit
    used: int
    returned: int
    expired: int
    unused: int


@attrs.frozen
class Account:
    """What came of the history of one account; `owed` is how far it is below zero."""

    lots: tuple[Lot, ...]
    called: int
    returned: int
    owed: int
    faults: tuple[Fault, ...] = ()

    @property
    def balance(self) -> int:
        """What is there to be used, below zero where calls took more than there was."""
        return sum(lot.unused for lot in self.lots) - self.owed


class NotConservedError(AssertionError):
    """Units appeared or went missing: a mistake of ours."""


def check_conserved(account: Account) -> None:
    """Raise NotConservedError unless every unit, in each lot and in all, is accounted for."""
    for lot in account.lots:
        if lot.credit.quota + lot.returned != lot.used + lot.expired + lot.unused:
            raise NotConservedError(lot.credit.lot)
    granted, expired, unused = (
        (
            sum(parts)
            for parts in zip(
                *((lot.credit.quota, lot.expired, lot.unused) for lot in account.lots), strict=True
            )
        )
        if account.lots
        else (0, 0, 0)
    )
    if granted + account.returned + account.owed != account.called + expired + unused:
        raise NotConservedError("account")
