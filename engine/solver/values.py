"""The expressions of a program as terms, each read as its kind says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from engine.ir import tree as ir
from engine.ir.above_zero import is_never_below_zero
from engine.solver.entries import Listed
from engine.solver.facts import Known, Words
from engine.solver.folds import Folding, folded
from engine.solver.quotients import Ratio, compared, extreme, multiplied, rounded, total
from engine.solver.reads import Read, UnknownNodeError, in_turn, one_of
from engine.solver.space import Space
from engine.solver.terms import Test, alike, both, chosen, either, negation
from engine.solver.times import day, elapsed, shifted
from engine.values.calendar import Calendar


@attrs.define
class Values:
    """Reads the expressions of one program over the facts as one version knows them, each node once."""

    facts: Mapping[str, Known]
    terms: Mapping[str, ir.Expression]
    calendars: Mapping[str, Calendar]
    space: Space
    near: int
    lists: Mapping[str, Listed] = attrs.Factory(dict)
    _kept: dict[int, tuple[ir.Expression, Read]] = attrs.Factory(dict)
    _inside: dict[tuple[str, int], Values] = attrs.Factory(dict)

    def test(self, node: ir.Expression | None) -> Read:
        """A test; one that is not written holds."""
        return Read(True) if node is None else self.read(node)

    def read(self, node: ir.Expression) -> Read:
        """Any expression."""
        if id(node) not in self._kept:
            self._kept[id(node)] = node, self._read(node)
        return self._kept[id(node)][1]

    def number(self, node: ir.Expression) -> tuple[Ratio, Test]:
        """An expression whose value is a number, a date or an instant."""
        found = self.read(node)
        if not isinstance(found.held, Ratio):
            raise UnknownNodeError(type(node).__name__)
        return found.held, found.fails

    def _read(self, node: ir.Expression) -> Read:
        match node:
            case ir.Literal(value, type_):
                return Read(self._literal(value, type_.kind, type_.options))
            case ir.Fact(name):
                known = self.facts[name]
                return Read(known.held, either(known.is_none, known.is_unknown))
            case ir.Given(name):
                return Read(negation(self.facts[name].is_none), self.facts[name].is_unknown)
            case ir.Term(name):
                return self.read(self.terms[name])
            case ir.Not(inner):
                found = self.read(inner)
                return Read(negation(found.held), found.fails)
            case ir.All(tests):
                return in_turn([self.read(each) for each in tests], stops=False)
            case ir.Any(tests):
                return in_turn([self.read(each) for each in tests], stops=True)
            case ir.Compare(operator, left, right):
                return self._compared(operator, self.read(left), self.read(right))
            case ir.Member(inner, options):
                return self._member(self.read(inner), options)
            case ir.Includes(inner, options, how):
                return self._includes(self.read(inner), options, how)
            case ir.Choose(branches, otherwise):
                return self._chosen(branches, otherwise)
            case ir.Day() | ir.Shift() | ir.Elapsed():
                return self._time(node)
            case ir.Fold():
                return self._folded(node)
            case _:
                return self._number(node)

    def inside(self, name: str, at: int) -> Values:
        """The same with an entry of a list at hand."""
        if (name, at) not in self._inside:
            facts = {**self.facts, **self.lists[name].entries[at]}
            self._inside[name, at] = Values(
                facts, self.terms, self.calendars, self.space, self.near, self.lists
            )
        return self._inside[name, at]

    def _folded(self, node: ir.Fold) -> Read:
        listed = self.lists[node.over]
        inside = [self.inside(node.over, at) for at in range(len(listed.entries))]
        entries = [(each.test(node.where), each.read(node.value)) for each in inside]
        otherwise = None if node.otherwise is None else self.read(node.otherwise)
        is_rising = is_never_below_zero(node.value, listed.declared, self.terms)
        folding = Folding(node, listed.size, entries, otherwise, is_rising, self.space)
        return folded(folding, listed.length)

    def _literal(self, value: ir.Value, kind: str, options: tuple[str, ...]) -> Test | Ratio | Words:
        match value:
            case bool():
                return value
            case tuple():
                return {word: word in value for word in options}
            case str() if kind == "text":
                return Ratio(self.space.text(value))
            case str():
                return {value: True}
            case _:
                return Ratio(value)

    def _compared(self, operator: str, left: Read, right: Read) -> Read:
        fails = either(left.fails, right.fails)
        match left.held, right.held:
            case Ratio() as one, Ratio() as other:
                return Read(compared(operator, one, other, self.space), fails)
            case Mapping() as one, Mapping() as other:
                few, many = sorted((one, other), key=len)  # a word that is written out is one of many
                same = either(*(both(test, many.get(word, False)) for word, test in few.items()))
            case _:
                same = alike(left.held, right.held)
        return Read(same if operator == "eq" else negation(same), fails)

    def _member(self, found: Read, options: tuple[str, ...]) -> Read:
        match found.held:
            case Ratio() as held:
                words = [compared("eq", held, Ratio(self.space.text(word)), self.space) for word in options]
                return Read(either(*words), found.fails)
            case Mapping() as held:
                return Read(either(*(held.get(word, False) for word in options)), found.fails)
            case _:
                raise UnknownNodeError("Member")

    def _includes(self, found: Read, options: tuple[str, ...], how: str) -> Read:
        if not isinstance(found.held, Mapping):
            raise UnknownNodeError("Includes")
        parts = [found.held.get(word, False) for word in options]
        return Read(both(*parts) if how == "all" else either(*parts), found.fails)

    def _chosen(
        self, branches: Sequence[tuple[ir.Expression, ir.Expression]], otherwise: ir.Expression
    ) -> Read:
        found = self.read(otherwise)
        for when, then in reversed(branches):
            test, value = self.read(when), self.read(then)
            fails = either(test.fails, chosen(test.held, value.fails, found.fails))
            found = Read(one_of(test.held, value.held, found.held), fails)
        return found

    def _number(self, node: ir.Sum | ir.Scale | ir.Round | ir.Extreme) -> Read:
        match node:
            case ir.Sum(plus, less):
                more, taken = [self.number(each) for each in plus], [self.number(each) for each in less]
                held = total([each for each, _ in more], [each for each, _ in taken], self.space)
                return Read(held, either(*(fails for _, fails in (*more, *taken))))
            case ir.Scale(value, times, over):
                (one, fails), (other, fails_too) = self.number(value), self.number(times)
                under, fails_under = self.number(over)
                return Read(multiplied(one, other, under, self.space), either(fails, fails_too, fails_under))
            case ir.Round(inner, unit, mode):
                exact, fails = self.number(inner)
                return Read(rounded(exact, unit, mode, self.space), fails)
            case ir.Extreme(which, values):
                parts = [self.number(each) for each in values]
                return Read(
                    extreme(which, [each for each, _ in parts], self.space),
                    either(*(fails for _, fails in parts)),
                )

    def _time(self, node: ir.Day | ir.Shift | ir.Elapsed) -> Read:
        match node:
            case ir.Day(instant, zone):
                held, fails = self.number(instant)
                return Read(Ratio(day(held.over, zone, self.space, self.near)), fails)
            case ir.Shift():
                return self._shift(node)
            case ir.Elapsed(unit, first, last, rule):
                (one, fails), (other, fails_too) = self.number(first), self.number(last)
                size, is_beyond = elapsed(one.over, other.over, unit, rule, self.calendars, self.space)
                return Read(Ratio(size), either(fails, fails_too, is_beyond))

    def _shift(self, node: ir.Shift) -> Read:
        held, fails = self.number(node.start)
        by, fails_too = (Ratio(node.count), False) if isinstance(node.count, int) else self.number(node.count)
        end, is_beyond = shifted(held.over, by.over, node.unit, node.rule, self.calendars, self.space)
        return Read(Ratio(end), either(fails, fails_too, is_beyond))
