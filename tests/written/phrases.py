"""Values and conditions in the words of a policy, drawn so that each kind of phrase is met and every unit agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import attrs
from hypothesis import strategies as st

T = TypeVar("T")
Maker = Callable[[], str]

DAYS = ("plain", "from_the_day", "not_the_last", "moved", "there")
MONTHS = ("kept", "rolled")
HOURS = ("watch", "clock", "clock_there")
MODES = ("down", "up", "half up", "half even")
AROUND = ("visit.on", "order.paid_at", "2026-02-28")
CHOICES = ("guest", "not member", "one of guest, firm", "not one of firm, member")
HELD = ("includes photo, slip", "includes any of photo, slip", "is empty", "is not empty")
LISTS = ("order.items", "order.extras")


def inside(value: str) -> str:
    """A value where a single word is expected."""
    return value if " " not in value else f"({value})"


@attrs.define
class Phrases:
    """What a policy has so far, and how phrases are drawn that use it."""

    draw: st.DrawFn
    terms: dict[str, list[str]] = attrs.Factory(dict)
    of_items: dict[str, list[str]] = attrs.Factory(dict)
    tables: list[str] = attrs.Factory(list)
    in_entry: bool = False

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def one_of(self, *makers: Maker) -> str:
        return self.pick(makers)()

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def yes(self) -> bool:
        return self.draw(st.booleans())

    def _named(self, kind: str, *facts: str) -> str:
        """A fact or a term of this kind; of an entry, where one is at hand."""
        of_items = self.of_items.get(kind, []) if self.in_entry else []
        return self.pick([*facts, *self.terms.get(kind, []), *of_items, *of_items])

    # ---- money -----------------------------------------------------------------------------------------------

    def money(self, depth: int) -> str:
        """A whole sum."""
        if depth == 0:
            item = ("item.price",) * 3 if self.in_entry else ()
            return self.one_of(
                lambda: self._named("money", "order.price", "order.fee", *item),
                lambda: f"{self.number(0, 300)}.{self.number(0, 9)} CNY",
            )
        less = depth - 1
        makers: list[Maker] = [
            lambda: self.money(0),
            lambda: self._sum(lambda: self.money(less)),
            lambda: self._extreme(("least", "greatest"), lambda: self.money(less)),
            lambda: f"{self.number(0, 3)} times {inside(self.money(less))}",
            lambda: f"{inside(self.money(less))} times {inside(self.count(0))}",
            lambda: (
                f"{self.fraction(less)}, rounded {self.pick(MODES)} to {self.pick(('0.01', '0.10', '1'))} CNY"
            ),
        ]
        if not self.in_entry:
            makers += [
                lambda: (
                    f"the sum of {inside(self.of_entry(lambda: self.money(less)))} over {self.list_where()}"
                ),
                lambda: (
                    f"the {self.pick(('least', 'greatest'))} of {inside(self.of_entry(lambda: self.money(less)))} over "
                    f"{self.list_where()}, else {inside(self.money(0))}"
                ),
            ]
        makers += [self._table] * bool(self.tables and not self.in_entry)
        return self.one_of(*makers)

    def fraction(self, depth: int) -> str:
        """A sum that may be a fraction."""
        money = inside(self.money(depth))
        return self.one_of(
            lambda: f"{self.pick(('12.5 percent', '70 percent', 'order.discount'))} of {money}",
            lambda: f"{money} times {self.pick(('1.5', 'order.weight'))}",
            lambda: f"{money} in the proportion {inside(self.count(0))} bears to plan.units",
            lambda: f"{money} in the proportion points.used bears to points.granted",
            lambda: f"points.used converted at {self.number(1, 3)} CNY per {self.number(1, 7)} POINT",
        )

    def _table(self) -> str:
        name = self.pick(self.tables)
        if name == "by_kind":
            return self.one_of(lambda: name, lambda: f"{name} read at customer.kind, {inside(self.money(0))}")
        return self.one_of(lambda: name, lambda: f"{name} read at {inside(self.count(0))}")

    # ---- counts ----------------------------------------------------------------------------------------------

    def count(self, depth: int) -> str:
        if depth == 0:
            return self.one_of(
                lambda: self._named("count", "plan.months", "plan.units"), lambda: str(self.number(0, 30))
            )
        less = depth - 1
        makers: list[Maker] = [
            lambda: self.count(0),
            lambda: self._sum(lambda: self.count(less)),
            lambda: self._extreme(("least", "greatest"), lambda: self.count(less)),
            lambda: self._elapsed(less),
        ]
        if not self.in_entry:
            makers += [lambda: f"the number of {self.list_where()}"] * 2
        return self.one_of(*makers)

    def _elapsed(self, depth: int) -> str:
        unit, kinds, make = self.pick(
            (
                ("calendar days", ("plain", "from_the_day", "not_the_last", "there"), self.day_or_instant),
                ("business days", ("work",), self.day_or_instant),
                ("months", MONTHS, self.day_or_instant),
                ("hours", HOURS, self.instant),
                ("minutes", HOURS, self.instant),
            )
        )
        first, last = inside(make(depth)), inside(make(depth))
        return f"the number of {unit} from {first} to {last}, counted as {self.pick(kinds)}"

    def _length(self) -> str:
        """The number of a span: written out, a fact, or counted and kept within bounds."""
        return self.one_of(
            lambda: str(self.number(0, 40)),
            lambda: "plan.months",
            lambda: f"(the least of (the greatest of {inside(self.count(1))} and 0) and 40)",
        )

    # ---- time ------------------------------------------------------------------------------------------------

    def date(self, depth: int) -> str:
        if depth == 0:
            item = ("item.sent_on",) * 3 if self.in_entry else ()
            return self.one_of(
                lambda: self._named("date", "visit.on", *item),
                self._written_date,
            )
        less = depth - 1
        makers: list[Maker] = [
            lambda: self.date(0),
            lambda: self._moved("calendar days", DAYS, self.day_or_instant(less)),
            lambda: self._moved("business days", ("work",), self.day_or_instant(less)),
            lambda: self._moved("months", MONTHS, self.day_or_instant(less)),
            lambda: self._extreme(("earliest", "latest"), lambda: self.date(less)),
            self._cycle,
        ]
        if not self.in_entry:
            makers.append(
                lambda: (
                    f"the {self.pick(('earliest', 'latest'))} of {inside(self.of_entry(lambda: self.date(less)))} over "
                    f"{self.list_where()}, else {inside(self.date(0))}"
                )
            )
        return self.one_of(*makers)

    def _cycle(self) -> str:
        edge, size = self.pick(("first", "last")), self.pick(("12 months", "1 month", "14 calendar days"))
        around = f"from 2020-10-31 around {self.pick(AROUND)}, counted as {self.pick(MONTHS)}"
        return f"the {edge} day of the cycle of {size} {around}"

    def _written_date(self) -> str:
        return f"2026-0{self.number(1, 9)}-1{self.number(0, 9)}"

    def instant(self, depth: int) -> str:
        if depth == 0:
            return self._named("instant", "order.paid_at", "order.asked_at")
        less = depth - 1
        return self.one_of(
            lambda: self.instant(0),
            lambda: self._moved(self.pick(("hours", "minutes")), HOURS, self.instant(less)),
            lambda: self._moved("calendar days", ("until_six",), self.date(less)),
            lambda: self._extreme(("earliest", "latest"), lambda: self.instant(less)),
        )

    def day_or_instant(self, depth: int) -> str:
        return self.one_of(lambda: self.date(depth), lambda: self.instant(depth))

    def _moved(self, unit: str, counted: Sequence[str], start: str) -> str:
        return f"{self._length()} {unit} {self._side(start, counted)}"

    def _side(self, anchor: str, ways: Sequence[str]) -> str:
        """From which moment a span is counted, and how; a day that is counted back to is not moved on."""
        counted = self.pick(ways)
        side = "after" if counted == "moved" else self.pick(("after", "before"))
        return f"{side} {inside(anchor)}, counted as {counted}"

    # ---- parts of several kinds ------------------------------------------------------------------------------

    def _sum(self, make: Maker) -> str:
        return f"{inside(make())} {self.pick(('plus', 'less'))} {inside(make())}"

    def _extreme(self, words: Sequence[str], make: Maker) -> str:
        return f"the {self.pick(words)} of {inside(make())} and {inside(make())}"

    def of_entry(self, make: Maker) -> str:
        """A phrase about an entry of a list."""
        before, self.in_entry = self.in_entry, True
        made = make()
        self.in_entry = before
        return made

    def list_where(self) -> str:
        name = self.pick(LISTS)
        return f"{name} where {self.of_entry(self.entry_tests)}" if self.yes() else name

    def entry_tests(self) -> str:
        tests = [self.entry_test() for _ in range(self.number(1, 2))]
        return self.pick((" and ", " or ")).join(tests)

    def entry_test(self) -> str:
        """A test that names a field of the entry at hand."""
        return self.one_of(
            lambda: self.pick(
                ("item.opened", "item.opened is no", "item.kind is book", "item.kind is not game")
            ),
            lambda: (
                f"item.price is {self.pick(('above', 'below', 'at least', 'at most'))} {inside(self.money(1))}"
            ),
            lambda: f"item.sent_on is {self.pick(('before', 'after'))} {inside(self.date(1))}",
            lambda: (
                f"item.sent_on is within {self.number(0, 40)} calendar days after order.paid_at, counted as plain"
            ),
        )

    # ---- conditions ------------------------------------------------------------------------------------------

    def condition(self, depth: int) -> str:
        """A condition as it stands in a line."""
        if depth == 0:
            return self.test(1)
        if self.pick((True, True, False)):
            tests = [self.test(depth) for _ in range(self.number(1, 3))]
            tests += [self._some_or_every()] * (self.number(0, 3) == 0)
            return self.pick((" and ", " or ")).join(tests)
        word = self.pick(("all", "any"))
        items = [self._item(depth) for _ in range(self.number(1, 3))]
        return "".join([f"{word} of", *(f"\n    - {item}" for item in items)])

    def _item(self, depth: int) -> str:
        return self.pick((" and ", " or ")).join(self.test(depth) for _ in range(self.number(1, 2)))

    def test(self, depth: int) -> str:
        less = max(depth - 1, 0)
        return self.one_of(
            lambda: self._named("yes_no", "order.opened", "order.signed"),
            lambda: f"{self._named('yes_no', 'order.opened')} is {self.pick(('yes', 'no'))}",
            lambda: f"customer.kind is {self.pick(CHOICES)}",
            lambda: f"order.proof {self.pick(HELD)}",
            lambda: self.pick(("promise is given", "visit.moved is not given")),
            lambda: self._compared(lambda: self.pick((self.fraction, self.money))(less)),
            lambda: self._compared(lambda: self.count(less)),
            lambda: f"order.discount is {self.pick(('above', 'at most'))} 5 percent",
            lambda: f"order.price is {self.pick(('zero', 'not zero'))}",
            lambda: f"points.used is {self.pick(('below', 'at least'))} (15 percent of points.granted)",
            lambda: self._timed(lambda: self.date(less)),
            lambda: self._timed(lambda: self.instant(less)),
            lambda: self._within(less),
            lambda: f"{self.pick(LISTS)} is {self.pick(('empty', 'not empty'))}",
        )

    def _compared(self, make: Maker) -> str:
        word = self.pick(("above", "below", "at least", "at most"))
        return f"{inside(make())} is {word} {inside(make())}"

    def _timed(self, make: Maker) -> str:
        word = self.pick(("before", "after", "no later than", "no earlier than"))
        return f"{inside(make())} is {word} {inside(make())}"

    def _within(self, depth: int) -> str:
        unit, kinds = self.pick(
            (
                ("calendar days", (*DAYS, "until_six")),
                ("business days", ("work",)),
                ("months", MONTHS),
                ("hours", HOURS),
            )
        )
        make = self.instant if unit == "hours" else self.day_or_instant
        words = self.pick(("within", "not within"))
        return f"{inside(make(0))} is {words} {self._length()} {unit} {self._side(make(depth), kinds)}"

    def _some_or_every(self) -> str:
        """What is so of entries; it goes up to the end of the condition, so it stands there."""
        test = self.of_entry(self.entry_test)
        where = f" where {self.of_entry(self.entry_test)}" if self.yes() else ""
        return f"{self.pick(('some', 'every'))} item of {self.pick(LISTS)}{where} has {test}"
