"""From the lots of an account to what a case is told of an order."""

from __future__ import annotations

from typing import NamedTuple

import attrs

from engine.ir.tree import Consumption
from engine.lots.tree import Account


@attrs.frozen
class OrderQuota:
    """The quota of one order: what it credited, what of that was used and not returned, and of the gifts tied to it."""

    granted: int = 0
    used: int = 0
    gift_used: int = 0


class AccountLots(NamedTuple):
    """One account, and the quota of each of its orders."""

    name: str
    account: Account
    orders: dict[str, OrderQuota]


_NOTHING = OrderQuota()


def quota_by_order(account: Account) -> dict[str, OrderQuota]:
    """The quota of every order that credited some, in the order of the lots."""
    found: dict[str, OrderQuota] = {}
    for lot in account.lots:
        order, used = lot.credit.order, lot.used - lot.returned
        if not order:
            continue
        held = found.get(order) or _NOTHING
        if lot.credit.paid:
            found[order] = OrderQuota(held.granted + lot.credit.quota, held.used + used, held.gift_used)
        else:
            found[order] = OrderQuota(held.granted, held.used, held.gift_used + used)
    return {order: quota for order, quota in found.items() if quota.granted}


def facts_of(quota: OrderQuota, consumption: Consumption) -> dict[str, int]:
    """What a case is told of an order, by the names of the facts, in the smallest unit."""
    facts = {consumption.granted: quota.granted, consumption.used: quota.used}
    return facts | ({consumption.gift_used: quota.gift_used} if consumption.gift_used else {})
