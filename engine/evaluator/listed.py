"""Unknown facts of programs with lists: the search runs on the program unrolled for the lists of the case.

Each field of each entry is a fact there, so that one unknown field of one entry is found to matter, or not, as any
fact is. A list that is unknown as a whole is not guessed at: where it is asked for, the case waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.cases.unknown import Unknown
from engine.evaluator.runtime import Answer
from engine.evaluator.unknowns import Case, Search, Settled
from engine.ir import tree as ir
from engine.ir.unroll import unrolled

MOST_SHAPES = 16
"""For how many combinations of lengths the unrolled program is kept."""

Making = Callable[[ir.Program], Search]


class ListedSearch:
    """A search as `Search` is, for a program that has lists."""

    def __init__(self, program: ir.Program, make: Making) -> None:
        """Take a program; `make` makes the search for an unrolled one."""
        self._program = program
        self._make = make
        self._shapes: dict[tuple[int | None, ...], Search] = {}

    def settle(self, case: Case) -> Settled:
        """All kinds of completion of a case, and the facts on which its answer depends."""
        settled = self._of(case).settle(self._flat(case))
        completions = tuple((self._listed(leaf, case), answer) for leaf, answer in settled.completions)
        return settled._replace(completions=completions)

    def first(self, case: Case, wanted: Callable[[Answer], bool]) -> Case | None:
        """A completion whose answer is wanted; None where none was found within the budget."""
        found = self._of(case).first(self._flat(case), wanted)
        return None if found is None else self._listed(found, case)

    def _of(self, case: Case) -> Search:
        """The search for lists as long as those of the case."""
        lists = [(fact, value) for fact, value in zip(self._program.facts, case, strict=True) if fact.fields]
        shape = tuple(None if isinstance(value, Unknown) else len(value) for _, value in lists)
        if shape not in self._shapes:
            if len(self._shapes) >= MOST_SHAPES:
                self._shapes.clear()
            lengths = {
                fact.name: size for (fact, _), size in zip(lists, shape, strict=True) if size is not None
            }
            self._shapes[shape] = self._make(unrolled(self._program, lengths))
        return self._shapes[shape]

    def _flat(self, case: Case) -> Case:
        """The case with a fact for each field of each entry."""
        found: list[Any] = []
        for fact, value in zip(self._program.facts, case, strict=True):
            if fact.fields and not isinstance(value, Unknown):
                found += [held for entry in value for held in entry]
            else:
                found.append(value)
        return tuple(found)

    def _listed(self, flat: Case, case: Case) -> Case:
        """The way back."""
        rest = iter(flat)
        found: list[Any] = []
        for fact, value in zip(self._program.facts, case, strict=True):
            if fact.fields and not isinstance(value, Unknown):
                found.append(tuple(tuple(next(rest) for _ in fact.fields) for _ in value))
            else:
                found.append(next(rest))
        return tuple(found)
