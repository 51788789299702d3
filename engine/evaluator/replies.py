"""What a program can answer to any case of a box: its clauses and bills read as `Enclosure` reads expressions."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from engine.evaluator.domains import Box
from engine.evaluator.enclosure import Enclosure, Word
from engine.evaluator.forms import NOTHING, Atoms, Number, constant
from engine.ir import tree as ir
from engine.values.calendar import Calendar

MOST_OPEN = 4
"""How many clauses may be open to speak or not before their answers are no longer told apart."""
_ZERO = constant(0)


class Said(NamedTuple):
    """Verdict and money, as far as the box settles them."""

    verdict: Word
    low: Number
    high: Number


class Reply(NamedTuple):
    """The answer over a box: `key` is the same for two only if they are always equal; None is like no other."""

    key: Hashable
    depends: frozenset[int]


class _TooManyOpenError(Exception):
    """More clauses are open than are told apart."""


class Replies:
    """The answers of one program to one box."""

    def __init__(
        self, program: ir.Program, calendars: Mapping[str, Calendar], atoms: Atoms, box: Box
    ) -> None:
        """Take a program and a box; `atoms` are shared by all boxes of one case."""
        self._program = program
        self._atoms = atoms
        self._before = Enclosure(program, calendars, atoms, box)
        self._inside = Enclosure(program, calendars, atoms, box)
        self._amounts = {amount.name: amount for amount in program.amounts}
        self._totals: dict[str, Number] = {}
        self._precedence = frozenset(program.precedence)
        self._answering = [clause for clause in program.clauses if not clause.on]
        self._scopes: dict[str, Word] = {}
        self._saying: dict[str, Said] = {}

    def is_impossible(self) -> bool:
        """Whether no case of the box is possible."""
        found = [self._before.test(each.test).holds for each in self._program.impossible]
        return True in found and not self._before.numbers.beyond and not self._before.asks_for_absent

    def reply(self) -> Reply:
        """The answer to every case of the box, and the facts on which it depends."""
        try:
            said: Said | None = self._answer(0, (), 0)
        except _TooManyOpenError:
            said = None
        if said is None:
            return Reply(None, self._anything())
        for clause in self._program.clauses:
            leaves = next((effect for effect in clause.effects if isinstance(effect, ir.Leaves)), None)
            if clause.on and leaves is not None:
                said = self._left(clause, leaves, said)
        depends = self._behind(said)
        key: Hashable = (said.verdict.atom, said.low.key, said.high.key)
        if not depends:
            key = (*said.verdict.values, int(said.low.low), int(said.high.low))
        if self._inside.numbers.beyond:
            asked = (*self._inside.open, *self._inside.numbers.beyond)
            depends = depends.union(*(self._atoms.depends[atom] for atom in asked))
            key = None
        return Reply(key, depends)

    def _behind(self, *said: Said) -> frozenset[int]:
        found = [self._atoms.depends[each.verdict.atom] for each in said]
        return NOTHING.union(*found, *(self._atoms.behind(each.low, each.high) for each in said))

    def _anything(self) -> frozenset[int]:
        """Every fact on which the answer could depend, whichever clauses speak."""
        said: list[Said] = []
        certain: list[ir.Clause] = []
        for clause in self._answering:
            if any((each.name, clause.name) in self._precedence for each in certain):
                continue
            holds = self._speaks(clause).holds
            if holds is False:
                continue
            said.append(self._says(clause))
            if holds and not any((each.name, clause.name) in self._precedence for each in self._answering):
                certain.append(clause)
        for clause in self._program.clauses:
            for effect in clause.effects if clause.on else ():
                if isinstance(effect, ir.Leaves):
                    self._inside.test(clause.scope)
                    low = self._inside.number(effect.low)
                    high = self._total(effect.high) if effect.high else low
                    said.append(Said(self._inside.known("discretion"), low, high))
        opened = (self._atoms.depends[atom] for atom in (*self._inside.open, *self._inside.numbers.beyond))
        return self._behind(*said).union(*opened)

    # ---- clauses ----------------------------------------------------------------------------------------

    def _answer(self, first: int, decisive: tuple[ir.Clause, ...], opened: int) -> Said:
        """What the clauses from the `first` on say, where some before them decide."""
        for at in range(first, len(self._answering)):
            clause = self._answering[at]
            if any((each.name, clause.name) in self._precedence for each in decisive):
                continue
            test = self._speaks(clause)
            if test.holds is None:
                if opened >= MOST_OPEN:
                    raise _TooManyOpenError
                speaks = self._answer(at + 1, (*decisive, clause), opened + 1)
                return self._either(test, speaks, self._answer(at + 1, decisive, opened + 1))
            if test.holds:
                decisive = (*decisive, clause)
        plain = [self._says(clause) for clause in decisive if not clause.improves]
        found = self._combined(plain)
        for at, clause in enumerate(each for each in decisive if each.improves):
            other = self._says(clause)
            found = other if at == 0 and not plain else self._improved(found, other)
        return found

    def _either(self, test: Word, then: Said, otherwise: Said) -> Said:
        """One answer or another, as a test comes out."""
        verdict = self._inside.either(test, then.verdict, otherwise.verdict)
        if not isinstance(verdict, Word):
            raise TypeError(verdict)
        if test.holds is not None:
            return then if test.holds else otherwise
        numbers = self._inside.numbers
        low = numbers.either(test.atom, then.low, otherwise.low)
        return Said(verdict, low, numbers.either(test.atom, then.high, otherwise.high))

    def _combined(self, answers: Sequence[Said]) -> Said:
        """What several decisive clauses say together, as `combine` has it."""
        if not answers:
            return Said(self._inside.known("not_covered"), _ZERO, _ZERO)
        found = answers[0]
        same = self._inside.known(True)
        for other in answers[1:]:
            same = self._both(same, self._inside.compared("eq", found.verdict, other.verdict))
            same = self._both(same, self._inside.compared("eq", found.low, other.low))
            same = self._both(same, self._inside.compared("eq", found.high, other.high))
        high = answers[0].high
        for other in answers[1:]:
            high = self._inside.numbers.extreme("greatest", high, other.high)
        high = self._not_below_zero(high)
        return self._either(same, found, Said(self._inside.known("discretion"), _ZERO, high))

    def _improved(self, found: Said, other: Said) -> Said:
        """The better of two answers for the customer, as `improved` has it."""
        inside, numbers = self._inside, self._inside.numbers
        low = numbers.extreme("greatest", found.low, other.low)
        high = numbers.extreme("greatest", found.high, other.high)
        mixed = Said(inside.known("discretion"), low, high)

        def is_best(each: Said) -> Word:
            return self._both(inside.compared("eq", each.low, low), inside.compared("eq", each.high, high))

        best = self._either(is_best(found), found, self._either(is_best(other), other, mixed))
        return self._either(inside.compared("eq", other.verdict, inside.known("refused")), found, best)

    def _both(self, one: Word, other: Word) -> Word:
        if one.holds is False or other.holds is False:
            return self._inside.known(False)
        holds = None if one.holds is None or other.holds is None else True
        depends = self._atoms.depends[one.atom] | self._atoms.depends[other.atom]
        return self._inside.truth(holds, ("both", one.atom, other.atom), depends)

    def _speaks(self, clause: ir.Clause) -> Word:
        if clause.name not in self._scopes:
            self._scopes[clause.name] = self._inside.test(clause.scope)
        return self._scopes[clause.name]

    def _says(self, clause: ir.Clause) -> Said:
        if clause.name not in self._saying:
            self._saying[clause.name] = self._said(clause)
        return self._saying[clause.name]

    def _said(self, clause: ir.Clause) -> Said:
        """What one decisive clause says by itself."""
        refused = Said(self._inside.known("refused"), _ZERO, _ZERO)
        needs = self._inside.test(ir.All(tuple(need.test for need in clause.needs)))
        if needs.holds is False:
            return refused
        found = refused
        for effect in clause.effects:
            match effect:
                case ir.Pays(options):
                    found = self._paid(options)
                case ir.Leaves(_, low, high):
                    found = self._ranged(low, self._not_below_zero(self._total(high)))
                case _:
                    continue
        return self._either(needs, found, refused)

    def _paid(self, options: Sequence[tuple[ir.Expression | None, str]]) -> Said:
        (guard, name), *rest = options
        found = self._sum_paid(self._amounts[name])
        if guard is None:
            return found
        test = self._inside.test(guard)
        return found if test.holds else self._either(test, found, self._paid(rest))

    def _sum_paid(self, amount: ir.Amount) -> Said:
        """A refund, or a refusal of the same sum, which is zero."""
        total = self._total(amount.name)
        paid = total if amount.owed_by else self._not_below_zero(total)
        refund = self._inside.known("refund")
        refused = self._inside.test(ir.Any(tuple(left.guard or ir.All(()) for left in amount.nothing_left)))
        is_zero = self._inside.compared("eq", paid, _ZERO)
        test = self._both(is_zero, refused)
        verdict = self._inside.either(test, self._inside.known("refused"), refund)
        if amount.owed_by:
            owes = self._inside.compared("lt", total, _ZERO)
            verdict = self._inside.either(owes, self._inside.known("refused"), verdict)
        if not isinstance(verdict, Word):
            raise TypeError(verdict)
        return Said(verdict, paid, paid)

    def _ranged(self, low: ir.Expression, high: Number) -> Said:
        least = self._inside.numbers.extreme("least", self._not_below_zero(self._inside.number(low)), high)
        return Said(self._inside.known("discretion"), least, high)

    def _left(self, clause: ir.Clause, leaves: ir.Leaves, said: Said) -> Said:
        """An answer that a clause on top leaves to somebody."""
        among = said.verdict.values & frozenset(clause.on)
        if not among:
            return said
        spoken = None if among != said.verdict.values else True
        on = self._inside.truth(
            spoken, ("among", said.verdict.atom, clause.on), self._atoms.depends[said.verdict.atom]
        )
        test = self._both(on, self._inside.test(clause.scope))
        if test.holds is False:
            return said
        high = self._not_below_zero(self._total(leaves.high)) if leaves.high else said.high
        return self._either(test, self._ranged(leaves.low, high), said)

    # ---- bills ------------------------------------------------------------------------------------------

    def _not_below_zero(self, number: Number) -> Number:
        return self._inside.numbers.extreme("greatest", number, _ZERO)

    def _total(self, name: str) -> Number:
        """What an amount comes to."""
        if name not in self._totals:
            total = _ZERO
            for step in self._amounts[name].steps:
                total = self._after(step, total)
            self._totals[name] = total
        return self._totals[name]

    def _after(self, step: ir.Step, total: Number) -> Number:
        """The running total after a step."""
        test = None if step.guard is None else self._inside.test(step.guard)
        if test is not None and test.holds is False:
            return total
        found = self._stepped(step, total)
        return found if test is None or test.holds else self._inside.numbers.either(test.atom, found, total)

    def _stepped(self, step: ir.Step, total: Number) -> Number:
        """The running total after a step that counts."""
        numbers, held = self._inside.numbers, self._inside.number(step.value)
        match step.kind:
            case "take" | "add":
                return numbers.sum(((1, total), (1, held)))
            case "less":
                return numbers.sum(((1, total), (-1, held)))
            case "at_least":
                return numbers.extreme("greatest", total, held)
            case "at_most":
                return numbers.extreme("least", total, held)
            case "round":
                return numbers.rounded(total, int(held.low), step.mode)
