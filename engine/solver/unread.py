"""What this reading does not know yet; a program that has any of it is not compared, and the answer says so."""

from __future__ import annotations

from engine.ir import tree as ir


def first_unread(program: ir.Program) -> str | None:
    """The name of the first part of a program that no term stands for; None where all of it is read."""
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
