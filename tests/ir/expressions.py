"""Facts and expressions for tests, drawn so that every type agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

import attrs
from hypothesis import strategies as st

from engine.ir import tree as ir
from engine.ir.types import COUNT, DATE, INSTANT, LIST, YES_NO, Type
from engine.values.rounding import MODES

CNY = Type("money", "CNY", decimals=2)
USD = Type("quota", "USD", decimals=6)
NUMBER = Type("number", decimals=2)
PERCENT = Type("percent", decimals=2)
COLOUR = Type("choice", options=("red", "green", "blue"))
SIZE = Type("choice", options=("small", "large"))
PARTS = Type("set", options=("lid", "box", "cable"))
TEXT = Type("text")
NUMERIC = (COUNT, NUMBER, PERCENT, CNY, USD)
TYPES = (YES_NO, COLOUR, SIZE, PARTS, TEXT, INSTANT, DATE, *NUMERIC)
ZONES = ("Asia/Shanghai", "UTC", "America/New_York")
CALENDAR = "mainland-china"

LEG = (
    ir.FactDeclaration("leg.price", CNY, least=0),
    ir.FactDeclaration("leg.used", YES_NO, presumed=ir.Literal(value=False, type=YES_NO)),
    ir.FactDeclaration("leg.colour", COLOUR),
    ir.FactDeclaration("leg.nights", COUNT, least=1, greatest=9),
    ir.FactDeclaration("leg.flown_on", DATE),
    ir.FactDeclaration("leg.paid", CNY, least=0, presumed="not_given"),
)
MATERIALS, EVENT, WHOLE = "handed_in", "paid_at", "granted"

_PAID_AT = 1_783_000_000 * 10**9  # in July 2026
_FIRST_DAY = 739_800  # in the same summer
_HOUR = 3_600 * 10**9
_WORDS = ("", "none", "支付宝", 'a "quoted" one')

T = TypeVar("T")


def values(type_: Type, least: int | None = None, greatest: int | None = None) -> st.SearchStrategy[ir.Value]:
    """Values of a type, near to each other, so that they are often equal."""
    match type_.kind:
        case "yes_no":
            return st.booleans()
        case "choice":
            return st.sampled_from(type_.options)
        case "set":
            return st.sets(st.sampled_from(type_.options)).map(lambda words: tuple(sorted(words)))
        case "text":
            return st.sampled_from(_WORDS)
        case "instant":
            return st.integers(0, 2_000).map(lambda hours: _PAID_AT + hours * _HOUR)
        case "date":
            return st.integers(_FIRST_DAY, _FIRST_DAY + 200)
        case _:
            low = 0 if least is None else least
            return st.integers(low, low + 400) if greatest is None else st.integers(low, greatest)


def lists(least: int = 0) -> st.SearchStrategy[tuple[tuple[ir.Value | None, ...], ...]]:
    """Lists of legs, each with a value for each field; what may be left out is, now and then."""
    fields = [
        st.none() | values(each.type, each.least, each.greatest)
        if each.presumed == "not_given"
        else values(each.type, each.least, each.greatest)
        for each in LEG
    ]
    return st.lists(st.tuples(*fields), min_size=least, max_size=3).map(tuple)


@attrs.define
class Maker:
    """What a program has so far, and how facts and expressions are drawn that fit it."""

    draw: st.DrawFn
    facts: list[ir.FactDeclaration] = attrs.Factory(list)
    terms: list[ir.TermDefinition] = attrs.Factory(list)
    counts_business_days: bool = False
    entry: tuple[ir.FactDeclaration, ...] = ()
    of_an_entry: set[str] = attrs.Factory(set)

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def some(self, options: Sequence[T], least: int = 0) -> tuple[T, ...]:
        """Some of the options, in their order."""
        if not options:
            return ()
        picked = self.draw(st.sets(st.integers(0, len(options) - 1), min_size=least))
        return tuple(options[at] for at in sorted(picked))

    def one_of(self, *makers: Callable[[], T]) -> T:
        return self.pick(makers)()

    # ---- facts ------------------------------------------------------------------------------------------

    def declare(self) -> None:
        self.facts = [
            ir.FactDeclaration(EVENT, INSTANT, supplied_by="records"),
            ir.FactDeclaration(WHOLE, USD, least=1),
            ir.FactDeclaration(MATERIALS, PARTS, presumed=ir.Literal((), PARTS)),
            ir.FactDeclaration("customer", TEXT, personal=True),
        ]
        for at, type_ in enumerate(self.draw(st.lists(st.sampled_from(TYPES), min_size=2, max_size=8))):
            self.facts.append(self.fact(f"{type_.kind}.{at}", type_))
        for name in self.some(("trip.legs", "others")):
            presumed = self.pick((None, ir.Literal((), LIST)))
            self.facts.append(ir.FactDeclaration(name, LIST, presumed=presumed, fields=LEG))

    def fact(self, name: str, type_: Type) -> ir.FactDeclaration:
        others = [fact for fact in self.facts if fact.type == type_ and not fact.personal]
        presumption = self.pick(("", "", "literal", "fact", "not_given"))
        if presumption == "fact" and others:
            other = self.pick(others)
            return attrs.evolve(other, name=name, presumed=ir.Fact(other.name))
        bounded = type_ in NUMERIC
        least = self.pick((None, 0, 0, 1)) if bounded else None
        greatest = self.pick((None, None, 500)) if bounded else None
        fact = ir.FactDeclaration(name, type_, least, greatest)
        if presumption == "not_given":
            return attrs.evolve(fact, presumed="not_given")
        if presumption == "literal" and type_ != INSTANT:
            literal = ir.Literal(self.draw(values(type_, least, greatest)), type_)
            return attrs.evolve(fact, presumed=literal)
        return fact

    # ---- values -----------------------------------------------------------------------------------------

    def leaf(self, type_: Type) -> ir.Expression:
        every = (*self.facts, *self.entry)
        readable = [fact for fact in every if fact.type == type_ and not fact.personal]
        found: list[ir.Expression] = [ir.Fact(fact.name) for fact in readable]
        known = [each for each in self.terms if self.entry or each.name not in self.of_an_entry]
        found += [ir.Term(term.name) for term in known if term.type == type_]
        if type_ == INSTANT or (found and self.draw(st.booleans())):
            return self.pick(found)
        return ir.Literal(self.draw(values(type_)), type_)

    def value(self, type_: Type, depth: int) -> ir.Expression:
        """A value of a type, a whole number where it is numeric."""
        if type_ == YES_NO:
            return self.test(depth)
        if depth == 0:
            return self.leaf(type_)
        less, one = depth - 1, ir.Literal(1, COUNT)
        makers = [lambda: self.leaf(type_), lambda: self.choose(type_, less, self.value)]
        if type_ in (DATE, INSTANT):
            makers += [lambda: self.extreme(type_, less, self.value), lambda: self.shift(type_, less)]
        if type_ == DATE:
            makers.append(lambda: ir.Day(self.value(INSTANT, less), self.pick(ZONES)))
        if self.lists() and type_.is_ordered and not self.entry:
            makers += [lambda: self.pick_one(type_, less)] * 2
        if self.lists() and type_ in NUMERIC and not self.entry:
            makers += [lambda: self.total(type_, less, self.value)] * 2
        if type_ == COUNT:
            makers += [lambda: self.elapsed(less), lambda: self.elapsed(less)]
        if type_ == NUMBER:
            makers.append(lambda: ir.Scale(self.value(COUNT, less), ir.Literal(100, COUNT), one))
        if type_ in NUMERIC:
            makers += [
                lambda: self.sum(type_, less, self.value),
                lambda: self.extreme(type_, less, self.value),
                lambda: ir.Scale(self.value(type_, less), self.leaf(COUNT), one),
                lambda: ir.Round(self.fraction(type_, less), self.pick((1, 10, 100)), self.pick(MODES)),
            ]
        return self.one_of(*makers)

    def fraction(self, type_: Type, depth: int) -> ir.Expression:
        """A value of a numeric type that may be a fraction of its smallest unit."""
        if depth == 0:
            return self.leaf(type_)
        # so much percent of a count is a count: no count is converted to a percentage
        less, other = depth - 1, self.pick((PERCENT, CNY, USD) if type_ == PERCENT else NUMERIC)
        if self.lists() and not self.entry and self.draw(st.booleans()):
            return self.total(type_, less, self.fraction)
        hundred, percents = ir.Literal(100, COUNT), ir.Literal(10_000, COUNT)
        return self.one_of(
            lambda: self.value(type_, depth),
            lambda: self.sum(type_, less, self.fraction),
            lambda: self.extreme(type_, less, self.fraction),
            lambda: self.choose(type_, less, self.fraction),
            lambda: ir.Scale(self.fraction(type_, less), self.value(PERCENT, less), percents),
            lambda: ir.Scale(self.fraction(type_, less), self.value(NUMBER, less), hundred),
            lambda: ir.Scale(self.fraction(type_, less), self.fraction(other, less), self.divisor(other)),
            lambda: ir.Scale(self.fraction(other, less), self.fraction(type_, less), self.divisor(other)),
        )

    def divisor(self, type_: Type) -> ir.Expression:
        safe = [fact for fact in (*self.facts, *self.entry) if fact.type == type_ and (fact.least or 0) > 0]
        if bool(safe) and self.draw(st.booleans()):
            return ir.Fact(self.pick(safe).name)
        return ir.Literal(self.pick((1, 7, 100, 1_000_000)), type_)

    def sum(self, type_: Type, depth: int, part: Callable[[Type, int], ir.Expression]) -> ir.Expression:
        plus = tuple(part(type_, depth) for _ in range(self.pick((1, 2))))
        return ir.Sum(plus, tuple(part(type_, depth) for _ in range(self.pick((0, 1)))))

    def extreme(self, type_: Type, depth: int, part: Callable[[Type, int], ir.Expression]) -> ir.Expression:
        return ir.Extreme(self.pick(("least", "greatest")), (part(type_, depth), part(type_, depth)))

    def choose(self, type_: Type, depth: int, part: Callable[[Type, int], ir.Expression]) -> ir.Expression:
        branches = tuple((self.test(depth), part(type_, depth)) for _ in range(self.pick((0, 1, 2))))
        return ir.Choose(branches, part(type_, depth))

    def elapsed(self, depth: int) -> ir.Expression:
        units = (
            ("days", DATE),
            ("months", DATE),
            ("business_days", DATE),
            ("hours", INSTANT),
            ("minutes", INSTANT),
        )
        unit, type_ = self.pick(units)
        return ir.Elapsed(unit, self.value(type_, depth), self.value(type_, depth), self.rule(unit))

    def shift(self, type_: Type, depth: int) -> ir.Expression:
        unit = self.pick(
            ("days", "business_days", "months") if type_ == DATE else ("hours", "minutes", "time")
        )
        if unit == "time":
            return ir.Shift(self.value(DATE, depth), self.draw(st.integers(0, 1439)), unit, self.pick(ZONES))
        return ir.Shift(self.value(type_, depth), self.by(depth), unit, self.rule(unit))

    def rule(self, unit: str) -> str:
        """What a unit needs to be counted."""
        self.counts_business_days |= unit == "business_days"
        rules = {"business_days": (CALENDAR,), "months": ("clamp", "roll"), "days": ("",)}
        return self.pick(rules.get(unit, ("", *ZONES)))

    def by(self, depth: int) -> int | ir.Expression:
        """A number to move by: written out, or counted, and then not too far."""
        if self.pick((True, True, False)):
            return self.draw(st.integers(-10, 30))
        low, high = ir.Literal(-10, COUNT), ir.Literal(30, COUNT)
        return ir.Extreme("greatest", (low, ir.Extreme("least", (high, self.value(COUNT, depth)))))

    # ---- lists ------------------------------------------------------------------------------------------

    def lists(self) -> list[str]:
        return [fact.name for fact in self.facts if fact.fields]

    def inside(self, make: Callable[[], T]) -> T:
        """What is drawn where the fields of an entry can be read."""
        before, self.entry = self.entry, LEG
        made = make()
        self.entry = before
        return made

    def where(self) -> ir.Expression | None:
        return self.inside(lambda: self.test(1)) if self.draw(st.booleans()) else None

    def total(self, type_: Type, depth: int, part: Callable[[Type, int], ir.Expression]) -> ir.Expression:
        exact = part == self.value
        value = self.inside(lambda: part(type_, depth))
        return ir.Fold("sum", self.pick(self.lists()), value, attrs.evolve(type_, exact=exact), self.where())

    def pick_one(self, type_: Type, depth: int) -> ir.Expression:
        value = self.inside(lambda: self.value(type_, depth))
        which: Literal["least", "greatest"] = self.pick(("least", "greatest"))
        return ir.Fold(which, self.pick(self.lists()), value, type_, self.where(), self.value(type_, 0))

    def some_or_every(self, depth: int) -> ir.Expression:
        how: Literal["any", "all"] = self.pick(("any", "all"))
        held = self.inside(lambda: self.test(depth))
        return ir.Fold(how, self.pick(self.lists()), held, YES_NO, self.where())

    # ---- tests ------------------------------------------------------------------------------------------

    def test(self, depth: int) -> ir.Expression:
        if depth == 0:
            return self.one_of(lambda: self.leaf(YES_NO), lambda: self.compare(0))
        less = depth - 1
        makers: list[Callable[[], ir.Expression]] = [
            lambda: self.leaf(YES_NO),
            lambda: self.compare(less),
            lambda: self.compare(less),
            lambda: ir.Not(self.test(less)),
            lambda: ir.All(self.tests(less)),
            lambda: ir.Any(self.tests(less)),
            lambda: self.choose(YES_NO, less, self.value),
            lambda: ir.Member(self.value(COLOUR, less), self.some(COLOUR.options)),
            lambda: ir.Includes(self.value(PARTS, less), self.some(PARTS.options), self.pick(("all", "any"))),
        ]
        if self.lists() and not self.entry:
            makers += [lambda: self.some_or_every(less)] * 2
        open_ended = [fact.name for fact in (*self.facts, *self.entry) if fact.presumed == "not_given"]
        if open_ended:
            makers.append(lambda: ir.Given(self.pick(open_ended)))
        return self.one_of(*makers)

    def tests(self, depth: int) -> tuple[ir.Expression, ...]:
        return tuple(self.test(depth) for _ in range(self.pick((0, 1, 2, 3))))

    def compare(self, depth: int) -> ir.Expression:
        type_ = self.pick([each for each in TYPES if each != PARTS])
        operators: tuple[ir.Operator, ...] = ("eq", "ne", "lt", "le", "gt", "ge")
        part = self.fraction if type_ in NUMERIC else self.value
        operator = self.pick(operators if type_.is_ordered else operators[:2])
        return ir.Compare(operator, part(type_, depth), part(type_, depth))
