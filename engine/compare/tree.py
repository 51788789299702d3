"""The report on two versions: frozen records, said in any form and language by the `to_` modules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal as OneOf

import attrs

from engine.ir.texts import Texts
from engine.ir.types import Type
from engine.solver.tree import GivenUp, Part

Sign = OneOf["same", "gone", "come"]
Aspect = OneOf[
    "added", "removed", "moved", "condition", "amount", "effect", "meaning", "precedence", "citation", "wording",
    "writing",
]  # fmt: skip
"""What of a block changed. `meaning` is of what is no clause; `writing` that it says the same in another way."""
Direction = OneOf["more", "less", "both", "open", "otherwise"]
"""What a customer gets: more, less, some more and some less, not known as the answer waits, or the same sum."""
MONEY_DIRECTIONS: tuple[Direction, ...] = ("more", "less", "both", "open", "otherwise")
"""The directions in the order in which they are told."""


@attrs.frozen
class Piece:
    """A stretch of a row; `is_marked` where the other side has other words."""

    text: str
    is_marked: bool = False


@attrs.frozen
class Row:
    """One row of a block in its one layout: on both sides, gone from the old, or come in the new."""

    sign: Sign
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The row as it stands in the policy."""
        return "".join(piece.text for piece in self.pieces)


@attrs.frozen
class Change:
    """One block that changed: its kind and name, its title, what of it changed, and its rows.

    `was` is the number that a clause had before it was moved.
    """

    kind: str
    name: str
    title: tuple[str, str]
    aspects: tuple[Aspect, ...]
    rows: tuple[Row, ...]
    was: str = ""


@attrs.frozen
class Side:
    """One of the two versions: what it is, and by which words the user named it.

    `state` is `sealed`, `withdrawn` or `draft`; `money` is the type of its sums, None where it pays none.
    """

    named: str
    policy: str
    version: str
    state: str
    digest: str
    governs_from: int
    texts: Texts
    zone: str
    money: Type | None


@attrs.frozen
class Offered:
    """A remedy that is offered: what it is worth and the last day on which it is good, empty where not said."""

    remedy: str
    worth: str
    until: str
    marks: tuple[str, ...]


@attrs.frozen
class Answer:
    """What one version says of a case, in words and numbers ready to be shown.

    `sum` is of a discretion its most, and below zero where the party `owed_by` owes `money`.
    """

    verdict: str
    money: str
    sum: int | None
    clauses: tuple[str, ...]
    missing: tuple[str, ...]
    measures: tuple[str, ...]
    route: str
    due: tuple[tuple[str, str], ...]
    party: str
    payee: str = ""
    owed_by: str = ""
    split: tuple[tuple[str, str], ...] = ()
    offers: tuple[Offered, ...] = ()
    chosen_by: str = ""
    choose_until: str = ""


@attrs.frozen
class Command:
    """A command that decides an example as one of the versions does: `old` or `new`."""

    side: OneOf["old", "new"]
    line: str


@attrs.frozen
class ToldFact:
    """What an example tells of one fact: its value as a case file has it, and in the words of both languages."""

    name: str
    written: object
    words: tuple[str, str]


@attrs.frozen
class Example:
    """A case, as the file that tells it to each version, and the commands that decide it so.

    The two files differ only where one version has a fact that the other lacks; `files` holds each once, by its name.
    """

    files: tuple[tuple[str, str], ...]
    told: tuple[ToldFact, ...]
    commands: tuple[Command, ...]


@attrs.frozen
class Moved:
    """One class of cases that the versions decide differently, with an example.

    `rise` and `fall` are the least and the most that cases of it gain and lose, as texts; None where none does. The
    most is None where there is no limit. `is_proved` says that no case lies outside.
    """

    before: Answer
    after: Answer
    parts: tuple[Part, ...]
    direction: Direction
    example: Example
    rise: MoneySpan | None
    fall: MoneySpan | None


@attrs.frozen
class MoneySpan:
    """The least and the most of a sum, as texts."""

    least: str
    most: str | None
    is_proved: bool


@attrs.frozen
class Outcomes:
    """What becomes of cases. `is_asked` is False where the solver is not installed: then nothing is known."""

    moves: tuple[Moved, ...] = ()
    given_up: tuple[GivenUp, ...] = ()
    is_asked: bool = True

    @property
    def is_equal(self) -> bool:
        """Whether it was proved that no case is decided differently."""
        return self.is_asked and not self.moves and not self.given_up


@attrs.frozen
class MovedCase:
    """A case of a case book that the versions decide differently; one that is confirmed stays as it was confirmed."""

    case: str
    place: str
    before: Answer
    after: Answer
    parts: tuple[Part, ...]
    direction: Direction
    change: str
    is_confirmed: bool


@attrs.frozen
class Tally:
    """How many cases of a case book move in one direction, and by how much money in all."""

    direction: Direction
    count: int
    money: str


@attrs.frozen
class Impact:
    """What becomes of the cases of a case book.

    `confirmed` are those that the ledger holds, of which `confirmed_moved` would move were they open; they are in no
    tally. `rows` are the cases that move, `left_off` how many more there are.
    """

    book: str
    read: int
    unreadable: int
    unmoved: int
    confirmed: int
    confirmed_moved: int
    tallies: tuple[Tally, ...]
    rows: tuple[MovedCase, ...]
    left_off: int

    @property
    def moved(self) -> int:
        """How many cases move, those that are confirmed left out."""
        return sum(tally.count for tally in self.tallies)


@attrs.frozen
class Comparison:
    """Everything that there is to say of two versions; a part that was not asked for is None."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    outcomes: Outcomes | None = None
    impact: Impact | None = None

    def texts(self, lang: str) -> Mapping[str, str]:
        """The words of both versions, the new ones first."""
        return {**self.old.texts.of(lang), **self.new.texts.of(lang)}
