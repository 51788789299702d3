"""Which keys a policy gives its records besides those that every record has."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.walk import on_top

KEYS = ("payee", "split", "offers", "chosen_by", "choose_until", "owed", "beside")
"""Who is paid, how it is divided, what is offered, who chooses and until when, what is owed; the same in sentences."""


def besides_of(program: ir.Program) -> tuple[str, ...]:
    """Those of the keys that its records have; `beside` is left out where a record has no sentence to hold."""
    effects = [effect for _, effect in on_top(program)]
    owes = any(amount.owed_by for amount in program.amounts)
    found = {
        "payee": any(isinstance(each, ir.Routes) and each.party for each in effects),
        "split": any(isinstance(each, ir.Splits) for each in effects),
        "owed": owes,
    }
    offers = any(isinstance(each, ir.Offers) for each in effects)
    found |= dict.fromkeys(("offers", "chosen_by", "choose_until"), offers)
    found["beside"] = any(found.values())
    return tuple(key for key in KEYS if found[key])
