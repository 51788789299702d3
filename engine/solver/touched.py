"""The cases that a change can touch: those in which a clause decides that says something else, or is new, or gone."""

from __future__ import annotations

from collections.abc import Mapping

from engine.ir import tree as ir
from engine.solver.question import Question
from engine.solver.says import Says
from engine.solver.terms import Test, both, either, is_same


def touched(asked: Question) -> Test:
    """Where none of this holds, both versions answer alike, and what comes on top of the answer is the same.

    A clause that decides in neither version has no part in the answer. Those that decide in one, and are the same in
    both, say the same; so an answer moves only where a changed clause decides, or where one decides in one version
    alone. Another can only be silenced or unsilenced by a changed clause that decides, or by a changed pair of the
    precedence whose first clause decides.
    """
    if on_top_differs(asked.old.reading.program, asked.new.reading.program):
        return True
    old = {each.says.name: each for each in asked.old.read.clauses}
    new = {each.says.name: each for each in asked.new.read.clauses}
    if [name for name in old if name in new] != [name for name in new if name in old]:
        return True  # of several answers the first names who decides, and who owes
    tests: list[Test] = []
    for name in dict.fromkeys((*new, *old)):
        one, other = old.get(name), new.get(name)
        if one is None or other is None or not _alike(one.says, other.says):
            tests += [each.decides for each in (one, other) if each is not None]
            tests += [each.says.speaks.fails for each in (one, other) if each is not None]
    pairs = set(asked.old.reading.program.precedence) ^ set(asked.new.reading.program.precedence)
    for first, then in sorted(pairs):
        for found in (old, new):
            if first in found and then in found:
                tests.append(
                    both(
                        found[first].decides,
                        either(found[then].says.speaks.held, found[then].says.speaks.fails),
                    )
                )
    return either(*tests)


def _alike(one: Says, other: Says) -> bool:
    """Whether a clause is the same in both versions, term by term."""
    pairs = [
        (one.speaks.held, other.speaks.held),
        (one.speaks.fails, other.speaks.fails),
        (one.fails, other.fails),
    ]
    pairs += [(one.refused, other.refused), (one.refund, other.refund), (one.discretion, other.discretion)]
    pairs += [(one.low, other.low), (one.high, other.high)]
    same = all(is_same(*pair) for pair in pairs)
    same = same and (one.party, one.improves) == (other.party, other.improves)
    named = ((one.cites, other.cites), (one.measures, other.measures), (one.owed_by, other.owed_by))
    return same and all(_same(*pair) for pair in named)


def _same(one: Mapping[str, Test], other: Mapping[str, Test]) -> bool:
    return one.keys() == other.keys() and all(is_same(one[name], other[name]) for name in one)


def on_top_differs(old: ir.Program, new: ir.Program) -> bool:
    """Whether anything that comes on top of an answer differs, as it is written."""
    clauses = [[clause for clause in each.clauses if clause.on] for each in (old, new)]
    return clauses[0] != clauses[1] or (old.terms, old.amounts, old.facts) != (
        new.terms,
        new.amounts,
        new.facts,
    )
