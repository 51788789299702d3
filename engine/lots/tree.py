"""The history of an account and what comes of it: moments in microseconds, quota in its smallest unit."""

from __future__ import annotations

from typing import Literal, NamedTuple

import attrs


class Credit(NamedTuple):
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


class Call(NamedTuple):
    """A call is paid for; only one that is returned later needs its name."""

    at: int
    quota: int
    call: str = ""
    row: int = 0


class Return(NamedTuple):
    """Quota of a call comes back; without a name, of the calls that were paid for last."""

    at: int
    quota: int
    call: str = ""
    row: int = 0


class Expiry(NamedTuple):
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


class Lot(NamedTuple):
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
    def granted(self) -> int:
        """What was credited in all."""
        return sum([lot.credit.quota for lot in self.lots])

    @property
    def expired(self) -> int:
        """What lapsed."""
        return sum([lot.expired for lot in self.lots])

    @property
    def unused(self) -> int:
        """What is there still."""
        return sum([lot.unused for lot in self.lots])

    @property
    def balance(self) -> int:
        """What is there to be used, below zero where calls took more than there was."""
        return self.unused - self.owed


class NotConservedError(AssertionError):
    """Units appeared or went missing: a mistake of ours."""


def check_conserved(account: Account) -> None:
    """Raise NotConservedError unless every unit, in each lot and in all, is accounted for."""
    for credit, used, returned, expired, unused in account.lots:
        if credit.quota + returned != used + expired + unused:
            raise NotConservedError(credit.lot)
    if account.granted + account.returned + account.owed != account.called + account.expired + account.unused:
        raise NotConservedError("account")
