"""The values of an unknown fact that can make a difference: one of each stretch in which every test reads the same.

Tests cut the range of a fact where they turn; amounts rise or fall evenly in between, so the ends of each stretch show
whatever a value inside could. Where that does not hold `proof` sees to it (`docs/decisions/0004-unknown-facts.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from engine.cases.unknown import Unknown
from engine.evaluator.comparisons import comparisons
from engine.evaluator.domains import Range, bounds
from engine.evaluator.runtime import UNCERTAIN
from engine.evaluator.turns import turns
from engine.ir import tree as ir
from engine.ir.walk import facts_read, parts_of
from engine.values.moment import DAY

Evaluate = Callable[[ir.Expression, Sequence[object]], object]

MOST_WORDS = 8
"""Up to how many words every set of them is tried."""
MOST_KEPT = 4_096
"""How many turns are remembered: a search asks for the same ones again and again."""
_YEAR = 366
_ORDINARY = {"instant": 1_780_000_000_000_000_000, "date": 739_764}
"""Some time in May 2026, where nothing that is known lies near another."""
_FRESH = "\N{REPLACEMENT CHARACTER}"
_TIMES = {"instant": DAY, "date": 1}
_WORDED = {"choice", "text", "set"}


class Candidates:
    """The tests of a program, by the facts in them, ready to be asked for the values at which they turn."""

    def __init__(self, program: ir.Program, evaluate: Evaluate) -> None:
        """Collect the comparisons of a program; `evaluate` gives the value of an expression for a case."""
        self._program = program
        self._evaluate = evaluate
        self._place = {fact.name: place for place, fact in enumerate(program.facts)}
        self._compares: dict[str, list[tuple[ir.Compare, tuple[int, ...]]]] = {}
        self._words: dict[str, set[str]] = {}
        self._meet: set[str] = set()
        self._known: dict[tuple[object, ...], tuple[int, ...]] = {}
        for node in comparisons(program):
            self._note(node)

    def of(self, place: int, case: Sequence[object]) -> list[object]:
        """The values worth trying for the fact at this place, given what is known or already tried of the others."""
        fact = self._program.facts[place]
        found = list(self._values(fact, place, case))
        if fact.presumed == "not_given" and case[place] is not None:
            found.append(None)
        return found

    def texts(self, case: Sequence[object], fresh: int) -> list[str]:
        """The texts that a case or a test names, and as many as asked for that nobody writes."""
        said = {
            value
            for value, fact in zip(case, self._program.facts, strict=True)
            if fact.type.kind == "text" and isinstance(value, str)
        }
        found = said.union(
            *(self._words.get(fact.name, ()) for fact in self._program.facts if fact.type.kind == "text")
        )
        for size in range(1, len(found) + fresh + 1):
            if fresh and _FRESH * size not in found:
                found.add(_FRESH * size)
                fresh -= 1
        return sorted(found)

    def _note(self, node: ir.Compare | ir.Member | ir.Includes) -> None:
        """Keep what a test says of the facts in it, its terms opened."""
        facts = facts_read(node, self._program)
        if isinstance(node, ir.Compare):
            places = tuple(self._place[name] for name in facts)
            for name in facts:
                self._compares.setdefault(name, []).append((node, places))
        words = {word for part in self._opened(node) for word in _words_of(part)}
        worded = [name for name in facts if self._program.facts[self._place[name]].type.kind in _WORDED]
        for name in worded:
            self._words.setdefault(name, set()).update(words)
        if len(worded) > 1:
            self._meet.update(worded)

    def _opened(self, node: ir.Expression) -> Iterator[ir.Expression]:
        """The parts of an expression, and those of the terms in it."""
        meanings = {term.name: term.meaning for term in self._program.terms}
        waiting = [node]
        while waiting:
            for part in parts_of(waiting.pop()):
                yield part
                if isinstance(part, ir.Term):
                    waiting.append(meanings[part.name])

    def _values(self, fact: ir.FactDeclaration, place: int, case: Sequence[object]) -> Iterator[object]:
        match fact.type.kind:
            case "yes_no":
                yield from (False, True)
            case "choice":
                yield from self._choices(fact)
            case "set":
                yield from _sets(fact.type.options, self._words.get(fact.name, set()))
            case "text":
                yield from self.texts(case, 1)
            case "instant" | "date":
                yield from self._times(fact, place, case)
            case "list":
                yield from ((), (tuple(map(_example, fact.fields)),))
            case _:
                yield from self._numbers(fact, place, case)

    def _choices(self, fact: ir.FactDeclaration) -> list[str]:
        """The words that some test names, and one of the others; all where facts are held against each other."""
        named = self._words.get(fact.name, set())
        others = [option for option in fact.type.options if option not in named]
        kept = others if fact.name in self._meet else others[:1]
        return [option for option in fact.type.options if option in named or option in kept]

    def _numbers(self, fact: ir.FactDeclaration, place: int, case: Sequence[object]) -> list[int]:
        """The bounds, one smallest unit, and both sides of each turn."""
        within = bounds(fact)
        found = {within.low, within.low + 1, within.high, 0, 1}
        for turn in self._turns(fact, place, case, within, within.low):
            found |= {turn - 2, turn - 1, turn, turn + 1}
        return sorted(value for value in found if within.low <= value <= within.high)

    def _times(self, fact: ir.FactDeclaration, place: int, case: Sequence[object]) -> list[int]:
        """Both sides of each turn, a time long before and long after them, and the bounds."""
        within = bounds(fact)
        ordinary = min(max(_ORDINARY[fact.type.kind], within.low), within.high)
        turns = list(self._turns(fact, place, case, within, ordinary)) or [ordinary]
        far = 2 * _YEAR * _TIMES[fact.type.kind]
        found = {within.low, within.high, min(turns) - far, max(turns) + far}
        found.update(near for turn in turns for near in (turn - 1, turn, turn + 1))
        return sorted(value for value in found if within.low <= value <= within.high)

    def _turns(
        self, fact: ir.FactDeclaration, place: int, case: Sequence[object], within: Range, known: int
    ) -> Iterator[int]:
        """Where the comparisons with a fact turn."""
        for at, (compare, places) in enumerate(self._compares.get(fact.name, ())):
            others = tuple(_kept(case[other]) for other in places if other != place)
            key = (place, at, others)
            if key not in self._known:
                if len(self._known) >= MOST_KEPT:
                    self._known.clear()

                def gap(value: int, compare: ir.Compare = compare) -> Fraction | None:
                    return self._gap(compare, place, case, value)

                self._known[key] = tuple(turns(gap, within, known))
            yield from self._known[key]

    def _gap(self, compare: ir.Compare, place: int, case: Sequence[object], at: int) -> Fraction | None:
        """How far the left side is above the right one, at one value of the fact; None where that is not known."""
        tried = (*case[:place], at, *case[place + 1 :])
        try:
            left, right = self._evaluate(compare.left, tried), self._evaluate(compare.right, tried)
        except (*UNCERTAIN, ArithmeticError):
            return None
        if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
            return Fraction(left) - Fraction(right)
        return None


def _example(field: ir.FactDeclaration) -> object:
    """Some value of a field of an entry."""
    match field.type.kind:
        case "yes_no":
            return False
        case "choice":
            return field.type.options[0]
        case "set":
            return frozenset[str]()
        case "text":
            return _FRESH
        case kind:
            within = bounds(field)
            return min(max(_ORDINARY.get(kind, 1), within.low), within.high)


def _sets(options: tuple[str, ...], named: set[str]) -> Iterator[frozenset[str]]:
    """Every set of the words that tests name; where these are many, the sets of few and of all but few."""
    words = [option for option in options if option in named] or list(options[:1])
    sizes = range(len(words) + 1) if len(words) <= MOST_WORDS else (0, 1, 2, len(words) - 1, len(words))
    found = dict.fromkeys(frozenset(each) for size in sizes for each in combinations(words, size))
    yield from dict.fromkeys([*found, frozenset(options)])


def _words_of(node: ir.Expression) -> tuple[str, ...]:
    """The words that a node names itself."""
    match node:
        case ir.Literal(str() as word):
            return (word,)
        case ir.Literal(tuple() as words) | ir.Member(_, words) | ir.Includes(_, words):
            return words
        case _:
            return ()


def _kept(value: object) -> object:
    """A value as part of a key; one that is unknown cannot be held against another."""
    return (value.name,) if isinstance(value, Unknown) else value
