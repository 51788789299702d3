"""From the lots of an account to what a case is told of an order."""

from __future__ import annotations

import attrs

from engine.lots.tree import Account


@attrs.frozen
class OrderQuota:
    """The quota of one order: what it credited, what of that was used and not returned, and of the gifts tied to it."""

    granted: int = 0
    used: int = 0
    gift_used: int = 0


_NOTHING = OrderQuota()


def quota_by_order(account: Account) -> dict[str, OrderQuota]:
    """The quota of every order that the lots name, in their order."""
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
    return found
