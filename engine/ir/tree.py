"""The nodes of a program: facts, terms, amounts and clauses, made of the values and tests of `expression`."""

from __future__ import annotations

from typing import Literal as OneOf

import attrs

from engine.ir.effect import (
    Asks,
    Due,
    Effect,
    Leaves,
    Need,
    Offer,
    Offers,
    Orders,
    Pays,
    Refuses,
    Routes,
    Splits,
)
from engine.ir.expression import (
    All,
    Any,
    Choose,
    Compare,
    Day,
    Elapsed,
    Expression,
    Extreme,
    Fact,
    Fold,
    Given,
    Includes,
    Literal,
    Member,
    Not,
    Operator,
    Round,
    Scale,
    Shift,
    Sum,
    Term,
    Value,
)
from engine.ir.types import Type

StepKind = OneOf["take", "add", "less", "at_least", "at_most", "round"]


@attrs.frozen
class FactDeclaration:
    """One fact of the policy: its type, the least and greatest value it can have, and what silence means.

    `presumed` is None (unknown), a Literal, another Fact, or `not_given`: the fact then is known to be left out.
    Of a list, `fields` are the facts that each entry has; all their names begin with that of the record.
    """

    name: str
    type: Type
    least: int | None = None
    greatest: int | None = None
    presumed: Literal | Fact | OneOf["not_given"] | None = None
    personal: bool = False
    supplied_by: str = ""
    fields: tuple[FactDeclaration, ...] = ()


@attrs.frozen
class Impossible:
    """A combination of facts that no real case has; a case that has it is refused at the door."""

    name: str
    test: Expression


@attrs.frozen
class TermDefinition:
    """A named yes/no or a named value, whole numbers only."""

    name: str
    type: Type
    meaning: Expression


@attrs.frozen
class Step:
    """One line of an amount, read downwards; it counts where `guard` holds.

    `kind` is `take` or `add` (plus), `less` (minus), `at_least` and `at_most` (bounds of the running total) or `round`.
    """

    kind: StepKind
    value: Expression
    guard: Expression | None
    cites: str
    key: str
    mode: str = ""


@attrs.frozen
class NothingLeft:
    """Where the amount comes to zero: refused under these bullets, if `guard` holds."""

    guard: Expression | None
    cites: tuple[str, ...]


@attrs.frozen
class Amount:
    """A bill in one currency: steps added up in the order written; the total is a whole number of the smallest unit.

    Where it comes to less than zero, the party `owed_by` owes the rest; nobody does where that is empty.
    """

    name: str
    type: Type
    steps: tuple[Step, ...]
    nothing_left: tuple[NothingLeft, ...]
    owed_by: str = ""


@attrs.frozen
class Clause:
    """One clause: it speaks where `scope` holds, and then each need must hold.

    A clause with an empty `on` answers the case; the others come on top of an answer whose verdict is in `on`.
    One that `improves` never makes an answer worse for the customer: the better of the two counts.
    """

    name: str
    cites: tuple[str, ...]
    scope: Expression
    needs: tuple[Need, ...]
    effects: tuple[Effect, ...]
    on: tuple[str, ...] = ()
    improves: bool = False


@attrs.frozen
class Confirms:
    """What may be confirmed: one outcome for each `case`, and for each `order` no more than `most`; all name facts."""

    case: str
    order: str
    most: str


Turn = OneOf["gift", "paid", "oldest", "newest", "soonest", "remainder"]


@attrs.frozen
class Consumption:
    """In which order the quota of an account is used up, and which facts of a case its history tells.

    All names but `open_point` name facts; `gift_used` is empty where the policy has none. `turns` are asked one after
    the other which lot comes first, and leave no two lots alike. With `in_proportion` each call is drawn from all
    lots by what is left in them, rounded down, and the turns say which of them give one unit more each.
    """

    name: str
    cites: tuple[str, ...]
    account: str
    order: str
    granted: str
    used: str
    turns: tuple[Turn, ...]
    gift_used: str = ""
    in_proportion: bool = False
    open_point: str = ""


@attrs.frozen
class Program:
    """A whole policy version, ready to be sealed and run.

    `precedence` holds pairs of clause names, closed under transitivity: where the first speaks, the second is silent.
    `clauses` stand in an order in which no clause comes after one that it silences.
    """

    policy: str
    version: str
    edition: int
    selected_by: str
    zone: str
    prevails: str
    units: tuple[tuple[str, int], ...]
    facts: tuple[FactDeclaration, ...]
    impossible: tuple[Impossible, ...]
    terms: tuple[TermDefinition, ...]
    amounts: tuple[Amount, ...]
    clauses: tuple[Clause, ...]
    precedence: tuple[tuple[str, str], ...]
    calendars: tuple[str, ...] = ()
    confirms: Confirms | None = None
    consumption: Consumption | None = None


__all__ = [
    "All",
    "Amount",
    "Any",
    "Asks",
    "Choose",
    "Clause",
    "Compare",
    "Confirms",
    "Consumption",
    "Day",
    "Due",
    "Effect",
    "Elapsed",
    "Expression",
    "Extreme",
    "Fact",
    "FactDeclaration",
    "Fold",
    "Given",
    "Impossible",
    "Includes",
    "Leaves",
    "Literal",
    "Member",
    "Need",
    "Not",
    "NothingLeft",
    "Offer",
    "Offers",
    "Operator",
    "Orders",
    "Pays",
    "Program",
    "Refuses",
    "Round",
    "Routes",
    "Scale",
    "Shift",
    "Splits",
    "Step",
    "StepKind",
    "Sum",
    "Term",
    "TermDefinition",
    "Turn",
    "Value",
]
