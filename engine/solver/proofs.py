"""What is proved of one version on every check, or refuted with a case that was decided again.

That an unknown fact never helps needs no question: under rule 9 an answer is given only where all completions share it,
so that what is paid now is what the true facts would pay, or nothing yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import combinations

import attrs

from engine.ir import tree as ir
from engine.ir.exclusive import are_apart, words_of
from engine.ir.properties import NeverRises, PaysAtMost, Promises
from engine.solver.answer import Decisive
from engine.solver.conditions import witnesses
from engine.solver.entries import as_told, widened, written_out
from engine.solver.facts import Asked, holds_value
from engine.solver.facts import asked as asked_of
from engine.solver.found import Case, Finder, GaveUpError, Name
from engine.solver.ordinary import Ordinary, fewest
from engine.solver.question import Question, Side, ordinary_moment, side
from engine.solver.quotients import Ratio
from engine.solver.reads import UnknownNodeError
from engine.solver.space import Space
from engine.solver.terms import Test, alike, at_most, below, both, either, equal, negation
from engine.solver.tree import Finding, Patience, Reading, State
from engine.values.moment import day_start

_REST = frozenset({"other"})
"""A choice for all that has no name of its own: that no clause speaks of it is meant."""


def proved(reading: Reading, promises: Promises, patience: Patience | None = None) -> tuple[Finding, ...]:
    """All findings of one version: conflicts, clauses and conditions without effect, choices, properties."""
    try:
        found = tuple(_Proving(reading, promises, patience or Patience()).run())
    except UnknownNodeError as why:
        return (Finding("given_up", ("node", str(why))),)
    wide = widened(reading.program, written_out(reading.program))
    return tuple(
        attrs.evolve(each, told=as_told(dict(each.told), wide), then=as_told(dict(each.then), wide))
        for each in found
    )


@attrs.define
class _Proving:
    """The proofs of one version under way."""

    reading: Reading
    promises: Promises
    patience: Patience
    entries: int = attrs.field(init=False)
    asked: Question = attrs.field(init=False)
    finder: Finder = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Read the version once, for cases that pass its door and meet its assumptions."""
        program, space = self.reading.program, Space()
        self.entries = written_out(program)
        wide = widened(program, self.entries)
        facts = {fact.name: asked_of(fact.name, fact, fact, space) for fact in wide.facts}
        near = ordinary_moment(program)
        one = side(self.reading, facts, space, near, self.entries)
        space.claims.append(one.is_valid)
        space.claims.append(self._is_governed(facts))
        for assumption in self.promises.assumptions:
            test = one.read.values.test(assumption.test)
            space.claims.append(both(test.held, negation(test.fails)))
        self.asked = Question(space, facts, one, one, near)
        self.finder = Finder(space, facts, self.patience.work(program), self.patience.attempts)

    @cached_property
    def _ordinary(self) -> Ordinary:
        return Ordinary(self.asked)

    def _is_governed(self, facts: Mapping[str, Asked]) -> Test:
        """Cases of earlier days are decided by other versions."""
        selects, program = facts[self.reading.program.selected_by], self.reading.program
        first = self.promises.governs_from
        if first is None or not isinstance(selects.held, Ratio):
            return True
        return at_most(first if selects.kind == "date" else day_start(first, program.zone), selects.held.over)

    def run(self) -> Iterator[Finding]:
        """Each proof, apart from the others: one that is given up does not stop them."""
        for proof in (self._conflicts, self._without_effect, self._uncovered, self._properties):
            try:
                yield from proof()
            except GaveUpError as why:
                yield Finding("given_up", (why.code, proof.__name__.strip("_")))

    def _state(self, case: Case) -> State:
        return self.asked.old.reading.decide(case)

    def _example(self, wanted: list[Test], accept: Callable[[Case], bool]) -> Case | None:
        """An ordinary case for which tests hold, telling no more than it must; None where there is none."""
        case = (
            None if self.finder.refutes(wanted) else self.finder.first(wanted, accept, self._ordinary.hopes)
        )
        if case is None:
            return None
        case = self._ordinary.nearest(case, wanted, self.finder, accept)
        order = list(self.asked.facts)
        return fewest(
            case,
            (self.reading.program.selected_by,),
            lambda each: (self.asked.old.reading.at_once(each), accept(each)),
            order,
        )

    def _conflicts(self) -> Iterator[Finding]:
        """Two clauses that decide one case differently, with nothing said on which comes first."""
        pairs = list(self._suspects())
        if not pairs or self.finder.first([either(*(test for _, test in pairs))], lambda _: True) is None:
            return
        for names, test in pairs:
            case = self._example([test], self._contradicts)
            if case is not None:
                yield Finding("conflict", names, tuple(case.items()), self._state(case))

    def _suspects(self) -> Iterator[tuple[tuple[str, str], Test]]:
        """Pairs of clauses that no choice keeps apart, and that do not both refuse, with where they differ."""
        clauses = {clause.name: clause for clause in self.reading.program.clauses}
        words = {name: words_of(clause.scope) for name, clause in clauses.items()}
        for one, other in combinations(self.asked.old.read.clauses, 2):
            names = one.says.name, other.says.name
            if are_apart(*(words[name] for name in names)) or all(_refuses(clauses[name]) for name in names):
                continue
            if any(clauses[name].improves for name in names):
                continue
            yield names, both(one.decides, other.decides, _differ(one, other))

    def _contradicts(self, case: Case) -> bool:
        return bool(self._state(case).conflict)

    def _without_effect(self) -> Iterator[Finding]:
        """Clauses that never decide, and conditions of the others that never matter."""
        tests = dict(witnesses(self.asked.old.read))
        never = self.finder.never(tests)
        dead = {name for kind, name, *_ in never if kind == "decides"}
        for kind, clause, *rest in never:
            if kind == "decides":
                yield Finding("decides", (clause,))
            elif clause not in dead:
                yield Finding("matters", (clause, *rest))

    def _uncovered(self) -> Iterator[Finding]:
        """Choices of a fact that tells grants apart, and of which no clause speaks."""
        program = self.reading.program
        for name, (granted, spoken, others) in _told_apart(program).items():
            fact = self.asked.facts[name]
            elsewhere = either(*(both(*self._where(tests)) for tests in others))
            if len(granted) < 2 or spoken >= set(fact.options):  # noqa: PLR2004
                continue
            for word in fact.options:
                if word in spoken or word in _REST:
                    continue
                wanted = [self.asked.old.state.verdicts["not_covered"], holds_value(fact, word), elsewhere]
                case = self._example(wanted, lambda each: self._state(each).verdict == "not_covered")
                if case is not None:
                    yield Finding("covered", (name, word), tuple(case.items()), self._state(case))

    def _properties(self) -> Iterator[Finding]:
        for promise in self.promises.properties:
            try:
                match promise:
                    case PaysAtMost():
                        yield from self._pays_at_most(promise)
                    case NeverRises():
                        yield from self._never_rises(promise)
            except GaveUpError as why:
                yield Finding("given_up", (why.code, promise.name))

    def _where(self, tests: tuple[ir.Expression, ...], of: Side | None = None) -> list[Test]:
        values = (of or self.asked.old).read.values
        read = [values.test(each) for each in tests]
        return [both(each.held, negation(each.fails)) for each in read]

    def _pays_at_most(self, promise: PaysAtMost) -> Iterator[Finding]:
        limit, fails = self.asked.old.read.values.number(promise.limit)
        money = self.reading.program.amounts[0].type
        bills: dict[Name, Test] = {
            (name,): below(limit.over, each.paid) for name, each in self.asked.old.read.bills.items()
        }
        bills[()] = below(limit.over, 0)
        if fails is False and len(self.finder.never(bills)) == len(bills):
            return  # what is paid is one of the bills, or nothing
        above = both(negation(fails), below(limit.over, self.asked.old.state.high))

        def accept(case: Case) -> bool:
            paid = ir.Literal(self._state(case).high, money)
            tests = (*promise.where, ir.Compare("lt", promise.limit, paid))
            return all(self.asked.old.reading.holds(test, case) for test in tests)

        case = self._example([above, *self._where(promise.where)], accept)
        if case is not None:
            yield Finding("property", (promise.name,), tuple(case.items()), self._state(case))

    def _never_rises(self, promise: NeverRises) -> Iterator[Finding]:
        """Two cases that share all variables but one, read side by side."""
        asked = self.asked
        fact = asked.facts[promise.fact]
        twin = asked_of(f"{promise.fact} then", fact.declarations[0], fact.declarations[0], asked.space)
        twin = attrs.evolve(twin, name=promise.fact, is_told=fact.is_told)
        other = side(self.reading, {**asked.facts, promise.fact: twin}, asked.space, asked.near, self.entries)
        if not isinstance(fact.held, Ratio) or not isinstance(twin.held, Ratio):
            raise UnknownNodeError(promise.name)
        both = {**asked.facts, _THEN: twin}
        finder = Finder(asked.space, both, self.finder.work, self.finder.attempts)
        wanted = [fact.is_told, other.is_valid, below(fact.held.over, twin.held.over)]
        wanted += [negation(each.state.waits) for each in (asked.old, other)]
        wanted += [*self._where(promise.where), *self._where(promise.where, other)]
        wanted.append(below(asked.old.state.high, other.state.high))

        def accept(case: Case) -> bool:
            first, then = _both_of(case, promise.fact)
            paid = [self._state(each).high for each in (first, then)]
            held = (asked.old.reading.holds(test, each) for test in promise.where for each in (first, then))
            return paid[0] < paid[1] and all(held)

        case = None if finder.refutes(wanted) else finder.first(wanted, accept, self._ordinary.hopes)
        if case is None:
            return
        case = self._ordinary.nearest(case, wanted, finder, accept)
        first, then = _both_of(case, promise.fact)
        order = list(self.asked.facts)

        def states(each: Case) -> object:
            second = {**each, promise.fact: then[promise.fact]}
            return self.asked.old.reading.at_once(each), self.asked.old.reading.at_once(second)

        first = fewest(first, (promise.fact,), states, order)
        then = {**first, promise.fact: then[promise.fact]}
        yield Finding(
            "property", (promise.name, promise.fact), tuple(first.items()), self._state(first), tuple(then.items()),
            self._state(then),
        )  # fmt: skip


