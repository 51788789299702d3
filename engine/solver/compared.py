"""What a new version does to cases: each class that moves, with its smallest ordinary example, or that none does.

Only complete cases are looked at, each fact told, or left out for good where it may be. That is enough. Where facts are
unknown, rule 9 makes the answer out of the complete cases that they leave possible; two versions that decide every
complete case alike, with the same presumptions, so answer and ask alike there too. What comes on top of an answer is
read from the incomplete case itself: where its clauses differ as written, cases with unknown facts are looked at too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import product

import attrs

from engine.ir import tree as ir
from engine.ir.outcome import PAYING, VERDICTS
from engine.ir.walk import facts_read
from engine.solver.classes import Differences, class_test, differences, is_of, kind_of, kind_test
from engine.solver.entries import as_told, widened, written_out
from engine.solver.found import Case, Finder, GaveUpError
from engine.solver.giving_up import given_up
from engine.solver.ordinary import Ordinary, fewest
from engine.solver.ordinary import as_told as fact_as_told
from engine.solver.parts import parts_of
from engine.solver.question import Question, have_other_types, question
from engine.solver.reads import UnknownNodeError
from engine.solver.spans import Sought, span
from engine.solver.terms import Test, alike, both, either, equal, negation, taken
from engine.solver.touched import on_top_differs, touched
from engine.solver.tree import INVALID, Comparison, GivenUp, Move, Patience, Reading, State


def compared(old: Reading, new: Reading, patience: Patience | None = None) -> Comparison:
    """What the new version does to cases, as `engine.solver.tree.Compared` has it."""
    if (
        attrs.evolve(old.program, version=new.program.version) == new.program
        and old.calendars == new.calendars
    ):
        return Comparison((), ())
    others = have_other_types(old.program, new.program)
    if others:
        return Comparison((), tuple(given_up("type", fact=name) for name in others))
    if old.program.consumption != new.program.consumption:
        return Comparison((), (given_up("node", node="consumption"),))
    patience = patience or Patience()
    try:
        found = _Comparing(question(old, new), patience).run()
        if found.is_equal and on_top_differs(old.program, new.program):
            found = _Comparing(question(old, new, may_be_unknown=True), patience).run()
    except UnknownNodeError as why:
        return Comparison((), (given_up("node", node=str(why)),))
    return _as_told(found, old.program, new.program)


def _as_told(found: Comparison, old: ir.Program, new: ir.Program) -> Comparison:
    """The examples with lists as a case has them."""
    entries = written_out(old, new)
    wide = widened(new, entries), widened(old, entries)
    moves = tuple(attrs.evolve(move, told=as_told(dict(move.told), *wide)) for move in found.moves)
    return attrs.evolve(found, moves=moves)


@attrs.define
class _Comparing:
    """One comparison under way."""

    asked: Question
    patience: Patience
    moves: list[Move] = attrs.Factory(list)
    given_up: list[GivenUp] = attrs.Factory(list)
    settled: set[tuple[str, ...]] = attrs.Factory(set)
    _decided: dict[tuple[object, ...], tuple[State, State]] = attrs.Factory(dict)

    def run(self) -> Comparison:
        """All classes, from each way in which a case can move."""
        for wanted in self._ways():
            if wanted is False:
                continue
            try:
                self._classes([wanted])
            except GaveUpError as why:
                self.given_up.append(given_up(why.code))
        moves = sorted(filter(self._is_listed, self.moves), key=_weight)
        return Comparison(tuple(moves), tuple(dict.fromkeys(self.given_up)))

    def _is_listed(self, move: Move) -> bool:
        """Whether no other class stands for a class; one in which money moves, or only what is beside, stands alone."""
        this = move.before, move.after
        if "money" in move.parts or kind_of(*this) == ("besides",):
            return True
        others = [(each.before, each.after) for each in self.moves]
        return not any(is_of(*this, other) and not is_of(*other, this) for other in others)

    def _ways(self) -> Iterator[Test]:
        """Cases that one version refuses at the door; that both answer; that wait for materials."""
        old, new = self.asked.old, self.asked.new
        yield negation(alike(old.is_valid, new.is_valid))
        valid = both(old.is_valid, new.is_valid)
        found = self._found
        lacks = [either(*each.state.missing.values()) for each in (old, new)]
        answers = negation(either(*lacks))
        yield both(valid, touched(self.asked), answers, found.any)
        same = _same_answers(self.asked)
        yield both(valid, either(*lacks), same, either(*(found.parts[part] for part in found.parts)))

    @cached_property
    def _ordinary(self) -> Ordinary:
        return Ordinary(self.asked)

    @cached_property
    def _found(self) -> Differences:
        return differences(self.asked.old.state, self.asked.new.state)

    def _classes(self, wanted: list[Test]) -> None:
        """Each class of cases for which a test holds, until none is left."""
        self.settled.clear()
        work = self.patience.work(self.asked.new.reading.program)
        finder = Finder(self.asked.space, self.asked.facts, work, self.patience.attempts)
        found = self._found
        while True:
            case = self._next(wanted, finder)
            if case is None:
                return
            if len(self.moves) >= self.patience.classes:
                self.given_up.append(given_up("many"))
                return
            kind = kind_test(*self._states(case), self.asked, found)
            like = self._moves_like(case)
            case = self._ordinary.nearest(case, [*wanted, kind], finder, like, self._is_another(like))
            class_ = class_test(*self._states(case), self.asked, found)
            self.moves.append(self._move(case, [*wanted, class_], finder))
            this = both(*(fact_as_told(fact, case) for fact in self.asked.facts.values()))
            wanted += [negation(class_), negation(this)]

    def _next(self, wanted: list[Test], finder: Finder) -> Case | None:
        """A case that moves in a new way; where the question is too hard, it is asked verdict by verdict."""
        try:
            return finder.first(wanted, self._is_new, self._ordinary.hopes)
        except GaveUpError as why:
            if why.code != "time":
                raise
        for name, test in _kinds(self.asked).items():
            if name not in self.settled:
                case = self._among([*wanted, test], finder)
                if case is not None:
                    return case
                self.settled.add(name)
        return None

    def _among(self, wanted: list[Test], finder: Finder) -> Case | None:
        """The same of one kind; where that is too hard, too, part by part of what moves."""
        with suppress(GaveUpError):
            return finder.first(wanted, self._is_new)
        for test in (*self._found.parts.values(), negation(self._found.any)):
            case = finder.first([*wanted, test], self._is_new)
            if case is not None:
                return case
        return None

    def _is_new(self, case: Case) -> bool:
        """Whether a case moves, and in no way that was listed before: a model may be wrong of what it should avoid."""
        states = self._states(case)
        kind = kind_of(*states)
        listed = ((move.before, move.after) for move in self.moves)
        return bool(kind) and (kind == ("besides",) or not any(is_of(*states, each) for each in listed))

    def _moves_like(self, case: Case) -> Callable[[Case], bool]:
        kind = kind_of(*self._states(case))
        return lambda each: kind_of(*self._states(each)) == kind

    def _is_another(self, like: Callable[[Case], bool]) -> Callable[[Case], bool]:
        """Whether a case moves like one that was found, and in no way that was listed, as can be seen without z3.

        Of entries of lists z3 finds fewer, as it may change several of them at once.
        """
        if any(fact.kind == "list" for fact in self.asked.facts.values()):
            return lambda _: False
        return lambda each: like(each) and kind_of(*self._states(each)) != ("besides",) and self._is_new(each)

    def _states(self, case: Case) -> tuple[State, State]:
        """What the two versions say of a case, each asked for the facts that it has."""
        told = tuple(case.items())
        if told not in self._decided:
            before, after = (each.reading.decide(case) for each in (self.asked.old, self.asked.new))
            self._decided[told] = before, after
        return self._decided[told]

    def _at_once(self, case: Case) -> tuple[State, State] | None:
        """The same where neither needs a search."""
        before, after = (each.reading.at_once(case) for each in (self.asked.old, self.asked.new))
        return None if before is None or after is None else (before, after)

    def _move(self, case: Case, class_: list[Test], finder: Finder) -> Move:
        new = self.asked.new.reading.program
        order = [fact.name for fact in new.facts]
        order += [name for name in self.asked.facts if name not in order]
        states = self._states if self._at_once(case) is None else self._at_once
        case = fewest(case, (new.selected_by,), states, order)
        before, after = self._states(case)
        parts = parts_of(before, after)

        def gain(each: Case) -> int | None:
            states = self._states(each)
            return states[1].high - states[0].high if is_of(*states, (before, after)) else None

        if "money" not in parts or INVALID in {before.verdict, after.verdict}:
            return Move(before, after, parts, tuple(case.items()))
        facts = sorted(
            self.asked.facts.values(), key=lambda fact: fact.kind == "money"
        )  # sums give way first
        near = [fact_as_told(fact, case) for fact in facts]
        delta = taken(self.asked.new.state.high, self.asked.old.state.high)
        known = after.high - before.high
        rise = fall = None
        if after.verdict in PAYING:
            rise = span(Sought(class_, delta, gain, near, finder), known)
        if before.verdict in PAYING:
            loss = Sought(class_, taken(0, delta), lambda each: _opposite(gain(each)), near, finder)
            fall = span(loss, -known)
        return Move(before, after, parts, tuple(case.items()), rise, fall)


def _kinds(asked: Question) -> dict[tuple[str, ...], Test]:
    """From which verdict to which a case can go, and what is none of that: one of them holds of every case."""
    old, new = asked.old.state.verdicts, asked.new.state.verdicts
    kinds: dict[tuple[str, ...], Test] = {
        pair: both(old[pair[0]], new[pair[1]]) for pair in product(sorted(old), sorted(new))
    }
    return {**kinds, (): negation(either(*kinds.values()))}


def _weight(move: Move) -> tuple[object, ...]:
    """Money first, then verdicts, then clauses, then what comes on top; refunds before what is rarer."""
    parts = tuple(part not in move.parts for part in ("money", "verdict", "clauses", "missing"))
    return (*parts, *(each for state in (move.after, move.before) for each in _rank(state)))


def _rank(state: State) -> tuple[object, ...]:
    verdicts = (*VERDICTS, INVALID)
    return verdicts.index(state.verdict), state.clauses, state.missing, state.measures


def _opposite(held: int | None) -> int | None:
    return None if held is None else -held


def _same_answers(asked: Question) -> Test:
    """Both versions answer alike once all materials are there; where an answer reads them, any answer will do.

    A case whose answer moves while it waits moves with its materials too, and is found there.
    """
    programs = [asked.old.reading.program, asked.new.reading.program]
    wanted = {
        effect.fact for each in programs for clause in each.clauses for effect in clause.effects
        if isinstance(effect, ir.Asks)
    }  # fmt: skip
    if any(wanted & _read_by_answers(each) for each in programs):
        return True
    old, new = asked.old.read.answer, asked.new.read.answer
    verdicts = [alike(test, new.verdicts.get(name, False)) for name, test in old.verdicts.items()]
    return both(*verdicts, equal(old.low, new.low), equal(old.high, new.high))


def _read_by_answers(program: ir.Program) -> set[str]:
    """The facts that decide an answer, or whether a case is possible at all."""
    tests = [each.test for each in program.impossible]
    for clause in program.clauses:
        tests.append(clause.scope)
        tests += [need.test for need in clause.needs]
    return {name for test in tests for name in facts_read(test, program)}
