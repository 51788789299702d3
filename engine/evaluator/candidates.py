"""The values of an unknown fact that can make a difference: one of each stretch in which every test reads the same.

Tests cut the range of a fact where they turn; amounts rise or fall evenly in between, so the ends of each stretch show
whatever a value inside could (`docs/decisions/0004-unknown-facts.md` has the argument and its limits).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from engine.evaluator.runtime import UNCERTAIN
from engine.ir import tree as ir
from engine.ir.walk import expressions_of, parts_of
from engine.values.moment import day_start

Evaluate = Callable[[ir.Expression, Sequence[object]], object]

LARGE = 10**15
"""An amount far above any that a case can have (rule 9 looks at what could be, not at what is likely)."""
_MINUTE = 60_000_000_000
_DAY = 86_400_000_000_000
_FIRST, _LAST = -2_208_988_800_000_000_000, 7_258_118_399_999_999_999
_WIDEST = 60
MOST_WORDS = 8
"""Up to how many words every set of them is tried."""
_ORDINARY, _ORDINARY_DAY = 1_780_000_000_000_000_000, 739_764
"""Some time in May 2026, where nothing that is known lies near another."""


class Candidates:
    """The tests of a program, by the facts in them, ready to be asked for the values at which they turn."""

    def __init__(self, program: ir.Program, evaluate: Evaluate) -> None:
        """Collect the comparisons of a program; `evaluate` gives the value of an expression for a case."""
        self._program = program
        self._evaluate = evaluate
        self._place = {fact.name: place for place, fact in enumerate(program.facts)}
        meanings = {term.name: term.meaning for term in program.terms}
        self._compares: dict[str, list[ir.Compare]] = {}
        self._words: dict[str, set[str]] = {}
        for node in _tests(program):
            for part in parts_of(node):
                self._note(part, meanings)

    def of(self, place: int, case: Sequence[object]) -> list[object]:
        """The values worth trying for the fact at this place, given what is known or already tried of the others."""
        fact = self._program.facts[place]
        found = list(self._values(fact, place, case))
        if fact.presumed == "not_given" and case[place] is not None:
            found.append(None)
        return found

    def _note(self, node: ir.Expression, meanings: dict[str, ir.Expression]) -> None:
        """Keep what a test says of the facts in it, its terms written out."""
        if isinstance(node, ir.Compare):
            opened = _opened(node, meanings)
            facts = {part.name: None for part in parts_of(opened) if isinstance(part, ir.Fact)}
            for name in facts:
                if isinstance(opened, ir.Compare):
                    self._compares.setdefault(name, []).append(opened)
            sides = _opened(node.left, meanings), _opened(node.right, meanings)
            for side, other in (sides, sides[::-1]):
                if (
                    isinstance(side, ir.Fact)
                    and isinstance(other, ir.Literal)
                    and isinstance(other.value, str)
                ):
                    self._words.setdefault(side.name, set()).add(other.value)
        if isinstance(node, ir.Member | ir.Includes):
            inner = _opened(node.value, meanings)
            if isinstance(inner, ir.Fact):
                self._words.setdefault(inner.name, set()).update(node.options)

    def _texts(self, fact: ir.FactDeclaration, case: Sequence[object]) -> list[str]:
        """The texts that the fact is held against, and one that nobody writes."""
        found = self._words.get(fact.name, set()) | {"", "\N{REPLACEMENT CHARACTER}"}
        for compare in self._compares.get(fact.name, ()):
            for side in (compare.left, compare.right):
                try:
                    held = self._evaluate(side, case)
                except (*UNCERTAIN, ArithmeticError):
                    continue
                if isinstance(held, str):
                    found = found | {held}
        return sorted(found)

    def _values(self, fact: ir.FactDeclaration, place: int, case: Sequence[object]) -> Iterator[object]:
        match fact.type.kind:
            case "yes_no":
                yield from (False, True)
            case "choice":
                yield from self._choices(fact)
            case "set":
                yield from _sets(fact.type.options, self._words.get(fact.name, set()))
            case "text":
                yield from self._texts(fact, case)
            case "instant" | "date":
                yield from self._times(fact, case)
            case _:
                yield from self._numbers(fact, place, case)

    def _choices(self, fact: ir.FactDeclaration) -> list[str]:
        """The words that some test names, and one of the others; all where two facts are held against each other."""
        named = self._words.get(fact.name, set())
        others = [option for option in fact.type.options if option not in named]
        facts_compared = any(
            isinstance(each.left, ir.Fact) and isinstance(each.right, ir.Fact)
            for each in self._compares.get(fact.name, ())
        )
        kept = others if facts_compared else others[:1]
        return [option for option in fact.type.options if option in named or option in kept]

    def _numbers(self, fact: ir.FactDeclaration, place: int, case: Sequence[object]) -> list[int]:
        least = -LARGE if fact.least is None else fact.least
        greatest = LARGE * 1000 if fact.greatest is None else fact.greatest
        found = {least, least + 1, LARGE if fact.greatest is None else greatest, 0, 1}
        for compare in self._compares.get(fact.name, ()):
            root = self._root(compare, place, case)
            if root is not None:
                floor = root.numerator // root.denominator
                found |= {floor - 1, floor, floor + 1, floor + 2}
        return sorted(value for value in found if least <= value <= greatest)

    def _root(self, compare: ir.Compare, place: int, case: Sequence[object]) -> Fraction | None:
        """Where both sides are equal, if their difference is a straight line in this fact and all else is known."""
        at_zero, at_one, at_two = (self._gap(compare, place, case, at) for at in (1, 2, 3))
        if (
            at_zero is None
            or at_one is None
            or at_two is None
            or at_two - at_one != at_one - at_zero
            or at_one == at_zero
        ):
            return None
        return 1 - at_zero / (at_one - at_zero)

    def _gap(self, compare: ir.Compare, place: int, case: Sequence[object], at: int) -> Fraction | None:
        tried = [*case[:place], at, *case[place + 1 :]]
        try:
            left, right = self._evaluate(compare.left, tried), self._evaluate(compare.right, tried)
        except (*UNCERTAIN, ArithmeticError):
            return None
        if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
            return Fraction(left) - Fraction(right)
        return None

    def _times(self, fact: ir.FactDeclaration, case: Sequence[object]) -> list[int]:
        """The edges of windows and the other events, and one unit on either side of each."""
        found: set[int] = set()
        for compare in self._compares.get(fact.name, ()):
            for side, other in ((compare.left, compare.right), (compare.right, compare.left)):
                found |= self._edges(fact.name, side, other, case)
        if not found:
            found = {_ORDINARY if fact.type.kind == "instant" else _ORDINARY_DAY}
        if fact.type.kind == "instant":
            found |= {min(found) - 400 * _DAY, max(found) + 400 * _DAY}
            return sorted(value for value in found if _FIRST <= value <= _LAST)
        return sorted(found | {min(found) - 400, max(found) + 400})

    def _edges(
        self, name: str, side: ir.Expression, other: ir.Expression, case: Sequence[object]
    ) -> set[int]:
        """Where the side of a comparison that holds this fact meets the other side."""
        try:
            meeting = self._evaluate(other, case)
        except (*UNCERTAIN, ArithmeticError, ValueError):
            return set()
        if not isinstance(meeting, int) or isinstance(meeting, bool):
            return set()
        if isinstance(side, ir.Elapsed):
            return set(self._elapsed_edges(name, side, meeting, case))
        return set(_backwards(name, side, meeting))

    def _elapsed_edges(
        self, name: str, side: ir.Elapsed, meeting: int, case: Sequence[object]
    ) -> Iterator[int]:
        """Values of the fact at which the time between two events comes to about `meeting`."""
        for held, other, sign in ((side.last, side.first, 1), (side.first, side.last, -1)):
            try:
                base = self._evaluate(other, case)
            except (*UNCERTAIN, ArithmeticError, ValueError):
                continue
            if not isinstance(base, int) or isinstance(base, bool):
                continue
            length = {"hours": 60 * _MINUTE, "minutes": _MINUTE, "months": 31}.get(side.unit, 1)
            slack = 3 if side.unit != "months" else abs(meeting) + 33
            step = length if side.unit in {"hours", "minutes"} else 1
            for near in range(-slack, slack + 1):
                yield from _backwards(name, held, base + sign * meeting * length + near * step)


def _backwards(name: str, side: ir.Expression, meeting: int) -> Iterator[int]:
    """Values of the fact for which a side that shifts it, or takes its day, comes to about `meeting`."""
    match side:
        case ir.Fact(found) if found == name:
            yield from (meeting - 1, meeting, meeting + 1)
        case ir.Day(inner, zone):
            for day in (meeting, meeting + 1):
                start = day_start(day, zone)
                for instant in (start - 1, start):
                    yield from _backwards(name, inner, instant)
        case ir.Shift(inner, count, unit, _) if unit in {"hours", "minutes"}:
            yield from _backwards(
                name, inner, meeting - count * (60 if unit == "hours" else 1) * 60_000_000_000
            )
        case ir.Shift(inner, count, unit, _):
            for day in _days_before(meeting, count, unit):
                yield from _backwards(name, inner, day)
        case _:
            return


def _days_before(meeting: int, count: int, unit: str) -> range:
    """Days from which a shift can end near a day."""
    if unit == "days":
        return range(meeting - count, meeting - count + 1)
    about = meeting - count * 30 if unit == "months" else meeting - count
    spread = min(abs(count) + 4, _WIDEST) if unit == "months" else min(2 * abs(count) + 12, _WIDEST)
    return range(about - spread, about + spread + 1)


def _sets(options: tuple[str, ...], named: set[str]) -> Iterator[frozenset[str]]:
    """Every set of the words that tests name; where these are many, the sets of few and of all but few."""
    words = [option for option in options if option in named] or list(options[:1])
    sizes = range(len(words) + 1) if len(words) <= MOST_WORDS else (0, 1, 2, len(words) - 1, len(words))
    found = dict.fromkeys(frozenset(each) for size in sizes for each in combinations(words, size))
    yield from dict.fromkeys([*found, frozenset(options)])


def _tests(program: ir.Program) -> Iterator[ir.Expression]:
    return expressions_of(program)


def _opened(node: ir.Expression, meanings: dict[str, ir.Expression]) -> ir.Expression:
    """A comparison with its terms written out."""
    match node:
        case ir.Term(name):
            return _opened(meanings[name], meanings)
        case ir.Compare(operator, left, right):
            return ir.Compare(operator, _opened(left, meanings), _opened(right, meanings))
        case ir.Sum(plus, less):
            return ir.Sum(
                tuple(_opened(each, meanings) for each in plus),
                tuple(_opened(each, meanings) for each in less),
            )
        case ir.Shift(start, count, unit, rule):
            return ir.Shift(_opened(start, meanings), count, unit, rule)
        case ir.Day(instant, zone):
            return ir.Day(_opened(instant, meanings), zone)
        case ir.Elapsed(unit, first, last, rule):
            return ir.Elapsed(unit, _opened(first, meanings), _opened(last, meanings), rule)
        case ir.Scale(value, times, over):
            parts = (_opened(each, meanings) for each in (value, times, over))
            return ir.Scale(*parts)
        case ir.Round(value, unit, mode):
            return ir.Round(_opened(value, meanings), unit, mode)
        case _:
            return node
