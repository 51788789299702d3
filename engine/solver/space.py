"""What two versions are compared over: variables, what is known of them, and functions that z3 is told of bit by bit.

The day of an instant, a business day, a product of two facts: z3 is told at first only what is cheap to know of such a
value. Where a model has it wrong, the lemma that puts it right is added, and it is asked again. What is proved with
little told is proved; what is found is looked through before it is believed.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import attrs
import z3

from engine.solver.terms import Test, Whole, at_most, follows, is_same, key_of, whole, yes_no

Lemma = Callable[[tuple[int, ...]], Test]
"""What is true of an application around these values of its inputs: it fixes the output there."""


@attrs.frozen
class Application:
    """A value that is a function of others: its inputs, its output, whether it has none, and the truth about it.

    `table` is all of the truth line by line: z3 is told of it once it had the application wrong for a few times.
    """

    inputs: tuple[Whole, ...]
    output: Whole
    fails: Test
    actual: Callable[[tuple[int, ...]], int | None]
    lemma: Lemma
    table: Callable[[], Test] | None = None


@attrs.frozen
class Longer:
    """What is asked of a list with more entries than those written out: a sum, or whether some or every entry is so.

    `is_long` is where it is told and has so many; `held` and `fails` are of the whole list, `one` and `one_fails` of a
    single entry, which may be any of them; sums of one `kind` can be compared.
    """

    kind: object
    is_long: Test
    held: Test | Whole
    fails: Test
    one: Test | Whole
    one_fails: Test


@attrs.define
class Space:
    """The variables of one question and all that holds of them.

    Each question has a z3 of its own: what was asked before in the same process changes no answer. `bounds` holds what
    is known of sums (`engine.solver.bounds`), `long` what lists come to that are longer than those written out,
    `longer` the tests that one is, `unrelated` what is asked of such lists and was not held against each other yet.
    """

    context: z3.Context = attrs.Factory(z3.Context)
    claims: list[Test] = attrs.Factory(list)
    applications: dict[tuple[object, ...], Application] = attrs.Factory(dict)
    texts: dict[str, int] = attrs.Factory(dict)
    bounds: dict[object, Any] = attrs.Factory(dict)
    long: dict[object, Any] = attrs.Factory(dict)
    longer: list[Test] = attrs.Factory(list)
    unrelated: list[Longer] = attrs.Factory(list)

    def fresh(self, name: str) -> Whole:
        """A new whole number."""
        return self.whole(f"{name}!{len(self.applications)}")

    def counter(self, name: str) -> Whole:
        """A whole number for how many steps a fact is away from its ordinary value."""
        return self.whole(f"steps {name}")

    def whole(self, name: str) -> Whole:
        """A variable that is a whole number."""
        return whole(name, self.context)

    def yes_no(self, name: str) -> Test:
        """A variable that holds or does not."""
        return yes_no(name, self.context)

    def text(self, words: str) -> int:
        """The number that stands for a text."""
        return self.texts.setdefault(words, len(self.texts))

    def applied(
        self, kind: object, inputs: tuple[Whole, ...], make: Callable[[], Application]
    ) -> Application:
        """The one application of a function to these inputs."""
        key = (kind, *map(key_of, inputs))
        if key not in self.applications:
            self.applications[key] = make()
        return self.applications[key]

    def rises(self, kind: object, inputs: tuple[Whole, ...], output: Whole) -> None:
        """Tell z3 that a function never falls while its first input grows and the others stay as they are."""
        for (other_kind, *_), other in self.applications.items():
            if other_kind != kind or not all(map(is_same, other.inputs[1:], inputs[1:])):
                continue
            pairs = permutations(((inputs[0], output), (other.inputs[0], other.output)))
            self.claims += [
                follows(at_most(one, then), at_most(its, its_then)) for (one, its), (then, its_then) in pairs
            ]
