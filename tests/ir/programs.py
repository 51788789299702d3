"""Programs for tests: small, sound by construction, and with every kind of node in one or another.

`programs()` draws a program, `cases(program)` what a case may say of its facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import attrs
from hypothesis import strategies as st

from engine.ir import tree as ir
from engine.ir.outcome import VERDICTS
from engine.ir.types import DATE
from engine.values.rounding import MODES
from tests.ir.expressions import CALENDAR, CNY, EVENT, MATERIALS, PARTS, TYPES, ZONES, Maker, lists, values

_KINDS: tuple[ir.StepKind, ...] = ("take", "add", "less", "at_least", "at_most", "round")
_PARTY = "reviewer"


@st.composite
def cases(draw: st.DrawFn, program: ir.Program) -> dict[str, Any]:
    """What a case says, fact by fact; what it leaves out is unknown or presumed."""
    said: dict[str, Any] = {}
    for fact in program.facts:
        if draw(st.integers(0, 3)):
            said[fact.name] = draw(fact_values(fact))
    return said


def fact_values(fact: ir.FactDeclaration) -> st.SearchStrategy[Any]:
    """Values of a fact; of a list, its entries."""
    return lists() if fact.fields else values(fact.type, fact.least, fact.greatest)


@st.composite
def programs(draw: st.DrawFn, depth: int = 2) -> ir.Program:
    """A sound program whose expressions are at most `depth` nodes deep, the leaves not counted."""
    make = _ProgramMaker(draw)
    make.declare()
    impossible = [ir.Impossible("never", make.test(1)) for _ in range(make.pick((0, 1)))]
    for at in range(make.pick((0, 1, 2, 3))):
        make.terms.append(make.term(f"term_{at}", depth))
    amounts = [make.amount(f"amount_{at}", depth) for at in range(make.pick((1, 2)))]
    make.amounts = [amount.name for amount in amounts]
    answering = [make.answering(f"1.{at + 1}", depth) for at in range(make.pick((1, 2, 3, 4)))]
    on_top = [make.on_top(f"2.{at + 1}", depth) for at in range(make.pick((0, 1, 2, 3)))]
    names = [clause.name for clause in answering]
    pairs = [(first, then) for at, first in enumerate(names) for then in names[at + 1 :]]
    return ir.Program(
        policy="shop",
        version="2026-07-01",
        edition=1,
        selected_by=EVENT,
        zone=make.pick(ZONES),
        prevails=make.pick(("en", "zh")),
        units=(("CNY", 2), ("USD", 6)),
        facts=tuple(make.facts),
        impossible=tuple(impossible),
        terms=tuple(make.terms),
        amounts=tuple(amounts),
        clauses=(*answering, *on_top),
        precedence=_closed(make.some(pairs)),
        calendars=(CALENDAR,) if make.counts_business_days else (),
    )


def _closed(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    closed = set(pairs)
    while more := {(a, d) for a, b in closed for c, d in closed if b == c} - closed:
        closed |= more
    return tuple(sorted(closed))


@attrs.define
class _ProgramMaker(Maker):
    """How the parts of a program are drawn that hold expressions."""

    amounts: list[str] = attrs.Factory(list)

    def term(self, name: str, depth: int) -> ir.TermDefinition:
        type_ = self.pick([each for each in TYPES if each != PARTS])
        if not self.lists() or self.draw(st.booleans()):
            return ir.TermDefinition(name, type_, self.value(type_, depth))
        made = ir.TermDefinition(name, type_, self.inside(lambda: self.value(type_, depth)))
        self.of_an_entry.add(name)
        return made

    def guard(self, depth: int) -> ir.Expression | None:
        return self.test(depth) if self.draw(st.booleans()) else None

    def cites(self) -> tuple[str, ...]:
        return self.some(("1.1", "1.2", "2.1", "3"), least=1)

    # ---- amounts ----------------------------------------------------------------------------------------

    def amount(self, name: str, depth: int) -> ir.Amount:
        whole = self.draw(st.booleans())
        kinds = (self.pick(_KINDS[:2]), *(self.pick(_KINDS) for _ in range(self.pick((0, 1, 2, 3)))))
        keys = [f"amount.{name}.line.{at + 1}" for at in range(len(kinds) + 1)]
        steps = [self.step(kind, key, depth, whole=whole) for kind, key in zip(kinds, keys, strict=False)]
        if not whole:
            steps.append(ir.Step("round", ir.Literal(1, CNY), None, "3", keys[-1], self.pick(MODES)))
        endings = tuple(ir.NothingLeft(self.guard(1), self.cites()) for _ in range(self.pick((0, 1, 2))))
        return ir.Amount(name, CNY, tuple(steps), endings, self.pick(("", "", "customer")))

    def step(self, kind: ir.StepKind, key: str, depth: int, *, whole: bool) -> ir.Step:
        guard, cites = self.guard(1), self.cites()[0]
        if kind == "round":
            unit = ir.Literal(self.pick((1, 10, 100)), CNY)
            return ir.Step(kind, unit, guard, cites, key, self.pick(MODES))
        value = self.value(CNY, depth) if whole else self.fraction(CNY, depth)
        return ir.Step(kind, value, guard, cites, key)

    # ---- clauses ----------------------------------------------------------------------------------------

    def answering(self, name: str, depth: int) -> ir.Clause:
        keys = [f"clause.{name}.need.{at + 1}" for at in range(self.pick((0, 0, 1, 2)))]
        measures = ("verify", "call_back")
        needs = tuple(ir.Need(self.test(1), self.cites(), self.some(measures), key) for key in keys)
        answer: ir.Effect = self.one_of(self.pays, ir.Refuses, lambda: self.leaves(self.pick(self.amounts)))
        orders = [ir.Orders("verify", self.guard(1)) for _ in range(self.pick((0, 0, 1)))]
        improves = self.pick((False, False, True))
        return ir.Clause(name, (name,), self.test(depth), needs, (answer, *orders), improves=improves)

    def pays(self) -> ir.Effect:
        guarded = [(self.test(1), self.pick(self.amounts)) for _ in range(self.pick((0, 0, 1, 2)))]
        return ir.Pays((*guarded, (None, self.pick(self.amounts))))

    def leaves(self, high: str) -> ir.Effect:
        return ir.Leaves(_PARTY, self.value(CNY, 1), high)

    def offers(self) -> ir.Effect:
        until = self.value(DATE, 1) if self.draw(st.booleans()) else None
        names = self.some(("cash", "voucher", "repair"), least=1)
        made = tuple(ir.Offer(each, self.pick(("", *self.amounts)), self.guard(1), until) for each in names)
        return ir.Offers(made, self.pick(("", "customer")), self.value(DATE, 0))

    def splits(self) -> ir.Effect:
        how: Literal["order", "proportion"] = self.pick(("order", "proportion"))
        parts = tuple((each, self.value(CNY, 1)) for each in self.some(("card", "points"), least=1))
        return ir.Splits(how, parts, self.pick(("card", "voucher")))

    def on_top(self, name: str, depth: int) -> ir.Clause:
        on = self.pick((("refund",), self.some(VERDICTS, least=1)))
        highs = ["", *self.amounts] if set(on) <= {"refund", "discretion"} else self.amounts
        makers = (
            lambda: self.leaves(self.pick(highs)),
            lambda: ir.Asks(MATERIALS, self.some(PARTS.options, least=1)),
            lambda: ir.Orders("verify", self.guard(1)),
            lambda: ir.Due("review", self.value(DATE, depth)),
            lambda: ir.Routes("original", self.pick(("", "buyer"))),
            self.offers,
            *([self.splits] * 2 if on == ("refund",) else []),
        )
        effects = tuple(self.one_of(*makers) for _ in range(self.pick((1, 1, 2))))
        return ir.Clause(name, (name,), self.test(depth), (), effects, on)
