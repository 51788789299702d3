"""What a list comes to, as terms: its first entries written out; of a longer list it can be anything of its kind.

Two versions that ask the same of a list are told that it is the same, however long the list is. So what is proved holds
of every list; what is found is found among short ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import attrs

from engine.ir import tree as ir
from engine.solver.bounds import lies
from engine.solver.facts import Known
from engine.solver.quotients import Ratio, compared, picked, total
from engine.solver.reads import Read, UnknownNodeError, in_turn, one_of
from engine.solver.space import Longer, Space
from engine.solver.terms import (
    Test,
    Whole,
    at_most,
    below,
    both,
    either,
    equal,
    key_of,
    negation,
    scaled,
)

Entry = tuple[Read, Read]
"""Whether an entry is asked about, and what it is."""


@attrs.frozen
class Folding:
    """A fold over a list of so many entries, and the first of them; `is_rising` where none is below zero."""

    node: ir.Fold
    size: Whole
    entries: Sequence[Entry]
    otherwise: Read | None
    is_rising: bool
    space: Space


def folded(folding: Folding, length: Known) -> Read:
    """The value of a fold, and whether reading it fails."""
    short = _short(folding)
    is_long = below(len(folding.entries), folding.size)
    of_long = _long(folding, length, short)
    fails = either(both(is_long, of_long.fails), both(negation(is_long), short.fails))
    return Read(one_of(is_long, of_long.held, short.held), either(length.is_none, length.is_unknown, fails))


def _short(folding: Folding) -> Read:
    """What the list comes to where all its entries are written out."""
    pairs = [(below(at, folding.size), entry) for at, entry in enumerate(folding.entries)]
    match folding.node.how:
        case "any":
            tests = [in_turn([Read(there), *entry], stops=False) for there, entry in pairs]
            return in_turn(tests, stops=True)
        case "all":
            tests = [_unless(there, where, value) for there, (where, value) in pairs]
            return in_turn(tests, stops=False)
        case "sum":
            return Read(_sum(pairs, folding.space), _fails(pairs))
        case how:
            return _extreme(how, pairs, folding)


def _unless(there: Test, where: Read, value: Read) -> Read:
    """What `every` asks of an entry: it is not there, or does not count, or it holds."""
    return in_turn([Read(negation(there)), Read(negation(where.held), where.fails), value], stops=True)


_Pairs = Sequence[tuple[Test, Entry]]


def _fails(pairs: _Pairs) -> Test:
    """It cannot be read of some entry whether it counts, or what it is."""
    return either(
        *(both(there, either(where.fails, both(where.held, value.fails))) for there, (where, value) in pairs)
    )


def _sum(pairs: _Pairs, space: Space) -> Ratio:
    numbers = [(both(there, where.held), _number(value)) for there, (where, value) in pairs]
    return total([picked(counts, held, Ratio(0, held.under)) for counts, held in numbers], [], space)


def _extreme(how: str, pairs: _Pairs, folding: Folding) -> Read:
    if folding.otherwise is None:
        raise AssertionError(folding.node.over)
    found, is_any = _number(folding.otherwise), False
    for there, (where, value) in pairs:
        counts, held = both(there, where.held), _number(value)
        wins = compared("lt" if how == "least" else "gt", held, found, folding.space)
        found = picked(both(counts, either(negation(is_any), wins)), held, found)
        is_any = either(is_any, counts)
    return Read(found, either(_fails(pairs), both(negation(is_any), folding.otherwise.fails)))


def _number(read: Read) -> Ratio:
    if not isinstance(read.held, Ratio):
        raise UnknownNodeError("Fold")
    return read.held


def _long(folding: Folding, length: Known, short: Read) -> Read:
    """What the list comes to where it has more entries: one and the same wherever the same is asked of it."""
    where, value = folding.entries[0]
    reads = [where, value, *([folding.otherwise] if folding.otherwise else [])]
    key = (folding.node.how, folding.node.over, *(part for read in reads for part in _key(read)))
    if key not in folding.space.long:
        never = short.fails is False and all(read.fails is False for read in reads)
        name = f"long!{len(folding.space.long)}"
        fails = False if never else folding.space.yes_no(f"{name} fails")
        found = Read(_anything(name, folding, short), fails)
        folding.space.long[key] = found, reads  # held, so that keys last
        folding.space.unrelated += _unrelated(folding, length, found)
    kept: Read = folding.space.long[key][0]
    return kept


def _unrelated(folding: Folding, length: Known, found: Read) -> list[Longer]:
    """What is asked of a longer list beside what the same is of one entry."""
    where, value = folding.entries[0]
    is_told = both(negation(length.is_none), negation(length.is_unknown))
    is_long = both(is_told, below(len(folding.entries), folding.size))
    fails = either(where.fails, both(where.held, value.fails))
    kind: object = (folding.node.over, folding.node.how)
    match folding.node.how, found.held, value.held:
        case "sum", Ratio(over, int(under)), Ratio(_, int(same)) as each if same == under:
            one = picked(where.held, each, Ratio(0, each.under)).over
            return [Longer((kind, under), is_long, over, found.fails, one, fails)]
        case "any", _, _:
            return [Longer(kind, is_long, found.held, found.fails, both(where.held, value.held), fails)]
        case "all", _, _:
            holds = either(negation(where.held), value.held)
            return [Longer(kind, is_long, found.held, found.fails, holds, fails)]
        case _:
            return []


def _key(read: Read) -> tuple[object, ...]:
    """What tells a value from another: its nodes."""
    held = (read.held.over, read.held.under) if isinstance(read.held, Ratio) else (read.held,)
    return tuple(key_of(each) for each in (*held, read.fails))


def _anything(name: str, folding: Folding, short: Read) -> Test | Ratio:
    """Any value of the kind that a fold has."""
    if not isinstance(short.held, Ratio):
        return folding.space.yes_no(name)
    found, under = folding.space.whole(name), short.held.under
    if not isinstance(under, int):
        under = folding.space.whole(f"{name} under")
        folding.space.claims.append(below(0, under))
    if folding.node.how == "sum":
        folding.space.claims += _bounds(found, folding)
        lies(found, (0 if folding.is_rising else -inf, inf), folding.space)
    return Ratio(found, under)


def _bounds(found: Whole, folding: Folding) -> list[Test]:
    """What is sure of a sum over more entries: of what is never below zero, and of a number of entries."""
    where, value = folding.entries[0]
    each = _number(value).over
    if isinstance(each, int) and where.held is True:
        return [equal(found, scaled(folding.size, each))]
    if isinstance(each, int) and each >= 0:
        return [at_most(0, found), at_most(found, scaled(folding.size, each))]
    return [at_most(0, found)] if folding.is_rising else []
