"""Two versions over one set of facts: what a case can tell to either, and what each says of it."""

from __future__ import annotations

import attrs

from engine.ir import tree as ir
from engine.solver.entries import flat, lists_of, widened, written_out
from engine.solver.facts import Asked, asked, fits, read_by
from engine.solver.outcome import Reader, reader
from engine.solver.space import Space
from engine.solver.state import StateTerms, state_terms
from engine.solver.terms import Test, below, both, either, is_same, negation
from engine.solver.tree import Reading
from engine.solver.values import Values
from engine.values.moment import SECOND, day_start, to_day
from engine.values.unreadable import Unreadable

_NOON = 12 * 3600 * SECOND
_DAYS_IN = 2
_SOME_DAY = 739_803


@attrs.frozen
class Side:
    """One version: its program read, what it says, and whether a case passes its door."""

    reading: Reading
    read: Reader
    state: StateTerms
    is_valid: Test


@attrs.frozen
class Question:
    """Two versions, the old one first, over the same facts; `near` is an ordinary moment under the new one."""

    space: Space
    facts: dict[str, Asked]
    old: Side
    new: Side
    near: int


def question(old: Reading, new: Reading, *, may_be_unknown: bool = False) -> Question:
    """The two versions made ready to be compared, over complete cases, or over those that leave facts out."""
    space = Space()
    near = ordinary_moment(new.program)
    entries = written_out(old.program, new.program)
    wide = [widened(each.program, entries) for each in (old, new)]
    declared = [{fact.name: fact for fact in each.facts} for each in wide]
    names = dict.fromkeys((*declared[1], *declared[0]))
    facts = {
        name: asked(name, *pair, space, may_be_unknown=may_be_unknown or _waited_for(pair))
        for name in names
        for pair in ((declared[0].get(name), declared[1].get(name)),)
    }
    one, other = (side(each, facts, space, near, entries) for each in (old, new))
    if is_same(one.is_valid, other.is_valid):
        space.claims.append(one.is_valid)
        one, other = attrs.evolve(one, is_valid=True), attrs.evolve(other, is_valid=True)
    return Question(space, facts, one, other, near)


def _waited_for(pair: tuple[ir.FactDeclaration | None, ir.FactDeclaration | None]) -> bool:
    """Whether a fact is a list that a case may leave out: nobody guesses at it, the case waits where it is read."""
    return any(fact is not None and fact.fields and fact.presumed is None for fact in pair)


def side(reading: Reading, facts: dict[str, Asked], space: Space, near: int, entries: int) -> Side:
    """One version over the facts, so many entries of each list written out."""
    program = reading.program
    known = read_by(widened(program, entries), facts)
    meanings = {term.name: term.meaning for term in program.terms}
    lists = lists_of(program, known, entries)
    space.longer += [below(entries, each.size) for each in lists.values()]
    values = Values(known, meanings, reading.calendars, space, near, lists)
    read = reader(program, values)
    never = [values.test(each.test) for each in program.impossible]
    door = [fits(facts[fact.name], fact) for fact in program.facts]
    door += [either(each.fails, negation(each.held)) for each in never]
    return Side(flat(reading, entries), read, state_terms(read), both(*door))


def ordinary_moment(program: ir.Program) -> int:
    """Noon, two days after the day that gives the version its name."""
    try:
        day = to_day(program.version)
    except Unreadable:
        day = _SOME_DAY
    return day_start(day + _DAYS_IN, program.zone) + _NOON


def have_other_types(old: ir.Program, new: ir.Program) -> list[str]:
    """The facts that have another type in the other version, lists other fields; more choices are no other type."""
    known = {fact.name: fact for fact in old.facts}

    def kind(fact: ir.FactDeclaration) -> object:
        return attrs.evolve(fact.type, options=()), fact.fields

    return [fact.name for fact in new.facts if fact.name in known and kind(fact) != kind(known[fact.name])]
