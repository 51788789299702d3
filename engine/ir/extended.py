"""What goes beyond single facts and one sum: a reading that knows less says so, and leaves the program to others."""

from __future__ import annotations

from engine.ir import tree as ir


def first_extended(program: ir.Program) -> str | None:
    """The name of the first such part of a program; None where it has none."""
    if any(fact.fields for fact in program.facts):
        return "Fold"
    if any(amount.owed_by for amount in program.amounts):
        return "owed_by"
    if any(clause.improves for clause in program.clauses):
        return "improves"
    for clause in program.clauses:
        for effect in clause.effects:
            if isinstance(effect, ir.Splits | ir.Offers) or (isinstance(effect, ir.Routes) and effect.party):
                return type(effect).__name__
    return None
