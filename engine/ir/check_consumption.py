"""The guard of a consumption: facts of the right types, and turns that tell every two lots apart."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.findings import Findings

AGES = ("oldest", "newest")
"""The turns that tell every two lots apart: no two have the same place in the history of an account."""


def check_consumption(consumption: ir.Consumption, findings: Findings) -> None:
    """Each breach of what a consumption promises."""
    _check_facts(consumption, findings)
    problem = _fault(consumption)
    if problem:
        findings.add("consumption", "program.consumption.turns", problem)


def _check_facts(consumption: ir.Consumption, findings: Findings) -> None:
    kinds = {"account": "text", "order": "text", "granted": "quota", "used": "quota", "gift_used": "quota"}
    names = {field: getattr(consumption, field) for field in kinds}
    findings.once(filter(None, names.values()), "program.consumption")
    units = set()
    for field, kind in kinds.items():
        name, path = names[field], f"program.consumption.{field}"
        fact = findings.facts.get(name)
        if fact is None:
            if name or field != "gift_used":
                findings.add("known", path, f"there is no fact `{name}`")
        elif fact.type.kind != kind:
            findings.add("type", path, f"`{name}` is no {kind}")
        elif kind == "quota":
            units.add((fact.type.unit, fact.type.decimals))
    if len(units) > 1:
        findings.add("type", "program.consumption", "its quotas are of two units")


def _fault(consumption: ir.Consumption) -> str:
    turns = consumption.turns
    if not turns or turns[-1] not in AGES:
        return "the last turn tells no two lots apart"
    if (
        sum(turn in AGES for turn in turns) > 1
        or {"gift", "paid"} <= set(turns)
        or len(set(turns)) < len(turns)
    ):
        return "a turn is never asked"
    if "remainder" in turns and not consumption.in_proportion:
        return "there is no remainder where nothing is in proportion"
    return ""
