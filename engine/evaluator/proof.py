"""Showing that a fact makes no difference, in all cases at once: the cases are cut into boxes until each box shows it.

Where two boxes show instead that it does make a difference, a pair of cases from them is the witness. Where neither is
shown within the budget it stays open, and whoever asked must take the fact for one that matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from engine.cases.unknown import Unknown
from engine.evaluator.candidates import Candidates
from engine.evaluator.domains import Absent, Bags, Box, Maybe, Range, Words, domain_of, halves
from engine.evaluator.forms import Atoms
from engine.evaluator.replies import Replies, Reply
from engine.evaluator.runtime import Answer
from engine.ir import tree as ir
from engine.ir.walk import facts_read
from engine.values.calendar import Calendar

BOXES = 3_000
"""How many boxes may be looked at for one case."""
FEW_VALUES = 1_000
"""How many values a fact may have that is tried value by value to show that a case is impossible."""
MOST_PIECES = 256
"""Into how many pieces the range of the fact in question is cut before the other facts are."""

Case = tuple[object, ...]
Run = Callable[[Case], tuple[Answer | None, int]]
"""The answer to a case, or the place of the fact that it needs."""
Possible = Callable[[tuple[Case, ...]], bool]
"""Whether one completion of what is still unknown is possible for all cases."""


class Proved(NamedTuple):
    """Facts shown to matter, and facts of which neither was shown."""

    matters: frozenset[int]
    open: frozenset[int]


class Spent(Exception):  # noqa: N818 - not an error: the budget is a limit we set
    """The budget is used up."""


class Proof:
    """What can be shown of the unknown facts of one program's cases."""

    def __init__(
        self,
        program: ir.Program,
        calendars: Mapping[str, Calendar],
        candidates: Candidates,
        run: Run,
        possible: Possible,
    ) -> None:
        """Take a program; `candidates` tell where to cut, `run` and `possible` try single cases."""
        self._program = program
        self._calendars = calendars
        self._candidates = candidates
        self._run = run
        self._possible = possible
        self._left = 0
        self.has_guessed = False
        names = {name for each in program.impossible for name in facts_read(each.test, program)}
        self._behind_impossible = [at for at, fact in enumerate(program.facts) if fact.name in names]
        self._atoms = Atoms()

    def of(self, case: Case, found: Iterable[int], read: Iterable[int]) -> Proved:
        """What is shown of the facts not found to matter; `read` are facts needed though they are left out for good."""
        self._left, self._atoms = BOXES, Atoms()
        box = self._box(case, frozenset(read))
        reply = self._reply(box)
        suspects = frozenset() if reply is None else reply.depends - frozenset(found)
        matters, unshown = set(), set()
        for place in sorted(suspects):
            shown = self._shown(place, box)
            if shown is None:
                unshown.add(place)
            elif shown:
                matters.add(place)
        return Proved(frozenset(matters), frozenset(unshown))

    def _box(self, case: Case, read: frozenset[int]) -> Box:
        """All completions of a case."""
        open_texts = sum(
            isinstance(value, Unknown) and fact.type.kind == "text"
            for fact, value in zip(self._program.facts, case, strict=True)
        )
        texts = self._candidates.texts(case, open_texts + 1)
        found: list[object] = []
        for place, (fact, value) in enumerate(zip(self._program.facts, case, strict=True)):
            domain = domain_of(fact, value, texts)
            found.append(Maybe(domain.held) if isinstance(domain, Absent) and place in read else domain)
        return tuple(found)

    def _reply(self, box: Box) -> Reply | None:
        """The answer over a box; None where no case of it is possible."""
        self._left -= 1
        if self._left < 0:
            raise Spent
        replies = Replies(self._program, self._calendars, self._atoms, box)
        if replies.is_impossible():
            return None
        reply = replies.reply()
        if not all(_is_told(box[place]) for place in reply.depends):
            return reply
        answer, needed = self._run(tuple(_ends(value)[0] for value in box))
        if answer is None:  # what is left out for good is asked for: there is no such completion
            return None if isinstance(box[needed], Absent) else reply
        return Reply(answer[:3], frozenset())

    def _shown(self, place: int, box: Box) -> bool | None:
        """Whether a fact matters: shown so, shown otherwise, or None for neither."""
        waiting, is_open = [box], False
        try:
            while waiting:
                each = waiting.pop()
                self.has_guessed = False
                pieces = self._pieces(place, each)
                if _alike(place, pieces):
                    continue
                if self._has_witness(place, each, pieces):
                    return True
                parts = self._cut(place, each, pieces) or self._cut_if_guessed(place, each)
                if parts:
                    waiting += parts
                else:
                    is_open = is_open or self.has_guessed or not all(_is_told(piece) for piece, _ in pieces)
        except Spent:
            return None
        return None if is_open else False

    def _pieces(self, place: int, box: Box) -> list[tuple[object, Reply]]:
        """The answers over the parts of a fact's range, cut where the answer turns on it."""
        waiting = [box[place]]
        found: list[tuple[object, Reply]] = []
        while waiting:
            within = _with(box, place, waiting.pop())
            reply = self._reply(within)
            if reply is None:
                continue
            if place in reply.depends and len(found) + len(waiting) < MOST_PIECES:
                is_alone = all(_is_told(within[other]) for other in reply.depends - {place})
                parts = self._parts(place, within, anyhow=is_alone)
                if parts:
                    waiting += reversed(parts)
                    continue
            found.append((within[place], reply))
        return found

    def _parts(self, place: int, box: Box, *, anyhow: bool) -> tuple[object, ...]:
        """A domain in two or more: cut where a test turns, or where none does and it must be, in the middle."""
        domain = box[place]
        held = domain.held if isinstance(domain, Maybe) else domain
        if domain is held and isinstance(held, Range):
            turns = [
                each
                for each in self._candidates.of(place, self._case(box))
                if isinstance(each, int) and held.low < each <= held.high
            ]
            if turns:
                return halves(held, turns[len(turns) // 2])
            return halves(held) if anyhow else ()
        return halves(domain)

    def _cut(self, place: int, box: Box, pieces: Sequence[tuple[object, Reply]]) -> list[Box]:
        """A box in parts by another fact, or if there is none by the fact itself, to be looked at more closely."""
        others = frozenset[int]().union(*(reply.depends for _, reply in pieces)) - {place}
        for anyhow in (False, True):
            for other in sorted(others, key=lambda each: _size(box[each])):
                parts = self._parts(other, box, anyhow=anyhow)
                if parts:
                    return [_with(box, other, part) for part in parts]
        return []

    def _cut_if_guessed(self, place: int, box: Box) -> list[Box]:
        """Where the search guessed that a case is impossible: the box in parts by a fact of few values behind that."""
        for other in self._behind_impossible if self.has_guessed else ():
            if other != place and _size(box[other]) < FEW_VALUES:
                parts = self._parts(other, box, anyhow=True)
                if parts:
                    return [_with(box, other, part) for part in parts]
        return []

    def _has_witness(self, place: int, box: Box, pieces: Sequence[tuple[object, Reply]]) -> bool:
        """Whether two cases at the ends of pieces differ, all other facts of the box that matter being at theirs."""
        involved = frozenset[int]().union(*(reply.depends for _, reply in pieces)) - {place}
        ends = list(dict.fromkeys(end for piece, _ in pieces for end in _ends(piece)))
        for side in (0, -1):
            case = list(self._case(box))
            for other in involved:
                case[other] = _ends(box[other])[side]
            answers: dict[object, list[Case]] = {}
            for end in ends:
                tried = _with(tuple(case), place, end)
                answer, _ = self._run(tuple(_first(one, of) for one, of in zip(tried, box, strict=True)))
                if answer is not None:
                    answers.setdefault(answer[:3], []).append(tried)
            if len(answers) > 1 and self._goes_together(list(answers.values())):
                return True
        return False

    def _goes_together(self, answers: Sequence[Sequence[Case]]) -> bool:
        """Whether two cases with different answers are possible with one completion."""
        return any(
            self._possible((one, then))
            for first, other in combinations(answers, 2)
            for one in first
            for then in other
        )

    def _case(self, box: Box) -> Case:
        """A case that tells what the box settles."""
        return tuple(_told(value, fact.name) for value, fact in zip(box, self._program.facts, strict=True))


def _alike(place: int, pieces: Sequence[tuple[object, Reply]]) -> bool:
    """Whether the answer is the same over all pieces of a fact's range."""
    if any(place in reply.depends for _, reply in pieces):
        return False
    return len(pieces) <= 1 or (
        pieces[0][1].key is not None and all(reply.key == pieces[0][1].key for _, reply in pieces)
    )


def _ends(domain: object) -> tuple[object, ...]:
    """The least and the greatest value of a domain, or its only one."""
    match domain:
        case Range(low, high):
            return low, high
        case Words(values):
            return tuple(sorted(values, key=str))
        case Bags(must, may):
            return must, may
        case Maybe(held):
            return (*_ends(held), None)
        case Absent():
            return (None,)
        case _:
            return (domain,)


def _is_told(domain: object) -> bool:
    """Whether a domain is down to one value, or to none."""
    return len(_ends(domain)) == 1


def _first(value: object, domain: object) -> object:
    """The value, or some value of its domain where it is unknown."""
    return _ends(domain)[0] if isinstance(value, Unknown) else value


def _size(domain: object) -> int:
    """How many values a domain has, roughly."""
    return domain.high - domain.low if isinstance(domain, Range) else len(_ends(domain))


def _told(domain: object, name: str) -> object:
    """The value that a domain is down to, or the unknown fact."""
    return _ends(domain)[0] if _is_told(domain) else Unknown(name)


def _with(values: tuple[object, ...], place: int, value: object) -> tuple[object, ...]:
    return (*values[:place], value, *values[place + 1 :])