_THEN = "then"


def _both_of(case: Case, fact: str) -> tuple[Case, Case]:
    """The two cases of a pair: all facts alike, and one as it is then."""
    first = {name: value for name, value in case.items() if name != _THEN}
    return first, {**first, fact: case[_THEN]}


def _refuses(clause: ir.Clause) -> bool:
    return any(isinstance(effect, ir.Refuses) for effect in clause.effects)


def _differ(one: Decisive, other: Decisive) -> Test:
    """Two clauses that decide say different things."""
    kinds = [
        alike(getattr(one.says, name), getattr(other.says, name))
        for name in ("refused", "refund", "discretion")
    ]
    refuse = both(one.says.refused, other.says.refused)
    sums = both(equal(one.says.high, other.says.high), equal(one.says.low, other.says.low))
    return negation(both(*kinds, either(refuse, sums)))


Spoken = tuple[set[str], set[str], list[tuple[ir.Expression, ...]]]


def _told_apart(program: ir.Program) -> Mapping[str, Spoken]:
    """For each choice that clauses are `for`: the words under which something is paid, and all words spoken of.

    Beside them stand the other conditions of each clause that pays, under which the choice alone is what is missing.
    """
    found: dict[str, Spoken] = {}
    for clause in program.clauses:
        tests = clause.scope.tests if isinstance(clause.scope, ir.All) else (clause.scope,)
        for test in tests if not clause.on else ():
            match test:
                case ir.Compare("eq", ir.Fact(name), ir.Literal(str(word), type_)) if type_.kind == "choice":
                    words: tuple[str, ...] = (word,)
                case ir.Member(ir.Fact(name), options):
                    words = options
                case _:
                    continue
            granted, spoken, others = found.setdefault(name, (set(), set(), []))
            spoken.update(words)
            if not _refuses(clause):
                granted.update(words)
                others.append(tuple(each for each in tests if each is not test))
    return found
